"""The portfolio over the years: when each group has work, where it has not, and what the agreement still holds."""

from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import Chart, ChartTable, Layout
from maskinrum.shared.charts.scales import Scale, whole_years, year_starts
from maskinrum.shared.charts.timeline.ceiling import ceiling_strip
from maskinrum.shared.charts.timeline.frame import (
    AXIS_Y,
    NARROW_LAYOUT,
    WIDE_LAYOUT,
    Lane,
    calendar,
    needle,
    tail,
    window_ground,
    window_labels,
    window_lines,
)
from maskinrum.shared.charts.timeline.portfolio import (
    Agreement,
    CalledOff,
    Gap,
    Portfolio,
    ProjectBar,
    ProjectGroup,
    Standing,
    gaps,
)
from maskinrum.shared.charts.timeline.rows import Band, band_of, group_rows

__all__ = [
    "Agreement",
    "CalledOff",
    "Gap",
    "Portfolio",
    "ProjectBar",
    "ProjectGroup",
    "Standing",
    "gaps",
    "portfolio_timeline",
]


def portfolio_timeline(portfolio: Portfolio, *, ident: str, title: str, note: str = "") -> Chart:
    """Return the timeline of ``portfolio``; raises ``ValueError`` when it has no project."""
    if not any(group.projects for group in portfolio.groups):
        raise ValueError("A portfolio without projects has no timeline.")
    reading = _reading(portfolio)
    bands = [band_of(group, portfolio.agreement) for group in portfolio.groups]
    drawings = [
        _draw(portfolio, bands, layout, f"{ident}-{size}", (title, reading))
        for layout, size in ((WIDE_LAYOUT, "wide"), (NARROW_LAYOUT, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, _project_table(portfolio), _further(portfolio))


def _reading(portfolio: Portfolio) -> str:
    projects = [project for group in portfolio.groups for project in group.projects]
    sentences = [_("Solid: decided in your own organisation. Dashed: not decided.")]
    if any(project.standing is Standing.COMMITTED for project in projects):
        sentences.append(_("Grey: contracted already."))
    if any(not project.inside and project.standing is not Standing.COMMITTED for project in projects):
        sentences.append(_("Thin: outside the agreement."))
    if any(group.at_work for group in portfolio.groups):
        sentences.append(_("The band over each group shows the chance that the team has work: the darker, the surer."))
    if any(gaps(group.at_work, portfolio.agreement) for group in portfolio.groups):
        sentences.append(_("Hatched: below 50 per cent for half a year or more."))
    return " ".join(sentences)


def _span(portfolio: Portfolio) -> tuple[float, float]:
    projects = [project for group in portfolio.groups for project in group.projects]
    agreement = portfolio.agreement
    ends = [project.end for project in projects]
    if agreement is not None:
        ends.append(agreement.extended_close or agreement.closes)
    return whole_years(portfolio.case_date, min(0.0, *(project.start for project in projects)), max(ends))


def _draw(
    portfolio: Portfolio, bands: Sequence[Band], layout: Layout, ident: str, names: tuple[str, str]
) -> SafeString:
    scale = Scale(*_span(portfolio), layout.start, layout.end)
    labels, y = window_labels(portfolio.agreement, scale)
    rows, lanes, bottom = _rows(portfolio, bands, scale, layout, y, f"{ident}-hatch")
    after = tail(portfolio, scale, bottom + 14)
    foot = bottom + (28 if after else 8)
    strip, plot, end = _strip(portfolio, scale, layout, foot)
    if not layout.names_above:
        lanes = [(y, bottom)]
    lanes = [*lanes, plot] if strip else lanes
    pointer = needle(portfolio, scale, lanes, end + 14)
    parts = [
        *window_ground(portfolio.agreement, scale, bottom),
        *calendar(portfolio.case_date, scale),
        *labels,
        *([] if layout.names_above else [svg.text(240, AXIS_Y + 23, _("DKK m"), "note", anchor="end")]),
        *window_lines(portfolio.agreement, scale, [(AXIS_Y, AXIS_Y + 10), *lanes]),
        *pointer,
        *rows,
        *after,
        *strip,
    ]
    height = end + (20 if pointer else 4)
    hatch = svg.hatch(f"{ident}-hatch", "c-hatch-orange")
    return svg.drawing(ident, layout.width, height, parts, title=names[0], description=names[1], definitions=[hatch])


def _rows(
    portfolio: Portfolio, bands: Sequence[Band], scale: Scale, layout: Layout, y: float, hatch: str
) -> tuple[list[SafeString], list[Lane], float]:
    parts: list[SafeString] = []
    lanes: list[Lane] = []
    for group, band in zip(portfolio.groups, bands, strict=True):
        if group.projects:
            drawn, free, y = group_rows(group, band, portfolio.agreement, scale, layout, y, hatch)
            parts += drawn
            lanes += free
            y += 14
    return parts, lanes, y - 6


def _strip(portfolio: Portfolio, scale: Scale, layout: Layout, y: float) -> tuple[list[SafeString], Lane, float]:
    if portfolio.called_off is None or not portfolio.called_off.middle:
        return [], (y, y), y
    ceiling = portfolio.agreement.ceiling if portfolio.agreement else None
    return ceiling_strip(portfolio.called_off, ceiling, scale, layout, y)


def _day(case_date: date, month: float) -> str:
    whole = case_date.year * 12 + case_date.month - 1 + int(month // 1)
    return date_format(date(whole // 12, whole % 12 + 1, 1), "F Y")


def _project_table(portfolio: Portfolio) -> ChartTable:
    head = (_("Group"), _("Project"), _("Decision"), _("Place"), _("DKK m"), _("Works begin"), _("Works end"))
    standing = {
        Standing.DECIDED: _("Decided"),
        Standing.UNDECIDED: _("Not decided"),
        Standing.COMMITTED: _("Contracted already"),
    }
    places = {True: _("inside the agreement"), False: _("outside the agreement")}
    day = cache(partial(_day, portfolio.case_date))
    rows = tuple(
        (
            group.name,
            project.name,
            standing[project.standing],
            places[project.inside and project.standing is not Standing.COMMITTED],
            figures.number(project.budget, 1),
            day(project.start // 1),
            day(project.end // 1),
        )
        for group in portfolio.groups
        for project in group.projects
    )
    return ChartTable(head, rows, text_columns=4)


def _further(portfolio: Portfolio) -> tuple[ChartTable, ...]:
    years = [mark for mark in year_starts(portfolio.case_date, *_span(portfolio)) if mark[0] < _span(portfolio)[1]]
    tables = (_chance_table(portfolio, years), _gap_table(portfolio), _called_off_table(portfolio, years))
    return tuple(table for table in tables if table.rows)


def _chance_table(portfolio: Portfolio, years: list[tuple[float, int]]) -> ChartTable:
    """Return for each group the chance of work, as the mean of the months of each year that were computed."""
    rows = []
    for group in portfolio.groups:
        if group.at_work:
            chances = [_mean(group.at_work[max(0, int(start)) : max(0, int(start) + 12)]) for start, _year in years]
            rows.append((group.name, *(figures.percent(chance) for chance in chances)))
    return ChartTable((_("Chance that the team has work"), *(str(year) for _month, year in years)), tuple(rows))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if len(values) else None


def _gap_table(portfolio: Portfolio) -> ChartTable:
    rows = tuple(
        (
            group.name,
            _day(portfolio.case_date, gap.start),
            _day(portfolio.case_date, gap.end),
            figures.number(gap.months),
        )
        for group in portfolio.groups
        for gap in gaps(group.at_work, portfolio.agreement)
    )
    return ChartTable((_("Gap in the group"), _("From"), _("To"), _("Months")), rows)


def _called_off_table(portfolio: Portfolio, years: list[tuple[float, int]]) -> ChartTable:
    called_off = portfolio.called_off
    head = (
        _("Called off at the end of the year, DKK m"),
        figures.percent(0.05),
        _("Middle outcome"),
        figures.percent(0.95),
    )
    if called_off is None:
        return ChartTable(head, ())
    months = [(int(start) + 11, year) for start, year in years if 0 <= int(start) + 11 < len(called_off.middle)]
    rows = tuple(
        (
            str(year),
            *(figures.number(series[month]) for series in (called_off.low, called_off.middle, called_off.high)),
        )
        for month, year in months
    )
    return ChartTable(head, rows)
