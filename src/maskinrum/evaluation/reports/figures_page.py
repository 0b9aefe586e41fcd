"""Portfolio figures as pages show them: the list, one figure over the quarters, and the signals of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.evaluation.analysis.figures import ControlChart, by_project, chart_of, figure_series, series_of
from maskinrum.evaluation.facts.figures import (
    Figure,
    FigureSeries,
    Indicator,
    Portfolio,
    Quarter,
    Standing,
    indicators,
)
from maskinrum.evaluation.phrases.figures import (
    DIRECTIONS,
    FORMULAS,
    PARTS,
    RULES,
    WITHHELD,
    figure_text,
    name_of,
    quarter_name,
    unit_words,
)
from maskinrum.shared.charts import Chart, ChartTable, Series, SeriesPoint, SeriesStretch, series_chart
from maskinrum.shared.domain import load
from maskinrum.shared.figures import interval, number, unknown

TOO_FEW, TRIAL = "too_few", "trial"
LEAST_POINTS = 6


@dataclass(frozen=True)
class FigureLine:
    """One figure in the list: the latest quarter, and all the time."""

    slug: str
    name: str
    direction: str
    unit: str
    is_context: bool
    is_known: bool
    quarter: str
    latest: str
    between: str
    n: str
    whole: str
    whole_n: str
    is_withheld: bool
    signal: str


@dataclass(frozen=True)
class FiguresPage:
    """All figures of a partnership; ``sentence`` says how many are known and which stand out."""

    sentence: str
    signals: list[str]
    lines: list[FigureLine]
    quarters: int
    is_partly_withheld: bool


def indicator_name(indicator: Indicator) -> str:
    """What an indicator is called in the active language."""
    return name_of(indicator.da, indicator.en)


def figures_page(portfolio: Portfolio) -> FiguresPage:
    """The list of all figures."""
    series = figure_series(portfolio)
    lines = [_line(one, portfolio.today) for one in series]
    signals = [f"{line.name}: {line.signal}" for line in lines if line.signal]
    known = sum(line.is_known for line in lines)
    words = ngettext(
        "%(known)s of %(all)s figures is known.", "%(known)s of %(all)s figures are known.", known
    ) % {"known": known, "all": len(lines)}  # fmt: skip
    found = (
        ngettext("%(n)s stands out.", "%(n)s stand out.", len(signals)) % {"n": len(signals)}
        if signals
        else _("None of them stands out from its own past.")
    )
    withheld = any(line.is_withheld for line in lines)
    return FiguresPage(f"{words} {found}", signals, lines, len(portfolio.quarters), withheld)


def _line(series: FigureSeries, today: date) -> FigureLine:
    indicator, latest = series.indicator, series.latest
    chart = chart_of(series, today)
    last = chart.signals[-1] if chart and chart.signals else None
    is_now = last is not None and latest is not None and series.quarters[last.places[-1]] >= _last_over(series, today)
    figure = latest[1] if latest else series.figures[-1] if series.figures else None
    return FigureLine(
        slug=indicator.slug,
        name=indicator_name(indicator),
        direction=str(DIRECTIONS[indicator.direction]),
        unit=unit_words(indicator.unit),
        is_context=indicator.direction == "context",
        is_known=latest is not None or series.whole.value is not None,
        quarter=quarter_name(*latest[0]) if latest else "",
        latest=shown(figure, indicator),
        between=between(figure, indicator),
        n=number(figure.n) if figure and figure.n else "",
        whole=shown(series.whole, indicator),
        whole_n=number(series.whole.n) if series.whole.n else "",
        is_withheld=any(one.standing is Standing.WITHHELD for one in (*series.figures, series.whole)),
        signal=_signal_words(series, last) if last and is_now else "",
    )


def _last_over(series: FigureSeries, today: date) -> Quarter:
    """The latest quarter that is over and has a value."""
    known = [
        quarter
        for quarter, figure in zip(series.quarters, series.figures, strict=True)
        if quarter.last < today and figure.value is not None
    ]
    return known[-1] if known else series.quarters[-1]


def shown(figure: Figure | None, indicator: Indicator) -> str:
    """A figure with its unit; empty where it is not known, and words where it is not the viewer's."""
    if figure is None or figure.standing is Standing.MISSING or figure.value is None:
        return str(WITHHELD) if figure and figure.standing is Standing.WITHHELD else ""
    return figure_text(figure.value, indicator.unit)


