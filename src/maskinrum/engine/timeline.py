"""A portfolio under one delivery model as a picture in time: who is inside, when, and where nothing goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.cost import handover
from maskinrum.engine.future import Futures, compute
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, Simulation, blocks, simulate
from maskinrum.engine.statistics import Estimate, estimate, quantiles
from maskinrum.engine.values import BASELINE_LANE, in_lane

BAND = (0.05, 0.5, 0.95)
LIKELY = 0.5  # a month is a gap when works inside are less likely than this
LONGEST = 480  # months drawn at most
CHUNK = 1024  # futures marked on the month grid at a time


@dataclass(frozen=True, slots=True)
class Band:
    """The 5, 50 and 95 per cent quantiles."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class ProjectTimeline:
    """One project that is not handed over; months from the case date.

    ``p_inside`` includes that it is realised. ``start`` of works, ``planned_end`` start + planned duration and
    ``handover`` are over the futures in which it is realised; None when there are none. ``row``: in the portfolio.
    """

    row: int
    name: str
    group: str
    budget: float
    planned_start: float
    duration: float
    committed: bool
    p_realised: float
    p_inside: float
    start: Band | None
    planned_end: Band | None
    handover: Band | None


@dataclass(frozen=True, slots=True)
class Activity:
    """Probability, in the middle of each month, that at least one project inside is under works (planned durations).

    ``group``: a similarity group, or None for all together.
    """

    group: str | None
    probability: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """``months``: 0, 1, …; every series has one number per month. Money mDKK, contract values in market prices.

    ``called_off``: value contracted inside by the start of each month. ``gaps``: months between the median opening and
    the median close in which works inside are less likely than not. ``works_after_close``: share of the works inside,
    weighted by budget, that runs past the close; ``left_after_close``: share of the realised uncommitted volume that is
    ready only after it and is tendered separately; means over the futures with such a volume, None when there are none.
    ``opening``, ``closing``, ``ceiling``, ``gaps`` and the two shares are None or empty without an agreement.
    """

    slug: str
    agreement: bool
    futures: int
    months: tuple[int, ...]
    opening: Band | None
    closing: Band | None
    projects: tuple[ProjectTimeline, ...]
    activity: tuple[Activity, ...]
    gaps: tuple[int, ...]
    called_off: tuple[Band, ...]
    ceiling: Band | None
    p_refused: float | None
    works_after_close: Estimate | None
    left_after_close: Estimate | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """One lane: (projects, futures), and the last five (futures,)."""

    realised: Bools
    inside: Bools
    start: Floats
    handover: Floats
    contract: Floats
    after_close: Bools
    opening: Floats
    closing: Floats
    ceiling: Floats
    refused: Bools


def timeline(portfolio: Portfolio, priors: Priors, settings: Settings, slug: str) -> Timeline:
    """The portfolio under the alternative ``slug``, on the same futures as ``simulate``; raises as it does."""
    case = Case.of(portfolio, priors, replace(settings, alternatives=(slug,)))
    parts = list(blocks(case, lambda streams: _seen(case, compute(case, streams), 0, streams.futures)))
    return _timeline(case, _joined(parts, settings.futures), slug)


def simulate_with_timeline(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    of: tuple[str, int],
    progress: Progress | None = None,
) -> tuple[Simulation, Timeline]:
    """``simulate``, and the ``timeline`` of one alternative on the first futures, both ``of`` which are drawn once.

    ``of``: the slug, which must be among the alternatives, and how many futures, no more than are simulated.
    """
    slug, futures = of
    seen: dict[int, _Seen] = {}

    def look(case: Case, first: int, found: Futures) -> None:
        if first < futures:
            seen[first] = _seen(case, found, case.lane(slug), futures - first)

    simulation = simulate(portfolio, priors, settings, progress, look)
    case = Case.of(portfolio, priors, replace(settings, futures=futures))
    return simulation, _timeline(case, _joined([seen[first] for first in sorted(seen)], futures), slug)


def _timeline(case: Case, seen: _Seen, slug: str) -> Timeline:
    agreement = case.models[case.lane(slug)].agreement
    months = _horizon(case, seen)
    activity = tuple(_activity(case, seen, months))
    opening, closing = (_band(seen.opening), _band(seen.closing)) if agreement else (None, None)
    return Timeline(
        slug,
        agreement,
        len(seen.opening),
        tuple(range(months)),
        opening,
        closing,
        tuple(_project(case, seen, place) for place in range(len(case.portfolio.rows))),
        activity,
        _gaps(activity[0], opening, closing),
        _called_off(seen, months),
        _band(seen.ceiling) if agreement else None,
        float(seen.refused.mean()) if agreement else None,
        _works_after_close(case, seen) if agreement else None,
        _left_after_close(case, seen) if agreement else None,
    )


