"""The strip under a timeline: what has been called off on the agreement, against its ceiling."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import Layout
from maskinrum.shared.charts.lettering import shortened, text_width
from maskinrum.shared.charts.scales import Scale
from maskinrum.shared.charts.timeline.frame import Lane
from maskinrum.shared.charts.timeline.portfolio import CalledOff

HEIGHT = 92.0


def ceiling_strip(
    called_off: CalledOff, ceiling: float | None, months: Scale, layout: Layout, y: float
) -> tuple[list[SafeString], Lane, float]:
    """Return the strip from the pixel ``y`` on, the lane of its plot, and the pixel where it ends."""
    count = min(len(called_off.middle), int(months.high))
    top = y + (62 if layout.names_above else 10)
    highest = max([ceiling or 0.0, *called_off.high[:count], 1e-9])
    values = Scale(0, highest, top + HEIGHT, top)
    words = _lines(called_off, count)
    place = _words_above if layout.names_above else _words_beside
    parts = [*_band(called_off, count, months, values), *place(words, ceiling, values, layout, y)]
    if ceiling is not None:
        parts.append(svg.line(months.start, values(ceiling), months.end, values(ceiling), "c-axis"))
    return parts, (top - 4, top + HEIGHT), top + HEIGHT + 4


def _lines(called_off: CalledOff, count: int) -> tuple[str, str, str]:
    last = figures.number(called_off.middle[count - 1] if count else None)
    return (
        _("Called off, DKK m"),
        _("Line: middle, %(last)s at the end") % {"last": last},
        _("Band: 9 of 10 futures"),
    )


def _ceiling_words(ceiling: float) -> str:
    return _("Ceiling %(amount)s") % {"amount": figures.money(ceiling)}


def _words_above(
    words: tuple[str, str, str], ceiling: float | None, _values: Scale, layout: Layout, y: float
) -> list[SafeString]:
    lines = [(words[0], "strong"), (words[1], "note"), (words[2], "note")]
    parts = [
        svg.text(0, y + 14 + 18 * index, shortened(line, layout.width), role, full=line)
        for index, (line, role) in enumerate(lines)
    ]
    # The words of the ceiling stand at the end of the last line, over the line they name.
    room = layout.width - text_width(words[2]) - 10
    if ceiling is not None and text_width(_ceiling_words(ceiling), bold=True) <= room:
        parts.append(svg.text(layout.width, y + 50, _ceiling_words(ceiling), "strong", anchor="end"))
    return parts


def _words_beside(
    words: tuple[str, str, str], ceiling: float | None, values: Scale, layout: Layout, y: float
) -> list[SafeString]:
    lines = [(words[0], "strong"), (words[1], "note"), (words[2], "note")]
    level = y + 10 if ceiling is None else values(ceiling)
    # The three lines stand under the words of the ceiling, or over them when the ceiling lies low.
    start = level + 26 if level < y + 40 else y + 10
    parts = [
        svg.text(0, start + 18 * index, shortened(line, layout.start - 12, bold=role == "strong"), role, full=line)
        for index, (line, role) in enumerate(lines)
    ]
    if ceiling is not None:
        parts.append(svg.text(layout.start - 12, level + 4, _ceiling_words(ceiling), "strong", anchor="end"))
    return parts


def _points(series: Sequence[float], count: int, months: Scale, values: Scale) -> list[tuple[float, float]]:
    first = max(0.0, months.low)
    return [(months(first), values(0))] + [
        (months(month + 1), values(series[month])) for month in range(int(first), count)
    ]


def _band(called_off: CalledOff, count: int, months: Scale, values: Scale) -> list[SafeString]:
    upper = _points(called_off.high, count, months, values)
    lower = _points(called_off.low, count, months, values)
    return [
        svg.path([*upper, *reversed(lower)], "c-band", closed=True),
        svg.line(months.start, values(0), months.end, values(0), "c-axis"),
        svg.path(_points(called_off.middle, count, months, values), "c-line"),
    ]
