"""Stacked bars: how the answers to several statements spread over the same levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.lettering import text_width, wrapped

_BAR, _LINE, _KEY = 26.0, 18.0, 22.0
_KINDS = ("c-level-lowest", "c-level-low", "c-level-middle", "c-level-high", "c-level-highest")
_DARK_FROM = 4  # the level from which the ground is so dark that its figure is light


@dataclass(frozen=True)
class LevelRow:
    """One statement: how many chose each level, lowest first; None where it may not be shown. ``aside`` in words."""

    name: str
    counts: tuple[int, ...] | None
    aside: str = ""


def levels_chart(
    rows: Sequence[LevelRow],
    *,
    levels: Sequence[str],
    withheld: str,
    ident: str,
    title: str,
    table: ChartTable,
    note: str = "",
) -> Chart:
    """Return the bars of ``rows``; ``levels`` names the levels, ``withheld`` stands where nothing may be shown.

    Raises ``ValueError`` without a row.
    """
    if not rows:
        raise ValueError("No statement to draw.")
    reading = _("Each bar is all answers to a statement, from the lowest level to the left. The figure is how many.")
    drawn = [
        _draw(rows, levels, withheld, width, f"{ident}-{size}", (title, reading))
        for width, size in ((WIDE, "wide"), (NARROW, "narrow"))
    ]
    return Chart(drawn[0], drawn[1], title, reading, note, table)


def _draw(
    rows: Sequence[LevelRow], levels: Sequence[str], withheld: str, width: int, ident: str, names: tuple[str, str]
) -> SafeString:
    parts, y = _key(levels, width)
    for row in rows:
        drawn, y = _row(row, withheld, width, y)
        parts += drawn
    return svg.drawing(ident, width, y, parts, title=names[0], description=names[1])


def _key(levels: Sequence[str], width: int) -> tuple[list[SafeString], float]:
    parts, x, y = list[SafeString](), 0.0, 4.0
    for place, words in enumerate(levels, start=1):
        room = 18 + text_width(words) + 16
        if x + room > width and x:
            x, y = 0.0, y + _KEY
        parts.append(svg.rect(x, y, 12, 12, _KINDS[place - 1]))
        parts.append(svg.text(x + 18, y + 11, words, "note"))
        x += room
    return parts, y + _KEY + 8


def _row(row: LevelRow, withheld: str, width: int, y: float) -> tuple[list[SafeString], float]:
    lines = wrapped(row.name, width, 3, bold=True)
    parts = [
        svg.text(0, y + 13 + _LINE * place, line, "strong", full=row.name, translate="no")
        for place, line in enumerate(lines)
    ]
    y += _LINE * len(lines) + 2
    if row.counts is None or not sum(row.counts):
        parts.append(svg.text(0, y + 14, withheld, "note"))
        return parts, y + 34
    parts += _bar(row.counts, width, y)
    y += _BAR
    if row.aside:
        for line in wrapped(row.aside, width, 2):
            y += _LINE
            parts.append(svg.text(0, y - 2, line, "note"))
    return parts, y + 20


def _bar(counts: tuple[int, ...], width: int, y: float) -> Iterator[SafeString]:
    total, x = sum(counts), 0.0
    for level, count in enumerate(counts, start=1):
        size = count / total * width
        if not count:
            continue
        yield svg.rect(x, y, max(1.0, size - 1.5), _BAR, _KINDS[level - 1])
        words = figures.number(count)
        if text_width(words) + 8 < size:
            role = "on-green" if level >= _DARK_FROM else "label"
            yield svg.text(x + size / 2, y + 18, words, role, anchor="middle")
        x += size
