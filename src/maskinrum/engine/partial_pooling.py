"""Groups that are alike without being the same: each is drawn towards what all have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.errors import StatisticsError
from maskinrum.engine.evidence import Moments, OverGrid, Spread, over_a_grid
from maskinrum.engine.intervals import LEAST, LEVEL, Interval
from maskinrum.engine.mixtures import GRID, Mixture


@dataclass(frozen=True, slots=True)
class PooledGroup:
    """A group as ``measured`` (estimate and standard error) and after pooling.

    ``effect``: where it truly lies; ``against_centre``: how much higher than what all have in common; ``kept``: share
    of its distance to the centre that is its own, 0 (all luck) to 1.
    """

    measured: Moments
    effect: Interval
    against_centre: Interval
    kept: float


@dataclass(frozen=True, slots=True)
class PartialPooling:
    """Posterior of groups that vary around a ``centre``, all in the unit of the estimates.

    ``spread``: standard deviation between groups, with its posterior mean; ``one_more``: a group not yet measured.
    ``between_share``: posterior mean of the between-variance over it plus that of a typical estimate.
    """

    centre: Interval
    spread: Interval
    groups: tuple[PooledGroup, ...]
    one_more: Interval
    between_share: float


@dataclass(frozen=True, slots=True)
class VarianceComponents:
    """Variances ``between`` groups and ``within`` them; ``mean`` of the groups with standard error ``se``.

    ``share``: between over both, the intraclass correlation; ``effects``: each group against the mean, as predicted.
    """

    mean: float
    se: float
    between: float
    within: float
    share: float
    effects: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Whether groups differ by more than their errors: Cochran's ``q`` on ``degrees`` of freedom, and what it leaves.

    ``mean`` and ``se``: as if they did not differ; ``between``: variance by DerSimonian and Laird; ``share``: I².
    """

    mean: float
    se: float
    q: float
    degrees: int
    between: float
    share: float


