"""The frame of a timeline: the calendar on top, the window of the agreement, today's needle and the tail."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Layout
from maskinrum.shared.charts.lettering import text_width
from maskinrum.shared.charts.placement import clamped, rows_without_overlap
from maskinrum.shared.charts.scales import Scale, month_of, year_starts
from maskinrum.shared.charts.timeline.portfolio import Agreement, Portfolio

AXIS_Y = 22.0
LINE = 17.0

# From one pixel to another down the page: where verticals may run without crossing words.
Lane = tuple[float, float]


WIDE_LAYOUT = Layout(WIDE, 252, 783, names_above=False)
NARROW_LAYOUT = Layout(NARROW, 1, 327, names_above=True)


def calendar(case_date: date, scale: Scale) -> list[SafeString]:
    """Return the axis line with a long tick and the number at each new year, and short ticks between."""
    years = year_starts(case_date, scale.low, scale.high)
    room = scale(years[0][0] + 12) - scale(years[0][0]) if years else 0
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if step * room >= 42)
    between = (3, 6, 9) if room >= 48 else (6,) if room >= 30 else ()
    y, parts = AXIS_Y, [svg.line(scale.start, AXIS_Y, scale.end, AXIS_Y, "c-axis")]
    for month, year in years:
        parts.append(svg.line(scale(month), y, scale(month), y + 10, "c-axis"))
        minor = [month + step for step in between if month + step < scale.high]
        parts += [svg.line(scale(each), y, scale(each), y + 5, "c-tick") for each in minor]
        if year % every == 0 and scale(month) + text_width(str(year), bold=True) + 2 <= scale.end:
            parts.append(svg.text(scale(month) + 2, y - 8, str(year), "strong"))
    return parts


def window_labels(agreement: Agreement | None, scale: Scale) -> tuple[list[SafeString], float]:
    """Return the words over the parts of the window, and the pixel where the rows may begin."""
    if agreement is None:
        return [], AXIS_Y + 20
    places = [
        (scale(agreement.opens), _("Agreement, %(term)s") % {"term": _length(agreement)}, "strong"),
    ]
    if agreement.opens > scale.low:
        places.insert(0, (scale.start, _("Tendering"), "note"))
    if agreement.extended_close is not None and agreement.extended_close > agreement.closes:
        term = figures.term(agreement.extended_close - agreement.closes)
        places.append((scale(agreement.closes), _("Option, %(term)s") % {"term": term}, "note"))
    widths = [text_width(words, bold=role == "strong") for _x, words, role in places]
    starts = [
        clamped(x + (5 if x > scale.start else 0), width, scale.start, scale.end)
        for (x, _words, _role), width in zip(places, widths, strict=True)
    ]
    rows = rows_without_overlap([(start, start + width) for start, width in zip(starts, widths, strict=True)], 6)
    parts = [
        svg.text(start, AXIS_Y + 23 + LINE * row, words, role)
        for start, row, (_x, words, role) in zip(starts, rows, places, strict=True)
    ]
    return parts, AXIS_Y + 36 + LINE * max(rows)


def _length(agreement: Agreement) -> str:
    return figures.term(agreement.closes - agreement.opens)


def window_ground(agreement: Agreement | None, scale: Scale, bottom: float) -> list[SafeString]:
    """Return the quiet field of the agreement."""
    if agreement is None:
        return []
    left, right = scale.inside(agreement.opens), scale.inside(agreement.closes)
    return [svg.rect(left, AXIS_Y, right - left, bottom - AXIS_Y, "c-ground")]


def window_lines(agreement: Agreement | None, scale: Scale, lanes: Sequence[Lane]) -> list[SafeString]:
    """Return the verticals where the agreement opens and closes, in ``lanes``; the end of the option is dashed."""
    if agreement is None:
        return []
    lines = [svg.verticals(scale(month), lanes, "c-axis") for month in (agreement.opens, agreement.closes)]
    if agreement.extended_close is not None and agreement.extended_close > agreement.closes:
        lines.append(svg.verticals(scale(agreement.extended_close), lanes, "c-axis", stroke_dasharray="4 3"))
    return lines


def tail(portfolio: Portfolio, scale: Scale, y: float) -> list[SafeString]:
    """Return the bracket over works that run on after the agreement has closed, or nothing when none does."""
    agreement = portfolio.agreement
    ends = [project.end for group in portfolio.groups for project in group.projects if project.inside]
    if agreement is None or not ends or max(ends) <= agreement.closes:
        return []
    left, right = scale(agreement.closes), scale(max(ends))
    bracket = svg.path([(left, y - 6), (left, y), (right, y), (right, y - 6)], "c-axis")
    return [bracket, *_beside(left, right, y + 4, scale, (_("The tail: works after the close"), _("The tail")))]


def _beside(left: float, right: float, y: float, scale: Scale, wordings: Sequence[str]) -> list[SafeString]:
    """Return the first of ``wordings`` that has room left of ``left``, else right of ``right``, else none."""
    for words in wordings:
        width = text_width(words, bold=True)
        if left - 8 - width >= scale.start:
            return [svg.text(left - 8, y, words, "strong", anchor="end")]
        if right + 8 + width <= scale.end:
            return [svg.text(right + 8, y, words, "strong")]
    return []


def needle(portfolio: Portfolio, scale: Scale, lanes: Sequence[Lane], bottom: float) -> list[SafeString]:
    """Return the needle of today with its word at the foot, or nothing when today is not on the axis."""
    if portfolio.today is None:
        return []
    month = month_of(portfolio.case_date, portfolio.today)
    if not scale.low <= month <= scale.high:
        return []
    x, words = scale(month), _("Today")
    right = x + 6 + text_width(words, bold=True) <= scale.end
    return [
        svg.verticals(x, lanes, "c-needle-line"),
        svg.path([(x - 6, AXIS_Y - 3), (x + 6, AXIS_Y - 3), (x, AXIS_Y + 8)], "c-needle", closed=True),
        svg.text(x + (6 if right else -6), bottom, words, "strong", anchor="start" if right else "end"),
    ]
