"""Quantile dot plots: the outcomes of each alternative as twenty equally likely futures that can be counted."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.axes import grid, million_axis, turning_words
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened, wrapped
from maskinrum.shared.charts.scales import Scale, ticks

DOTS = 20
_DIAMETERS = (10.5, 9.0, 7.5, 6.5)
_STACK_ROOM = 58.0
_BEYOND_CORE = 0.35


@dataclass(frozen=True)
class Alternative:
    """One row: differences in mDKK against the reference (below zero is cheaper); chances as shares.

    ``outcomes`` are the quantiles 2.5 %, 7.5 % … 97.5 %, which makes 20 equally likely futures; ``p_best`` is over all
    compared alternatives, ``p_cheaper`` against the reference.
    """

    name: str
    detail: str
    outcomes: Sequence[float]
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    p_best: float
    p_cheaper: float
    highlighted: bool = False


_WIDE = Layout(WIDE, 240, 644, names_above=False)
_NARROW = Layout(NARROW, 10, 318, names_above=True)
_MOST_TICKS = 6
_BEST_AT, _MIDDLE_AT = 700.0, 776.0


def dot_chart(alternatives: Sequence[Alternative], *, reference: str, ident: str, title: str, note: str = "") -> Chart:
    """Return the dot plots of ``alternatives`` in the order given; ``reference`` names what they are compared with.

    Raises ``ValueError`` without alternatives or when one has not twenty outcomes.
    """
    if not alternatives or any(len(row.outcomes) != DOTS for row in alternatives):
        raise ValueError(f"Each of at least one alternative needs {DOTS} outcomes.")
    reading = _(
        "Difference in total cost from %(reference)s, in DKK million. Each dot is 1 of 20 equally likely futures: "
        "filled is cheaper, a ring is dearer. Thick line: half of the outcomes. Thin line: 9 of 10. Gap: the middle."
    ) % {"reference": reference}
    low, high = _domain(alternatives)
    said = " ".join(part for part in (note, _beyond_words(alternatives, low, high)) if part)
    drawings = [
        _draw(alternatives, layout, (low, high), reference, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, said, _table(alternatives, reference))


def _domain(alternatives: Sequence[Alternative]) -> tuple[float, float]:
    """Return the ends of the axis: all dots, but at most a third beyond the outcomes that 9 of 10 futures have."""
    core_low = min(0.0, *(row.p05 for row in alternatives))
    core_high = max(0.0, *(row.p95 for row in alternatives))
    reach = (core_high - core_low) * _BEYOND_CORE
    low = max(min(min(row.outcomes) for row in alternatives), core_low - reach)
    high = min(max(max(row.outcomes) for row in alternatives), core_high + reach)
    low, high = min(low, core_low), max(high, core_high)
    if low == high:
        return -1.0, 1.0
    # A side with little on it still needs room for its word and its first dots.
    return min(low, -(high - low) * 0.12), max(high, (high - low) * 0.12)


def _beyond_words(alternatives: Sequence[Alternative], low: float, high: float) -> str:
    outside = [value for row in alternatives for value in row.outcomes if not low <= value <= high]
    if not outside:
        return ""
    farthest = figures.signed_money(max(outside, key=abs))
    return ngettext(
        "%(count)s dot lies beyond the axis and stands at its end with a mark (%(farthest)s).",
        "%(count)s dots lie beyond the axis and stand at its ends with a mark (the farthest at %(farthest)s).",
        len(outside),
    ) % {"count": len(outside), "farthest": farthest}


def _draw(
    alternatives: Sequence[Alternative],
    layout: Layout,
    domain: tuple[float, float],
    reference: str,
    ident: str,
    names: tuple[str, str],
) -> SafeString:
    scale = Scale(*domain, layout.start + 8, layout.end - 8)
    diameter = _diameter(alternatives, scale, layout)
    top = 24.0 if layout.names_above else 44.0
    rows, y = [], top
    for row in alternatives:
        height = _height(row, scale, layout, diameter)
        rows.append((row, y, height))
        y += height
    values = ticks(*domain, _MOST_TICKS)
    parts = [
        *(svg.rect(0, above, layout.width, height, "c-focus") for row, above, height in rows if row.highlighted),
        *(svg.rect(0, above, 4, height, "c-solid") for row, above, height in rows if row.highlighted),
        *(svg.line(0, above + height, layout.width, above + height, "c-grid") for _row, above, height in rows),
        *turning_words(scale(0), 14, reference, 0, layout.end if not layout.names_above else layout.width),
        *_plot(rows, scale, layout, diameter, values),
        *([] if layout.names_above else _heads()),
        *million_axis(values, scale, y + 24, layout.width),
    ]
    return svg.drawing(ident, layout.width, y + 46, parts, title=names[0], description=names[1])


def _plot(
    rows: Sequence[tuple[Alternative, float, float]],
    scale: Scale,
    layout: Layout,
    diameter: float,
    values: tuple[float, ...],
) -> list[SafeString]:
    parts: list[SafeString] = []
    decimals = _decimals([row for row, _above, _height in rows])
    for row, above, height in rows:
        # In the narrow drawing the lines of the axis must not run through the words above the dots.
        words = _words_height(row) if layout.names_above else 0
        parts += grid(values, scale, above + words, above + height)
        parts += [] if _same(row) else _interval(row, scale, above + height - 14)
        parts += _dots(row, scale, above + height - 30, diameter)
        parts += (_words_above if layout.names_above else _words_beside)(row, above, height, decimals)
    return parts


def _bins(row: Alternative, scale: Scale, diameter: float) -> list[tuple[float, int]]:
    """Return (value, bin) of each dot; bins are counted from zero, so that a dot never stands on the wrong side."""
    width = diameter + 2.5
    zero = scale(0)
    first = math.ceil((scale.start - 8 - zero) / width)
    last = math.floor((scale.end + 8 - zero) / width) - 1
    return [(value, max(first, min(last, math.floor((scale(value) - zero) / width)))) for value in row.outcomes]


def _highest(row: Alternative, scale: Scale, diameter: float) -> int:
    return max(Counter(place for _value, place in _bins(row, scale, diameter)).values())


def _diameter(alternatives: Sequence[Alternative], scale: Scale, layout: Layout) -> float:
    """Return one size for all dots: the largest whose highest stack keeps within a row of normal height."""
    sizes = _DIAMETERS[1:] if layout.names_above else _DIAMETERS
    for size in sizes:
        if all(_highest(row, scale, size) * (size + 0.5) <= _STACK_ROOM for row in alternatives if not _same(row)):
            return size
    return sizes[-1]


def _same(row: Alternative) -> bool:
    return all(value == 0 for value in row.outcomes)


def _height(row: Alternative, scale: Scale, layout: Layout, diameter: float) -> float:
    stack = diameter if _same(row) else _highest(row, scale, diameter) * (diameter + 0.5)
    if layout.names_above:
        return _words_height(row) + stack + 8 + 26
    return max(84.0, stack + 8 + 26, _beside_height(row) + 24)


def _dots(row: Alternative, scale: Scale, baseline: float, diameter: float) -> list[SafeString]:
    if _same(row):
        return [svg.text(scale(0) + 10, baseline + 4, _("no difference in any future"), "note")]
    stacked: Counter[int] = Counter()
    parts = []
    for value, place in _bins(row, scale, diameter):
        x = scale(0) + (place + 0.5) * (diameter + 2.5)
        y = baseline - stacked[place] * (diameter + 0.5)
        stacked[place] += 1
        parts.append(_dot(value, x, y, diameter))
        if not scale.low <= value <= scale.high:
            way = 1 if value > 0 else -1
            tip = x + way * (diameter / 2 + 6)
            parts.append(svg.path([(tip - way * 4, y - 4), (tip, y), (tip - way * 4, y + 4)], "c-axis"))
    return parts


def _dot(value: float, x: float, y: float, diameter: float) -> SafeString:
    if value < 0:
        return svg.circle(x, y, diameter / 2, "c-blue")
    return svg.circle(x, y, diameter / 2 - 1, "c-orange" if value > 0 else "c-same")


def _interval(row: Alternative, scale: Scale, y: float) -> list[SafeString]:
    low, early, middle, late, high = (scale.inside(value) for value in (row.p05, row.p25, row.p50, row.p75, row.p95))
    parts = [
        svg.line(low, y, early, y, "c-thin"),
        svg.line(late, y, high, y, "c-thin"),
        svg.line(middle, y - 6, middle, y + 6, "c-axis", stroke_width=1.5),
    ]
    thick = [(early, min(late, middle - 2.5)), (max(early, middle + 2.5), late)]
    return parts + [svg.rect(a, y - 2.5, b - a, 5, "c-ink") for a, b in thick if b > a]


def _decimals(alternatives: Sequence[Alternative]) -> int:
    return 0 if max(abs(value) for row in alternatives for value in (row.p05, row.p95)) >= 10 else 1


def _heads() -> list[SafeString]:
    heads = ((_BEST_AT, _("Best"), _("of 100")), (_MIDDLE_AT, _("Middle"), _("outcome")))
    return [
        svg.text(x, y, word, "note", anchor="end")
        for x, first, second in heads
        for y, word in ((14, first), (31, second))
    ]


def _beside_height(row: Alternative) -> float:
    return 20.0 * len(wrapped(row.name, 218, 2, 15.5, bold=True)) + 18.0 * len(_details(row))


def _details(row: Alternative) -> tuple[str, ...]:
    return wrapped(row.detail, 218, 2) if row.detail else ()


def _words_beside(row: Alternative, above: float, height: float, decimals: int) -> list[SafeString]:
    y = above + (height - _beside_height(row)) / 2
    parts = []
    for words in wrapped(row.name, 218, 2, 15.5, bold=True):
        y += 20
        parts.append(svg.text(14, y - 5, words, "strong", size=15.5, full=row.name))
    for words in _details(row):
        y += 18
        parts.append(svg.text(14, y - 4, words, "note", full=row.detail))
    middle = above + height / 2 + 7
    role = "strong" if row.highlighted else "label"
    return [
        *parts,
        svg.text(_BEST_AT, middle, figures.hundredths(row.p_best), "strong", anchor="end", size=21),
        svg.text(_MIDDLE_AT, middle, figures.signed(row.p50, decimals), role, anchor="end", size=21),
    ]


def _words_height(row: Alternative) -> float:
    return 10.0 + 21 + (18 if row.detail else 0) + 18 + 4


def _words_above(row: Alternative, above: float, _height: float, decimals: int) -> list[SafeString]:
    x, y = (12.0 if row.highlighted else 0.0), above + 26
    name = shortened(row.name, NARROW - x - 4, 15.5, bold=True)
    parts = [svg.text(x, y, name, "strong", size=15.5, full=row.name)]
    if row.detail:
        y += 18
        parts.append(svg.text(x, y, shortened(row.detail, NARROW - x - 4), "note", full=row.detail))
    counted = _("Best in %(best)s of 100 · middle %(middle)s") % {
        "best": figures.hundredths(row.p_best),
        "middle": figures.signed(row.p50, decimals),
    }
    return [*parts, svg.text(x, y + 18, counted)]


def _table(alternatives: Sequence[Alternative], reference: str) -> ChartTable:
    decimals = _decimals(alternatives)
    quantiles = (figures.percent(share) for share in (0.05, 0.25))
    upper = (figures.percent(share) for share in (0.75, 0.95))
    head = (
        _("DKK m against %(reference)s") % {"reference": reference},
        *quantiles,
        _("Middle outcome"),
        *upper,
        _("Cheaper, of 100"),
        _("Best, of 100"),
    )
    rows = tuple(
        (
            row.name,
            *(figures.signed(value, decimals) for value in (row.p05, row.p25, row.p50, row.p75, row.p95)),
            figures.hundredths(row.p_cheaper),
            figures.hundredths(row.p_best),
        )
        for row in alternatives
    )
    return ChartTable(head, rows)
