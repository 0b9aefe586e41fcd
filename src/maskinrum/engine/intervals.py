"""Between which values the true one lies: shares by Wilson, everything else by the bootstrap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Final, Literal

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.statistics import quantiles

LEVEL: Final = 0.95
RESAMPLES: Final = 4000
LEAST: Final = 2  # values: one alone says nothing of its spread

Statistic = Callable[[Floats], Floats]
"""From samples, shape (resamples, n) or (resamples, n, columns), to one number each, shape (resamples,)."""
Method = Literal["percentile", "bca"]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and the ends of its interval at ``level``, all in the unit of what is estimated."""

    estimate: float
    low: float
    high: float
    level: float = LEVEL

    def covers(self, value: float) -> bool:
        """Whether ``value`` may be the true one, ends included."""
        return self.low <= value <= self.high

    @property
    def differs(self) -> bool:
        """Of a difference: whether it may be called a change, which it may when the interval does not hold 0."""
        return not self.covers(0.0)


def normal_score(level: float) -> float:
    """The z of a two-sided interval; raises ``StatisticsError`` with code ``level`` unless 0 < level < 1."""
    if not 0 < level < 1:
        raise StatisticsError(f"an interval of {level} is none", code="level", field="level", value=level)
    return float(scipy.special.ndtri((1 + level) / 2))


def wilson(successes: int, total: int, level: float = LEVEL) -> Interval:
    """A share and its score interval (Wilson 1927): sound for few, and for none or all of them.

    Raises ``StatisticsError`` with code ``count`` unless 0 ≤ successes ≤ total and total ≥ 1.
    """
    low, high = wilson_bounds(np.array([successes]), np.array([total]), level)
    return Interval(successes / total, float(low[0]), float(high[0]), level)


def wilson_of(share: float, size: float, level: float = LEVEL) -> Interval:
    """``wilson`` of a share of observations that depend on each other, worth ``size`` independent ones, 1 or more."""
    low, high = wilson_bounds(np.array([share * size]), np.array([size]), level)
    return Interval(share, float(low[0]), float(high[0]), level)


