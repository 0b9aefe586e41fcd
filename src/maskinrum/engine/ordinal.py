"""Answers on a scale of levels, such as 1–5: what they say together, and how two groups differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.intervals import (
    LEAST,
    LEVEL,
    RESAMPLES,
    Interval,
    bootstrap,
    interval_of_draws,
    mean_of,
    normal_score,
    wilson,
)

TOP: Final = 2  # levels at the upper end that count as agreement
TINY: Final = 1e-12  # from an end, where the error is 0 and every interval would close


@dataclass(frozen=True, slots=True)
class OrdinalSummary:
    """What ``answered`` people chose; ``unknown`` more said that they do not know and count in nothing else.

    ``counts`` by level, lowest first. ``median`` and ``consensus`` (1 all alike, 0 half at each end) with bootstrap
    intervals; ``shares`` of each level, ``top`` (the two highest) and ``unknown_share`` with Wilson's.
    """

    counts: tuple[int, ...]
    unknown: int
    median: Interval
    consensus: Interval
    shares: tuple[Interval, ...]
    top: Interval
    unknown_share: Interval

    @property
    def answered(self) -> int:
        """How many chose a level."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class OrdinalDifference:
    """How much higher the first of two groups answered.

    ``median``: difference of the medians, in levels; ``superiority``: probability that one of the first answered higher
    than one of the second, equal answers half, so that ½ is no difference.
    """

    median: Interval
    superiority: Interval

    @property
    def differs(self) -> bool:
        """Whether it may be called a difference: the interval of the medians' difference does not hold 0."""
        return self.median.differs


@dataclass(frozen=True, slots=True)
class ImportanceGap:
    """Mean of importance minus score of the ``answered`` who gave both; ``left_out`` gave one or none of the two."""

    gap: Interval
    answered: int
    left_out: int


