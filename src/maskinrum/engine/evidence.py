"""From rows of evidence to a prior: random effects, and what they predict for a new partnership (section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, isfinite, sqrt
from typing import Final, Literal, Self

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import EvidenceError

NODES: Final = 2000  # Gauss–Legendre nodes over the prior probability of τ
NO_EFFECT: Final[Mapping[str, float]] = {"ratio": 1.0}  # 0 in every other unit
LEAST_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One commensurable measurement: ``estimate`` with standard error ``se`` above 0, both in ``unit``.

    ``strength``: a class of ``EvidenceRules.inflation``; ``self_reported``: by a party with an interest in it.
    """

    id: str
    estimate: float
    se: float
    unit: str
    strength: str
    self_reported: bool = False

    def __post_init__(self) -> None:
        if not isfinite(self.estimate):
            raise EvidenceError(f"{self.id}: the estimate must be a finite number", code="estimate", field="estimate")
        if not (isfinite(self.se) and self.se > 0):
            raise EvidenceError(f"{self.id}: the standard error must be above 0", code="se", field="se", value=self.se)


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """How rows enter, all of it judgement (``evidence_rules`` of the priors file).

    ``shrink``: how far a self-reported estimate moves towards no effect, share; ``inflation`` of the variance by
    strength, ratio; ``scales``: scale of the half-normal prior of τ by unit; ``of_level``: that scale is at most this
    share of the mean of the estimates, for what cannot be negative.
    """

    shrink: float
    inflation: Mapping[str, float]
    scales: Mapping[str, float]
    of_level: float = inf

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """Read the section of the priors file; raises ``EvidenceError`` naming what is missing or not a number."""
        return cls(
            _number(mapping.get("self_reported_shrink_towards_no_effect"), "self_reported_shrink_towards_no_effect"),
            _numbers(mapping, "variance_inflation"),
            _numbers(mapping, "heterogeneity_half_normal_scale"),
            _number(mapping.get("heterogeneity_most_of_level", inf), "heterogeneity_most_of_level"),
        )


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and standard deviation of a distribution."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Prior of τ, in the unit of the estimates; ``scale`` above 0."""

    family: Literal["half_normal", "half_cauchy"]
    scale: float

    def quantile(self, u: Floats) -> Floats:
        """Inverse distribution function, any shape."""
        standard = scipy.special.ndtri((1 + u) / 2) if self.family == "half_normal" else np.tan(np.pi / 2 * u)
        return np.asarray(self.scale * standard)


@dataclass(frozen=True, slots=True)
class RandomEffects:
    """Posterior of ``y_i ~ N(θ_i, se_i²)``, ``θ_i ~ N(μ, τ²)``: ``centre`` μ, ``spread`` τ, ``effects`` θ.

    ``predictive``: θ of one more, mean of μ and ``sd² = Var μ + E τ²``.
    """

    centre: Moments
    spread: Moments
    effects: tuple[Moments, ...]
    predictive: Moments


@dataclass(frozen=True, slots=True)
class PooledRow:
    """A row as it entered: ``used`` estimate and standard error after the rules; ``effect``: θ, drawn towards μ."""

    row: EvidenceRow
    used: Moments
    effect: Moments


@dataclass(frozen=True, slots=True)
class Pooled:
    """What the rows say together, all in ``unit``; ``limits``: between which the number can lie."""

    unit: str
    rows: tuple[PooledRow, ...]
    centre: Moments
    spread: Moments
    predictive: Moments
    limits: tuple[float, float] = (-inf, inf)

    @property
    def prior(self) -> Distribution:
        """The prior for a new partnership: a normal with the predictive mean and sd, cut to what is possible."""
        return Distribution.normal_within(self.predictive.mean, self.predictive.sd, *self.limits)


def standard_error(sd: float, n: int, of: Literal["mean", "spread"] = "mean") -> float:
    """Standard error of a mean, sd / √n, or of the spread itself in a normal sample, sd / √(2(n − 1)).

    Raises ``EvidenceError`` unless sd > 0 and n ≥ 1, for a spread n ≥ 2.
    """
    degrees = n if of == "mean" else 2 * (n - 1)
    if not (sd > 0 and degrees >= 1):
        raise EvidenceError(f"no standard error of a {of} with sd {sd} and n {n}", code="se", value=[sd, n])
    return sd / sqrt(degrees)


def pool(
    rows: Sequence[EvidenceRow],
    rules: EvidenceRules,
    limits: tuple[float, float] = (-inf, inf),
) -> Pooled:
    """Pool two or more commensurable rows: flat μ, half-normal τ with the scale of the unit.

    ``limits``: between which the number can lie at all. Where they begin at 0 or above the scale is at most
    ``rules.of_level`` of the mean of the estimates: cases of 1 per cent do not differ by 5.

    Raises ``EvidenceError`` with code ``rows`` (fewer than two), ``unit`` (different, or without a scale),
    ``strength`` (unknown) or ``limits`` (an estimate outside).
    """
    if len(rows) < LEAST_ROWS:
        raise EvidenceError("pooling takes two rows or more", code="rows", value=len(rows))
    units = sorted({row.unit for row in rows})
    if len(units) > 1 or units[0] not in rules.scales:
        raise EvidenceError(f"rows in {', '.join(units)} cannot be pooled", code="unit", field="unit", value=units)
    for row in rows:
        if not limits[0] <= row.estimate <= limits[1]:
            raise EvidenceError(f"{row.id}: the number cannot be {row.estimate}", code="limits", value=row.estimate)
    used = [_used(row, rules) for row in rows]
    spread = Spread("half_normal", min(rules.scales[units[0]], _most(used, rules) if limits[0] >= 0 else inf))
    found = random_effects([own.mean for own in used], [own.sd for own in used], spread)
    entered = tuple(PooledRow(*parts) for parts in zip(rows, used, found.effects, strict=True))
    return Pooled(units[0], entered, found.centre, found.spread, found.predictive, limits)


