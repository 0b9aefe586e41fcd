"""The rows of a timeline: a band of chance for each group and a bar for each of its projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import Layout
from maskinrum.shared.charts.lettering import shortened, text_width
from maskinrum.shared.charts.placement import spread
from maskinrum.shared.charts.scales import Scale
from maskinrum.shared.charts.timeline.frame import Lane
from maskinrum.shared.charts.timeline.portfolio import Agreement, Gap, ProjectBar, ProjectGroup, Standing, gaps

BAND = 12.0
BAR = 10.0
THIN = 4.0
_BUDGET_AT = 240.0
_SHADES = 20


@dataclass(frozen=True)
class Band:
    """What a group's band shows, in months: its gaps, and (start, end, shade) of the times outside them."""

    holes: tuple[Gap, ...]
    runs: tuple[tuple[float, float, int], ...]


def band_of(group: ProjectGroup, agreement: Agreement | None) -> Band:
    """Return the band of ``group``; months of one shade in a row are one run, shades are twentieths."""
    holes = gaps(group.at_work, agreement)
    return Band(holes, tuple(_runs(group.at_work, holes)))


def group_rows(
    group: ProjectGroup, band: Band, agreement: Agreement | None, scale: Scale, layout: Layout, y: float, hatch: str
) -> tuple[list[SafeString], list[Lane], float]:
    """Return the drawing of one group from the pixel ``y`` on, the lanes of its bars, and the pixel where it ends."""
    apart = agreement is not None and not all(_fits_inside(hole, scale) for hole in band.holes)
    top = y + (26 if layout.names_above else 6) + (18 if apart else 0)
    parts = [_group_name(group, layout, y if layout.names_above else top - 6)]
    parts += _band(band, scale, top, hatch)
    if agreement is not None:
        labels = _labels_above(band.holes, agreement, scale, top) if apart else _labels_inside(band.holes, scale, top)
        parts += labels
    y = top + BAND + 6 if group.at_work or not layout.names_above else y + 26
    lanes = [(top - 2, top + BAND + 2)] if group.at_work else []
    for project in group.projects:
        parts += _project(project, scale, layout, y)
        bar = y + _bar_below(layout)
        lanes.append((bar - 2, bar + BAR + 2))
        y += 35 if layout.names_above else 18
    return parts, lanes, y


def _bar_below(layout: Layout) -> float:
    return 19 if layout.names_above else 4


def _group_name(group: ProjectGroup, layout: Layout, y: float) -> SafeString:
    room = layout.width if layout.names_above else layout.start - 12
    words = shortened(group.name, room, 14.5, bold=True)
    return svg.text(0, y + 17, words, "strong", size=14.5, full=group.name)


def gap_words(gap: Gap) -> str:
    """Return the length of a gap in words, short enough to stand in the drawing."""
    return _("gap %(months)s mths") % {"months": figures.number(gap.months)}


def _fits_inside(gap: Gap, scale: Scale) -> bool:
    return scale(gap.end) - scale(gap.start) >= text_width(gap_words(gap), bold=True) + 12


def _band(band: Band, scale: Scale, y: float, hatch: str) -> list[SafeString]:
    shades: dict[int, list[str]] = {}
    for start, end, shade in band.runs:
        left, right = scale.inside(start), scale.inside(end)
        if left < right:
            step = f"M{svg.measure(left)} {svg.measure(y)}h{svg.measure(right - left)}v{BAND:g}H{svg.measure(left)}z"
            shades.setdefault(shade, []).append(step)
    # Months of one shade are one path: a band is then twenty elements at most, however many months it has.
    parts = [
        svg.element(
            "path", d="".join(steps), kind="c-chance", fill_opacity=shade / _SHADES, shape_rendering="crispEdges"
        )
        for shade, steps in shades.items()
    ]
    return parts + [
        svg.rect(scale(gap.start), y, scale(gap.end) - scale(gap.start), BAND, "c-gap", fill=f"url(#{hatch})")
        for gap in band.holes
    ]