def between(figure: Figure | None, indicator: Indicator) -> str:
    """The interval of a figure, in words where there were too few; empty where it has none by nature."""
    if figure is None or figure.value is None:
        return ""
    if figure.low is None or figure.high is None:
        return ""
    if indicator.is_share:
        return interval(figure.low, figure.high, 0, "percent")
    places = 0 if indicator.unit.startswith("days") else 1
    return interval(figure.low, figure.high, places)


def _signal_words(series: FigureSeries, signal: Any) -> str:
    """One signal in words, and whether it is the good or the bad way; neither where neither is better."""
    return rule_words(series.indicator, series.quarters[signal.places[-1]], signal.rule.value, above=signal.above)


def rule_words(indicator: Indicator, quarter: Quarter, rule: str, *, above: bool | None) -> str:
    """The same from what is kept of a signal."""
    words = _("%(quarter)s is %(rule)s") % {"quarter": quarter_name(*quarter), "rule": RULES[rule]}
    if indicator.direction == "context" or above is None:
        return words
    is_good = above == (indicator.direction == "higher")
    return _("%(words)s, for the better") % {"words": words} if is_good else _(
        "%(words)s, for the worse"
    ) % {"words": words}  # fmt: skip


@dataclass(frozen=True)
class QuarterLine:
    """One quarter of one figure, its parts, and where a typed figure is from."""

    name: str
    value: str
    between: str
    n: str
    parts: list[str]
    source: str


@dataclass(frozen=True)
class FigurePage:
    """One figure over the quarters."""

    indicator: Indicator
    name: str
    formula: str
    direction: str
    unit: str
    sentence: str
    firmness: str
    signals: list[str]
    chart: Chart | None
    lines: list[QuarterLine]
    part_names: list[str]
    whole: str
    whole_between: str
    whole_n: str
    projects: list[tuple[str, str]]
    is_partly_withheld: bool


def figure_page(slug: str, portfolio: Portfolio) -> FigurePage:
    """One figure over the quarters."""
    indicator = indicators()[slug]
    series = series_of(indicator, portfolio)
    chart = chart_of(series, portfolio.today)
    name = indicator_name(indicator)
    signals = [_signal_words(series, one) for one in chart.signals] if chart else []
    sentence = _sentence(series, name)
    return FigurePage(
        indicator=indicator,
        name=name,
        formula=str(FORMULAS[slug]),
        direction=str(DIRECTIONS[indicator.direction]),
        unit=unit_words(indicator.unit),
        sentence=sentence,
        firmness=_firmness(series, chart),
        signals=signals,
        chart=_drawn(series, chart, sentence),
        lines=list(reversed([_quarter_line(series, place) for place in range(len(series.quarters))])),
        part_names=[part_name(part) for part in series.parts],
        whole=shown(series.whole, indicator),
        whole_between=between(series.whole, indicator),
        whole_n=number(series.whole.n) if series.whole.n else "",
        projects=_project_lines(slug, portfolio),
        is_partly_withheld=any(one.standing is Standing.WITHHELD for one in (*series.figures, series.whole)),
    )


def part_name(part: str) -> str:
    """What a cause of changes, a step of the conflict ladder or a band of sizes is called."""
    if part in PARTS:
        return str(PARTS[part])
    step: dict[str, str] = next((one for one in load("legal")["conflict_ladder"] if one["id"] == part), {})
    return name_of(step.get("da", part), step.get("en", part))


def _quarter_line(series: FigureSeries, place: int) -> QuarterLine:
    figure, indicator = series.figures[place], series.indicator
    typed = figure.typed
    return QuarterLine(
        name=quarter_name(*series.quarters[place]),
        value=shown(figure, indicator),
        between=between(figure, indicator),
        n=number(figure.n) if figure.n else "",
        parts=[shown(one[place], indicator) for one in series.parts.values()],
        source=" · ".join(part for part in (typed.source, typed.note) if part) if typed else "",
    )


