"""The six families of prior distributions, by inverse distribution function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, isfinite, log, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.errors import DistributionError

if TYPE_CHECKING:
    from scipy.interpolate import CubicHermiteSpline

Z90 = 1.2815515655446004  # 90 per cent quantile of the standard normal
TABLE_REACH = 5.0  # normal scores covered by a table; six in ten million fall beyond
TABLE_KNOTS = 2049
LEAST_INSIDE = 1e-6  # of a normal that is cut: with less of it between the bounds there is nothing left to draw from
MATCHED = 1e-9  # of the sd: how near a cut normal comes to the moments asked for
NUDGE, NEWTON_STEPS = 1e-6, 50
NOTHING_CUT = 9.0  # standard deviations inside both bounds; draws reach 8.3
STATED_TOLERANCE = 0.005  # rounding allowed between a stated median or 90 per cent quantile and the log parameters


class Family(NamedTuple):
    """One family: its parameters' names, the rule they obey, its inverse distribution function and its moments."""

    names: tuple[str, ...]
    rule: str
    holds: Callable[..., bool]
    quantile: Callable[..., Floats]
    mean: Callable[..., float]
    variance: Callable[..., float]
    support: Callable[..., tuple[float, float]]


def triangular_quantile(u: Floats, a: Floats | float, m: Floats | float, b: Floats | float) -> Floats:
    """Inverse distribution function of the triangular (a, m, b); all broadcast together."""
    rises = u * (b - a) < m - a
    root = np.where(rises, u * ((b - a) * (m - a)), (1 - u) * ((b - a) * (b - m)))
    np.sqrt(root, out=root)
    return np.where(rises, a + root, b - root)


def _beta_quantile(u: Floats, alpha: float, beta: float) -> Floats:
    """The incomplete beta function is slow to invert: blocks of draws use a table, right to 1e-9 (bound by a test)."""
    if min(alpha, beta) < 1 or u.size < TABLE_KNOTS // 4:
        return np.asarray(scipy.special.betaincinv(alpha, beta, u))
    z = scipy.special.ndtri(u)
    found = np.asarray(_beta_table(alpha, beta)(np.clip(z, -TABLE_REACH, TABLE_REACH)), dtype=np.float64)
    beyond = np.abs(z) > TABLE_REACH
    found[beyond] = scipy.special.betaincinv(alpha, beta, u[beyond])
    return found


@lru_cache(maxsize=64)
def _beta_table(alpha: float, beta: float) -> "CubicHermiteSpline":
    """The quantile as a function of the normal score z, with its derivative φ(z) / density."""
    z = np.linspace(-TABLE_REACH, TABLE_REACH, TABLE_KNOTS)
    x = scipy.special.betaincinv(alpha, beta, scipy.special.ndtr(z))
    log_density = (alpha - 1) * np.log(x) + (beta - 1) * np.log1p(-x) - scipy.special.betaln(alpha, beta)
    # Here, since it takes a third of the time in which a command starts, and few commands calculate.
    from scipy.interpolate import CubicHermiteSpline  # noqa: PLC0415

    return CubicHermiteSpline(z, x, np.exp(-(z**2) / 2 - log_density) / sqrt(2 * pi))


def _density(z: float) -> float:
    return exp(-(z**2) / 2) / sqrt(2 * pi)


def _bounds(mean: float, sd: float, low: float, high: float) -> tuple[float, float, float]:
    """The bounds as normal scores, and the share of the normal between them."""
    a, b = (low - mean) / sd, (high - mean) / sd
    # Above the mean both probabilities are near 1, so the tails are taken from the other side.
    inside = scipy.special.ndtr(-a) - scipy.special.ndtr(-b) if a > 0 else scipy.special.ndtr(b) - scipy.special.ndtr(a)
    return a, b, float(inside)


def _cut_quantile(u: Floats, mean: float, sd: float, low: float, high: float) -> Floats:
    a, _b, inside = _bounds(mean, sd, low, high)
    if a > 0:
        z = -scipy.special.ndtri(scipy.special.ndtr(-a) - u * inside)
    else:
        z = scipy.special.ndtri(scipy.special.ndtr(a) + u * inside)
    return np.clip(mean + sd * z, low, high)


def _cut_mean(mean: float, sd: float, low: float, high: float) -> float:
    a, b, inside = _bounds(mean, sd, low, high)
    return mean + sd * (_density(a) - _density(b)) / inside


def _cut_variance(mean: float, sd: float, low: float, high: float) -> float:
    a, b, inside = _bounds(mean, sd, low, high)
    moved = (_density(a) - _density(b)) / inside
    return sd**2 * max(0.0, 1 + (a * _density(a) - b * _density(b)) / inside - moved**2)


