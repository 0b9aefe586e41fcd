"""Where each party places itself on a scale of levels, theme by theme: the distance between them is the finding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.lettering import shortened
from maskinrum.shared.charts.scales import Scale

_WIDE, _NARROW = (230.0, 700.0), (14.0, 314.0)
_DOT, _STEP = 9.0, 20.0


@dataclass(frozen=True)
class PartyRow:
    """One theme: the level of each party in the order of the key, None where it has not answered.

    ``before`` is the median of the time before, None where there is none to compare with.
    """

    name: str
    levels: tuple[int | None, ...]
    before: float | None = None


def parties_chart(
    rows: Sequence[PartyRow], *, levels: Sequence[str], ident: str, title: str, table: ChartTable, note: str = ""
) -> Chart:
    """Return the plot of ``rows``; a party is the number of its place in the key, which ``note`` holds.

    Raises ``ValueError`` without a row.
    """
    if not rows:
        raise ValueError("No theme to draw.")
    reading = _("Each number is a party, at the level it answered. The line goes from the lowest to the highest.")
    if any(row.before is not None for row in rows):
        reading = f"{reading} {_('Ring: the median of the time before.')}"
    drawn = [
        _draw(rows, levels, WIDE, _WIDE, f"{ident}-wide", (title, reading)),
        _draw(rows, levels, NARROW, _NARROW, f"{ident}-narrow", (title, reading)),
    ]
    return Chart(drawn[0], drawn[1], title, reading, note, table)


def _draw(
    rows: Sequence[PartyRow],
    levels: Sequence[str],
    width: int,
    plot: tuple[float, float],
    ident: str,
    names: tuple[str, str],
) -> SafeString:
    names_above = width == NARROW
    scale, y = Scale(1, len(levels), plot[0] + 20, plot[1] - 20), 30.0
    parts = list(_head(levels, scale, names_above=names_above))
    for row in rows:
        drawn, y = _row(row, scale, y, width, names_above=names_above)
        parts += drawn
    return svg.drawing(ident, width, y + 6, parts, title=names[0], description=names[1])


def _head(levels: Sequence[str], scale: Scale, *, names_above: bool) -> Iterator[SafeString]:
    for level, words in enumerate(levels, start=1):
        said = str(level) if names_above else f"{level} {words}"
        yield svg.text(scale(level), 16, said, "note", anchor="middle")


def _row(row: PartyRow, scale: Scale, top: float, width: int, *, names_above: bool) -> tuple[list[SafeString], float]:
    stacks = [
        (level, [place for place, one in enumerate(row.levels, start=1) if one == level]) for level in range(1, 6)
    ]
    highest = max(1, *(len(places) for _level, places in stacks))
    height = _STEP * highest + 16 + (20 if names_above else 0)
    bottom = top + height
    room = width if names_above else scale.start - 34
    name_y = top + 16 if names_above else top + height / 2 + 4
    parts = [svg.line(0, top, width, top, "c-grid"), svg.text(0, name_y, shortened(row.name, room), full=row.name)]
    known = [level for level in row.levels if level is not None]
    middle = bottom - 8 - _STEP / 2
    if known:
        parts.append(svg.line(scale(min(known)), middle, scale(max(known)), middle, "c-line-grey", stroke_width=3))
    if row.before is not None:
        parts.append(svg.circle(scale(row.before), middle, _DOT + 4, "c-same"))
    for level, places in stacks:
        for place, party in enumerate(places):
            y = middle - _STEP * place
            parts.append(svg.circle(scale(level), y, _DOT, "c-solid"))
            parts.append(svg.text(scale(level), y + 4.5, figures.number(party), "on-green", anchor="middle"))
    return parts, bottom