def partial_pooling(
    estimates: Sequence[float],
    errors: Sequence[float],
    spread: Spread,
    *,
    centre: Moments | None = None,
    level: float = LEVEL,
) -> PartialPooling:
    """Pool estimates with standard errors; exact on a grid over the spread, whose prior must be stated.

    ``centre``: normal prior of it, None for flat. Raises ``StatisticsError`` with code ``rows`` (fewer than two, or not
    as many errors), ``number`` (not finite), ``se`` (not above 0), ``level``.
    """
    y, s = np.asarray(estimates, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    _check(y, s)
    found = over_a_grid(estimates, errors, spread, centre, GRID)
    typical = _typical_variance(s)
    return PartialPooling(
        Mixture(found.weights, found.centre, np.sqrt(found.unsure)).interval(level),
        _spread(found, spread, level),
        tuple(_group(found, row, y[row], s[row], level) for row in range(len(y))),
        Mixture(found.weights, found.centre, np.sqrt(found.unsure + found.tau**2)).interval(level),
        float(found.weights @ (found.tau**2 / (found.tau**2 + typical))),
    )


def _check(y: Floats, s: Floats) -> None:
    if y.ndim != 1 or len(y) < LEAST or y.shape != s.shape:
        raise StatisticsError("two groups or more, each with its error", code="rows", field="errors", value=len(s))
    if not np.isfinite(y).all():
        raise StatisticsError("estimates are finite numbers", code="number", field="estimates")
    if not (np.isfinite(s) & (s > 0)).all():
        raise StatisticsError("standard errors are above 0", code="se", field="errors")


def _typical_variance(s: Floats) -> float:
    """Of Higgins and Thompson: what one error squared would be if all were alike, for the same total."""
    weights = s**-2.0
    return float((len(s) - 1) * weights.sum() / (weights.sum() ** 2 - np.square(weights).sum()))


def _group(found: OverGrid, row: int, estimate: float, error: float, level: float) -> PooledGroup:
    own = 1 - found.pull[:, row]
    apart = own * (estimate - found.centre)
    unsure = np.sqrt(own**2 * found.unsure + own * error**2)
    return PooledGroup(
        Moments(float(estimate), float(error)),
        Mixture(found.weights, found.effects[:, row], np.sqrt(found.left[:, row])).interval(level),
        Mixture(found.weights, apart, unsure).interval(level),
        float(found.weights @ own),
    )


def _spread(found: OverGrid, prior: Spread, level: float) -> Interval:
    """Ends by the prior probability at which the posterior has gathered enough, linear between the nodes."""
    gathered = np.concatenate(([0.0], np.cumsum(found.weights) - found.weights / 2, [1.0]))
    at = np.interp([(1 - level) / 2, (1 + level) / 2], gathered, np.concatenate(([0.0], (GRID[0] + 1) / 2, [1.0])))
    low, high = (float(end) for end in prior.quantile(np.asarray(at)))
    return Interval(float(found.weights @ found.tau), low, high, level)


def pooled_means(groups: Sequence[Sequence[float] | Floats], spread: Spread, *, level: float = LEVEL) -> PartialPooling:
    """Partial pooling of the means of groups of single values, one value or more each.

    The error of a mean is the spread within groups, one for all of them, over √n: groups of five cannot each be trusted
    with a spread of their own. Raises ``StatisticsError`` as ``variance_components`` and ``partial_pooling``.
    """
    means, counts, within, _total = _summed(groups)
    return partial_pooling(list(means), [sqrt(within / count) for count in counts], spread, level=level)


def variance_components(groups: Sequence[Sequence[float] | Floats]) -> VarianceComponents:
    """Between and within by restricted maximum likelihood, groups of any size, one value or more each.

    Raises ``StatisticsError`` with code ``rows`` (fewer than two groups, an empty one, or none with two values),
    ``number`` (not finite), ``spread`` (nothing varies within).
    """
    from scipy.optimize import brentq  # noqa: PLC0415 - see ``exposure``

    means, counts, within, total = _summed(groups)
    inside = within * (total - len(counts))

    def weights(ratio: float) -> tuple[Floats, float, float]:
        weight = counts / (1 + counts * ratio)
        mean = float(weight @ means / weight.sum())
        return weight, mean, inside + float(weight @ np.square(means - mean))

    def slope(ratio: float) -> float:
        weight, mean, misfit = weights(ratio)
        squares = np.square(weight)
        return float(
            weight.sum() - squares.sum() / weight.sum() - (total - 1) * (squares @ np.square(means - mean)) / misfit
        )

    ratio = 0.0
    if slope(0.0) < 0:
        top = 1.0
        while slope(top) < 0:
            top *= 2
        ratio = float(brentq(slope, 0.0, top, xtol=1e-14, rtol=1e-14))
    weight, mean, misfit = weights(ratio)
    noise = misfit / (total - 1)
    effects = weight * ratio * (means - mean)
    between = ratio * noise
    return VarianceComponents(
        mean,
        sqrt(noise / weight.sum()),
        between,
        noise,
        between / (between + noise),
        tuple(float(effect) for effect in effects),
    )


def _summed(groups: Sequence[Sequence[float] | Floats]) -> tuple[Floats, Floats, float, int]:
    """Means and counts of the groups, the variance within them, and how many values there are."""
    found = [np.asarray(group, dtype=np.float64) for group in groups]
    counts = np.array([len(group) for group in found], dtype=np.float64)
    total = int(counts.sum())
    if len(found) < LEAST or counts.min() < 1 or total <= len(found):
        raise StatisticsError("two groups or more, one of them with two values", code="rows", field="groups")
    if not all(np.isfinite(group).all() for group in found):
        raise StatisticsError("values are finite numbers", code="number", field="groups")
    within = sum(float(np.square(group - group.mean()).sum()) for group in found) / (total - len(found))
    if not (isfinite(within) and within > 0):
        raise StatisticsError("nothing varies within the groups", code="spread", field="groups")
    return np.array([group.mean() for group in found]), counts, within, total


def heterogeneity(estimates: Sequence[float], errors: Sequence[float]) -> Heterogeneity:
    """Cochran's Q and the moment estimate of DerSimonian and Laird; errors as ``partial_pooling``."""
    y, s = np.asarray(estimates, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    _check(y, s)
    weights = s**-2.0
    mean = float(weights @ y / weights.sum())
    q, degrees = float(weights @ np.square(y - mean)), len(y) - 1
    scale = float(weights.sum() - np.square(weights).sum() / weights.sum())
    excess = max(0.0, q - degrees)
    return Heterogeneity(mean, float(weights.sum()) ** -0.5, q, degrees, excess / scale, excess / q if q else 0.0)
