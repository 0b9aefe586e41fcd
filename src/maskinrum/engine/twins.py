"""Which known partnerships are most like a portfolio, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter, itemgetter
from typing import Final

from maskinrum.engine.portfolio import Portfolio

# Judgement: what is bought and by whom says more than how long the agreement runs.
WEIGHTS: Final[Mapping[str, float]] = {
    "agreement": 2.0,
    "sector": 2.0,
    "works": 2.0,
    "volume": 2.0,
    "client": 1.0,
    "months": 1.0,
    "projects": 1.0,
    "homes": 1.0,
}
HALF: Final = 0.5  # from this closeness on two are alike in a feature; and what a feature counts that nobody knows

Value = float | str | frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a portfolio or a partnership; None where it is not.

    ``agreement``, ``sector`` and ``client``: slugs; ``works``: kinds of works; ``volume`` mDKK and ``months`` of the
    term, above 0; ``projects`` and ``homes``: numbers of them, above 0.
    """

    slug: str
    agreement: str | None = None
    sector: str | None = None
    client: str | None = None
    works: frozenset[str] | None = None
    volume: float | None = None
    months: float | None = None
    projects: float | None = None
    homes: float | None = None

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        slug: str,
        *,
        agreement: str | None = None,
        sector: str | None = None,
        client: str | None = None,
        months: float | None = None,
    ) -> "Profile":
        """A portfolio's, by the projects that may go inside; the rest is said beside it."""
        inside = [project for project in portfolio.active if project.is_uncommitted and project.eligible]
        return cls(
            slug,
            agreement,
            sector,
            client,
            frozenset(project.kind for project in inside) or None,
            portfolio.eligible_volume or None,
            months,
            float(len(inside)) or None,
            float(sum(project.homes for project in inside)) or None,
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How close two are in one feature: 1 the same, 0 nothing in common; and what each has."""

    feature: str
    closeness: float
    own: Value
    other: Value


@dataclass(frozen=True, slots=True)
class Twin:
    """A partnership and its ``distance``, 0 (the same in everything) to 1.

    ``alike`` and ``apart``: features that speak for and against it, the weightiest first; ``unknown``: of one or both.
    ``known``: share of the weight of all features that is known of both.
    """

    slug: str
    distance: float
    known: float
    alike: tuple[Likeness, ...]
    apart: tuple[Likeness, ...]
    unknown: tuple[str, ...]


def twins(
    own: Profile, others: Iterable[Profile], *, most: int | None = None, least_known: float = 0.0
) -> tuple[Twin, ...]:
    """The ``most`` of ``others`` that are nearest, or all, nearest first, ties in the order given.

    The distance is the weighted mean of what is lacking to closeness; a feature that is not known of both counts one
    half, so little known is neither near nor far. Left out is who is known in less than ``least_known`` of the weight.
    Reasons are worked out for those that are returned alone, so a register of thousands costs a pass over it.
    """
    measured = [(*_measure(own, other), place, other) for place, other in enumerate(others)]
    enough = [one for one in measured if one[1] >= least_known]
    nearest = sorted(enough, key=_NEAREST) if most is None else nsmallest(most, enough, key=_NEAREST)
    return tuple(_twin(own, other, distance, known) for distance, known, _place, other in nearest)


_NEAREST = itemgetter(0, 2)
_VALUES = attrgetter(*WEIGHTS)
_WEIGHTS = tuple(WEIGHTS.values())
_TOTAL = sum(_WEIGHTS)


def _measure(own: Profile, other: Profile) -> tuple[float, float]:
    """The distance, and the share of the weight that is known of both."""
    missing = unknown = 0.0
    for weight, one, two in zip(_WEIGHTS, _VALUES(own), _VALUES(other), strict=True):
        if one is None or two is None:
            unknown += weight
        elif one != two:
            missing += weight * (1 - closeness(one, two))
    return (missing + HALF * unknown) / _TOTAL, 1 - unknown / _TOTAL


def _twin(own: Profile, other: Profile, distance: float, share_known: float) -> Twin:
    known, unknown = [], []
    for feature in WEIGHTS:
        one, two = getattr(own, feature), getattr(other, feature)
        if one is None or two is None:
            unknown.append(feature)
        else:
            known.append(Likeness(feature, closeness(one, two), one, two))
    by_weight = sorted(known, key=lambda like: -WEIGHTS[like.feature] * abs(like.closeness - HALF))
    return Twin(
        other.slug,
        distance,
        share_known,
        tuple(like for like in by_weight if like.closeness >= HALF),
        tuple(like for like in by_weight if like.closeness < HALF),
        tuple(unknown),
    )


def closeness(one: Value, two: Value) -> float:
    """1 for the same, 0 for nothing in common: the smaller number over the greater; shared kinds over all kinds."""
    if isinstance(one, frozenset) and isinstance(two, frozenset):
        return len(one & two) / max(len(one | two), 1)
    if isinstance(one, str) or isinstance(two, str):
        return float(one == two)
    return min(one, two) / max(one, two)  # type: ignore[operator]
