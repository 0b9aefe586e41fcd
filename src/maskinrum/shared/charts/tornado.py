"""What drives a difference: a bar for each uncertain number from its low to its high value, and its share."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.axes import grid, million_axis, turning_words
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened, wrapped
from maskinrum.shared.charts.scales import Scale, ticks

_WIDE = Layout(WIDE, 236, 620, names_above=False)
_NARROW = Layout(NARROW, 8, 320, names_above=True)
_ROW, _NARROW_ROW = 46.0, 66.0
_HEAD = 30.0
_SHARE_AT, _SHARE_WIDTH = 652.0, 76.0


@dataclass(frozen=True)
class DriverRow:
    """One uncertain number: mean difference, mDKK, at its 10 and its 90 per cent quantile, each ± its standard error.

    ``at_low`` and ``at_high`` are those quantiles as text; ``share`` of the variance that goes when it is known.
    """

    name: str
    detail: str
    at_low: str
    at_high: str
    low: float
    low_se: float
    high: float
    high_se: float
    share: float
    share_se: float


def tornado_chart(
    rows: Sequence[DriverRow], *, mean: float, reference: str, ident: str, title: str, note: str = ""
) -> Chart:
    """Return the tornado of ``rows`` in the order given, the ``mean`` difference as a line through all of them.

    Raises ``ValueError`` without rows.
    """
    if not rows:
        raise ValueError("There is nothing that drives the difference.")
    reading = _(
        "Mean difference to %(reference)s in DKK million when one number is known and the rest vary. Ring: its low "
        "value, one future in ten lies below. Dot: its high value, one in ten lies above. Filled: cheaper. Hatched: "
        "dearer. Dashed line: as it stands. Share: how much less uncertain the difference becomes."
    ) % {"reference": reference}
    domain = _domain(rows, mean)
    drawings = [
        _draw(rows, mean, layout, domain, reference, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, _table(rows, reference))


def _domain(rows: Sequence[DriverRow], mean: float) -> tuple[float, float]:
    values = [mean, 0.0, *(end for row in rows for end in (row.low, row.high))]
    low, high = min(values), max(values)
    if low == high:
        return -1.0, 1.0
    room = (high - low) * 0.05
    return low - room, high + room


def _draw(
    rows: Sequence[DriverRow],
    mean: float,
    layout: Layout,
    domain: tuple[float, float],
    reference: str,
    ident: str,
    names: tuple[str, str],
) -> SafeString:
    scale = Scale(*domain, layout.start, layout.end)
    height = _NARROW_ROW if layout.names_above else _ROW
    bottom = _HEAD + height * len(rows)
    values = ticks(*domain, 4 if layout.names_above else 6)
    parts = [*turning_words(scale(0), 14, reference, layout.start, layout.end)]
    if not layout.names_above:
        parts.append(svg.text(WIDE, 14, _("Share of the uncertainty"), "note", anchor="end"))
    for place, row in enumerate(rows):
        above = _HEAD + height * place
        plot = above + (44 if layout.names_above else 0)
        parts += grid(values, scale, plot, above + height)
        middle = plot + (above + height - plot) / 2
        parts += _bar(row, scale, middle, ident)
        parts.append(svg.line(scale(mean), plot, scale(mean), above + height, "c-dash"))
        parts += _words_above(row, above) if layout.names_above else _words_beside(row, above, height)
    parts += million_axis(values, scale, bottom + 20, layout.width)
    return svg.drawing(
        ident,
        layout.width,
        bottom + 44,
        parts,
        title=names[0],
        description=names[1],
        definitions=[svg.hatch(f"{ident}-hatch", "c-hatch-orange")],
    )


def _bar(row: DriverRow, scale: Scale, y: float, ident: str) -> list[SafeString]:
    """What lies on the cheap side of zero is filled, what lies on the dear side hatched."""
    left, right = sorted((scale(row.low), scale(row.high)))
    zero = min(max(scale(0), left), right)
    parts = []
    if zero > left:
        parts.append(svg.rect(left, y - 6, zero - left, 12, "c-blue"))
    if right > zero:
        parts.append(svg.rect(zero, y - 6, right - zero, 12, "c-edge-orange", fill=f"url(#{ident}-hatch)"))
    ring, dot = scale(row.low), scale(row.high)
    return [
        *parts,
        svg.circle(ring, y, 5.5, "c-paper"),
        svg.circle(ring, y, 4.5, "c-axis"),
        svg.circle(dot, y, 5, "c-ink"),
    ]


def _words_beside(row: DriverRow, above: float, height: float) -> list[SafeString]:
    room = _WIDE.start - 24
    lines = wrapped(row.name, room, 2)
    y = above + (height - 18.0 * len(lines)) / 2 + 13
    middle = above + height / 2
    return [
        *(svg.text(0, y + 18 * place, line, full=row.name, translate="no") for place, line in enumerate(lines)),
        svg.rect(_SHARE_AT, middle - 6, _SHARE_WIDTH, 12, "c-ground"),
        svg.rect(_SHARE_AT, middle - 6, _SHARE_WIDTH * row.share, 12, "c-solid"),
        svg.text(_WIDE.width, middle + 5, figures.percent(row.share), "strong", anchor="end"),
    ]


def _words_above(row: DriverRow, above: float) -> list[SafeString]:
    share = _("share %(share)s") % {"share": figures.percent(row.share)}
    return [
        svg.text(4, above + 20, shortened(row.name, NARROW - 10), full=row.name, translate="no"),
        svg.text(4, above + 38, share, "note"),
    ]


def _table(rows: Sequence[DriverRow], reference: str) -> ChartTable:
    head = (
        _("Uncertain number"),
        _("Low value"),
        _("High value"),
        _("Difference to %(reference)s at the low value, DKK m") % {"reference": reference},
        _("At the high value"),
        _("Share of the uncertainty"),
    )
    return ChartTable(head, tuple(_table_row(row) for row in rows), 3)


def _table_row(row: DriverRow) -> tuple[str, ...]:
    name = f"{row.name} ({row.detail})" if row.detail else row.name
    return (
        name,
        row.at_low,
        row.at_high,
        f"{figures.signed(row.low, 1)} {figures.give_or_take(figures.number(row.low_se, 1))}",
        f"{figures.signed(row.high, 1)} {figures.give_or_take(figures.number(row.high_se, 1))}",
        f"{figures.percent(row.share)} {figures.give_or_take(figures.number(100 * row.share_se, 1))}",
    )
