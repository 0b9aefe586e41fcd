"""From the points of several people to one score, and how much that score hangs on the weights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from maskinrum.decisions.analysis.readiness.frame import ALL_WEIGHTS, MOST_POINTS, criteria
from maskinrum.decisions.enums import ReadinessLevel

READY_FROM: Final = 75.0
ON_THE_WAY_FROM: Final = 50.0
DRAWS: Final = 10_000
LEAST_FACTOR, MOST_FACTOR = 0.5, 1.5


@dataclass(frozen=True)
class Common:
    """What several people say of one criterion together. ``spread`` is the most less the least."""

    median: float
    least: int
    most: int
    people: int

    @property
    def spread(self) -> int:
        return self.most - self.least


@dataclass(frozen=True)
class Score:
    """The weighted score of 100. With criteria missing it lies between ``low`` and ``high``, and has no level.

    ``missing`` are the criteria that nobody has scored and that weigh something.
    """

    low: float
    high: float
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.missing

    @property
    def level(self) -> ReadinessLevel | None:
        return level_of(self.low) if self.is_whole else None


@dataclass(frozen=True)
class Robustness:
    """In how many of ``draws`` random weights the level was another. ``se`` is the standard error of the share."""

    changed: int
    draws: int
    seed: int

    @property
    def share(self) -> float:
        return self.changed / self.draws

    @property
    def se(self) -> float:
        return float((self.share * (1 - self.share) / self.draws) ** 0.5)


def common_view(points: Iterable[tuple[str, int]]) -> dict[str, Common]:
    """The median, least and most of each criterion that anybody has scored, from (criterion, points)."""
    given: dict[str, list[int]] = {}
    for criterion, score in points:
        given.setdefault(criterion, []).append(score)
    return {
        one.slug: Common(float(median(scores)), min(scores), max(scores), len(scores))
        for one in criteria()
        if (scores := given.get(one.slug))
    }


def score_of(medians: Mapping[str, float], weights: Mapping[str, int]) -> Score:
    """The score of 100. What nobody has scored may be anything: nothing in ``low``, the most in ``high``."""
    total = sum(weights.values())
    reached = sum(weight * medians.get(slug, 0.0) for slug, weight in weights.items())
    missing = tuple(slug for slug, weight in weights.items() if weight and slug not in medians)
    open_points = sum(weights[slug] * MOST_POINTS for slug in missing)
    most = total * MOST_POINTS / ALL_WEIGHTS
    return Score(reached / most, (reached + open_points) / most, missing)


def level_of(score: float) -> ReadinessLevel:
    """The level of a whole score: 75 is on average point 3 of the scale, 50 is point 2."""
    if score >= READY_FROM:
        return ReadinessLevel.READY
    return ReadinessLevel.ON_THE_WAY if score >= ON_THE_WAY_FROM else ReadinessLevel.NOT_READY


def robustness(medians: Sequence[float], weights: Sequence[float], *, seed: int, draws: int = DRAWS) -> Robustness:
    """Vary every weight by a factor of its own between 0.5 and 1.5, all equally likely, and count other levels.

    The varied weights make a hundred again. The same seed gives the same factors.
    """
    generator = np.random.Generator(np.random.Philox(seed))
    points = np.asarray(medians, dtype=float)
    factors = generator.uniform(LEAST_FACTOR, MOST_FACTOR, size=(draws, len(points)))
    varied = factors * np.asarray(weights, dtype=float)
    # Scores are rounded as they are shown to be compared, so that equal points never straddle a limit.
    scores = np.round(varied @ points / varied.sum(axis=1) * (ALL_WEIGHTS / MOST_POINTS), 9)
    stated = round(float(np.dot(points, weights) / sum(weights) * ALL_WEIGHTS / MOST_POINTS), 9)
    levels = np.digitize(scores, (ON_THE_WAY_FROM, READY_FROM))
    own = np.digitize(stated, (ON_THE_WAY_FROM, READY_FROM))
    return Robustness(int((levels != own).sum()), draws, seed)