def _project_lines(slug: str, portfolio: Portfolio) -> list[tuple[str, str]]:
    indicator = indicators()[slug]
    rows = [(row.project.name, row.figures.get(slug)) for row in by_project(portfolio)]
    return [(name, shown(own, indicator)) for name, own in rows if own and own.standing is not Standing.MISSING]


def _sentence(series: FigureSeries, name: str) -> str:
    """The finding: the latest quarter, and what it rests on."""
    if series.latest is None:
        withheld = any(figure.standing is Standing.WITHHELD for figure in series.figures)
        words = _("%(name)s: not shown to you") if withheld else _("%(name)s: nothing is known yet")
        return words % {"name": name}
    quarter, figure = series.latest
    said = {
        "name": name,
        "quarter": quarter_name(*quarter),
        "figure": figure_text(figure.value or 0, series.indicator.unit),
    }
    return _("%(name)s was %(figure)s in %(quarter)s") % said


def _firmness(series: FigureSeries, chart: ControlChart | None) -> str:
    """What the limits rest on, in a sentence."""
    if chart is None or series.latest is None:
        return ""
    stretch = chart.stretches[-1]
    points = sum(1 for value in chart.values if value == value)  # noqa: PLR0124 - not a number where one is missing
    if stretch.firmness.value == TOO_FEW:
        return _("Too few quarters to say anything yet (%(n)s of %(least)s).") % {"n": points, "least": LEAST_POINTS}
    if stretch.firmness.value == TRIAL:
        return _("Trial limits: they rest on %(n)s quarters and move with each new one.") % {"n": points}
    return _("Fixed limits from the first twelve quarters.")


def _drawn(series: FigureSeries, chart: ControlChart | None, sentence: str) -> Chart | None:
    """The chart of a series; None with fewer than two values."""
    factor = 100 if series.indicator.is_share else 1
    values = [None if value is None else value * factor for value in series.values]
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    is_judged = series.indicator.direction != "context"
    met = {place for one in chart.signals for place in one.places} if chart and is_judged else set()
    points = [
        SeriesPoint(quarter_name(*quarter), value, place in met)
        for place, (quarter, value) in enumerate(zip(series.quarters, values, strict=True))
    ]
    stretches = list(_stretches(chart, factor))
    ends = [*known, *(end for one in stretches for end in (one.lower, one.upper) if end is not None)]
    low, high = min(0.0, *ends), max(ends)
    high = high + (high - low) * 0.06 if high > low else low + 1
    rows = tuple(
        (point.name, shown(figure, series.indicator) or unknown(), number(figure.n))
        for point, figure in zip(points, series.figures, strict=True)
    )
    table = ChartTable((_("Quarter"), indicator_name(series.indicator), _("Rests on")), rows)
    note = unit_words(series.indicator.unit)
    if series.indicator.is_share:
        note = _("In per cent.")
    return series_chart(
        Series(points, stretches, low, high), ident="figure", title=sentence, table=table, note=note
    )  # fmt: skip


def _stretches(chart: ControlChart | None, factor: float) -> Iterator[SeriesStretch]:
    for one in chart.stretches if chart else ():
        limits = one.limits
        ends: tuple[float | None, float | None, float | None] = (None, None, None)
        if limits is not None:
            ends = (limits.centre * factor, limits.lower * factor, limits.upper * factor)
        yield SeriesStretch(one.start, one.stop, *ends, one.firmness.value == TRIAL)


def quarter_choices(today: date, *, count: int = 12) -> list[tuple[str, str]]:
    """The quarters that figures may be typed for: today's and those before it, the latest first."""
    found: list[Quarter] = [Quarter.of(today)]
    while len(found) < count:
        year, quarter = found[-1]
        found.append(Quarter(year, quarter - 1) if quarter > 1 else Quarter(year - 1, 4))
    return [(one.key, quarter_name(*one)) for one in found]