def ordinal_summary(
    counts: Sequence[int],
    rng: np.random.Generator,
    *,
    unknown: int = 0,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> OrdinalSummary:
    """Sum up answers counted by level, lowest first.

    Raises ``StatisticsError`` with code ``count`` (a count below 0 or not whole, fewer than two levels), ``rows``
    (fewer than two answered), ``level``.
    """
    found = _counted(counts, "counts")
    if unknown < 0:
        raise StatisticsError("a count is not below 0", code="count", field="unknown", value=unknown)
    drawn = _drawn_again(found, rng, resamples)
    total, each = int(found.sum()), [int(count) for count in found]
    return OrdinalSummary(
        tuple(each),
        unknown,
        interval_of_draws(float(interpolated_median(found)), interpolated_median(drawn), level),
        interval_of_draws(float(consensus(found)), consensus(drawn), level),
        tuple(wilson(count, total, level) for count in each),
        wilson(sum(each[-TOP:]), total, level),
        wilson(unknown, total + unknown, level),
    )


def interpolated_median(counts: Integers) -> Floats:
    """The median of each distribution, counts (..., levels), at least one in each; shape (...), 1 to levels.

    Level k reaches from k − ½ to k + ½ and its answers are spread evenly over it. Where half lies between two levels
    the median is midway between them, so turning the scale turns the median.
    """
    counted = np.asarray(counts, dtype=np.float64)
    reached = np.cumsum(counted, axis=-1)
    half = reached[..., -1:] / 2
    ends = [_reach(counted, reached, half, np.argmax(passed, axis=-1)) for passed in (reached >= half, reached > half)]
    return np.asarray((ends[0] + ends[1]) / 2)


def _reach(counted: Floats, reached: Floats, half: Floats, level: Integers) -> Floats:
    """Where within ``level`` half is reached, from its lower end for what is missing."""
    place = np.expand_dims(level, -1)
    own, upto = np.take_along_axis(counted, place, -1), np.take_along_axis(reached, place, -1)
    return np.asarray((place + 0.5 + (half - (upto - own)) / own)[..., 0])


def consensus(counts: Integers) -> Floats:
    """Leik's consensus of each distribution, counts (..., levels), at least one in each; shape (...), 0 to 1.

    1 − 2 Σ d / (levels − 1), d the smaller of the shares up to a level and above it. It knows the order of the levels
    and nothing of distances between them.
    """
    counted = np.asarray(counts, dtype=np.float64)
    reached = np.cumsum(counted, axis=-1)[..., :-1] / counted.sum(axis=-1, keepdims=True)
    return np.asarray(1 - 2 * np.minimum(reached, 1 - reached).sum(axis=-1) / reached.shape[-1])


def ordinal_difference(
    first: Sequence[int],
    second: Sequence[int],
    rng: np.random.Generator,
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> OrdinalDifference:
    """Compare two independent groups, or a group with itself in a later round, by their counts of the same levels.

    Raises ``StatisticsError`` as ``ordinal_summary``, and with code ``levels`` when the scales are not the same.
    """
    superior = superiority(first, second, level)
    one, two = np.asarray(first), np.asarray(second)
    gap = float(interpolated_median(one) - interpolated_median(two))
    drawn = [interpolated_median(_drawn_again(counts, rng, resamples)) for counts in (one, two)]
    return OrdinalDifference(interval_of_draws(gap, drawn[0] - drawn[1], level), superior)


def superiority(first: Sequence[int], second: Sequence[int], level: float = LEVEL) -> Interval:
    """Probability that one of the first group answered higher than one of the second, equal answers half.

    U/(n₁n₂) of Mann and Whitney with the interval of Newcombe 2006, method 5: sound for few and at both ends, and
    somewhat wide when many answers are equal. Errors as ``ordinal_difference``.
    """
    from scipy.optimize import brentq  # noqa: PLC0415 - see ``exposure``

    one, two = _counted(first, "first"), _counted(second, "second")
    if len(one) != len(two):
        raise StatisticsError("the groups answered on different scales", code="levels", field="second", value=len(two))
    n1, n2 = int(one.sum()), int(two.sum())
    below = np.cumsum(two) - two / 2
    found, z = float(one @ below / (n1 * n2)), normal_score(level)
    extra = (n1 + n2) / 2 - 1

    def error(p: float) -> float:
        return z * sqrt(p * (1 - p) * (1 + extra * ((1 - p) / (2 - p) + p / (1 + p))) / (n1 * n2))

    low = brentq(lambda p: found - p - error(p), 0.0, min(found, 1 - TINY)) if found > 0 else 0.0
    high = brentq(lambda p: p - found - error(p), max(found, TINY), 1.0) if found < 1 else 1.0
    return Interval(found, float(low), float(high), level)


def importance_gap(
    importance: Sequence[float] | Floats,
    score: Sequence[float] | Floats,
    rng: np.random.Generator,
    *,
    level: float = LEVEL,
) -> ImportanceGap:
    """How much more important something is than it is good, by person; NaN where somebody does not know.

    Raises ``StatisticsError`` with code ``rows`` unless there is one of each for everybody and two or more gave both.
    """
    one, two = np.asarray(importance, dtype=np.float64), np.asarray(score, dtype=np.float64)
    if one.shape != two.shape:
        raise StatisticsError("one importance and one score each", code="rows", field="score", value=len(two))
    gaps = one - two
    known = gaps[~np.isnan(gaps)]
    return ImportanceGap(bootstrap(known, mean_of, rng, level=level), len(known), len(gaps) - len(known))


def _counted(counts: Sequence[int], field: str) -> Integers:
    found = np.asarray(counts)
    if found.ndim != 1 or len(found) < LEAST or not np.issubdtype(found.dtype, np.integer) or bool((found < 0).any()):
        raise StatisticsError("counts are whole, not below 0, of two levels or more", code="count", field=field)
    if found.sum() < LEAST:
        raise StatisticsError("one answer alone says nothing", code="rows", field=field, value=int(found.sum()))
    return found.astype(np.intp)


def _drawn_again(counts: Integers, rng: np.random.Generator, resamples: int) -> Integers:
    total = int(counts.sum())
    return np.asarray(rng.multinomial(total, counts / total, resamples), dtype=np.intp)
