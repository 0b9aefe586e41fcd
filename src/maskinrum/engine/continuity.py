"""How steadily an agreement has works going, and what that leaves of its good effects (section 3.2, steps 4, 5)."""

from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.case import Case
from maskinrum.engine.parameters import EFFECTS
from maskinrum.engine.schedule import Schedule, Window, at_places
from maskinrum.engine.values import Values

LONG_AGO = -1e300  # before any start, yet finite: −∞ − (−∞) is not a number


@dataclass(frozen=True, slots=True)
class Continuity:
    """``factor`` k, share; ``idle`` months of the base window without works of its own. Shapes (lanes, futures)."""

    factor: Floats
    idle: Floats


def continuity(case: Case, values: Values, found: Schedule, opened: Window) -> Continuity:
    """From the planned durations of the projects in the base window; 1 and 0 without an agreement.

    Projects of an extension start after the base window, so they add nothing to it.
    """
    held = case.agreements
    factor, idle = np.ones(opened.opening.shape), np.zeros(opened.opening.shape)
    lasts = opened.closing[:held] - opened.opening[:held]
    busy = _union(found.start[:held], case.portfolio.duration, found, opened.closing[:held])
    own = np.divide(busy, lasts, out=np.zeros_like(busy), where=lasts > 0)
    factor[:held] = 1 - (1 - own) * (1 - values["outside_activity"][:held])
    idle[:held] = (1 - own) * lasts
    return Continuity(factor, idle)


def _union(start: Floats, duration: Floats, found: Schedule, closing: Floats) -> Floats:
    """Months covered by at least one of [s, s + D), cut at ``closing``; (lanes, futures)."""
    order = found.order[: found.served]
    begins, lasts = at_places(start, order), duration[order]
    covered, reached, zero = np.zeros_like(closing), np.full_like(closing, LONG_AGO), np.zeros_like(closing)
    for now, months in zip(begins, lasts, strict=True):
        ends = np.minimum(now + months, closing)
        np.maximum(now, reached, out=now)
        covered += np.maximum(ends - now, zero)
        np.maximum(reached, ends, out=reached)
    return covered


def scaled_effects(values: Values, factor: Floats) -> Values:
    """Every effect x becomes x₀ + k(x − x₀) where it is better than the baseline's x₀; all else stays."""
    return {**values, **{slug: _scaled(values[slug], factor) for slug in EFFECTS}}


def _scaled(effect: Floats, factor: Floats) -> Floats:
    if len(effect) == 1:
        return effect
    baseline, scaled = effect[-1], effect.copy()
    own = effect[:-1]
    scaled[:-1] = np.where(own < baseline, baseline + factor * (own - baseline), own)
    return scaled
