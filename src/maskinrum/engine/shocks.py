"""What happens to each project in each future, whichever model is chosen (section 3.1)."""

from dataclasses import dataclass

import numpy as np
import scipy

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.distributions import triangular_quantile
from maskinrum.engine.streams import BLOCK, Streams
from maskinrum.engine.values import Values, portfolio_share


@dataclass(frozen=True, slots=True)
class Shocks:
    """Shapes (projects, futures) over the active projects in row order.

    ``realised``; ``start`` planned start plus delay, months; ``cost`` standard normal z; ``tail_uniform``;
    ``tail_size`` share, 0 where no model is hit; ``early`` and ``late`` parts of the time deviation, shares of D.
    """

    realised: Bools
    start: Floats
    cost: Floats
    tail_uniform: Floats
    tail_size: Floats
    early: Floats
    late: Floats


def drawn(case: Case, streams: Streams, common: Values, greatest_tail: Floats) -> Shocks:
    """The shocks of a block; ``greatest_tail`` is the tail probability no model exceeds, shape (projects, futures)."""
    normals, numbers = _raw(case, streams)
    tail_uniform = numbers[1]
    deviation = case.baseline_distribution("time_deviation").at_normal_scores(normals[2])
    return Shocks(
        _realised(case, streams, common, normals[0]),
        _start(case, numbers[0]),
        normals[1],
        tail_uniform,
        _tail_size(case, tail_uniform < greatest_tail, numbers[2]),
        np.minimum(deviation, 0),
        np.maximum(deviation, 0),
    )


def _raw(case: Case, streams: Streams) -> tuple[Floats, Floats]:
    rows = case.portfolio.rows
    normals, numbers = np.empty((2, 3, len(rows), streams.futures))
    for place, row in enumerate(rows):
        stream = streams.project(row)
        for kind in range(3):
            stream.standard_normal(out=normals[kind, place])
        for kind in range(3):
            stream.random(out=numbers[kind, place])
    return normals, numbers


def _realised(case: Case, streams: Streams, common: Values, own: Floats) -> Bools:
    together = common["pipeline_correlation"]
    score = np.sqrt(together) * streams.shock("pipeline").standard_normal() + np.sqrt(1 - together) * own
    portfolio = case.portfolio
    chance = portfolio.probability[:, np.newaxis]
    if case.settings.realisation == "portfolio":
        chance = np.where(portfolio.committed[:, np.newaxis], chance, portfolio_share(case, streams))
    return np.asarray(scipy.special.ndtri(chance) > score)


def _start(case: Case, u: Floats) -> Floats:
    low, likely, high = (
        np.array([project.start_delay[part] for project in case.portfolio.active])[:, np.newaxis] for part in range(3)
    )
    return case.portfolio.planned_start[:, np.newaxis] + triangular_quantile(u, low, likely, high)


def _tail_size(case: Case, hit: Bools, u: Floats) -> Floats:
    # only the futures where some model is hit need the size; most are never drawn on
    size, distribution = np.zeros_like(u), case.baseline_distribution("cost_tail_size")
    # block by block, so that a draw does not depend on what is drawn beside it: a table serves many draws, not few
    for first in range(0, u.shape[1], BLOCK):
        block = slice(first, first + BLOCK)
        size[:, block][hit[:, block]] = distribution.quantile(u[:, block][hit[:, block]])
    return size
