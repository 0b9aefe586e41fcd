"""The parameters' values in each future and lane (section 2, ``form``)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.case import Case
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.parameters import COMMON, CORRELATED, NOT_NEGATIVE, PARAMETERS, PER_PROJECT, SHARES, STRATEGIC
from maskinrum.engine.priors import Prior
from maskinrum.engine.streams import Stream, Streams

LEAST_UNIFORM = 2.0**-54  # a generator may return exactly 0, where a normal score does not exist

LANE_PARAMETERS = tuple(slug for slug in PARAMETERS if slug not in PER_PROJECT and slug != "realisation")

Values = Mapping[str, Floats]

BASELINE_LANE: Final = -1


def in_lane(rows: Floats, lane: int) -> Floats:
    """The row of a lane, of ``rows`` (lanes + 1, ...), or of (1, ...) where all lanes agree."""
    found: Floats = rows[lane if len(rows) > 1 else 0]
    return found


def uniforms(stream: Stream) -> Floats:
    """The next uniforms, in (0, 1), shape (futures,)."""
    return np.maximum(stream.random(), LEAST_UNIFORM)


def common_values(case: Case, streams: Streams) -> Values:
    """One value per future of each common parameter, shape (futures,)."""
    return {slug: _common(case.priors.common[slug], slug, streams) for slug in COMMON}


def _common(distribution: Distribution, slug: str, streams: Streams) -> Floats:
    if distribution.is_constant:
        return _still(distribution, streams)
    return distribution.quantile(uniforms(streams.common(slug)))


def parameter_values(case: Case, streams: Streams, common: Values) -> Values:
    """Every parameter in every lane, shape (lanes + 1, futures), or (1, futures) where all lanes agree.

    The last lane is the baseline's. What a model lacks is 0. Shares are clipped to [0, 1]; spreads, ratios and
    durations to ≥ 0.
    """
    together = correlated(streams, common)
    return {slug: _lanes(case, slug, streams, together) for slug in LANE_PARAMETERS}


def correlated(streams: Streams, common: Values) -> tuple[Floats, Floats]:
    """√r Z, where Z is how well the collaboration works in many respects, and √(1 − r); (futures,)."""
    partnership, correlation = streams.shock("effects").standard_normal(), common["effect_correlation"]
    return np.sqrt(correlation) * partnership, np.sqrt(1 - correlation)


def portfolio_share(case: Case, streams: Streams) -> Floats:
    """The share of the announced volume that comes, in [0, 1]: the strategic partnership's own draw, (futures,)."""
    prior = case.priors.model(STRATEGIC).parameters["realisation"]
    nothing = np.zeros(streams.futures)
    return np.clip(Drawn("realisation", streams, (nothing, nothing)).other_model(prior, nothing), 0, 1)


def _lanes(case: Case, slug: str, streams: Streams, together: tuple[Floats, Floats]) -> Floats:
    drawn = Drawn(slug, streams, together)
    base = drawn.baseline(case.baseline.parameters[slug])
    different, places = case.shared[slug]
    found = [*(drawn.other_model(prior, base) for prior in different), base]
    return _stacked([*(found[place] for place in places), base], slug)


def _stacked(rows: Sequence[Floats], slug: str) -> Floats:
    alike = all(row is rows[0] for row in rows)
    values = rows[0][np.newaxis] if alike else np.stack(rows)
    if slug in SHARES:
        return np.clip(values, 0, 1)
    return np.maximum(values, 0) if slug in NOT_NEGATIVE else values


class Drawn:
    """The two draws of one parameter: the baseline's value, and the own draw that every other model shares."""

    def __init__(self, slug: str, streams: Streams, together: tuple[Floats, Floats]) -> None:
        self.slug, self.streams, self.together = slug, streams, together
        self.correlated = slug in CORRELATED

    @cached_property
    def numbers(self) -> tuple[Floats, Floats]:
        """The baseline's uniform, and the others' uniform or, for an effect, its normal score √r Z + √(1 − r) ε."""
        stream = self.streams.parameter(self.slug)
        first = uniforms(stream)
        if not self.correlated:
            return first, uniforms(stream)
        common, own = self.together
        return first, common + own * stream.standard_normal()

    @cached_property
    def uniform(self) -> Floats:
        """The others' draw as a uniform."""
        second = self.numbers[1]
        return scipy.special.ndtr(second) if self.correlated else second

    def baseline(self, prior: Prior) -> Floats:
        """The baseline's value, (futures,)."""
        if prior.distribution is None or prior.distribution.is_constant:
            return _still(prior.distribution, self.streams)
        return prior.distribution.quantile(self.numbers[0])

    def other_model(self, prior: Prior, base: Floats) -> Floats:
        """Another model's value, built on the baseline's ``base`` where its form says so, (futures,)."""
        if prior.distribution is None:
            return base if prior.form == "same" else np.zeros(self.streams.futures)
        own = self.own(prior.distribution)
        if prior.form == "multiplier":
            return base * own
        return base + own if prior.form == "difference" else own

    def own(self, distribution: Distribution) -> Floats:
        """What a model other than the baseline draws from ``distribution``, (futures,)."""
        if distribution.is_constant:
            return _still(distribution, self.streams)
        if self.correlated and distribution.family == "lognormal":
            return distribution.at_normal_scores(self.numbers[1])
        return distribution.quantile(self.uniform)


def _still(distribution: Distribution | None, streams: Streams) -> Floats:
    return np.full(streams.futures, 0.0 if distribution is None else distribution.mean())
