"""What would have to be true for the answer to turn (section 4, flip values)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import PriorsError
from maskinrum.engine.inputs import Key
from maskinrum.engine.parameters import BASELINE, COMMON, STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, simulate
from maskinrum.engine.statistics import Estimate, estimate
from maskinrum.engine.values import LANE_PARAMETERS

RANGE: Final = (0.005, 0.995)
HALVINGS: Final = 10  # then a straight line over the thousandth that is left
ERRORS: Final = 2


@dataclass(frozen=True, slots=True)
class Flip:
    """Mean difference, strategic partnership − reference, mDKK, with one parameter the same in all futures.

    ``low`` and ``high``: with the parameter at ``at_low`` and ``at_high``, its 0.5 and 99.5 per cent quantiles.
    ``value``: where the mean difference is 0, None when it has the same sign at both ends; ``beyond``: how probable the
    prior holds it that the parameter lies on the other side of that value than the one that gives today's answer.
    ``least`` and ``most``: around ``value``, where the mean difference is within two standard errors of 0, or the end
    of the range; None without a value. ``futures``: behind each difference, 0 where it was not kept.
    """

    model: str
    parameter: str
    at_low: float
    at_high: float
    low: Estimate
    high: Estimate
    value: float | None
    beyond: float | None
    least: float | None = None
    most: float | None = None
    futures: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is no value, but an end is so near to 0 that the calculation cannot tell that there is none."""
        return self.value is None and any(abs(end.mean) <= ERRORS * end.se for end in (self.low, self.high))


def flip_values(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    reference: str,
    keys: Sequence[Key] | None = None,
    progress: Progress | None = None,
) -> tuple[Flip, ...]:
    """Fix each parameter in turn, on the same futures, and look for the value at which the answer turns.

    ``keys``: (model, parameter) in the order wanted; None = all that are drawn once per future for the strategic
    partnership, the ``reference``, separate tenders and in common. ``progress(done, total)`` after each parameter.
    Raises ``PriorsError`` (code ``constant``) for a key that is not drawn.
    """
    settings = replace(settings, alternatives=tuple(dict.fromkeys((reference, STRATEGIC))))
    question = _Question(portfolio, priors, settings, reference)
    now = question.difference({}).mean
    chosen = list(_drawn_keys(priors, reference)) if keys is None else list(keys)
    found = []
    for key in chosen:
        found.append(_flip(question, key, now))
        if progress:
            progress(len(found), len(chosen))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Question:
    portfolio: Portfolio
    priors: Priors
    settings: Settings
    reference: str

    def difference(self, fixed: dict[Key, float]) -> Estimate:
        """Mean difference with some parameters fixed, the form of each kept."""
        priors = self.priors.with_overrides({key: Distribution.constant(value) for key, value in fixed.items()})
        found = simulate(self.portfolio, priors, self.settings)
        partnership, reference = (found.slugs.index(slug) for slug in (STRATEGIC, self.reference))
        return estimate(found.compared[partnership] - found.compared[reference])


def distribution_of(priors: Priors, key: Key) -> Distribution | None:
    """The distribution a parameter is drawn from; None when it has none. Raises ``PriorsError``."""
    model, parameter = key
    if model == "common":
        found = priors.common.get(parameter)
    else:
        prior = priors.model(model).parameters.get(parameter)
        found = None if prior is None else prior.distribution
    return None if found is None or found.is_constant else found


def _drawn_keys(priors: Priors, reference: str) -> Iterator[Key]:
    for model in dict.fromkeys((STRATEGIC, priors.twins.get(reference, reference), BASELINE)):
        yield from ((model, slug) for slug in LANE_PARAMETERS if distribution_of(priors, (model, slug)))
    yield from (("common", slug) for slug in COMMON if distribution_of(priors, ("common", slug)))


def _flip(question: _Question, key: Key, now: float) -> Flip:
    distribution = distribution_of(question.priors, key)
    if distribution is None:
        path = ".".join(key)
        raise PriorsError(f"{path} is not drawn, so it has no range to flip in", code="constant", field=path)

    def difference(u: float) -> Estimate:
        return question.difference({key: _value(distribution, u)})

    low, high = (difference(end) for end in RANGE)
    at_low, at_high = (_value(distribution, end) for end in RANGE)
    futures, tried = question.settings.futures, {RANGE[0]: low, RANGE[1]: high}
    if (low.mean < 0) is (high.mean < 0):
        return Flip(*key, at_low, at_high, low, high, None, None, futures=futures)
    begin, end, before, after = *RANGE, low.mean, high.mean
    for _ in range(HALVINGS):
        middle = (begin + end) / 2
        tried[middle] = difference(middle)
        found = tried[middle].mean
        if (found < 0) is (before < 0):
            begin, before = middle, found
        else:
            end, after = middle, found
    root = begin + (end - begin) * before / (before - after)
    beyond = root if (now < 0) is not (low.mean < 0) else 1 - root
    least, most = (_value(distribution, _reach(root, tried, way)) for way in (-1, 1))
    return Flip(*key, at_low, at_high, low, high, _value(distribution, root), beyond, least, most, futures)


def _reach(root: float, tried: Mapping[float, Estimate], way: int) -> float:
    """How far from ``root``, down (-1) or up (1), the mean is within its error of 0; linear between what was tried."""
    near = min(tried, key=lambda u: abs(u - root))
    place, short = root, ERRORS * tried[near].se  # how much of the error is left
    for u in sorted((u for u in tried if (u - root) * way > 0), key=lambda u: u * way):
        left = ERRORS * tried[u].se - abs(tried[u].mean)
        if left < 0:
            return place + (u - place) * short / (short - left)
        place, short = u, left
    return place


def _value(distribution: Distribution, u: float) -> float:
    return float(distribution.quantile(np.array([u]))[0])
