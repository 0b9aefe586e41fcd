"""A small measuring scale with a needle: a date between two dates, a position between two ends."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.lettering import shortened, text_width
from maskinrum.shared.charts.placement import clamped
from maskinrum.shared.charts.scales import Scale

_AXIS_Y = 30.0


def measuring_scale(  # noqa: PLR0913 - a scale is its ends, its needle and their words
    *,
    low: float,
    high: float,
    needle: float | None,
    ends: tuple[str, str],
    at: str,
    ident: str,
    title: str,
    marks: Sequence[float] = (),
    note: str = "",
) -> Chart:
    """Return a scale from ``low`` to ``high`` with words at both ``ends`` and ``at`` over the needle.

    ``marks`` are the values of the short ticks. A needle past an end stands just beyond it, over a dashed line; without
    a needle ``at`` is not drawn. Raises ``ValueError`` unless ``low`` is less than ``high``.
    """
    if not low < high:
        raise ValueError(f"A scale from {low} to {high} has no length.")
    reading = _("From %(low)s to %(high)s.") % {"low": ends[0], "high": ends[1]}
    drawings = [
        _draw(Scale(low, high, 24, width - 24), needle, ends, at, marks, (f"{ident}-{size}", width), (title, reading))
        for width, size in ((WIDE, "wide"), (NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, _table(low, high, needle, ends, at))


def _draw(
    scale: Scale,
    needle: float | None,
    ends: tuple[str, str],
    at: str,
    marks: Sequence[float],
    named: tuple[str, float],
    names: tuple[str, str],
) -> SafeString:
    width = named[1]
    together = text_width(ends[0]) + text_width(ends[1]) + 12 <= width
    second = _AXIS_Y + (28 if together else 46)
    parts = [
        svg.line(scale.start, _AXIS_Y, scale.end, _AXIS_Y, "c-axis"),
        *(svg.line(x, _AXIS_Y, x, _AXIS_Y + 10, "c-axis") for x in (scale.start, scale.end)),
        *(svg.line(scale(mark), _AXIS_Y, scale(mark), _AXIS_Y + 5, "c-tick") for mark in marks),
        svg.text(0, _AXIS_Y + 28, shortened(ends[0], width), "note", full=ends[0]),
        svg.text(width, second, shortened(ends[1], width), "note", anchor="end", full=ends[1]),
    ]
    if needle is not None:
        parts += _needle(scale, needle, at, width)
    return svg.drawing(named[0], width, second + 8, parts, title=names[0], description=names[1])


def _needle(scale: Scale, needle: float, at: str, width: float) -> list[SafeString]:
    beyond = (needle > scale.high) - (needle < scale.low)
    x = scale.inside(needle) + 16 * beyond
    edge = scale.end if beyond > 0 else scale.start
    dashed = [svg.line(edge, _AXIS_Y, x, _AXIS_Y, "c-line-ink", stroke_dasharray="3 3")] if beyond else []
    words = shortened(at, width, bold=True)
    place = clamped(x - text_width(words, bold=True) / 2, text_width(words, bold=True), 0, width)
    return [
        *dashed,
        svg.path([(x - 6, _AXIS_Y - 9), (x + 6, _AXIS_Y - 9), (x, _AXIS_Y + 2)], "c-needle", closed=True),
        svg.text(place, _AXIS_Y - 15, words, "strong", full=at),
    ]


def _table(low: float, high: float, needle: float | None, ends: tuple[str, str], at: str) -> ChartTable:
    rows = ((ends[0], figures.number(low)), (at, figures.number(needle)), (ends[1], figures.number(high)))
    return ChartTable((_("Place on the scale"), _("Value")), rows)
