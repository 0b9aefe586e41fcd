"""Partnerships on one axis of years: preparation, agreement, option, works and the tail that outlives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.lettering import SIZE, shortened, text_width, wrapped
from maskinrum.shared.charts.scales import Scale, month_of, whole_years
from maskinrum.shared.charts.timeline.frame import AXIS_Y, Lane, Layout, calendar, needle_at

_WIDE = Layout(WIDE, 200, 783, names_above=False)
_NARROW = Layout(NARROW, 1, 327, names_above=True)
_BAR = 22.0
_EPOCH = date(2000, 1, 1)


@dataclass(frozen=True)
class AxisWorks:
    """Works under an agreement, from start to end."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class _Label:
    """Words on the baseline ``y`` from ``start``; with ``anchored`` they end there, whatever their true width."""

    words: str
    start: float
    y: float
    role: str = "label"
    size: float = SIZE
    full: str = ""
    anchored: float | None = None

    @property
    def end(self) -> float:
        return self.start + text_width(self.words, self.size, bold=self.role not in {"label", "note"})


def _text(label: _Label) -> SafeString:
    if label.anchored is not None:
        return svg.text(label.anchored, label.y, label.words, label.role, anchor="end", full=label.full)
    return svg.text(label.start, label.y, label.words, label.role, size=label.size, full=label.full)


@dataclass(frozen=True)
class AxisPartnership:
    """One partnership; what is ``None`` is not known and not drawn. Each line of ``detail`` begins a line."""

    name: str
    detail: str
    planning_from: date | None
    opens: date
    closes: date | None
    option_until: date | None = None
    works: Sequence[AxisWorks] = ()