def wilson_bounds(
    successes: Integers | Floats, totals: Integers | Floats, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Ends of many score intervals at once, each of the shape of ``successes`` and ``totals``."""
    x, n = np.asarray(successes, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    if not bool(np.all((n >= 1) & (x >= 0) & (x <= n))):
        raise StatisticsError("a share is of one or more, and no more than all", code="count", field="successes")
    z2 = normal_score(level) ** 2
    half = np.sqrt(z2 * (x * (n - x) / n + z2 / 4))
    low, high = (x + z2 / 2 - half) / (n + z2), (x + z2 / 2 + half) / (n + z2)
    # None and all reach their end exactly, whatever the square root was rounded to.
    return np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high)


def share_difference(first: tuple[int, int], second: tuple[int, int], level: float = LEVEL) -> Interval:
    """How much greater the first share is, (successes, total) each, independent: Newcombe's hybrid of two Wilsons.

    Method 10 of Newcombe 1998: each end is as far from the difference as the two ends concerned are from their shares.
    """
    one, two = wilson(*first, level), wilson(*second, level)
    gap = one.estimate - two.estimate
    down = sqrt((one.estimate - one.low) ** 2 + (two.high - two.estimate) ** 2)
    up = sqrt((one.high - one.estimate) ** 2 + (two.estimate - two.low) ** 2)
    return Interval(gap, gap - down, gap + up, level)


def mean_of(samples: Floats) -> Floats:
    """``Statistic``: the mean of each sample."""
    return np.asarray(samples.mean(axis=1), dtype=np.float64)


def median_of(samples: Floats) -> Floats:
    """``Statistic``: the median of each sample, the middle of the two in the middle."""
    return np.asarray(np.median(samples, axis=1), dtype=np.float64)


def bootstrap(
    values: Sequence[float] | Floats,
    statistic: Statistic,
    rng: np.random.Generator,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    method: Method = "bca",
) -> Interval:
    """A statistic of one sample with its interval: rows of ``values``, (n,) or (n, columns), are drawn again.

    ``bca``: corrected for bias and for a spread that follows the value (Efron 1987), for smooth statistics such as
    means; ``percentile``: as drawn, for medians. Raises ``StatisticsError`` with code ``rows`` for fewer than two rows,
    ``number`` for one that is not finite, ``level``.
    """
    sample = _sample(values, "values")
    drawn = statistic(sample[_places(rng, resamples, len(sample))])
    found = float(statistic(sample[np.newaxis])[0])
    pulls = _pulls(sample, statistic) if method == "bca" else None
    return _interval(found, drawn, level, pulls)


def bootstrap_difference(
    first: Sequence[float] | Floats,
    second: Sequence[float] | Floats,
    statistic: Statistic,
    rng: np.random.Generator,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    method: Method = "bca",
) -> Interval:
    """How much greater the statistic is in the first of two independent samples; arguments and errors as ``bootstrap``.

    The same people asked twice are not independent: give ``bootstrap`` their differences instead.
    """
    one, two = _sample(first, "first"), _sample(second, "second")
    drawn = statistic(one[_places(rng, resamples, len(one))]) - statistic(two[_places(rng, resamples, len(two))])
    found = float(statistic(one[np.newaxis])[0] - statistic(two[np.newaxis])[0])
    pulls = np.concatenate((_pulls(one, statistic), -_pulls(two, statistic))) if method == "bca" else None
    return _interval(found, drawn, level, pulls)


def interval_of_draws(found: float, drawn: Floats, level: float = LEVEL) -> Interval:
    """The percentile interval around what was found, of statistics that were drawn again, (resamples,)."""
    return _interval(found, drawn, level, None)


def _sample(values: Sequence[float] | Floats, field: str) -> Floats:
    sample = np.asarray(values, dtype=np.float64)
    if len(sample) < LEAST:
        raise StatisticsError(f"{len(sample)} values have no interval", code="rows", field=field, value=len(sample))
    if not np.isfinite(sample).all():
        raise StatisticsError("values must be finite numbers", code="number", field=field)
    return sample


def _places(rng: np.random.Generator, resamples: int, count: int) -> Integers:
    return rng.integers(0, count, (resamples, count))


def _pulls(sample: Floats, statistic: Statistic) -> Floats:
    """How far each row pulls the statistic, by leaving it out (the jackknife), (n,), over n so that samples add up."""
    count = len(sample)
    others = np.arange(count) + (np.arange(count) >= np.arange(count)[:, np.newaxis]).astype(np.intp)
    without = statistic(sample[others[:, :-1]])
    return np.asarray((count - 1) * (without.mean() - without) / count)


def _interval(found: float, drawn: Floats, level: float, pulls: Floats | None) -> Interval:
    z = normal_score(level)
    ends = np.array([-z, z])
    if pulls is not None:
        ends = _corrected(ends, found, drawn, pulls)
    low, high = (float(end) for end in quantiles(drawn, tuple(float(p) for p in scipy.special.ndtr(ends))))
    return Interval(found, low, high, level)


def _corrected(ends: Floats, found: float, drawn: Floats, pulls: Floats) -> Floats:
    """Efron's z₀ + (z₀ + z) / (1 − a (z₀ + z)); values that tie with the estimate count half."""
    below = float((drawn < found).mean() + (drawn == found).mean() / 2)
    bias = float(scipy.special.ndtri(below))
    squares = float(np.square(pulls).sum())
    if not isfinite(bias) or squares == 0:
        return ends  # every draw is on one side, or nothing pulls: there is nothing to correct by
    acceleration = float((pulls**3).sum()) / (6 * squares**1.5)
    shifted = bias + ends
    return np.asarray(bias + shifted / (1 - acceleration * shifted))