def _most(used: Sequence[Moments], rules: EvidenceRules) -> float:
    """The greatest scale of what cannot be negative; where every estimate is 0, by how unsure they are."""
    level = float(np.mean([own.mean for own in used])) or float(np.mean([own.sd for own in used]))
    return rules.of_level * level


def _used(row: EvidenceRow, rules: EvidenceRules) -> Moments:
    if row.strength not in rules.inflation:
        raise EvidenceError(
            f"{row.id}: unknown strength {row.strength!r}", code="strength", field="strength", value=row.strength
        )
    nothing = NO_EFFECT.get(row.unit, 0.0)
    kept = 1 - rules.shrink if row.self_reported else 1.0
    return Moments(nothing + kept * (row.estimate - nothing), row.se * sqrt(rules.inflation[row.strength]))


def random_effects(
    estimates: Sequence[float], errors: Sequence[float], spread: Spread, centre: Moments | None = None
) -> RandomEffects:
    """Integrate τ out over a grid, μ and θ in closed form given it; ``centre``: normal prior of μ, None = flat.

    ``estimates`` and ``errors`` (> 0) in the same unit and of the same length, two or more.
    """
    found = over_a_grid(estimates, errors, spread, centre, _gauss_legendre())
    mu, spread_of = _mixed(found.weights, found.centre, found.unsure), _mixed(found.weights, found.tau, np.zeros(NODES))
    return RandomEffects(
        mu,
        spread_of,
        tuple(_mixed(found.weights, *columns) for columns in zip(found.effects.T, found.left.T, strict=True)),
        Moments(mu.mean, sqrt(mu.sd**2 + spread_of.sd**2 + spread_of.mean**2)),
    )


@dataclass(frozen=True, slots=True)
class OverGrid:
    """Probability ``weights`` of each ``tau``, (nodes,), and what is normal given it.

    ``centre`` and its variance ``unsure``, (nodes,); ``effects`` and their variances ``left``, (nodes, rows); ``pull``:
    how far each is drawn from its estimate to the centre, share, (nodes, rows).
    """

    weights: Floats
    tau: Floats
    centre: Floats
    unsure: Floats
    effects: Floats
    left: Floats
    pull: Floats


def over_a_grid(
    estimates: Sequence[float],
    errors: Sequence[float],
    spread: Spread,
    centre: Moments | None,
    grid: tuple[Floats, Floats],
) -> OverGrid:
    """The posterior given each τ of a ``grid``: places −1 to 1, which are prior probabilities 0 to 1, and weights."""
    places, weights = grid
    tau = spread.quantile((places + 1) / 2)[:, np.newaxis]
    y, variance = np.asarray(estimates), np.square(np.asarray(errors))
    precision = 1 / (variance + tau**2)
    known, mean_before = (0.0, 0.0) if centre is None else (centre.sd**-2, centre.mean)
    uncertain = 1 / (precision.sum(axis=1) + known)
    mean = uncertain * (precision @ y + known * mean_before)
    misfit = (precision * np.square(y - mean[:, np.newaxis])).sum(axis=1) + known * np.square(mean - mean_before)
    log_fit = (np.log(precision).sum(axis=1) + np.log(uncertain) - misfit) / 2
    probability = weights * np.exp(log_fit - log_fit.max())
    probability /= probability.sum()
    pull = variance * precision
    effects = pull * mean[:, np.newaxis] + (1 - pull) * y
    left = (1 - pull) * variance + pull**2 * uncertain[:, np.newaxis]
    return OverGrid(probability, tau[:, 0], mean, uncertain, effects, left, pull)


@cache
def _gauss_legendre() -> tuple[Floats, Floats]:
    """Remembered: to find them takes longer than everything that is done with them."""
    return np.polynomial.legendre.leggauss(NODES)


def _mixed(probability: Floats, mean: Floats, variance: Floats) -> Moments:
    centre = float(probability @ mean)
    return Moments(centre, sqrt(float(probability @ (variance + np.square(mean - centre)))))


def _numbers(mapping: Mapping[str, object], name: str) -> dict[str, float]:
    section = mapping.get(name)
    if not isinstance(section, Mapping):
        raise EvidenceError(f"{name} must be a mapping", code="missing", field=name)
    return {str(key): _number(value, f"{name}.{key}") for key, value in section.items()}


def _number(value: object, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EvidenceError(f"{path} must be a number", code="number", field=path, value=value)
    return float(value)