def partnership_axis(
    partnerships: Sequence[AxisPartnership], *, today: date | None, ident: str, title: str, note: str = ""
) -> Chart:
    """Return ``partnerships`` on one axis of years; raises ``ValueError`` without any."""
    if not partnerships:
        raise ValueError("There is no partnership to draw.")
    reading = _("Hatched: preparation. Filled: the agreement. Dashed: its option. Dark bars: works under it.")
    drawings = [
        _draw(partnerships, today, layout, f"{ident}-{size}", (title, reading))
        for layout, size in ((_WIDE, "wide"), (_NARROW, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, _table(partnerships))


def _month(day: date) -> float:
    return month_of(_EPOCH, day)


def _days(partnership: AxisPartnership) -> list[date]:
    fixed = (partnership.planning_from, partnership.opens, partnership.closes, partnership.option_until)
    works = [day for each in partnership.works for day in (each.start, each.end)]
    return [day for day in (*fixed, *works) if day is not None]


def _draw(
    partnerships: Sequence[AxisPartnership],
    today: date | None,
    layout: Layout,
    ident: str,
    names: tuple[str, str],
) -> SafeString:
    days = [_month(day) for partnership in partnerships for day in _days(partnership)]
    days += [_month(today)] if today is not None else []
    scale = Scale(*whole_years(_EPOCH, min(days), max(days)), layout.start, layout.end)
    y, rows, labels = AXIS_Y + 22, list[SafeString](), list[_Label]()
    for partnership in partnerships:
        drawn, words, y = _partnership(partnership, scale, layout, y, f"{ident}-hatch")
        rows += drawn
        labels += words
        y += 20
    bracket, words = _tail(partnerships, scale, y + 4)
    labels += words
    y += 26 if bracket else 0
    parts = [*calendar(_EPOCH, scale), *_today(today, scale, labels, y + 12), *rows, *bracket, *map(_text, labels)]
    hatch = svg.hatch(f"{ident}-hatch", "c-hatch")
    size = (layout.width, y + (18 if today else 0))
    return svg.drawing(ident, *size, parts, title=names[0], description=names[1], definitions=[hatch])


def _today(today: date | None, scale: Scale, labels: Sequence[_Label], foot: float) -> list[SafeString]:
    """Return the needle of today, broken where it would run through words."""
    if today is None:
        return []
    x = scale(_month(today))
    crossed = sorted((label.y - 13, label.y + 5) for label in labels if label.start - 3 < x < label.end + 3)
    lanes: list[Lane] = []
    above = AXIS_Y
    for top, bottom in crossed:
        if top > above:
            lanes.append((above, top))
        above = max(above, bottom)
    lanes.append((above, max(above, foot)))
    words = _("Today, %(month)s") % {"month": date_format(today, "F Y")}
    return needle_at(x, AXIS_Y, lanes, foot, words, scale.end)


def _partnership(
    partnership: AxisPartnership, scale: Scale, layout: Layout, y: float, hatch: str
) -> tuple[list[SafeString], list[_Label], float]:
    labels, below = _names(partnership, layout, y)
    bar = below if layout.names_above else y
    parts, words = _agreement(partnership, scale, bar, hatch)
    labels += words
    y = bar + _BAR + 8
    for works in partnership.works:
        drawn, label, y = _works(works, scale, y)
        parts.append(drawn)
        labels.append(label)
    return parts, labels, max(y, below)


def _names(partnership: AxisPartnership, layout: Layout, y: float) -> tuple[list[_Label], float]:
    room = layout.width if layout.names_above else layout.start - 16
    name = shortened(partnership.name, room, 17, bold=True)
    labels = [_Label(name, 0, y + 16, "strong", size=17, full=partnership.name)]
    y += 22
    lines = [words for line in partnership.detail.splitlines() for words in wrapped(line, room, 3)]
    for words in lines:
        labels.append(_Label(words, 0, y + 12, "note", full=partnership.detail))
        y += 17
    return labels, y + 6


def _agreement(
    partnership: AxisPartnership, scale: Scale, y: float, hatch: str
) -> tuple[list[SafeString], list[_Label]]:
    opens = scale(_month(partnership.opens))
    parts = []
    if partnership.planning_from is not None:
        start = scale(_month(partnership.planning_from))
        parts.append(svg.rect(start, y, opens - start, _BAR, "c-plan", fill=f"url(#{hatch})"))
    if partnership.closes is None:
        middle = y + _BAR / 2
        parts += [svg.circle(opens, middle, 5, "c-solid"), svg.line(opens + 5, middle, opens + 40, middle, "c-dash")]
        return parts, _inside(_("term not known"), opens + 40, scale.end, y, "note")
    closes = scale(_month(partnership.closes))
    term = figures.term(round(_month(partnership.closes) - _month(partnership.opens)))
    parts.append(svg.rect(opens, y, closes - opens, _BAR, "c-solid"))
    labels = _inside(_("Agreement, %(term)s") % {"term": term}, opens, closes, y, "on-green")
    if partnership.option_until is not None:
        until = scale(_month(partnership.option_until))
        length = figures.term(round(_month(partnership.option_until) - _month(partnership.closes)))
        parts.append(svg.rect(closes + 0.75, y + 0.75, until - closes - 1.5, _BAR - 1.5, "c-dash"))
        labels += _inside(_("Option, %(term)s") % {"term": length}, closes, until, y, "strong")
    return parts, labels


def _inside(words: str, left: float, right: float, y: float, role: str) -> list[_Label]:
    """Return ``words`` in the bar, cut at the comma where it is short, or nothing."""
    for wording in (words, words.split(",", maxsplit=1)[0]):
        if text_width(wording, bold=role != "note") + 14 <= right - left:
            return [_Label(wording, left + 8, y + 16, role)]
    return []


def _works(works: AxisWorks, scale: Scale, y: float) -> tuple[SafeString, _Label, float]:
    """Return a bar with its name before it, after it, or above it where neither side has room."""
    left, right = scale(_month(works.start)), scale(_month(works.end))
    width, bar = text_width(works.name), y + 3
    if left - 8 - width >= scale.start:
        label = _Label(works.name, left - 8 - width, y + 11, anchored=left - 8)
    elif right + 8 + width <= scale.end:
        label = _Label(works.name, right + 8, y + 11)
    else:
        words = shortened(works.name, scale.end - scale.start)
        label = _Label(words, scale.end - text_width(words), y + 11, full=works.name, anchored=scale.end)
        bar = y + 17
    return svg.rect(left, bar, right - left, 8, "c-ink"), label, bar + 18


def _tail(partnerships: Sequence[AxisPartnership], scale: Scale, y: float) -> tuple[list[SafeString], list[_Label]]:
    """Return the bracket from the last end of an agreement to the end of its works, and its words."""
    closes = [each.option_until or each.closes for each in partnerships]
    known = [day for day in closes if day is not None]
    ends = [works.end for each in partnerships for works in each.works]
    if not known or not ends or max(ends) <= max(known):
        return [], []
    left, right = scale(_month(max(known))), scale(_month(max(ends)))
    bracket = [svg.path([(left, y - 6), (left, y), (right, y), (right, y - 6)], "c-axis")]
    for words in (_("The tail: works after the agreement has expired"), _("The tail")):
        start = left - 8 - text_width(words, bold=True)
        if start >= scale.start:
            return bracket, [_Label(words, start, y + 4, "strong", anchored=left - 8)]
    return bracket, []


def _table(partnerships: Sequence[AxisPartnership]) -> ChartTable:
    head = (_("Partnership"), _("Period or works"), _("From"), _("To"))
    rows = tuple(row for partnership in partnerships for row in _table_rows(partnership))
    return ChartTable(head, rows, text_columns=2)


def _table_rows(partnership: AxisPartnership) -> list[tuple[str, ...]]:
    periods: list[tuple[str, date | None, date | None]] = []
    if partnership.planning_from is not None:
        periods.append((_("Preparation"), partnership.planning_from, partnership.opens))
    periods.append((_("Agreement"), partnership.opens, partnership.closes))
    if partnership.option_until is not None:
        periods.append((_("Option"), partnership.closes, partnership.option_until))
    periods += [(works.name, works.start, works.end) for works in partnership.works]
    return [(partnership.name, what, _written(start), _written(end)) for what, start, end in periods]


def _written(day: date | None) -> str:
    return figures.unknown() if day is None else date_format(day, "F Y")
