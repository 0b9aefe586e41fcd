"""What repetition saves, learned from projects that were carried out: cost, time or days of procurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log, log2
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.evidence import Moments, Spread
from maskinrum.engine.intervals import LEVEL, Interval, normal_score
from maskinrum.engine.mixtures import GRID, Mixture

LEAST: Final = 3  # points: a line through two has nothing left to judge it by
FINEST: Final = 0.005  # share: nothing is measured finer, so projects that came out alike are not known without error
GAP_MONTHS: Final = 6.0


class Learning(StrEnum):
    """What the points alone show, before anything was believed."""

    TOO_FEW = "too_few"
    SEEN = "seen"
    NOT_SEEN = "not_seen"
    WORSENING = "worsening"


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Least squares of ``points`` in logarithms: value = ``first`` · experience^``exponent``.

    ``se``: of the exponent; ``ratio``: 2^exponent, left after each doubling, with Student's interval; ``noise``:
    standard deviation around the line, in natural logarithm; ``r2``: share of the variance that the line explains.
    """

    first: float
    exponent: float
    se: float
    ratio: Interval
    noise: float
    r2: float
    points: int

    @property
    def learning(self) -> Learning:
        """Whether each doubling costs less, more, or neither for sure: when the interval of the ratio holds 1."""
        if self.ratio.covers(1.0):
            return Learning.NOT_SEEN
        return Learning.SEEN if self.ratio.high < 1 else Learning.WORSENING


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """What a similarity group's projects and the stated prior say together.

    ``learning`` and ``measured``: of the points alone, which never rest on the prior; ``ratio``: what is left after
    each doubling, of both, the median and its ends; ``next_one``: the next project, in the unit of the values.
    ``weight``: share of ``ratio`` that the points have, 0 (all prior) to 1.
    """

    learning: Learning
    measured: PowerLaw | None
    ratio: Interval
    next_one: Interval
    weight: float


def power_law(experience: Sequence[float] | Floats, values: Sequence[float] | Floats, level: float = LEVEL) -> PowerLaw:
    """Fit a line in logarithms to values and the experience each was made with, both above 0.

    Raises ``StatisticsError`` with code ``rows`` (fewer than three, not as many of both, or all of one experience),
    ``number`` (not finite or not above 0), ``level``.
    """
    x, y = _logs(experience, values)
    if len(x) < LEAST or np.ptp(x) == 0:
        raise StatisticsError("a line takes three points at different experience", code="rows", field="values")
    normal_score(level)
    off = x - x.mean()
    squares, all_squares = float(off @ off), float(np.square(y - y.mean()).sum())
    slope = float(off @ y) / squares
    left = max(0.0, float(np.square(y - y.mean() - slope * off).sum()))
    noise = (left / (len(x) - 2)) ** 0.5
    se = noise / squares**0.5
    reach = float(scipy.special.stdtrit(len(x) - 2, (1 + level) / 2)) * se
    ratio = Interval(exp(slope), exp(slope - reach), exp(slope + reach), level)
    first = exp(float(y.mean() - slope * x.mean()))
    explained = 1 - left / all_squares if all_squares else 0.0
    return PowerLaw(first, slope / log(2), se / log(2), ratio, noise, explained, len(x))


def learning_curve(
    values: Sequence[float] | Floats,
    prior: Moments,
    noise: Spread,
    *,
    experience: Sequence[float] | Floats | None = None,
    ahead: float | None = None,
    level: float = LEVEL,
) -> LearningCurve:
    """Fit one similarity group, one project or more, and predict the next.

    ``prior``: of the natural logarithm of the ratio (``ratio_prior``); ``noise``: prior of the spread around the curve,
    natural logarithm, which is a share while small. ``experience``: each project's own, by default 1, 2, 3 …;
    ``ahead``: the next one's, by default one more than the greatest. Exact on a grid over the noise.

    Raises ``StatisticsError`` with code ``rows`` (none, or not as many of both), ``number`` (a value, an experience or
    the prior's spread not above 0), ``level``.
    """
    known = np.arange(1.0, len(values) + 1) if experience is None else np.asarray(experience, dtype=np.float64)
    x, y = _logs(known, values)
    next_experience = float(known.max()) + 1 if ahead is None else ahead
    if not (prior.sd > 0 and 0 < next_experience < inf):
        raise StatisticsError("experience and the prior's spread are above 0", code="number", field="ahead")
    measured = power_law(known, values, level) if len(x) >= LEAST and np.ptp(x) > 0 else None
    slopes, sigma = _slopes(x, y, prior, noise)
    apart = log2(next_experience) - float(x.mean())
    unsure = np.sqrt(sigma**2 * (1 + 1 / len(x)) + apart**2 * slopes.sds**2)
    return LearningCurve(
        Learning.TOO_FEW if measured is None else measured.learning,
        measured,
        _raised(slopes, level),
        _raised(Mixture(slopes.weights, float(y.mean()) + slopes.means * apart, unsure), level),
        1 - float(slopes.weights @ np.square(slopes.sds)) / prior.sd**2,
    )


