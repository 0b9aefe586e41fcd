"""The components of cost for all alternatives side by side, on one scale."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.components import TOTAL, Breakdown, Part
from maskinrum.shared.charts.lettering import shortened, wrapped
from maskinrum.shared.charts.scales import Scale

_NAMES = 172.0
_ROW = 30.0
_FIGURE = 44.0
_NARROW_ROW = 24.0


def component_table_chart(
    breakdowns: Sequence[Breakdown], *, reference: str, ident: str, title: str, note: str = ""
) -> Chart:
    """Return mean differences by component (rows) and alternative (columns), all bars on one scale.

    Rows follow the order of the first breakdown; raises ``ValueError`` without breakdowns.
    """
    if not breakdowns:
        raise ValueError("There is no alternative to compare.")
    reading = _(
        "Mean difference from %(reference)s by component, in DKK million, on one scale for all. "
        "Filled, to the left: cheaper. Hatched, to the right: dearer."
    ) % {"reference": reference}
    slugs = [*(part.slug for part in breakdowns[0].parts), TOTAL]
    names = (title, reading)
    wide = _draw_wide(breakdowns, slugs, f"{ident}-wide", names)
    narrow = _draw_narrow(breakdowns, slugs, f"{ident}-narrow", names)
    return Chart(wide, narrow, title, reading, note, _table(breakdowns, slugs, reference))


def _part(breakdown: Breakdown, slug: str) -> Part:
    if slug == TOTAL:
        return breakdown.total
    return next((part for part in breakdown.parts if part.slug == slug), Part(slug, 0, 0, 0))


def _means(breakdowns: Sequence[Breakdown]) -> list[float]:
    return [part.mean for breakdown in breakdowns for part in (*breakdown.parts, breakdown.total)]


def _cell_scale(breakdowns: Sequence[Breakdown], start: float, end: float) -> Scale:
    means = _means(breakdowns)
    low, high = min(*means, 0.0), max(*means, 0.0)
    return Scale(low, high, start, end) if low < high else Scale(-1, 1, start, end)


def _decimals(breakdowns: Sequence[Breakdown]) -> int:
    return 0 if max(map(abs, _means(breakdowns))) >= 10 else 1


def _bar(mean: float, scale: Scale, y: float, ident: str) -> SafeString:
    left, right = sorted((scale(0), scale(mean)))
    if mean <= 0:
        return svg.rect(left, y, right - left, 9, "c-blue")
    return svg.rect(left, y, right - left, 9, "c-edge-orange", fill=f"url(#{ident}-hatch)")


def _draw_wide(breakdowns: Sequence[Breakdown], slugs: Sequence[str], ident: str, names: tuple[str, str]) -> SafeString:
    column = (WIDE - _NAMES) / len(breakdowns)
    lefts = [_NAMES + index * column for index in range(len(breakdowns))]
    heads, top = _heads(breakdowns, lefts, column)
    bottom = top + _ROW * len(slugs)
    parts: list[SafeString] = []
    for breakdown, left in zip(breakdowns, lefts, strict=True):
        if breakdown.highlighted:
            parts.append(svg.rect(left - 7, top, column, bottom - top, "c-focus"))
    parts += [svg.line(0, top + _ROW * row, WIDE, top + _ROW * row, "c-grid") for row in range(len(slugs) + 1)]
    parts += heads
    for row, slug in enumerate(slugs):
        role = "strong" if slug == TOTAL else "label"
        name = _part(breakdowns[0], slug).label
        words = shortened(name, _NAMES - 20, bold=slug == TOTAL)
        parts.append(svg.text(0, top + _ROW * row + 20, words, role, full=name))
    for breakdown, left in zip(breakdowns, lefts, strict=True):
        scale = _cell_scale(breakdowns, left, left + column - 14 - _FIGURE)
        parts += _column(breakdown, slugs, scale, (top, left + column - 14), _decimals(breakdowns), ident)
        parts.append(svg.line(scale(0), top, scale(0), bottom, "c-axis", stroke_width=1))
    return svg.drawing(
        ident, WIDE, bottom + 4, parts, title=names[0], description=names[1], definitions=[_hatch(ident)]
    )


def _column(
    breakdown: Breakdown,
    slugs: Sequence[str],
    scale: Scale,
    place: tuple[float, float],
    decimals: int,
    ident: str,
) -> list[SafeString]:
    parts = []
    for row, slug in enumerate(slugs):
        mean, y = _part(breakdown, slug).mean, place[0] + _ROW * row
        role = "strong" if slug == TOTAL or breakdown.highlighted else "label"
        parts.append(svg.text(place[1], y + 20, figures.signed(mean, decimals), role, anchor="end"))
        parts.append(_bar(mean, scale, y + 10.5, ident))
    return parts


def _heads(breakdowns: Sequence[Breakdown], lefts: Sequence[float], column: float) -> tuple[list[SafeString], float]:
    """Return the names over their columns, in up to three lines that end together, and where the rows begin."""
    names = [wrapped(breakdown.name, column - 10, 3, bold=True) for breakdown in breakdowns]
    lines = max(map(len, names))
    parts = [
        svg.text(left, 16.0 + 17 * (lines - len(words) + index), word, "strong", full=breakdown.name)
        for breakdown, words, left in zip(breakdowns, names, lefts, strict=True)
        for index, word in enumerate(words)
    ]
    return parts, 8.0 + 17 * lines


def _draw_narrow(
    breakdowns: Sequence[Breakdown], slugs: Sequence[str], ident: str, names: tuple[str, str]
) -> SafeString:
    scale = _cell_scale(breakdowns, 176, 276)
    decimals = _decimals(breakdowns)
    parts: list[SafeString] = []
    y = 0.0
    for breakdown in breakdowns:
        name = shortened(breakdown.name, NARROW - 4, 15.5, bold=True)
        parts.append(svg.text(0, y + 20, name, "strong", size=15.5, full=breakdown.name))
        y += 30
        parts.append(svg.line(0, y, NARROW, y, "c-axis", stroke_width=1))
        parts.append(svg.line(scale(0), y, scale(0), y + _NARROW_ROW * len(slugs), "c-axis", stroke_width=1))
        for slug in slugs:
            parts += _narrow_row(_part(breakdown, slug), scale, y, decimals, ident)
            y += _NARROW_ROW
        y += 22
    return svg.drawing(ident, NARROW, y - 14, parts, title=names[0], description=names[1], definitions=[_hatch(ident)])


def _narrow_row(part: Part, scale: Scale, y: float, decimals: int, ident: str) -> list[SafeString]:
    role = "strong" if part.slug == TOTAL else "label"
    name = part.label
    words = shortened(name, 166, bold=part.slug == TOTAL)
    return [
        svg.text(0, y + 17, words, role, full=name),
        _bar(part.mean, scale, y + 8, ident),
        svg.text(NARROW, y + 17, figures.signed(part.mean, decimals), role, anchor="end"),
    ]


def _hatch(ident: str) -> SafeString:
    return svg.hatch(f"{ident}-hatch", "c-hatch-orange")


def _table(breakdowns: Sequence[Breakdown], slugs: Sequence[str], reference: str) -> ChartTable:
    decimals = _decimals(breakdowns)
    head = (
        _("DKK m against %(reference)s, mean") % {"reference": reference},
        *(breakdown.name for breakdown in breakdowns),
    )
    rows = tuple(
        (
            _part(breakdowns[0], slug).label,
            *(figures.signed(_part(breakdown, slug).mean, decimals) for breakdown in breakdowns),
        )
        for slug in slugs
    )
    return ChartTable(head, rows)
