"""Where a difference comes from: the components of cost, as a waterfall or side by side for all alternatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.axes import grid, million_axis, turning_words
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened
from maskinrum.shared.charts.scales import Scale, ticks

TOTAL = "total"
_ROW = 34.0
_COMPONENTS = {
    "works": gettext_lazy("The works"),
    "tender": gettext_lazy("Own tender costs"),
    "bidder": gettext_lazy("Bidders’ costs"),
    "dispute": gettext_lazy("Disputes"),
    "rework": gettext_lazy("Rework and defects"),
    "waiting": gettext_lazy("Waiting"),
    "setup": gettext_lazy("Setting up the agreement"),
    "agreement_bid": gettext_lazy("Bids for the agreement"),
    "running": gettext_lazy("Facilitation and leadership"),
    TOTAL: gettext_lazy("In all"),
}


@dataclass(frozen=True)
class Part:
    """A difference in one component (or in the total), in mDKK: below zero is cheaper than the reference.

    ``slug`` is that of the model.
    """

    slug: str
    mean: float
    p05: float
    p95: float

    @property
    def label(self) -> str:
        """Return the words for this component."""
        return component_name(self.slug)


@dataclass(frozen=True)
class Breakdown:
    """The differences of one alternative; ``total.mean`` is the sum of the means of ``parts``."""

    name: str
    total: Part
    parts: Sequence[Part]
    highlighted: bool = False


_WIDE = Layout(WIDE, 196, 620, names_above=False)
_NARROW = Layout(NARROW, 6, 322, names_above=True)
_MEAN_AT, _RANGE_AT = 664.0, 776.0


def component_name(slug: str) -> str:
    """Return the words for a cost component of the model; an unknown slug is its own name."""
    return str(_COMPONENTS.get(slug, slug))


def component_chart(breakdown: Breakdown, *, reference: str, ident: str, title: str, note: str = "") -> Chart:
    """Return the waterfall of one alternative: savings first, largest first, then what costs more, then the total.

    Components without any difference are named in the note and not drawn.
    """
    moving = sorted((part for part in breakdown.parts if not _is_still(part)), key=lambda part: part.mean)
    reading = _(
        "From %(reference)s to %(name)s, mean differences in DKK million. Filled: cheaper. Hatched: dearer. "
        "Each bar begins where the one above it ends. Thin line: 9 of 10 futures."
    ) % {"reference": reference, "name": breakdown.name}
    still = [part.label for part in breakdown.parts if _is_still(part)]
    said = " ".join(part for part in (note, _("No difference: %(names)s.") % {"names": ", ".join(still)}) if part)
    drawings = [
        _draw_waterfall(moving, breakdown.total, layout, reference, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, said if still else note, _one_table(breakdown, reference))


def _is_still(part: Part) -> bool:
    return part.mean == part.p05 == part.p95 == 0


def _draw_waterfall(
    moving: Sequence[Part], total: Part, layout: Layout, reference: str, ident: str, names: tuple[str, str]
) -> SafeString:
    starts = [0.0, *accumulate(part.mean for part in moving)]
    low, high = _reach(moving, starts, total)
    scale = Scale(low, high, layout.start, layout.end)
    row_height = 48.0 if layout.names_above else _ROW
    top, bottom = 28.0, 28.0 + row_height * (len(moving) + 1)
    values = ticks(low, high, 6)
    decimals = _decimals([*moving, total])
    parts = [
        svg.rect(0, bottom - row_height, layout.width, row_height, "c-focus"),
        svg.rect(0, bottom - row_height, 4, row_height, "c-solid"),
        *_grid_between(values, scale, layout, top, row_height, len(moving) + 1),
        *turning_words(scale(0), 14, reference, 0, layout.end if not layout.names_above else layout.width),
    ]
    for index, part in enumerate([*moving, total]):
        start = 0.0 if part is total else starts[index]
        above = top + index * row_height
        parts += _bar(part, start, scale, above + row_height - 22, ident, plain=part is total)
        parts += _row_words(part, above, row_height, layout, decimals, strong=part is total)
        if part is not total and not layout.names_above:
            x = scale(starts[index + 1])
            parts.append(svg.line(x, above + row_height - 22, x, above + 2 * row_height - 22, "c-tick"))
    parts += million_axis(values, scale, bottom + 22, layout.width)
    return svg.drawing(
        ident,
        layout.width,
        bottom + 44,
        parts,
        title=names[0],
        description=names[1],
        definitions=[svg.hatch(f"{ident}-hatch", "c-hatch-orange")],
    )


def _reach(moving: Sequence[Part], starts: Sequence[float], total: Part) -> tuple[float, float]:
    ends = [start + value for part, start in zip(moving, starts, strict=False) for value in (part.p05, part.p95)]
    low, high = min(*starts, *ends, total.p05, 0.0), max(*starts, *ends, total.p95, 0.0)
    if low == high:
        return -1.0, 1.0
    margin = (high - low) * 0.03
    return low - margin, high + margin


def _grid_between(
    values: Sequence[float], scale: Scale, layout: Layout, top: float, row_height: float, rows: int
) -> list[SafeString]:
    if not layout.names_above:
        return grid(values, scale, top, top + rows * row_height)
    spans = [(top + index * row_height + 22, top + (index + 1) * row_height - 2) for index in range(rows)]
    return [part for above, below in spans for part in grid(values, scale, above, below)]


def _bar(part: Part, start: float, scale: Scale, y: float, ident: str, *, plain: bool) -> list[SafeString]:
    left, right = sorted((scale(start), scale(start + part.mean)))
    if plain:
        bar = svg.rect(left, y, right - left, 11, "c-ink")
    elif part.mean <= 0:
        bar = svg.rect(left, y, right - left, 11, "c-blue")
    else:
        bar = svg.rect(left, y, right - left, 11, "c-edge-orange", fill=f"url(#{ident}-hatch)")
    whisker = svg.line(scale(start + part.p05), y + 15.5, scale(start + part.p95), y + 15.5, "c-thin")
    return [bar, whisker]


def _row_words(
    part: Part, above: float, row_height: float, layout: Layout, decimals: int, *, strong: bool
) -> list[SafeString]:
    role = "strong" if strong else "label"
    name, mean = part.label, figures.signed(part.mean, decimals)
    span = figures.interval(part.p05, part.p95, decimals, sign=True)
    x = 12 if strong else 0
    if layout.names_above:
        y = above + 17
        words = [svg.text(x, y, shortened(name, 150), role, full=name), svg.text(228, y, mean, role, anchor="end")]
        return [*words, svg.text(NARROW - 4, y, span, "note", anchor="end")]
    y = above + row_height - 12
    return [
        svg.text(x, y, shortened(name, layout.start - x - 16, bold=strong), role, full=name),
        svg.text(_MEAN_AT, y, mean, "strong", anchor="end"),
        svg.text(_RANGE_AT, y, span, "note", anchor="end"),
    ]


def _decimals(parts: Sequence[Part]) -> int:
    return 0 if max(abs(value) for part in parts for value in (part.p05, part.mean, part.p95)) >= 10 else 1


def _one_table(breakdown: Breakdown, reference: str) -> ChartTable:
    decimals = _decimals([*breakdown.parts, breakdown.total])
    head = (
        _("DKK m against %(reference)s") % {"reference": reference},
        figures.percent(0.05),
        _("Mean"),
        figures.percent(0.95),
    )
    rows = tuple(
        (part.label, *(figures.signed(value, decimals) for value in (part.p05, part.mean, part.p95)))
        for part in (*breakdown.parts, breakdown.total)
    )
    return ChartTable(head, rows)
