"""Which alternative is best, by how much, and how surely (section 4).

``costs`` are (alternatives, futures); lower is better.
"""

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.statistics import Estimate, estimate


def best_shares(costs: Floats) -> Floats:
    """1 for the cheapest in each future, exact ties share equally, 0 for the others; (alternatives, futures)."""
    cheapest = costs == costs.min(axis=0)
    return np.asarray(cheapest / cheapest.sum(axis=0))


def better_shares(costs: Floats, reference: Floats) -> Floats:
    """1 where strictly cheaper than ``reference`` (futures,), ½ where equal, 0 elsewhere; (..., futures)."""
    return np.asarray((costs < reference) + 0.5 * (costs == reference))


def regrets(costs: Floats) -> Floats:
    """Cost above the cheapest in the same future; (alternatives, futures)."""
    return np.asarray(costs - costs.min(axis=0))


def estimates(values: Floats) -> tuple[Estimate, ...]:
    """Mean and standard error of each row."""
    return tuple(estimate(row) for row in values)