def _runs(at_work: Sequence[float], holes: Sequence[Gap]) -> list[tuple[float, float, int]]:
    runs: list[tuple[float, float, int]] = []
    month = 0.0
    for shade, same in groupby(round(float(chance) * _SHADES) for chance in at_work):
        start, month = month, month + len(list(same))
        if shade:
            runs += [(low, high, shade) for low, high in _outside(start, month, holes)]
    return runs


def _outside(start: float, end: float, holes: Sequence[Gap]) -> list[tuple[float, float]]:
    pieces = [(start, end)]
    for gap in holes:
        pieces = [
            part
            for low, high in pieces
            for part in ((low, min(high, gap.start)), (max(low, gap.end), high))
            if part[0] < part[1]
        ]
    return pieces


def _labels_inside(holes: Sequence[Gap], scale: Scale, y: float) -> list[SafeString]:
    parts = []
    for gap in holes:
        middle = (scale(gap.start) + scale(gap.end)) / 2
        width = text_width(gap_words(gap), bold=True) + 8
        parts.append(svg.rect(middle - width / 2, y - 2, width, BAND + 4, "c-paper"))
        parts.append(svg.text(middle, y + BAND - 1.5, gap_words(gap), "orange", anchor="middle"))
    return parts


def _labels_above(holes: Sequence[Gap], agreement: Agreement, scale: Scale, y: float) -> list[SafeString]:
    """Return the labels over the band, moved apart; where they cannot all stand there the shortest gaps go without."""
    left, right = scale(agreement.opens) + 4, scale(agreement.closes) - 4
    words = {gap: gap_words(gap) for gap in holes}
    if _together(words.values()) > right - left:
        words = {gap: _("%(months)s mths") % {"months": figures.number(gap.months)} for gap in holes}
    kept = sorted(holes, key=lambda gap: -gap.months)
    while kept and _together(words[gap] for gap in kept) > right - left:
        kept.pop()
    kept.sort(key=lambda gap: gap.start)
    middles = [(scale(gap.start) + scale(gap.end)) / 2 for gap in kept]
    widths = [_together([words[gap]]) for gap in kept]
    places = spread(middles, widths, left, right)
    parts = []
    for x, width, gap in zip(places, widths, kept, strict=True):
        parts.append(svg.rect(x - width / 2, y - 18, width, 15, "c-ground"))
        parts.append(svg.text(x, y - 6, words[gap], "orange", anchor="middle"))
    return parts


def _together(words: Iterable[str]) -> float:
    return sum(text_width(each, bold=True) + 10 for each in words)


def _project(project: ProjectBar, scale: Scale, layout: Layout, y: float) -> list[SafeString]:
    role = "label" if project.standing is Standing.DECIDED else "note"
    budget = figures.number(project.budget, 0 if project.budget >= 1 else 1)
    edge = layout.width if layout.names_above else _BUDGET_AT
    x = 0 if layout.names_above else 10
    room = edge - x - text_width(budget) - 12
    return [
        svg.text(x, y + 13, shortened(project.name, room), role, full=project.name),
        svg.text(edge, y + 13, budget, role, anchor="end"),
        _bar(project, scale, y + _bar_below(layout)),
    ]


def _bar(project: ProjectBar, scale: Scale, y: float) -> SafeString:
    left, right = scale(project.start), scale(project.end)
    middle = y + BAR / 2
    if project.standing is Standing.COMMITTED:
        return svg.rect(left, y, right - left, BAR, "c-grey")
    if project.standing is Standing.UNDECIDED and not project.inside:
        return svg.line(left, middle, right, middle, "c-dash", stroke_width=1.5)
    if project.standing is Standing.UNDECIDED:
        return svg.rect(left + 0.75, y + 0.75, right - left - 1.5, BAR - 1.5, "c-dash")
    height = BAR if project.inside else THIN
    return svg.rect(left, middle - height / 2, right - left, height, "c-solid")
