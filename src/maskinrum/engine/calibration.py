"""Whether stated ranges hold: forecasts against what came (section 5, finished projects)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, log
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.distributions import Z90, Distribution
from maskinrum.engine.errors import EvidenceError
from maskinrum.engine.evidence import Moments
from maskinrum.engine.settings import DEFAULT_SEED
from maskinrum.engine.statistics import Estimate

FITTED: Final = 0.7
SPLITS: Final = 100
ROUNDING: Final = 1e-9  # relative: an outcome that is the end of a range lies in it, however that end is rounded
LEAST: Final = 20  # outcomes: with fewer the 10 per cent quantile lies outside those that are fitted


@dataclass(frozen=True, slots=True)
class Calibration:
    """A distribution fitted on some outcomes and judged on the others, in the unit of the outcomes.

    ``low`` and ``high``: its stated P10 and P90; ``held``: share of the ``judged`` outcomes between them, which should
    be near 0.8. ``held_over_splits``: the mean of that share over 100 such divisions, with its standard deviation:
    what a single division of so few outcomes may show by luck.
    """

    distribution: Distribution
    low: float
    high: float
    fitted: int
    judged: int
    held: Estimate
    held_over_splits: Moments


def calibrate(outcomes: Sequence[float], seed: int = DEFAULT_SEED) -> Calibration:
    """Fit on a random 70 per cent of the outcomes, such as actual / budget, and judge on the rest.

    Raises ``EvidenceError`` with code ``rows`` for fewer than 20, ``number`` for one that is not finite.
    """
    if len(outcomes) < LEAST:
        raise EvidenceError(f"calibration takes {LEAST} outcomes or more", code="rows", value=len(outcomes))
    if not all(isfinite(outcome) for outcome in outcomes):
        raise EvidenceError("outcomes must be finite numbers", code="number", field="outcomes")
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))
    values = np.asarray(outcomes, dtype=np.float64)
    first, *others = (_judged(rng.permutation(values)) for _ in range(SPLITS))
    shares = np.array([first.held.mean, *(other.held.mean for other in others)])
    return replace(first, held_over_splits=Moments(float(shares.mean()), float(shares.std())))


def _judged(shuffled: Floats) -> Calibration:
    count = round(FITTED * len(shuffled))
    found, rest = fitted_to(shuffled[:count]), shuffled[count:]
    low, high = (found.at_normal_score(z) for z in (-Z90, Z90))
    held = coverage(np.full(len(rest), low), np.full(len(rest), high), rest)
    return Calibration(found, low, high, count, len(rest), held, Moments(held.mean, 0.0))


def fitted_to(outcomes: Floats) -> Distribution:
    """The shifted lognormal through the 10, 50 and 90 per cent points of what one more outcome would be.

    The points are those below which one more of the same kind falls with that probability, place (n + 1) p in order.
    Skewed to the left, or not at all, it is the normal through the 10 and 90 per cent points.
    """
    place = np.array([0.1, 0.5, 0.9]) * (len(outcomes) + 1) - 1
    low, middle, high = (float(x) for x in np.interp(place, np.arange(len(outcomes)), np.sort(outcomes)))
    if high - middle <= middle - low or middle <= low:
        return Distribution.normal((low + high) / 2, (high - low) / 2 / Z90)
    shift = (low * high - middle**2) / (low + high - 2 * middle)
    return Distribution.lognormal(log(middle - shift), log((high - shift) / (middle - shift)) / Z90, shift)


def coverage(low: Floats, high: Floats, actual: Floats) -> Estimate:
    """Share of actual values within their stated range, ends included, all (n,); nobody's is 0 with error 0."""
    if not len(actual):
        return Estimate(0.0, 0.0)
    slack = ROUNDING * np.maximum(np.abs(low), np.abs(high))
    share = float(np.mean((actual >= low - slack) & (actual <= high + slack)))
    return Estimate(share, (share * (1 - share) / len(actual)) ** 0.5)


def places(draws: Floats, actual: Floats) -> Floats:
    """Where each actual value fell among its forecast's draws (n, futures): share below, ties half; (n,).

    Evenly spread over 0–1 when forecasts are calibrated; heaped at the ends when they were too narrow.
    """
    at = actual[:, np.newaxis]
    return np.asarray((draws < at).mean(axis=1) + (draws == at).mean(axis=1) / 2)