def _seen(case: Case, found: Futures, lane: int, most: int) -> _Seen:
    """What one lane shows in the first ``most`` of some futures."""
    shocks, portfolio, first = found.works.shocks, case.portfolio, slice(most)
    realised, planned, outside = shocks.realised[:, first], shocks.start[:, first], found.schedule.outside[:, first]
    inside = found.inside(lane)[:, first]
    start = np.where(inside, found.schedule.start[lane, :, first], outside)
    multiplier = found.works.values["time_multiplier"][:, first]
    late = np.where(inside, in_lane(multiplier, lane), in_lane(multiplier, BASELINE_LANE)) * shocks.late[:, first]
    request = np.maximum(planned - found.common["planned_lead_months"][first], 0)
    closing = found.closing[lane, first]
    market = found.schedule.market.of(np.arange(start.shape[1]))
    return _Seen(
        realised,
        inside,
        start,
        handover(start, portfolio.duration[:, np.newaxis], shocks.early[:, first], late),
        portfolio.budget[:, np.newaxis] * market.at(np.maximum(start, 0)),
        realised & portfolio.eligible[:, np.newaxis] & (request >= closing),
        found.window.opening[lane, first],
        closing,
        found.window.ceiling[lane, first],
        found.refused[lane, first],
    )


def _joined(parts: list[_Seen], futures: int) -> _Seen:
    names = _Seen.__slots__
    return _Seen(*(np.concatenate([getattr(part, name) for part in parts], axis=-1)[..., :futures] for name in names))


def _band(values: Floats) -> Band:
    return Band(*(float(value) for value in quantiles(values, BAND)))


def _project(case: Case, seen: _Seen, place: int) -> ProjectTimeline:
    project, realised = case.portfolio.active[place], seen.realised[place]
    start, ends = seen.start[place][realised], seen.handover[place][realised]
    return ProjectTimeline(
        case.portfolio.rows[place],
        project.name,
        project.group,
        project.budget,
        project.planned_start,
        project.duration,
        project.is_committed,
        float(realised.mean()),
        float(seen.inside[place].mean()),
        _band(start) if len(start) else None,
        _band(start + project.duration) if len(start) else None,
        _band(ends) if len(ends) else None,
    )


def _horizon(case: Case, seen: _Seen) -> int:
    """Months to draw: to the last planned end of a realised project, at least one and at most ``LONGEST``."""
    ends = np.where(seen.realised, seen.start + case.portfolio.duration[:, np.newaxis], 0)
    return int(np.clip(np.ceil(ends.max(initial=0)), 1, LONGEST))


def _activity(case: Case, seen: _Seen, months: int) -> Iterator[Activity]:
    portfolio = case.portfolio
    everything = np.arange(len(portfolio.rows))
    yield Activity(None, _probability(portfolio, seen, everything, months))
    for places in portfolio.groups:
        group = portfolio.active[places[0]].group
        yield Activity(group, _probability(portfolio, seen, np.array(places), months))


def _probability(portfolio: Portfolio, seen: _Seen, places: Integers, months: int) -> tuple[float, ...]:
    busy, futures = np.zeros(months), seen.start.shape[1]
    for first in range(0, futures, CHUNK):
        chosen = slice(first, first + CHUNK)
        start, inside = seen.start[places, chosen], seen.inside[places, chosen]
        ends = start + portfolio.duration[places, np.newaxis]
        busy += (_under_works(start, ends, inside, months) > 0).sum(axis=0)
    return tuple(float(share) for share in busy / futures)


def _under_works(start: Floats, ends: Floats, inside: Bools, months: int) -> Integers:
    """How many projects are under works in the middle of each month, (futures, months)."""
    place, future = np.nonzero(inside)
    size = (inside.shape[1], months + 1)
    change = np.zeros(size, dtype=np.intp).ravel()
    for moment, step in ((start, 1), (ends, -1)):
        month = np.clip(np.ceil(moment[place, future] - 0.5), 0, months).astype(np.intp)
        change += step * np.bincount(future * size[1] + month, minlength=change.size)
    return np.asarray(change.reshape(size).cumsum(axis=1)[:, :months])


def _gaps(overall: Activity, opening: Band | None, closing: Band | None) -> tuple[int, ...]:
    if opening is None or closing is None:
        return ()
    return tuple(
        month
        for month, probability in enumerate(overall.probability)
        if opening.p50 <= month + 0.5 < closing.p50 and probability < LIKELY
    )


def _called_off(seen: _Seen, months: int) -> tuple[Band, ...]:
    place, future = np.nonzero(seen.inside)
    futures = seen.start.shape[1]
    month = np.clip(np.ceil(seen.start[place, future]), 0, months).astype(np.intp)
    size = (futures, months + 1)
    value = np.bincount(future * size[1] + month, seen.contract[place, future], minlength=size[0] * size[1])
    total = value.reshape(size).cumsum(axis=1)[:, :months]
    return tuple(Band(*(float(value) for value in band)) for band in quantiles(total.T, BAND))


def _works_after_close(case: Case, seen: _Seen) -> Estimate | None:
    budget, duration = case.portfolio.budget[:, np.newaxis], case.portfolio.duration[:, np.newaxis]
    after = np.clip((seen.start + duration - seen.closing) / duration, 0, 1)
    return _mean_share((budget * after * seen.inside).sum(axis=0), (budget * seen.inside).sum(axis=0))


def _left_after_close(case: Case, seen: _Seen) -> Estimate | None:
    open_to_all = seen.realised & ~case.portfolio.committed[:, np.newaxis]
    return _mean_share(case.portfolio.budget @ seen.after_close, case.portfolio.budget @ open_to_all)


def _mean_share(part: Floats, whole: Floats) -> Estimate | None:
    some = whole > 0
    return estimate(part[some] / whole[some]) if some.any() else None