def _slopes(x: Floats, y: Floats, prior: Moments, noise: Spread) -> tuple[Mixture, Floats]:
    """The slope given each noise of the grid, the level of the curve integrated out, and the noises themselves."""
    places, weights = GRID
    sigma = np.hypot(noise.quantile((places + 1) / 2), FINEST)
    off, count = x - x.mean(), len(x)
    squares = float(off @ off)
    found = float(off @ y) / squares if squares else prior.mean
    left = float(np.square(y - y.mean() - found * off).sum())
    spread = squares * prior.sd**2
    misfit = left / sigma**2 + squares * (found - prior.mean) ** 2 / (spread + sigma**2)
    log_fit = -(count - 1) * np.log(sigma) - np.log1p(spread / sigma**2) / 2 - misfit / 2
    probability = weights * np.exp(log_fit - log_fit.max())
    own = spread / (spread + sigma**2)
    return (
        Mixture(probability / probability.sum(), prior.mean + own * (found - prior.mean), prior.sd * np.sqrt(1 - own)),
        sigma,
    )


def _raised(logs: Mixture, level: float) -> Interval:
    normal_score(level)
    middle, low, high = np.exp(logs.quantiles(np.array([0.5, (1 - level) / 2, (1 + level) / 2])))
    return Interval(float(middle), float(low), float(high), level)


def _logs(experience: Sequence[float] | Floats, values: Sequence[float] | Floats) -> tuple[Floats, Floats]:
    """Doublings of experience and natural logarithms of values."""
    x, y = np.asarray(experience, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if len(y) < 1 or x.shape != y.shape:
        raise StatisticsError("one experience for each value, and one value or more", code="rows", field="values")
    if not bool((np.isfinite(x) & np.isfinite(y) & (x > 0) & (y > 0)).all()):
        raise StatisticsError("values and experience are above 0", code="number", field="values")
    return np.log2(x), np.log(y)


def ratio_prior(ratio: Distribution, share: float = 1.0) -> Moments:
    """Mean and sd of the logarithm of 1 − share · (1 − L) for a progress ratio L, such as the priors file states it.

    ``share``: of the value that learning acts on (``learning_cost_share``). As a normal it reaches above 1, so that
    projects may show that there is no learning. Raises ``StatisticsError`` with code ``number`` unless it is above 0.
    """
    places, weights = GRID
    left = 1 - share * (1 - ratio.quantile((places + 1) / 2))
    if not bool((left > 0).all()):
        raise StatisticsError("a progress ratio is above 0", code="number", field="ratio")
    logs = np.log(left)
    mean = float(weights @ logs / 2)
    return Moments(mean, float(weights @ np.square(logs - mean) / 2) ** 0.5)


def experience_of(
    starts: Sequence[float] | Floats,
    durations: Sequence[float] | Floats,
    *,
    forgetting: float = 0.0,
    turnover: float = 0.0,
    gap_months: float = GAP_MONTHS,
) -> Floats:
    """Each project's experience in its group, itself included, (n,) in the order given: E of the decision model (3.3).

    ``starts`` and ``durations`` in months; ``forgetting``: share lost when nothing was under way for more than
    ``gap_months``; ``turnover``: share of the team that leaves in a year. Raises ``StatisticsError`` with code ``rows``
    (not as many of both) or ``number`` (not finite, a share outside 0–1).
    """
    begins, lasts = np.asarray(starts, dtype=np.float64), np.asarray(durations, dtype=np.float64)
    if begins.shape != lasts.shape:
        raise StatisticsError("one duration for each start", code="rows", field="durations")
    if not (np.isfinite(begins).all() and np.isfinite(lasts).all() and 0 <= forgetting <= 1 and 0 <= turnover <= 1):
        raise StatisticsError("months are finite and shares between 0 and 1", code="number", field="starts")
    found = np.empty(len(begins))
    experience, before, busy = 0.0, float(begins.min(initial=0.0)), -inf
    for place in np.argsort(begins, kind="stable"):
        now = float(begins[place])
        kept = (1 - turnover) ** ((now - before) / 12) * (1 - forgetting if now - busy > gap_months else 1)
        experience = experience * kept + 1
        before, busy = now, max(busy, now + float(lasts[place]))
        found[place] = experience
    return found
