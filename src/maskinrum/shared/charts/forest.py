"""Forest plots: what each source measured, with its interval, above what they say together and what is used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.charts import svg
from maskinrum.shared.charts.axes import grid
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened, wrapped
from maskinrum.shared.charts.scales import Scale, decimals_of, ticks

_WIDE = Layout(WIDE, 290, 690, names_above=False)
_NARROW = Layout(NARROW, 10, 318, names_above=True)
_ROW, _NARROW_ROW = 68.0, 82.0
_MOST_TICKS = 6

Write = Callable[[float, int], str]


@dataclass(frozen=True)
class ForestRow:
    """One line: ``middle`` None where there is only a range, ``low`` and ``high`` None where no interval is known.

    ``words`` and ``interval`` are the figures as text, ``n`` the number of cases; ``is_weak`` is drawn hollow and
    dashed; ``is_summary`` is a distribution (pooled, or used) and no measurement.
    """

    name: str
    detail: str
    middle: float | None
    low: float | None
    high: float | None
    words: str
    interval: str
    n: str
    strength: str
    is_weak: bool = False
    is_summary: bool = False


def forest_chart(
    rows: Sequence[ForestRow], *, write: Write, ident: str, title: str, note: str = "", reference: float = 0.0
) -> Chart:
    """Return the plot of ``rows`` in the order given; ``write`` gives a figure of the axis its decimals,
    and the axis always shows ``reference``, where there is no effect.

    Raises ``ValueError`` when no row has a number.
    """
    reading = _(
        "Each dot is what one source measured, each line its interval. Hollow and dashed: weak evidence. "
        "Bars at the foot: distributions of a new case, nine of ten within the ends."
    )
    domain = _domain(rows, reference)
    drawings = [
        _draw(rows, layout, domain, write, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, _table(rows))


def _domain(rows: Sequence[ForestRow], reference: float) -> tuple[float, float]:
    values = [value for row in rows for value in (row.middle, row.low, row.high) if value is not None]
    if not values:
        raise ValueError("No row has a number to draw.")
    low, high = min(*values, reference), max(*values, reference)
    if low == high:
        return low - 1, high + 1
    room = (high - low) * 0.04
    return low - (room if low < reference else 0), high + room


def _draw(
    rows: Sequence[ForestRow],
    layout: Layout,
    domain: tuple[float, float],
    write: Write,
    ident: str,
    names: tuple[str, str],
) -> SafeString:
    scale = Scale(*domain, layout.start + 8, layout.end - 8)
    height = _NARROW_ROW if layout.names_above else _ROW
    bottom = 8 + height * len(rows)
    values = ticks(*domain, _MOST_TICKS if not layout.names_above else 4)
    parts: list[SafeString] = []
    for place, row in enumerate(rows):
        above = 8 + height * place
        parts += [svg.rect(0, above, layout.width, height, "c-focus")] if row.is_summary else []
        parts += grid(values, scale, above + (48 if layout.names_above else 0), above + height)
        parts += [svg.line(0, above + height, layout.width, above + height, "c-grid")]
        parts += _mark(row, scale, above + height - (18 if layout.names_above else height / 2))
        parts += _words_above(row, above) if layout.names_above else _words_beside(row, above, height)
    labels = [write(value, decimals_of(values)) for value in values]
    parts += [
        svg.text(scale(value), bottom + 20, label, "note", anchor="middle")
        for value, label in zip(values, labels, strict=True)
    ]
    return svg.drawing(ident, layout.width, bottom + 30, parts, title=names[0], description=names[1])


def _mark(row: ForestRow, scale: Scale, y: float) -> list[SafeString]:
    dashes = "4 3" if row.is_weak else None
    parts = []
    ends = [scale(value) for value in (row.low, row.high) if value is not None]
    if row.is_summary and len(ends) == 2:
        parts.append(svg.rect(ends[0], y - 5, max(ends[1] - ends[0], 1.5), 10, "c-hatch" if row.is_weak else "c-band"))
    elif len(ends) == 2:
        parts.append(svg.line(ends[0], y, ends[1], y, "c-thin", stroke_dasharray=dashes))
        parts += [svg.line(end, y - 4, end, y + 4, "c-thin") for end in ends]
    elif ends:
        parts += _open_ended(row, ends[0], y, dashes)
    if row.middle is not None:
        x = scale(row.middle)
        if row.is_summary:
            parts.append(svg.line(x, y - 9, x, y + 9, "c-axis", stroke_width=2.5))
        else:
            parts.append(svg.circle(x, y, 5, "c-same" if row.is_weak else "c-ink"))
    return parts


def _open_ended(row: ForestRow, x: float, y: float, dashes: str | None) -> list[SafeString]:
    """At least, or at most: a line that ends in an arrow."""
    way = 1 if row.low is not None else -1
    tip = x + way * 26
    arrow = [(tip - way * 5, y - 4), (tip, y), (tip - way * 5, y + 4)]
    line = svg.line(x, y, tip, y, "c-thin", stroke_dasharray=dashes)
    return [line, svg.line(x, y - 4, x, y + 4, "c-thin"), svg.path(arrow, "c-axis")]


def _words_beside(row: ForestRow, above: float, height: float) -> list[SafeString]:
    room = _WIDE.start - 24
    lines = wrapped(row.name, room, 2, bold=row.is_summary)
    y = above + (height - 18.0 * (len(lines) + 1)) / 2 + 14
    role = "strong" if row.is_summary else "label"
    named = None if row.is_summary else "no"  # what a source measured is data, in parts of a line too
    parts = [
        svg.text(8, y + 18 * place, line, role, full=row.name, translate=named) for place, line in enumerate(lines)
    ]
    parts.append(svg.text(8, y + 18 * len(lines), shortened(row.detail, room), "note", full=row.detail))
    return [*parts, svg.text(_WIDE.width - 6, above + height / 2 + 5, row.words, "strong", anchor="end")]


def _words_above(row: ForestRow, above: float) -> list[SafeString]:
    role = "strong" if row.is_summary else "label"
    name = shortened(row.name, NARROW - 12, bold=row.is_summary)
    return [
        svg.text(4, above + 20, name, role, full=row.name, translate=None if row.is_summary else "no"),
        svg.text(4, above + 38, shortened(f"{row.words} · {row.detail}", NARROW - 12), "note", full=row.detail),
    ]


def _table(rows: Sequence[ForestRow]) -> ChartTable:
    head = (_("What"), _("Strength"), _("Measured value"), _("Interval"), _("n"))
    return ChartTable(head, tuple((row.name, row.strength, row.words, row.interval, row.n) for row in rows), 2)