@lru_cache(maxsize=256)
def _uncut(mean: float, sd: float, low: float, high: float) -> tuple[float, float]:
    """Mean and sd of the normal that has the given ones once it is cut; the given ones where there is none.

    Newton's method in the mean and the logarithm of the sd, from the given ones.
    """
    at = np.array([mean / sd, 0.0])
    for _step in range(NEWTON_STEPS):
        missed = _misfit(at, mean, sd, low, high)
        if np.abs(missed).max() < MATCHED:
            return float(at[0] * sd), sd * exp(float(at[1]))
        columns = [(_misfit(at + step, mean, sd, low, high) - missed) / NUDGE for step in NUDGE * np.eye(2)]
        slope = np.column_stack(columns)
        if not np.isfinite(slope).all() or abs(np.linalg.det(slope)) < MATCHED:
            break
        at = at - np.clip(np.linalg.solve(slope, missed), -1, 1)
    return mean, sd


def _misfit(at: Floats, mean: float, sd: float, low: float, high: float) -> Floats:
    """How far the moments of a cut normal are from those asked for, in sd; not a number where nothing is left of it."""
    m, s = float(at[0]) * sd, sd * exp(float(at[1]))
    if not _bounds(m, s, low, high)[2] >= LEAST_INSIDE:
        return np.full(2, np.nan)
    return np.array([_cut_mean(m, s, low, high) - mean, sqrt(_cut_variance(m, s, low, high)) - sd]) / sd


