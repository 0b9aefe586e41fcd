"""First-order and total Sobol' indices of any function of independent inputs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Sobol:
    """Shares of the variance per factor: ``first`` by itself, ``total`` with all its interactions; (factors,)."""

    first: Floats
    total: Floats


def sobol(function: Callable[[Floats], Floats], factors: int, points: int, seed: int) -> Sobol:
    """Indices of ``function``, which takes uniforms (n, factors) to values (n,), from points · (factors + 2) values.

    Saltelli's estimator of the first order and Jansen's of the total, on a scrambled Sobol' sequence. Raises
    ``SettingsError`` unless ``points`` is a power of two from 2 on and there is a factor.
    """
    if factors < 1 or points < 2 or points & (points - 1):
        raise SettingsError("sobol takes a factor and a power of two of points", code="points", value=[factors, points])
    # Here, since few runs need it and it takes long to load.
    from scipy.stats import qmc  # noqa: PLC0415

    both = np.asarray(qmc.Sobol(2 * factors, scramble=True, seed=seed).random(points), dtype=np.float64)
    one, other = both[:, :factors], both[:, factors:]
    values, others = function(one), function(other)
    centre = np.concatenate((values, others)).mean()
    variance = float(np.concatenate((values, others)).var())
    first, total = np.zeros(factors), np.zeros(factors)
    if variance == 0:
        return Sobol(first, total)
    for factor in range(factors):
        mixed = one.copy()
        mixed[:, factor] = other[:, factor]
        changed = function(mixed)
        first[factor] = np.mean((others - centre) * (changed - values)) / variance
        total[factor] = np.mean(np.square(values - changed)) / 2 / variance
    return Sobol(first, total)
