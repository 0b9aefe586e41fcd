"""Shares of small groups, each drawn towards what all have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.intervals import LEAST, LEVEL, Interval, normal_score
from maskinrum.engine.mixtures import panels

CENTRES, LIKENESSES = panels(8), panels(2)
NEGLIGIBLE: Final = 1e-8
STEPS: Final = 40  # if all are halvings; with Newton's about four
CLOSE: Final = 1e-7  # and Newton's next is far closer


@dataclass(frozen=True, slots=True)
class PooledShare:
    """A group in which ``successes`` of ``total`` were counted: where its share truly lies.

    ``kept``: how far the share is its own, 0 (all luck) to 1.
    """

    successes: int
    total: int
    share: Interval
    kept: float


@dataclass(frozen=True, slots=True)
class PooledShares:
    """Posterior of groups whose shares vary around a ``centre``; ``likeness``: correlation of two in one group.

    ``likeness`` is 0 when groups are the same and 1 when each is of one opinion; posterior mean.
    """

    centre: Interval
    likeness: float
    groups: tuple[PooledShare, ...]


def pooled_shares(
    successes: Sequence[int], totals: Sequence[int], likeness: float, *, level: float = LEVEL
) -> PooledShares:
    """Pool shares: x ~ binomial(n, θ), θ ~ beta(μν, (1 − μ)ν); exact on a grid over μ and ρ = 1/(1 + ν).

    ``likeness``: prior mean of ρ, inside 0–1, which must be stated: ρ ~ beta(1, 1/likeness − 1); μ is uniform. Raises
    ``StatisticsError`` with code ``rows`` (fewer than two groups, or not as many totals), ``count`` (not 0 ≤ x ≤ n,
    n ≥ 1), ``likeness``, ``level``.
    """
    x, n = np.asarray(successes, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    _check(x, n, likeness)
    normal_score(level)
    mu, rho, weights = _posterior(x, n, likeness)
    size = 1 / rho - 1
    order = np.argsort(mu, kind="stable")
    gathered = np.cumsum(weights[order]) - weights[order] / 2
    low, high = np.interp([(1 - level) / 2, (1 + level) / 2], gathered, mu[order])

    @cache  # groups with the same counts have the same share
    def group(successes: float, total: float) -> PooledShare:
        interval = _interval(weights, mu * size + successes, (1 - mu) * size + total - successes, level)
        return PooledShare(int(successes), int(total), interval, float(weights @ (total / (total + size))))

    groups = [group(*of) for of in zip(x.tolist(), n.tolist(), strict=True)]
    centre = Interval(float(weights @ mu), float(low), float(high), level)
    return PooledShares(centre, float(weights @ rho), tuple(groups))


def _check(x: Floats, n: Floats, likeness: float) -> None:
    if x.ndim != 1 or len(x) < LEAST or x.shape != n.shape:
        raise StatisticsError("two groups or more, each with its total", code="rows", field="totals")
    if not bool(((n >= 1) & (x >= 0) & (x <= n)).all()):
        raise StatisticsError("a share is of one or more, and no more than all", code="count", field="successes")
    if not 0 < likeness < 1:
        raise StatisticsError("likeness lies inside 0 to 1", code="likeness", field="likeness", value=likeness)


def _posterior(x: Floats, n: Floats, likeness: float) -> tuple[Floats, Floats, Floats]:
    """Places of μ and ρ with what is left of their weights, (nodes,)."""
    (places, over_mu), (others, over_rho) = CENTRES, LIKENESSES
    exponent = likeness / (1 - likeness)
    rho_each = -np.expm1(exponent * np.log1p(-(others + 1) / 2))  # inverse of 1 − (1 − ρ)^(1/likeness − 1)
    mu, rho = (grid.ravel() for grid in np.meshgrid((places + 1) / 2, rho_each, indexing="ij"))
    size = (1 / rho - 1)[:, np.newaxis]
    a, b = mu[:, np.newaxis] * size, (1 - mu[:, np.newaxis]) * size
    log_fit = (scipy.special.betaln(a + x, b + n - x) - scipy.special.betaln(a, b)).sum(axis=1)
    weights = np.outer(over_mu, over_rho).ravel() * np.exp(log_fit - log_fit.max())
    kept = weights > NEGLIGIBLE * weights.max()
    return mu[kept], rho[kept], weights[kept] / weights[kept].sum()


def _interval(weights: Floats, a: Floats, b: Floats, level: float) -> Interval:
    """Mean and exact ends of a mixture of betas: Newton from the ends of the one beta with the same two moments."""
    each = a / (a + b)
    mean = float(weights @ each)
    variance = float(weights @ (each * (1 - each) / (a + b + 1) + np.square(each - mean)))
    alike = mean * (1 - mean) / variance - 1
    wanted = np.array([(1 - level) / 2, (1 + level) / 2])
    found = np.asarray(scipy.special.betaincinv(mean * alike, (1 - mean) * alike, wanted))
    low, high, moved, left, whole = np.zeros(2), np.ones(2), 1.0, STEPS, scipy.special.betaln(a, b)
    while moved > CLOSE and left:
        at = found[:, np.newaxis]
        lacks = wanted - scipy.special.betainc(a, b, at) @ weights
        low, high = np.where(lacks > 0, found, low), np.where(lacks > 0, high, found)
        with np.errstate(divide="ignore", over="ignore"):
            density = np.exp((a - 1) * np.log(at) + (b - 1) * np.log1p(-at) - whole) @ weights
        step = found + lacks / np.maximum(density, NEGLIGIBLE)
        before, found = found, np.where((low < step) & (step < high), step, (low + high) / 2)
        moved, left = float(np.abs(found - before).max()), left - 1
    return Interval(mean, float(found[0]), float(found[1]), level)