FAMILIES: Mapping[str, Family] = {
    "triangular": Family(
        ("a", "m", "b"),
        "a ≤ m ≤ b",
        lambda a, m, b: a <= m <= b,
        triangular_quantile,
        lambda a, m, b: (a + m + b) / 3,
        lambda a, m, b: ((b - a) ** 2 - (m - a) * (b - m)) / 18,
        lambda a, _m, b: (a, b),
    ),
    "constant": Family(
        ("value",),
        "a finite number",
        lambda _value: True,
        np.full_like,
        lambda value: value,
        lambda _value: 0.0,
        lambda value: (value, value),
    ),
    "normal": Family(
        ("mean", "sd"),
        "sd ≥ 0",
        lambda _mean, sd: sd >= 0,
        lambda u, mean, sd: mean + sd * scipy.special.ndtri(u),
        lambda mean, _sd: mean,
        lambda _mean, sd: sd**2,
        lambda mean, sd: (-inf, inf) if sd else (mean, mean),
    ),
    "truncated_normal": Family(
        ("mean", "sd", "low", "high"),
        "sd > 0, low < high and some of the normal between them",
        lambda mean, sd, low, high: sd > 0 and low < high and _bounds(mean, sd, low, high)[2] >= LEAST_INSIDE,
        _cut_quantile,
        _cut_mean,
        _cut_variance,
        lambda _mean, _sd, low, high: (low, high),
    ),
    "beta": Family(
        ("alpha", "beta"),
        "alpha > 0 and beta > 0",
        lambda alpha, beta: alpha > 0 and beta > 0,
        _beta_quantile,
        lambda alpha, beta: alpha / (alpha + beta),
        lambda alpha, beta: alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)),
        lambda _alpha, _beta: (0.0, 1.0),
    ),
    "lognormal": Family(
        ("mu_log", "sigma_log", "shift"),
        "sigma_log ≥ 0",
        lambda _mu_log, sigma_log, _shift: sigma_log >= 0,
        lambda u, mu_log, sigma_log, shift: shift + np.exp(mu_log + sigma_log * scipy.special.ndtri(u)),
        lambda mu_log, sigma_log, shift: shift + exp(mu_log + sigma_log**2 / 2),
        lambda mu_log, sigma_log, _shift: (exp(sigma_log**2) - 1) * exp(2 * mu_log + sigma_log**2),
        lambda _mu_log, _sigma_log, shift: (shift, inf),
    ),
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """A probability distribution of one number: ``family`` and its parameters in the order of ``FAMILIES``.

    Raises ``DistributionError`` with code ``family``, ``parameters``, ``number`` or ``order``.
    """

    family: str
    params: tuple[float, ...]

    def __post_init__(self) -> None:
        family = FAMILIES.get(self.family)
        if family is None:
            raise DistributionError(
                f"unknown family {self.family!r}; known are {', '.join(FAMILIES)}", code="family", value=self.family
            )
        if len(self.params) != len(family.names):
            raise DistributionError(
                f"{self.family} takes {', '.join(family.names)}", code="parameters", value=list(self.params)
            )
        if not all(isfinite(value) for value in self.params):
            raise DistributionError("parameters must be finite numbers", code="number", value=list(self.params))
        if not family.holds(*self.params):
            raise DistributionError(
                f"{self.family} needs {family.rule}, not {list(self.params)}", code="order", value=list(self.params)
            )

    @classmethod
    def triangular(cls, a: float, m: float, b: float) -> Self:
        """Least value ``a``, most likely ``m``, greatest ``b``."""
        return cls("triangular", (float(a), float(m), float(b)))

    @classmethod
    def constant(cls, value: float) -> Self:
        """The number itself."""
        return cls("constant", (float(value),))

    @classmethod
    def normal(cls, mean: float, sd: float) -> Self:
        """Mean and standard deviation."""
        return cls("normal", (float(mean), float(sd)))

    @classmethod
    def normal_within(cls, mean: float, sd: float, low: float, high: float) -> Self:
        """A normal cut to what lies from ``low`` to ``high``, which has that mean and standard deviation itself.

        Where so much lies inside that no draw reaches a bound it is the normal. Where no cut normal is so wide (a
        standard deviation near the distance from the mean to a bound) the one with that mean and sd is cut as it is.
        """
        if low <= mean - NOTHING_CUT * sd and mean + NOTHING_CUT * sd <= high:
            return cls.normal(mean, sd)
        return cls("truncated_normal", (*_uncut(mean, sd, low, high), float(low), float(high)))

    @classmethod
    def beta(cls, alpha: float, beta: float) -> Self:
        """On [0, 1], mean alpha / (alpha + beta)."""
        return cls("beta", (float(alpha), float(beta)))

    @classmethod
    def lognormal(cls, mu_log: float, sigma_log: float, shift: float = 0.0) -> Self:
        """``shift + exp(normal(mu_log, sigma_log))``."""
        return cls("lognormal", (float(mu_log), float(sigma_log), float(shift)))

    @classmethod
    def lognormal_through(cls, median: float, p90: float, shift: float = 0.0) -> Self:
        """The lognormal with that median and 90 per cent quantile of the value itself, ``shift < median ≤ p90``."""
        if not shift < median <= p90:
            raise DistributionError(
                f"lognormal needs shift < median ≤ p90, not {[shift, median, p90]}",
                code="order",
                value=[shift, median, p90],
            )
        mu_log = log(median - shift)
        return cls.lognormal(mu_log, (log(p90 - shift) - mu_log) / Z90, shift)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """Read ``{"family": ..., "params": {...}}`` as in the priors file; other keys are ignored."""
        family, params = str(mapping.get("family")), mapping.get("params")
        if not isinstance(params, Mapping):
            raise DistributionError("params must be a mapping of names to numbers", code="parameters", value=params)
        values = {str(name): _number(name, value) for name, value in params.items()}
        if family == "lognormal":
            return cls._lognormal_from(values)
        names = FAMILIES[family].names if family in FAMILIES else ()
        if family in FAMILIES and set(values) != set(names):
            raise DistributionError(f"{family} takes {', '.join(names)}", code="parameters", value=sorted(values))
        return cls(family, tuple(values[name] for name in names))

    @classmethod
    def _lognormal_from(cls, values: Mapping[str, float]) -> Self:
        names, shift = set(values) - {"shift"}, values.get("shift", 0.0)
        if names == {"median", "p90"}:
            return cls.lognormal_through(values["median"], values["p90"], shift)
        if not {"mu_log", "sigma_log"} <= names <= {"mu_log", "sigma_log", "median", "p90"}:
            raise DistributionError(
                "lognormal takes mu_log and sigma_log, or median and p90, and shift",
                code="parameters",
                value=sorted(values),
            )
        found = cls.lognormal(values["mu_log"], values["sigma_log"], shift)
        stated = {"median": found.at_normal_score(0.0), "p90": found.at_normal_score(Z90)}
        for name, value in stated.items():
            if abs(values.get(name, value) - value) > STATED_TOLERANCE * max(1.0, abs(value)):
                raise DistributionError(
                    f"lognormal says {name} {values[name]}, but mu_log and sigma_log give {value:.4g}",
                    code="contradiction",
                    value=values[name],
                )
        return found

    def as_mapping(self) -> dict[str, object]:
        """The inverse of ``from_mapping``."""
        return {"family": self.family, "params": dict(zip(FAMILIES[self.family].names, self.params, strict=True))}

    def quantile(self, u: Floats) -> Floats:
        """Inverse distribution function; ``u`` any shape, in (0, 1); same shape out, in the unit of the parameter."""
        return np.asarray(FAMILIES[self.family].quantile(u, *self.params), dtype=np.float64)

    def at_normal_scores(self, z: Floats) -> Floats:
        """The value whose probability is that of the standard normal ``z``; any shape."""
        if self.family == "lognormal":
            mu_log, sigma_log, shift = self.params
            return np.asarray(shift + np.exp(mu_log + sigma_log * z), dtype=np.float64)
        return self.quantile(scipy.special.ndtr(z))

    def at_normal_score(self, z: float) -> float:
        """``at_normal_scores`` of one number."""
        return float(self.at_normal_scores(np.array([z]))[0])

    def mean(self) -> float:
        """Expected value in closed form."""
        return float(FAMILIES[self.family].mean(*self.params))

    def variance(self) -> float:
        """Variance in closed form."""
        return float(FAMILIES[self.family].variance(*self.params))

    @property
    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return FAMILIES[self.family].support(*self.params)

    @property
    def is_constant(self) -> bool:
        """Whether nothing is drawn."""
        return self.family == "constant"


def _number(name: object, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DistributionError(f"{name} must be a number, not {value!r}", code="number", value=value)
    return float(value)
