"""Portfolio figures from the records of the board: per quarter, per project and of all the time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

import numpy as np

from maskinrum import engine
from maskinrum.engine import ControlChart
from maskinrum.evaluation.facts.figures import (
    BANDS,
    CLIENTS,
    DISPUTES,
    MISSING,
    SIZE_UNKNOWN,
    WITHHELD,
    Figure,
    FigureSeries,
    Indicator,
    Portfolio,
    ProjectFigures,
    Quarter,
    Standing,
    TypedFigure,
    band_of,
    indicators,
)
from maskinrum.steering.facts import BoardProject

__all__ = ["ControlChart", "by_project", "chart_of", "figure_series", "series_of"]

LEAST_FOR_INTERVAL: Final = 5
PLACES: Final = 2  # of a share on others' prices: all its digits would give the sums that it is a ratio of
RESAMPLES: Final = 1000
SEED: Final = 8
MILLION: Final = 1_000_000
CAUSES: Final = {"client": "changes_client", "unforeseen": "changes_unforeseen", "design": "changes_design"}
MAY_BE_NEGATIVE: Final = frozenset({"cost_deviation", "time_deviation", "change_orders"})
DRAWS: Final = 100_000  # of many projects fewer samples are enough, and a page has no time for more


@dataclass(frozen=True)
class Observation:
    """One project's part of a figure: ``top`` over ``below``. ``hidden`` is the project where its price is others'."""

    day: date
    top: float
    below: float
    hidden: BoardProject | None = None

    @property
    def value(self) -> float:
        """The project's own figure."""
        return self.top / self.below


@dataclass(frozen=True)
class Way:
    """How a figure comes out of projects: the median of theirs, or all of one over all of the other times ``scale``.

    ``tells_sum``: the board shows everybody what is above the line, so the ratio would give the sum below it.
    """

    read: Callable[[BoardProject], tuple[date | None, Any, Any]]
    is_ratio: bool = False
    is_count: bool = False
    scale: float = 1.0
    tells_sum: bool = False


def _procurement(one: BoardProject) -> tuple[date | None, Any, Any]:
    waits = (one.called_off_on - one.ready_on).days if one.ready_on and one.called_off_on else None
    # Called off before it was ready: one of the two days is wrong, and no figure is better than that one.
    return one.called_off_on, None if waits is None or waits < 0 else waits, 1


def _cost(one: BoardProject) -> tuple[date | None, Any, Any]:
    known = one.outturn is not None and one.scheme_b_budget is not None
    return one.handed_over_on, one.outturn - one.scheme_b_budget if known else None, one.scheme_b_budget  # type: ignore[operator]


def _time(one: BoardProject) -> tuple[date | None, Any, Any]:
    if not (one.handed_over_on and one.scheme_b_handover and one.scheme_b_start):
        return None, None, None
    late, planned = one.handed_over_on - one.scheme_b_handover, one.scheme_b_handover - one.scheme_b_start
    return one.handed_over_on, late.days, planned.days


def _changes(one: BoardProject, names: Iterable[str] = tuple(CAUSES.values())) -> tuple[date | None, Any, Any]:
    sums = [getattr(one, name) for name in names]
    # A cause that nobody wrote is not a cause that cost nothing.
    return one.handed_over_on, None if None in sums else sum(sums), one.call_off_value


WAYS: Final[Mapping[str, Way]] = {
    "procurement_days": Way(_procurement),
    "client_tender_cost": Way(lambda one: (one.called_off_on, one.client_procurement_cost, one.call_off_value)),
    "cost_deviation": Way(_cost),
    "time_deviation": Way(_time),
    "defects_per_home": Way(lambda one: (one.handed_over_on, one.defects, one.homes), is_ratio=True),
    "change_orders": Way(_changes, is_ratio=True),
    "accidents": Way(
        lambda one: (one.handed_over_on, one.accidents, one.working_hours),
        is_ratio=True,
        is_count=True,
        scale=MILLION,
        tells_sum=True,
    ),
    "reused_solutions": Way(lambda one: (one.started_on, one.reused, one.decided), is_ratio=True, is_count=True),
    "co2_per_m2": Way(lambda one: (one.handed_over_on, one.co2_per_m2, 1)),
}
PARTS: Final = {cause: Way(partial(_changes, names=(name,)), is_ratio=True) for cause, name in CAUSES.items()}


