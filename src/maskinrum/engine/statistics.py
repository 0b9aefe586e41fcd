"""Means, standard errors and quantiles of draws (section 4)."""

from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats

PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its Monte-Carlo standard error, sd / √n."""

    mean: float
    se: float


@dataclass(frozen=True, slots=True)
class Stat:
    """Mean, Monte-Carlo standard error and quantiles (linear between order statistics) of a number over the futures."""

    mean: float
    se: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def estimate(values: Floats) -> Estimate:
    """Mean and standard error of ``values``, shape (futures,); the error of fewer than two values is 0."""
    count, mean = len(values), float(np.add.reduce(values)) / len(values)
    squares = float(np.add.reduce(np.square(values - mean)))
    return Estimate(mean, (squares / max(count - 1, 1) / count) ** 0.5)


def describe(values: Floats) -> Stat | None:
    """Statistics of ``values``, shape (futures,), in their unit; None when every future is left out."""
    if not len(values):
        return None
    found = estimate(values)
    return Stat(found.mean, found.se, *(float(value) for value in quantiles(values, PROBABILITIES)))


def describe_all(values: Floats) -> Stat:
    """``describe`` of a quantity that every future has."""
    found = describe(values)
    if found is None:
        raise ValueError("no futures")
    return found


def quantiles(values: Floats, probabilities: tuple[float, ...]) -> Floats:
    """Quantiles of the last axis, linear between order statistics; shape (..., len(probabilities))."""
    ordered = np.sort(values, axis=-1)
    place = np.asarray(probabilities) * (ordered.shape[-1] - 1)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    low, high = ordered[..., below], ordered[..., above]
    return np.asarray(low + (place - below) * (high - low), dtype=np.float64)


def quantile_dots(values: Floats, n: int = 20) -> Floats:
    """``n`` equally likely values, the mid-quantiles (i + ½)/n, for a dot plot; shape (n,), rising."""
    if n < 1:
        raise ValueError("a dot plot needs at least one dot")
    return quantiles(values, tuple((dot + 0.5) / n for dot in range(n)))
