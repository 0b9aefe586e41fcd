"""Which known partnerships are most like a portfolio, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np

from maskinrum.engine.arrays import Floats
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


class Profile(NamedTuple):
    """What is known of a portfolio or a partnership; None where it is not. There may be thousands.

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
    held = list(others)
    distance, known = _measured(own, held)
    enough = np.flatnonzero(known >= least_known)
    nearest = enough[np.argsort(distance[enough], kind="stable")][:most]
    return tuple(_twin(own, held[place], float(distance[place]), float(known[place])) for place in nearest)


_VALUES = attrgetter(*WEIGHTS)
_TOTAL = sum(WEIGHTS.values())


def _measured(own: Profile, others: Sequence[Profile]) -> tuple[Floats, Floats]:
    """The distance of each, shape (len(others),), and the share of the weight that is known of both."""
    missing, unknown = np.zeros(len(others)), np.zeros(len(others))
    columns = zip(*map(_VALUES, others), strict=True)
    for weight, one, values in zip(WEIGHTS.values(), _VALUES(own), columns, strict=False):
        near = _closeness_to(one, values)
        is_known = ~np.isnan(near)
        missing += np.where(is_known, weight * (1 - near), 0.0)
        unknown += np.where(is_known, 0.0, weight)
    return (missing + HALF * unknown) / _TOTAL, 1 - unknown / _TOTAL


def _closeness_to(one: Value | None, others: Sequence[Value | None]) -> Floats:
    """``closeness`` to each; not a number where either is not known."""
    if isinstance(one, float | int):
        values = np.array(others, dtype=np.float64)
        return np.minimum(values, one) / np.maximum(values, one)
    table = {two: np.nan if one is None or two is None else closeness(one, two) for two in set(others)}
    return np.array([table[two] for two in others])


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
