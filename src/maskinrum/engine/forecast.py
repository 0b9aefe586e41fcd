"""What was forecast for each project, to hold against what came."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.future import Futures, compute
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, blocks
from maskinrum.engine.statistics import quantiles
from maskinrum.engine.streams import Streams

STATED: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class StatedRange:
    """The 10, 50 and 90 per cent quantiles."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class ProjectForecast:
    """One project that is not handed over, over the futures in which it is realised; None when there are none.

    ``cost``: all that falls on the project, mDKK, without its part in an agreement's own cost; ``handover``: month.
    """

    row: int
    name: str
    p_realised: float
    cost: StatedRange | None
    handover: StatedRange | None


def project_forecasts(
    portfolio: Portfolio, priors: Priors, settings: Settings, slug: str, progress: Progress | None = None
) -> tuple[ProjectForecast, ...]:
    """Each active project under the alternative ``slug``, in row order, on the same futures as ``simulate``.

    The projects are counted one at a time while all of them take part. ``progress(done, total)`` after each.
    """
    case = Case.of(portfolio, priors, replace(settings, alternatives=(slug,)))
    nobody = np.zeros(len(portfolio.rows), dtype=np.bool_)
    agreement, _ = _sums(case, nobody)
    found = []
    for place in range(len(portfolio.rows)):
        counted = nobody.copy()
        counted[place] = True
        cost, months = _sums(case, counted)
        found.append(_forecast(case, place, cost - agreement, months))
        if progress:
            progress(len(found), len(portfolio.rows))
    return tuple(found)


def _sums(case: Case, counted: Bools) -> tuple[Floats, Floats]:
    """Cost of the counted and of the agreement, mDKK, and Σ V · months late; NaN months where nothing is realised."""
    one = replace(case, counted=counted)

    def work(streams: Streams) -> Floats:
        found: Futures = compute(one, streams)
        volume = found.account.volume
        late = np.divide(found.account.delay[0], volume, out=np.full_like(volume, np.nan), where=volume > 0)
        return np.stack([found.costs.total[0], late])

    cost, late = np.concatenate(list(blocks(one, work)), axis=1)[:, : case.settings.futures]
    return cost, late


def _forecast(case: Case, place: int, cost: Floats, late: Floats) -> ProjectForecast:
    project, realised = case.portfolio.active[place], ~np.isnan(late)
    some = bool(realised.any())
    handover = project.planned_start + project.duration + late[realised]
    return ProjectForecast(
        case.portfolio.rows[place],
        project.name,
        float(realised.mean()),
        _stated(cost[realised]) if some else None,
        _stated(handover) if some else None,
    )


def _stated(values: Floats) -> StatedRange:
    return StatedRange(*(float(value) for value in quantiles(values, STATED)))