def figure_series(portfolio: Portfolio) -> list[FigureSeries]:
    """Every indicator over the quarters, with the interval of the latest quarter alone."""
    return [series_of(one, portfolio, every_interval=False) for one in indicators().values()]


def series_of(indicator: Indicator, portfolio: Portfolio, *, every_interval: bool = True) -> FigureSeries:
    """One indicator over the quarters. Intervals of each quarter take time, so a list does without them."""
    quarters, slug = portfolio.quarters, indicator.slug
    if slug in _STATES:
        return _state_series(indicator, portfolio)
    if slug == DISPUTES:
        return _dispute_series(indicator, portfolio, quarters)
    if slug == "continuity_gap_days":
        return _gap_series(indicator, portfolio, quarters)
    typed = {one.quarter: one for one in portfolio.typed if one.indicator == slug}
    way = WAYS.get(slug)
    if slug in CLIENTS and not portfolio.sight.sees_all:
        return FigureSeries(indicator, quarters, (WITHHELD,) * len(quarters), WITHHELD)
    seen = list(_observed(portfolio, way, is_priced=indicator.is_priced)) if way else []
    by_quarter, settled = _by_quarter(seen), _settled(portfolio, way) if way else set()
    latest = max((one for one in quarters if one in by_quarter), default=None)
    figures = []
    for quarter in quarters:
        held = by_quarter.get(quarter, [])
        if held and way:
            asked = every_interval or quarter == latest
            figures.append(_shown(held, way, portfolio, with_interval=asked, is_settled=quarter in settled))
        else:
            figures.append(_typed(typed.get(quarter), indicator))
    whole = _whole(seen, way, figures, with_interval=every_interval) if way and seen else _typed_whole(figures)
    parts = {}
    if slug == "change_orders":
        parts = {name: _part(portfolio, own, quarters) for name, own in PARTS.items()}
    return FigureSeries(indicator, quarters, tuple(figures), whole, parts)


def _observed(portfolio: Portfolio, way: Way, *, is_priced: bool) -> Iterator[Observation]:
    for one in portfolio.inside:
        day, top, below = way.read(one)
        if day is None or top is None or below is None or below <= 0 or day > portfolio.today:
            continue
        yield Observation(day, float(top), float(below), one if is_priced and portfolio.sight.hides(one) else None)


def _settled(portfolio: Portfolio, way: Way) -> set[Quarter]:
    """The quarters that are over and of which nothing is missing: what comes late would be the difference it makes."""
    if portfolio.sight.sees_all:
        return set()
    days = [(day, top, below) for day, top, below in map(way.read, portfolio.inside) if day is not None]
    missing = {Quarter.of(day) for day, top, below in days if top is None or not below or below < 0}
    return {one for one in portfolio.quarters if one.last < portfolio.today} - missing


def _by_quarter(seen: Iterable[Observation]) -> dict[Quarter, list[Observation]]:
    found: dict[Quarter, list[Observation]] = {}
    for one in seen:
        found.setdefault(Quarter.of(one.day), []).append(one)
    return found


def _shown(
    held: Sequence[Observation], way: Way, portfolio: Portfolio, *, with_interval: bool, is_settled: bool
) -> Figure:
    """The figure of a quarter, unless it would give away the prices of one other party.

    On others' prices it is rounded and has no interval: the ends of that are single projects, drawn with a known seed.
    """
    hidden = [one.hidden for one in held if one.hidden]
    if not hidden:
        return _figure(held, way, with_interval=with_interval)
    if way.tells_sum or not is_settled or not portfolio.sight.may_mix(hidden):
        return WITHHELD
    found = _figure(held, way, with_interval=False)
    return Figure(found.standing, round(found.value or 0.0, PLACES), found.n)


def _whole(seen: Sequence[Observation], way: Way, figures: Sequence[Figure], *, with_interval: bool) -> Figure:
    """Of all the time; with withheld quarters in it, taking the others off would give them away."""
    if any(one.hidden for one in seen) or any(figure.standing is Standing.WITHHELD for figure in figures):
        return WITHHELD
    return _figure(seen, way, with_interval=with_interval)


def _part(portfolio: Portfolio, way: Way, quarters: Iterable[Quarter]) -> tuple[Figure, ...]:
    held, settled = _by_quarter(_observed(portfolio, way, is_priced=True)), _settled(portfolio, way)
    return tuple(
        _shown(held[one], way, portfolio, with_interval=False, is_settled=one in settled) if one in held else MISSING
        for one in quarters
    )


