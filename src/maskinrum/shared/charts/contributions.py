"""What each of several things contributes: a bar from zero with the error of the calculation, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.axes import grid, million_axis
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened
from maskinrum.shared.charts.scales import Scale, ticks

_WIDE = Layout(WIDE, 290, 680, names_above=False)
_NARROW = Layout(NARROW, 10, 318, names_above=True)
_ROW, _NARROW_ROW = 26.0, 46.0
MOST_DRAWN = 30
ERRORS = 2  # standard errors shown to each side


@dataclass(frozen=True)
class Contribution:
    """What one adds, in mDKK: above zero it helps. ``error`` is one standard error; ``words`` stand in the table."""

    name: str
    mean: float
    error: float
    words: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether zero lies outside the error shown."""
        return abs(self.mean) > ERRORS * self.error


def contribution_chart(
    rows: Sequence[Contribution], *, ident: str, title: str, heads: tuple[str, str], note: str = ""
) -> Chart:
    """Return the bars of ``rows``, greatest first; ``heads`` name the first and the last column of the table.

    Where there are many, those farthest from zero are drawn, and the table has all. Raises ``ValueError`` for none.
    """
    if not rows:
        raise ValueError("There is nothing to draw.")
    ordered = sorted(rows, key=lambda row: -row.mean)
    farthest = sorted(ordered, key=lambda row: -abs(row.mean))[:MOST_DRAWN]
    drawn = [row for row in ordered if row in farthest][:MOST_DRAWN]
    reading = _("DKK million. Filled: it helps. Hatched: it harms. Thin line: two standard errors to each side.")
    drawings = [
        _draw(drawn, layout, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    if len(drawn) < len(rows):
        left = _("The %(n)s farthest from zero are drawn; the table has all.") % {"n": len(drawn)}
        note = f"{note} {left}".strip()
    return Chart(drawings[0], drawings[1], title, reading, note, _table(ordered, heads))


def _draw(rows: Sequence[Contribution], layout: Layout, ident: str, names: tuple[str, str]) -> SafeString:
    ends = [row.mean + way * ERRORS * row.error for row in rows for way in (-1, 1)]
    low, high = min(*ends, 0.0), max(*ends, 0.0)
    margin = (high - low) * 0.03 or 1.0
    scale = Scale(low - margin, high + margin, layout.start, layout.end)
    height = _NARROW_ROW if layout.names_above else _ROW
    bottom = 8 + height * len(rows)
    values = ticks(low - margin, high + margin, 4 if layout.names_above else 6)
    parts: list[SafeString] = []
    for place, row in enumerate(rows):
        above = 8 + height * place
        parts += grid(values, scale, above + (22 if layout.names_above else 0), above + height)
        parts += _bar(row, scale, above + height - (14 if layout.names_above else height / 2), ident)
        parts += _words(row, layout, above, height)
    parts += million_axis(values, scale, bottom + 20, layout.width)
    hatch = svg.hatch(f"{ident}-hatch", "c-hatch-orange")
    return svg.drawing(
        ident, layout.width, bottom + 44, parts, title=names[0], description=names[1], definitions=[hatch]
    )


def _bar(row: Contribution, scale: Scale, y: float, ident: str) -> list[SafeString]:
    left, right = sorted((scale(0), scale(row.mean)))
    if row.mean >= 0:
        bar = svg.rect(left, y - 5, right - left, 10, "c-blue")
    else:
        bar = svg.rect(left, y - 5, right - left, 10, "c-edge-orange", fill=f"url(#{ident}-hatch)")
    ends = [scale(row.mean + way * ERRORS * row.error) for way in (-1, 1)]
    return [bar, svg.line(ends[0], y, ends[1], y, "c-thin")]


def _words(row: Contribution, layout: Layout, above: float, height: float) -> list[SafeString]:
    value = figures.signed(row.mean, 1)
    y = above + (17 if layout.names_above else height / 2 + 5)
    room = NARROW - 70 if layout.names_above else layout.start - 16
    name = svg.text(0, y, shortened(row.name, room), full=row.name, translate="no")
    return [name, svg.text(layout.width - 4, y, value, "strong" if row.is_clear else "note", anchor="end")]


def _table(rows: Sequence[Contribution], heads: tuple[str, str]) -> ChartTable:
    head = (heads[0], heads[1], _("DKK m"), _("Two standard errors"))
    told = (
        (row.name, row.words, figures.signed(row.mean, 2), figures.give_or_take(figures.number(ERRORS * row.error, 2)))
        for row in rows
    )
    return ChartTable(head, tuple(told), 2)
