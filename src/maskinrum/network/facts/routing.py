"""Whose experience fits a question, and why.

The score is a plain sum. Each theme in common counts 3, whether it was told of or offered; the same phase 2, the same
type of agreement 1.5, an organisation of the same size 1. Size alone says nothing, so at least one of the others must
fit, and below ``LEAST`` nobody is asked. Whoever was asked lately stands behind those who fit as well and were not, and
whoever was asked ``MOST_A_WEEK`` times is left in peace. At most two of one organisation are asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

WEIGHTS = {"theme": 3.0, "phase": 2.0, "agreement": 1.5, "size": 1.0}
LEAST = 3.0
MOST_ASKED = 5
MOST_OF_ONE = 2
MOST_A_WEEK = 3


@dataclass(frozen=True)
class Asked:
    """What a question is about; everything may be empty."""

    themes: tuple[str, ...] = ()
    phase: str = ""
    agreement: str = ""
    size: str = ""


@dataclass(frozen=True)
class Knower:
    """Somebody who may know: what the person's experiences are about, and how often the person was asked this week."""

    person: str
    organisation: str
    themes: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    size: str = ""
    asked_lately: int = 0


@dataclass(frozen=True)
class Fit:
    """Somebody who is asked, how well the experience fits, and what of it does: ``{"theme": ("B2",)}``."""

    person: str
    organisation: str
    score: float
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def whom_to_ask(
    asked: Asked, knowers: Iterable[Knower], *, is_willing: Callable[[Fit], bool] = bool, limit: int = MOST_ASKED
) -> list[Fit]:
    """Those who are asked, the best first; ties go to whoever was asked less, then by key, so the order is always one.

    ``is_willing`` is asked of no more of them than are needed; nobody is chosen twice.
    """
    rested = [(fit_of(asked, one), one.asked_lately) for one in knowers if one.asked_lately < MOST_A_WEEK]
    fitting = [(fit, often) for fit, often in rested if fit.score >= LEAST and fit.shared.keys() - {"size"}]
    ordered = sorted(fitting, key=lambda pair: (-pair[0].score, pair[1], pair[0].person, pair[0].organisation))
    chosen: list[Fit] = []
    taken: Counter[str] = Counter()
    for fit, _often in ordered:
        is_new = fit.person not in {one.person for one in chosen}
        if len(chosen) < limit and is_new and taken[fit.organisation] < MOST_OF_ONE and is_willing(fit):
            chosen.append(fit)
            taken[fit.organisation] += 1
    return chosen


def fit_of(asked: Asked, one: Knower) -> Fit:
    """How well somebody's experience fits, and in what."""
    shared: dict[str, tuple[str, ...]] = {}
    if themes := tuple(code for code in asked.themes if code in one.themes):
        shared["theme"] = themes
    if asked.phase and asked.phase in one.phases:
        shared["phase"] = (asked.phase,)
    if asked.agreement and asked.agreement in one.agreements:
        shared["agreement"] = (asked.agreement,)
    if asked.size and asked.size == one.size:
        shared["size"] = (asked.size,)
    score = sum(WEIGHTS[name] * len(values) for name, values in shared.items())
    return Fit(one.person, one.organisation, score, shared)
