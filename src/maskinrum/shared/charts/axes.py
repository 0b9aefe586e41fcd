"""The measuring scales of the charts: a line of ticks with figures, and words where an axis turns."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.lettering import text_width
from maskinrum.shared.charts.scales import Scale, decimals_of

LINE = 18.0


def million_axis(
    values: tuple[float, ...], scale: Scale, y: float, width: float, *, sign: bool = True
) -> tuple[SafeString, ...]:
    """Return tick figures on the baseline ``y``; the first says the unit, or a line below does if there is no room."""
    write = figures.signed if sign else figures.number
    labels = [write(value, decimals_of(values)) for value in values]
    first = figures.interval(values[0], values[0], decimals_of(values), "mdkk", sign=sign)
    parts = [
        svg.text(scale(value), y, label, "strong" if value == 0 and sign else "note", anchor="middle")
        for value, label in zip(values[1:], labels[1:], strict=True)
    ]
    if _fits(first, labels, [scale(value) for value in values], width):
        return (svg.text(scale(values[0]), y, first, "note", anchor="middle"), *parts)
    unit = svg.text(width, y + LINE, _("DKK m"), "note", anchor="end")
    return (svg.text(scale(values[0]), y, labels[0], "note", anchor="middle"), *parts, unit)


def _fits(first: str, labels: Sequence[str], places: Sequence[float], width: float) -> bool:
    half = text_width(first) / 2
    if places[0] - half < 0:
        return False
    end = places[1] - text_width(labels[1], bold=True) / 2 - 6 if len(places) > 1 else width
    return places[0] + half <= end


def grid(values: Sequence[float], scale: Scale, top: float, bottom: float) -> list[SafeString]:
    """Return a hairline for each value but zero, and the ink line of zero where zero is among them."""
    lines = [svg.line(scale(value), top, scale(value), bottom, "c-grid") for value in values if value != 0]
    return [*lines, *([svg.line(scale(0), top, scale(0), bottom, "c-axis", stroke_width=1.5)] if 0 in values else [])]


def turning_words(zero: float, y: float, reference: str, low: float, high: float) -> list[SafeString]:
    """Return *cheaper* and *dearer* on either side of the pixel ``zero``, with the reference where there is room."""
    room = zero - 10 - low - 14
    words = _("cheaper than %(reference)s") % {"reference": reference}
    if text_width(words, bold=True) > room:
        words = _("cheaper")
    dearer = _("dearer")
    parts = _arrow_words(zero - 10, y, words, "blue", -1) if text_width(words, bold=True) <= room else []
    if zero + 24 + text_width(dearer, bold=True) <= high:
        parts += _arrow_words(zero + 10, y, dearer, "orange", 1)
    return parts


def _arrow_words(x: float, y: float, words: str, role: str, way: int) -> list[SafeString]:
    tip = x + way * (text_width(words, bold=True) + 10)
    arrow = [(tip, y - 4.5), (tip - way * 6, y - 8.5), (tip - way * 6, y - 0.5)]
    return [
        svg.text(x, y, words, role, anchor="end" if way < 0 else "start"),
        svg.path(arrow, f"c-arrow-{role}", closed=True),
    ]
