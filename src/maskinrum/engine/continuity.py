"""How steadily an agreement has works going, and what that leaves of its good effects (section 3.2, steps 4, 5)."""

from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.parameters import EFFECTS
from maskinrum.engine.schedule import Schedule, Window
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
    covered, reached = np.zeros_like(closing), np.full_like(closing, LONG_AGO)
    for places in found.order[: found.served]:
        begins = at_places(start, places)
        ends = np.minimum(begins + duration[places], closing)
        covered += np.maximum(ends - np.maximum(begins, reached), 0)
        np.maximum(reached, ends, out=reached)
    return covered


def at_places(values: Floats, places: Integers) -> Floats:
    """``values`` (lanes, projects, futures) at one place per future, ``places`` (futures,): (lanes, futures)."""
    lanes, projects, futures = values.shape
    flat = values.reshape(lanes, projects * futures)
    found: Floats = flat.take(places * futures + np.arange(futures), axis=1)
    return found


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
