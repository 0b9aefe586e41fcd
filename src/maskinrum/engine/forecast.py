"""What was forecast for each project, and for all of them together, to hold against what came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.future import Futures, compute
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.results import COMPONENTS
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, blocks
from maskinrum.engine.statistics import quantiles
from maskinrum.engine.streams import Streams

STATED: Final = (0.1, 0.5, 0.9)
BUILDING: Final = [COMPONENTS.index(name) for name in ("works", "bidder", "rework")]
"""What the contractor is paid: his bid and rework end in the price, tender, disputes and waiting do not."""
JOINT: Final = 256  # futures of which it is kept where every project fell
VENTILES: Final = "abcdefghijklmnopqrst"
NOT_REALISED: Final = "-"
SIGNIFICANT: Final = 6


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
    ``building``: of the cost what the contractor is paid, which is what is known afterwards, and ``building_mean``.
    ``building_drawn`` and ``handover_drawn``: of each of the first futures, the same for all projects, in which
    twentieth of its own draws the project fell, ``a`` the lowest to ``t``, ``-`` where it is not realised;
    ``building_steps``: what the building cost is there on average. All empty in forecasts made before they were kept.
    """

    row: int
    name: str
    p_realised: float
    cost: StatedRange | None
    handover: StatedRange | None
    building: StatedRange | None = None
    building_mean: float | None = None
    building_drawn: str = ""
    building_steps: tuple[float, ...] = ()
    handover_drawn: str = ""


def project_forecasts(
    portfolio: Portfolio, priors: Priors, settings: Settings, slug: str, progress: Progress | None = None
) -> tuple[ProjectForecast, ...]:
    """Each active project under the alternative ``slug``, in row order, on the same futures as ``simulate``.

    The projects are counted one at a time while all of them take part. ``progress(done, total)`` after each.
    """
    case = Case.of(portfolio, priors, replace(settings, alternatives=(slug,)))
    nobody = np.zeros(len(portfolio.rows), dtype=np.bool_)
    agreement, _, _ = _sums(case, nobody)
    found = []
    for place in range(len(portfolio.rows)):
        counted = nobody.copy()
        counted[place] = True
        cost, building, months = _sums(case, counted)
        found.append(_forecast(case, place, (cost - agreement, building), months))
        if progress:
            progress(len(found), len(portfolio.rows))
    return tuple(found)


def drawn_together(drawn: Sequence[str], steps: Sequence[Sequence[float]] | None = None) -> Floats:
    """Where each project fell in each future, 0 to 19 or what its ``steps`` say; NaN where not realised; (n, futures).

    ``drawn`` as in ``ProjectForecast``, of at least one project, as many futures of each.
    """
    places = np.array([[VENTILES.find(letter) for letter in own] for own in drawn], dtype=np.intp)
    values = np.asarray(steps if steps is not None else [range(len(VENTILES))] * len(drawn), dtype=np.float64)
    found: Floats = np.take_along_axis(values, np.maximum(places, 0), axis=1)
    found[places < 0] = np.nan
    return found


def covariance(values: Floats) -> Floats:
    """Covariance of every two rows of ``values``, (n, futures), over the futures in which both are known; (n, n).

    0 where there is no such future.
    """
    known = ~np.isnan(values)
    at, seen = np.where(known, values, 0.0), known.astype(np.float64)
    both = np.maximum(seen @ seen.T, 1.0)
    return np.asarray((at @ at.T) / both - ((at @ seen.T) / both) * ((seen @ at.T) / both))


def _sums(case: Case, counted: Bools) -> tuple[Floats, Floats, Floats]:
    """Cost of the counted and of the agreement, what contractors are paid of it, mDKK, and mean months late.

    NaN months where nothing is realised.
    """
    one = replace(case, counted=counted)

    def work(streams: Streams) -> Floats:
        found: Futures = compute(one, streams)
        volume = found.account.volume
        late = np.divide(found.account.delay[0], volume, out=np.full_like(volume, np.nan), where=volume > 0)
        return np.stack([found.costs.total[0], found.costs.components[BUILDING, 0].sum(axis=0), late])

    cost, building, late = np.concatenate(list(blocks(one, work)), axis=1)[:, : case.settings.futures]
    return cost, building, late


def _forecast(case: Case, place: int, costs: tuple[Floats, Floats], late: Floats) -> ProjectForecast:
    project, realised = case.portfolio.active[place], ~np.isnan(late)
    row, share = case.portfolio.rows[place], float(realised.mean())
    if not realised.any():
        return ProjectForecast(
            row, project.name, share, None, None, building_drawn=_drawn(late), handover_drawn=_drawn(late)
        )
    cost, building = (np.where(realised, own, np.nan) for own in costs)
    handover = project.planned_start + project.duration + late
    return ProjectForecast(
        row,
        project.name,
        share,
        _stated(cost[realised]),
        _stated(handover[realised]),
        _stated(building[realised]),
        float(building[realised].mean()),
        _drawn(building),
        _steps(building[realised]),
        _drawn(handover),
    )


def _drawn(values: Floats) -> str:
    """In which twentieth of the known values each of the first lies, those at an end of 10 to 90 per cent within it."""
    known = values[~np.isnan(values)]
    if not len(known):
        return NOT_REALISED * len(values[:JOINT])
    ends = quantiles(known, tuple(step / len(VENTILES) for step in range(1, len(VENTILES))))
    first = values[:JOINT]
    places = np.searchsorted(ends, first, side="left")
    tenth = len(VENTILES) // 10
    places = np.where(first >= ends[tenth - 1], np.maximum(places, tenth), places)
    return "".join(
        NOT_REALISED if np.isnan(value) else VENTILES[place] for value, place in zip(first, places, strict=True)
    )


def _steps(known: Floats) -> tuple[float, ...]:
    """The mean of each twentieth of the values, the middle of it where there are fewer than one in each."""
    count = len(VENTILES)
    middles = quantiles(known, tuple((step + 0.5) / count for step in range(count)))
    parts = np.array_split(np.sort(known), count) if len(known) >= count else [np.array([one]) for one in middles]
    return tuple(float(f"{part.mean():.{SIGNIFICANT}g}") for part in parts)


def _stated(values: Floats) -> StatedRange:
    return StatedRange(*(float(value) for value in quantiles(values, STATED)))