def _figure(held: Sequence[Observation], way: Way, *, with_interval: bool) -> Figure:
    tops, belows = np.array([one.top for one in held]), np.array([one.below for one in held])
    value = float(tops.sum() / belows.sum()) if way.is_ratio else float(np.median(tops / belows))
    low = high = None
    if way.is_count:
        # A share of what was counted; accidents per hour are one that is small.
        found = engine.wilson(int(min(tops.sum(), belows.sum())), int(belows.sum()))
        low, high = found.low, found.high
    elif with_interval and len(held) >= LEAST_FOR_INTERVAL:
        rng = np.random.default_rng(SEED)
        rows, statistic = (
            (np.column_stack((tops, belows)), _ratio) if way.is_ratio else (tops / belows, engine.median_of)
        )
        between = engine.bootstrap(
            rows, statistic, rng, resamples=min(RESAMPLES, DRAWS // len(held)), method="percentile"
        )
        low, high = between.low, between.high
    scaled = [None if end is None else end * way.scale for end in (low, high)]
    return Figure(Standing.KNOWN, value * way.scale, len(held), scaled[0], scaled[1])


def _ratio(samples: Any) -> Any:
    return samples[..., 0].sum(axis=1) / samples[..., 1].sum(axis=1)


def _typed(told: TypedFigure | None, indicator: Indicator) -> Figure:
    if told is None:
        return MISSING
    value, low, high = float(told.value), None, None
    if indicator.is_share and told.of and 0 <= value <= 1:
        found = engine.wilson(round(value * told.of), told.of)
        low, high = found.low, found.high
    return Figure(Standing.KNOWN, value, told.of or 1, low, high, told)


def _typed_whole(figures: Sequence[Figure]) -> Figure:
    values = [figure.value for figure in figures if figure.value is not None]
    return Figure(Standing.KNOWN, float(np.median(values)), len(values)) if values else MISSING


@dataclass(frozen=True)
class Held:
    """What a project adds to a sum from one day until another, or for ever."""

    project: BoardProject
    since: date | None
    until: date | None
    value: Any


# Sums up to the end of each quarter. They have no interval, since nothing is drawn from anything.
_STATES: Final[Mapping[str, Callable[[BoardProject], Held]]] = {
    "volume_announced": lambda one: Held(one, date.min, None, one.budget),
    "volume_active": lambda one: Held(one, one.called_off_on, one.handed_over_on, one.call_off_value),
    "volume_finished": lambda one: Held(one, one.handed_over_on, None, one.outturn),
    "ceiling_used": lambda one: Held(one, one.called_off_on, None, one.call_off_value),
}


def _state_series(indicator: Indicator, portfolio: Portfolio) -> FigureSeries:
    """Sums that grow from quarter to quarter: what one adds is a price, so others' must not be among them at all."""
    rows = [_STATES[indicator.slug](one) for one in portfolio.inside]
    came = sorted((row for row in rows if row.since), key=lambda row: row.since or date.max)
    left = sorted((row for row in came if row.until), key=lambda row: row.until or date.max)
    figures, held = [], _Sum(portfolio)
    for quarter in portfolio.quarters:
        day = min(quarter.last, portfolio.today)
        while came and came[0].since and came[0].since <= day:
            held.add(came.pop(0), 1)
        while left and left[0].until and left[0].until <= day:
            held.add(left.pop(0), -1)
        # Nobody keeps what was announced on an earlier day.
        is_kept = indicator.slug != "volume_announced" or day == portfolio.today
        figures.append(held.figure(indicator) if is_kept else MISSING)
    return FigureSeries(indicator, portfolio.quarters, tuple(figures), figures[-1] if figures else MISSING)


class _Sum:
    """A sum while projects come and go; not known as long as one of its parts is not."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.count = self.unknown = self.hidden = 0
        self.total = Decimal(0)

    def add(self, row: Held, sign: int) -> None:
        self.count += sign
        self.unknown += sign * (row.value is None)
        self.hidden += sign * self.portfolio.sight.hides(row.project)
        self.total += sign * Decimal(row.value or 0)

    def figure(self, indicator: Indicator) -> Figure:
        if self.hidden or self.portfolio.sight.is_everybodys:
            return WITHHELD
        if self.unknown or (indicator.slug == "ceiling_used" and not self.portfolio.maximum):
            return MISSING
        whole = self.portfolio.maximum if indicator.slug == "ceiling_used" else None
        return Figure(Standing.KNOWN, float(self.total / (whole or 1)), self.count)


def _dispute_series(indicator: Indicator, portfolio: Portfolio, quarters: tuple[Quarter, ...]) -> FigureSeries:
    """How many were opened in each quarter, by the highest step they reached, and by size.

    Quarters without any count as none. Whoever does not see them all is shown none, also where there are none: the
    own ones would be taken for those of the partnership, and all of them would tell how many others have.
    """
    if not portfolio.sight.sees_all:
        return FigureSeries(indicator, quarters, (WITHHELD,) * len(quarters), WITHHELD)
    opened = [one for one in portfolio.disagreements if one.opened_on <= portfolio.today]
    if not opened:
        return FigureSeries(indicator, quarters, (MISSING,) * len(quarters), MISSING)
    told = [(Quarter.of(one.opened_on), part) for one in opened for part in (one.step, band_of(one.size))]
    counts, known = Counter(told), {part for _quarter, part in told}
    all_of = Counter(Quarter.of(one.opened_on) for one in opened)
    first = min(all_of)

    def counted(number: int, quarter: Quarter) -> Figure:
        return MISSING if quarter < first else Figure(Standing.KNOWN, float(number), number)

    steps = sorted({one.step for one in opened})
    bands = [band for band in (*dict(BANDS), SIZE_UNKNOWN) if band in known]
    parts = {part: tuple(counted(counts[quarter, part], quarter) for quarter in quarters) for part in (*steps, *bands)}
    figures = tuple(counted(all_of[quarter], quarter) for quarter in quarters)
    return FigureSeries(indicator, quarters, figures, Figure(Standing.KNOWN, float(len(opened)), len(opened)), parts)


def _gap_series(indicator: Indicator, portfolio: Portfolio, quarters: tuple[Quarter, ...]) -> FigureSeries:
    """Days of each quarter on which no project was between call-off and handover, from the first call-off on."""
    held = [one for one in portfolio.inside if one.called_off_on and one.called_off_on <= portfolio.today]
    if not held:
        return FigureSeries(indicator, quarters, (MISSING,) * len(quarters), MISSING)
    begun = min(one.called_off_on for one in held if one.called_off_on)
    busy = _joined((one.called_off_on, one.handed_over_on or portfolio.today) for one in held if one.called_off_on)
    figures = []
    for quarter in quarters:
        first, last = max(quarter.first, begun), min(quarter.last, portfolio.today)
        if last < first:
            figures.append(MISSING)
            continue
        covered = sum(max(0, (min(last, end) - max(first, start)).days + 1) for start, end in busy)
        active = sum(1 for one in held if one.called_off_on and one.called_off_on <= last)
        figures.append(Figure(Standing.KNOWN, float((last - first).days + 1 - covered), active))
    total = sum(figure.value or 0.0 for figure in figures)
    return FigureSeries(indicator, quarters, tuple(figures), Figure(Standing.KNOWN, total, len(held)))


def _joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans that meet or overlap as one."""
    found: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def by_project(portfolio: Portfolio) -> list[ProjectFigures]:
    """The figures of each project that counts, as far as they are its own and the viewer's to see."""
    told = indicators()
    rows = []
    for one in portfolio.inside:
        found = {}
        for slug, way in WAYS.items():
            others = portfolio.sight.hides(one) or (slug in CLIENTS and not portfolio.sight.sees_all)
            if told[slug].is_priced and others:
                found[slug] = WITHHELD
                continue
            day, top, below = way.read(one)
            is_known = day is not None and top is not None and below is not None and below > 0
            value = float(top) / float(below) * way.scale if is_known else None
            found[slug] = MISSING if value is None else Figure(Standing.KNOWN, value, 1)
        rows.append(ProjectFigures(one, found))
    return rows


def chart_of(series: FigureSeries, today: date) -> ControlChart | None:
    """The control chart of a series: which quarters are noise, and which are signals.

    None for sums that grow, where every quarter follows from the one before. A quarter that runs is left out.
    """
    if series.indicator.slug in _STATES:
        return None
    over = [value if one.last < today else None for one, value in zip(series.quarters, series.values, strict=True)]
    least = -np.inf if series.indicator.slug in MAY_BE_NEGATIVE else 0.0
    return engine.control_chart(over, bounds=(least, np.inf))
