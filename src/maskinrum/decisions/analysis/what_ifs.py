"""What becomes of the answer when the price level that people most often disagree about is another one."""

from dataclasses import dataclass, replace
from typing import Final

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import Inputs
from maskinrum.decisions.analysis.verdicts import affordable, can_be_decided
from maskinrum.engine import Distribution, Estimate, Standing
from maskinrum.engine.standing import standing_of

PRICE_LEVEL: Final = (engine.STRATEGIC, "price_level")
PRICE_LEVELS: Final = (-0.01, 0.01, 0.03)


@dataclass(frozen=True)
class WhatIf:
    """How the partnership stands with a typical price level; ``p_separate``: cheaper than separate tenders."""

    price_level: float
    standing: Standing
    p_separate: Estimate


@dataclass(frozen=True)
class WhatIfs:
    """Whether the numbers hold as it is, and each price level on the same futures."""

    holds_now: bool
    each: tuple[WhatIf, ...]
    futures: int


def what_ifs(inputs: Inputs) -> WhatIfs | None:
    """Try other price levels of the partnership; its range moves along. None when there is nothing to decide."""
    if engine.STRATEGIC not in inputs.settings.alternatives or not can_be_decided(inputs.portfolio):
        return None
    settings = replace(inputs.settings, futures=affordable(inputs, inputs.settings.futures))
    given = engine.simulate(inputs.portfolio, inputs.priors, settings)
    costs = dict(zip(given.slugs, given.compared, strict=True))
    # Only the partnership and those drawn after it change; the others stay as they are in every future.
    partnerships = tuple(slug for slug in given.slugs if inputs.priors.twins.get(slug, slug) == engine.STRATEGIC)
    found = []
    for level in PRICE_LEVELS:
        priors = _with_price_level(inputs, level)
        changed = engine.simulate(inputs.portfolio, priors, replace(settings, alternatives=partnerships))
        now = costs | dict(zip(changed.slugs, changed.compared, strict=True))
        against = standing_of(now, engine.STRATEGIC, engine.BASELINE)
        found.append(WhatIf(level, standing_of(now, engine.STRATEGIC), against.p_cheaper))
    return WhatIfs(standing_of(costs, engine.STRATEGIC).holds, tuple(found), settings.futures)


def _with_price_level(inputs: Inputs, level: float) -> engine.Priors:
    """The priors in force, a person's own range and newer evidence among them, with this one moved."""
    model, slug = PRICE_LEVEL
    now = inputs.priors.model(model).parameters[slug].distribution
    assert now is not None  # noqa: S101 - the price level is a number of its own in the partnership
    return inputs.priors.with_overrides({PRICE_LEVEL: _moved(now, level)})


def _moved(now: Distribution, level: float) -> Distribution:
    """The same distribution around another typical value, exactly as wide: a price level may be below zero."""
    if now.family == "normal":
        return Distribution.normal(level, now.params[1])
    if now.family == "truncated_normal":
        _mean, sd, least, most = now.params
        return Distribution(now.family, (level, sd, least, most))
    if now.family == "triangular":
        least, typical, most = now.params
        return Distribution.triangular(least + (level - typical), level, most + (level - typical))
    return Distribution.constant(level)
