"""What happens to each project in each future, whichever model is chosen (section 3.1)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.distributions import triangular_quantile
from maskinrum.engine.streams import BLOCK, Streams
from maskinrum.engine.values import Values, portfolio_share

PER_PROJECT: Final = 3  # normals, and as many uniforms
KEPT: Final = 4  # parts of a simulation, two portfolios of up to 75 projects on 4,096 futures
MOST_KEPT: Final = 8 * 2**20  # bytes each


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
    size = 2 * PER_PROJECT * len(rows) * streams.futures * np.dtype(np.float64).itemsize
    return _kept(streams, rows) if size <= MOST_KEPT else _numbers(streams, rows)


# What is asked again after a change, or many times over by a search, meets the same numbers.
@lru_cache(maxsize=KEPT)
def _kept(streams: Streams, rows: tuple[int, ...]) -> tuple[Floats, Floats]:
    found = _numbers(streams, rows)
    for numbers in found:
        numbers.flags.writeable = False
    return found


def _numbers(streams: Streams, rows: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Standard normals and uniforms of the projects, each (3, projects, futures)."""
    normals, numbers = np.empty((2, PER_PROJECT, len(rows), streams.futures))
    for place, row in enumerate(rows):
        stream = streams.project(row)
        for own in normals:
            stream.standard_normal(out=own[place])
        for own in numbers:
            stream.random(out=own[place])
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
