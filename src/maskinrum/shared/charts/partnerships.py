"""Partnerships on one axis of years: planning, agreement, option, known works and the tail that outlives them.

Across, everything is a percentage of the axis; down, everything is in rem. So one drawing fits every width without its
text becoming smaller, and grows with the reader's text size. The two drawings differ in where the labels stand. They
wear the classes of the deep ground (``t-…``), not those of a chart on paper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import Drawings
from maskinrum.shared.charts.scales import month_of
from maskinrum.shared.partial_dates import months_later

_NAMES = 24.0  # per cent of the wide drawing that the names take
_LINE = 1.15  # rem from one line of text to the next
_AXIS = 1.6  # rem from the top to the line of the axis
_PARTNERS_ON_A_LINE = 28  # letters
_LAST_YEAR = 92.0  # per cent of the narrow axis after which a year would be cut
_ROOM = 30.0  # per cent of the axis that the name of works needs beside their bar
_UNTIL_UNKNOWN = 18  # months the dotted line runs where the term is not known


@dataclass(frozen=True)
class AxisWorks:
    """Works under an agreement, from start to end; ``name`` is what is written beside them."""

    name: str
    start: date
    end: date


@dataclass(frozen=True)
class AxisPartnership:
    """One partnership: planning runs up to ``start``, the agreement to ``end`` and the option to ``option_end``.

    None is what is not known: without an end the agreement is drawn as a point with a dotted line.
    """

    name: str
    partners: Sequence[str]
    planning: date | None
    start: date | None
    end: date | None
    option_end: date | None
    works: Sequence[AxisWorks] = ()

    @property
    def has_planning(self) -> bool:
        """Whether there is planning to draw."""
        return bool(self.planning and self.start and self.planning < self.start)

    @property
    def days(self) -> list[date]:
        """Every day that must be on the axis."""
        known = [self.planning, self.start, self.end, self.option_end]
        if self.start and not self.end:
            known.append(months_later(self.start, _UNTIL_UNKNOWN))
        return [day for day in known if day] + [day for works in self.works for day in (works.start, works.end)]


@dataclass(frozen=True)
class _Sheet:
    """Years from 1 January of ``first`` to 31 December of ``last``, on the wide or the narrow drawing."""

    first: int
    last: int
    is_wide: bool
    hatch: str

    def at(self, day: date) -> float:
        """Return where a day stands, in per cent of the axis."""
        start, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        return 100 * (day - start).days / (end - start).days


def partnership_axis(partnerships: Sequence[AxisPartnership], *, today: date, ident: str, title: str) -> Drawings:
    """Return ``partnerships`` on one axis of whole years that holds all of them and ``today``.

    ``ident`` must be unique on the page. Raises ``ValueError`` without partnerships.
    """
    if not partnerships:
        raise ValueError("There is no partnership to draw.")
    days = [today, *(day for each in partnerships for day in each.days)]
    first, last = min(days).year, max(days).year
    wide, narrow = (
        _draw(partnerships, today, _Sheet(first, last, is_wide, f"{ident}-{size}-hatch"), title)
        for is_wide, size in ((True, "wide"), (False, "narrow"))
    )
    return Drawings(wide, narrow)


def _draw(partnerships: Sequence[AxisPartnership], today: date, sheet: _Sheet, title: str) -> SafeString:
    top, names, parts = 3.2, list[SafeString](), [svg.hatch(sheet.hatch, "t-hatch", ground=None), *_years(sheet)]
    for partnership in partnerships:
        names += _names(partnership, top) if sheet.is_wide else []
        drawn, top = _partnership(partnership, sheet, top)
        parts += drawn
    bracket, top = _tail(partnerships, sheet, top)
    parts += [*bracket, *_needle(today, sheet, top)]
    if sheet.is_wide:
        field = svg.element("svg", parts, x=_percent(_NAMES), width=_percent(100 - _NAMES))
        parts = [*names, field]
    return svg.element(
        "svg",
        parts,
        kind=f"timeline {'timeline-wide' if sheet.is_wide else 'timeline-narrow'}",
        width="100%",
        height=_rem(top + 1.5),
        role="img",
        aria_label=title,
    )


def _years(sheet: _Sheet) -> list[SafeString]:
    marks = [_line("t-line", (0, 100), (_AXIS, _AXIS))]
    for year in range(sheet.first, sheet.last + 2):
        place = sheet.at(date(year, 1, 1))
        marks.append(_tick(place, 0.5))
        # a narrow drawing has room for every second year, and not for one at its very end
        has_room = sheet.is_wide or ((year - sheet.first) % 2 == 0 and place < _LAST_YEAR)
        if year <= sheet.last and has_room:
            marks.append(_text(str(year), place, 0.85, "t-year"))
        if year <= sheet.last and sheet.is_wide:
            marks += [_tick(sheet.at(date(year, month, 1)), 0.25) for month in (4, 7, 10)]
    return marks


def _partnership(partnership: AxisPartnership, sheet: _Sheet, top: float) -> tuple[list[SafeString], float]:
    """Return the drawing of one partnership, and the rem where the next begins."""
    if not sheet.is_wide:
        bar = top + 2.4
        parts = [_text(partnership.name, 0, top + 0.6, "t-name"), *_spans(partnership, sheet, bar)]
        for place, works in enumerate(partnership.works):
            parts += _works(works, sheet, bar + 3.6 + 1.9 * place)
        return parts, bar + 5.2 + 1.9 * len(partnership.works)
    parts, line = _spans(partnership, sheet, top), top + 2.2
    for works in partnership.works:
        # where neither side has room for the name, it stands above the bar
        line += 0 if _has_room(works, sheet) else 0.7
        parts += _works(works, sheet, line)
        line += 1.3
    beside = 1.6 + _LINE * len(list(_lines(partnership.partners)))
    return parts, max(line, top + beside, top + (3.4 if partnership.has_planning else 0)) + 1.2


def _spans(partnership: AxisPartnership, sheet: _Sheet, bar: float) -> list[SafeString]:
    if partnership.start is None:
        return [_text(_("start not known"), 0, bar + 0.85, "t-quiet")]
    parts = _planning(partnership, partnership.start, sheet, bar)
    if partnership.end is None:
        begins = min(filter(None, (partnership.planning, partnership.start)))
        return [*parts, *_open_end(partnership.start, begins, sheet, bar)]
    label, shift = (bar + 0.85, 0.6) if sheet.is_wide else (bar - 0.35, 0)
    agreement = _("Agreement, %(term)s") % {"term": _term(partnership.start, partnership.end)}
    # A narrow bar is about as long as its words, which end with it so that they never run into those of the option.
    words = (
        _text(agreement, sheet.at(partnership.start), label, "t-on-bar", shift=shift)
        if sheet.is_wide
        else _text(agreement, sheet.at(partnership.end), label, "t-strong", end=True, shift=-0.4)
    )
    parts += [_bar(sheet, (partnership.start, partnership.end), bar, kind="t-solid"), words]
    if partnership.option_end is None:
        return parts
    option = _("Option, %(term)s") % {"term": _term(partnership.end, partnership.option_end)}
    dashed = _bar(sheet, (partnership.end, partnership.option_end), bar, kind="t-dash")
    return [*parts, dashed, _text(option, sheet.at(partnership.end), label, "t-strong", shift=shift)]


def _planning(partnership: AxisPartnership, start: date, sheet: _Sheet, bar: float) -> list[SafeString]:
    if partnership.planning is None or not partnership.has_planning:
        return []
    words = _("Planning and tender, about %(term)s") % {"term": _term(partnership.planning, start)}
    under = _halves(words) if sheet.is_wide else [words]
    hatched = _bar(sheet, (partnership.planning, start), bar, fill=f"url(#{sheet.hatch})")
    return [hatched, *_block(under, sheet.at(partnership.planning), bar + 2.1)]


def _open_end(start: date, begins: date, sheet: _Sheet, bar: float) -> list[SafeString]:
    """Draw a start whose term is not known: a point, a dotted line and the words, left of all where room ends."""
    place, end, middle = sheet.at(start), sheet.at(months_later(start, _UNTIL_UNKNOWN)), bar + 0.6
    is_left = end > 100 - _ROOM
    point = svg.element("circle", kind="t-solid", cx=_percent(place), cy=_rem(middle), r=_rem(0.4))
    words = _("term not known")
    beside, shift = (sheet.at(begins), -0.8) if is_left else (end, 0.6)
    return [
        point,
        _line("t-dotted", (place, end), (middle, middle)),
        _text(words, beside, middle + 0.25, "t-quiet", end=is_left, shift=shift),
    ]


def _term(start: date, end: date) -> str:
    return figures.term(round(month_of(start, end)))


def _halves(words: str) -> list[str]:
    """Return a sentence on two lines of about the same length, or on one where it cannot be broken."""
    breaks = [place for place, letter in enumerate(words) if letter == " "]
    middle = min(breaks, key=lambda place: abs(place - len(words) / 2), default=len(words))
    return [line for line in (words[:middle], words[middle + 1 :]) if line]


def _names(partnership: AxisPartnership, top: float) -> list[SafeString]:
    """Return the name and the partners, left of the axis."""
    partners = _block(_lines(partnership.partners), 0, top + 2.1)
    return [_text(partnership.name, 0, top + 0.8, "t-name"), *partners]


def _lines(partners: Sequence[str]) -> Iterator[str]:
    line = ""
    for partner in partners:
        longer = f"{line} · {partner}" if line else partner
        if line and len(longer) > _PARTNERS_ON_A_LINE:
            yield line
            longer = partner
        line = longer
    yield line


def _works(works: AxisWorks, sheet: _Sheet, line: float) -> list[SafeString]:
    bar = _bar(sheet, (works.start, works.end), line - 0.45 if sheet.is_wide else line + 0.35, 0.45, kind="t-work")
    if not sheet.is_wide:
        return [bar, _text(works.name, 0, line, "t-plain")]
    start, end = sheet.at(works.start), sheet.at(works.end)
    if not _has_room(works, sheet):
        return [bar, _text(works.name, min(start, 100 - _ROOM), line - 0.75, "t-plain")]
    is_left = start >= 100 - end
    return [
        bar,
        _text(works.name, start if is_left else end, line, "t-plain", end=is_left, shift=-0.6 if is_left else 0.6),
    ]


def _has_room(works: AxisWorks, sheet: _Sheet) -> bool:
    return max(sheet.at(works.start), 100 - sheet.at(works.end)) >= _ROOM


def _tail(partnerships: Sequence[AxisPartnership], sheet: _Sheet, top: float) -> tuple[list[SafeString], float]:
    """Return the bracket over works that go on after the last option would have ended, and the rem where it ends."""
    known = [day for each in partnerships if (day := each.option_end or each.end)]
    last = max(known, default=None)
    ends = [works.end for each in partnerships for works in each.works if last and works.end > last]
    if last is None or not ends:
        return [], top
    start, end = sheet.at(last), sheet.at(max(ends))
    words = _("The tail: works after the agreements expire")
    if sheet.is_wide:
        foot, label = top, _text(words, start, top, "t-strong", end=True, shift=-0.6)
    else:
        foot, label = top + 0.6, _text(words, 0, top - 0.5, "t-strong")
    sides = [_line("t-bracket", (place, place), (foot - 0.6, foot)) for place in (start, end)]
    return [label, *sides, _line("t-bracket", (start, end), (foot, foot))], top + 1.2


def _needle(today: date, sheet: _Sheet, bottom: float) -> list[SafeString]:
    """Draw today; the words stand left of the needle where there is no room to its right."""
    place, foot = sheet.at(today), bottom + 0.9
    is_left = place > (85 if sheet.is_wide else 50)
    words = _("Today, %(month)s") % {"month": date_format(today, "F Y")}
    head = svg.path([(-7, -9), (7, -9), (0, 6)], "t-needle", closed=True)
    return [
        _line("t-needle-line", (place, place), (_AXIS, foot)),
        svg.element("svg", [head], x=_percent(place), y=_rem(_AXIS), overflow="visible"),
        _text(words, place, foot, "t-today", end=is_left, shift=-0.6 if is_left else 0.6),
    ]


def _bar(sheet: _Sheet, days: tuple[date, date], top: float, height: float = 1.3, **paint: str) -> SafeString:
    left, right = map(sheet.at, days)
    place = {"x": _percent(left), "width": _percent(right - left), "y": _rem(top - 0.05), "height": _rem(height)}
    return svg.element("rect", **paint, **place)


def _tick(place: float, length: float) -> SafeString:
    return _line("t-line", (place, place), (_AXIS, _AXIS + length))


def _line(kind: str, across: tuple[float, float], down: tuple[float, float]) -> SafeString:
    x1, x2 = map(_percent, across)
    y1, y2 = map(_rem, down)
    return svg.element("line", kind=kind, x1=x1, x2=x2, y1=y1, y2=y2)


def _block(lines: Sequence[str] | Iterator[str], place: float, top: float) -> list[SafeString]:
    return [_text(words, place, top + _LINE * index, "t-quiet") for index, words in enumerate(lines)]


def _text(words: str, place: float, line: float, kind: str, *, end: bool = False, shift: float = 0) -> SafeString:
    return svg.element(
        "text",
        svg.widened(words),
        kind=kind,
        x=_percent(place),
        y=_rem(line),
        dx=f"{shift}em" if shift else None,
        text_anchor="end" if end else None,
    )


def _percent(value: float) -> str:
    return f"{svg.measure(value)}%"


def _rem(value: float) -> str:
    return f"{svg.measure(value)}rem"
