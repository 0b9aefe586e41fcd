"""The time of many agreements as a file of its own: one drawing with its own colours, for reports and slides.

A page draws the same with classes and rem, which a file without our style sheet does not know. Here all is in px, every
colour stands in the drawing, and ground, key, sources and licence come along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.charts import svg
from maskinrum.shared.charts.lettering import shortened
from maskinrum.shared.charts.register import AgreementLine, Years

PAPER, INK, QUIET, HAIR = "#ffffff", "#10211d", "#48605a", "#cbd6d1"
GREEN, YELLOW = "#0b5a4e", "#ffcc1a"
FONT = "IBM Plex Sans, system-ui, Segoe UI, Roboto, Arial, sans-serif"
WIDTH, MARGIN, NAMES = 1200.0, 32.0, 430.0
ROW, HEAD, FOOT_LINE = 38.0, 110.0, 18.0
HATCH = "tail"
_AXIS = MARGIN + NAMES
_LENGTH = WIDTH - MARGIN - _AXIS
_ROOM = 360.0  # where the reader lacks our letters, those of another font are a sixth wider
_DOTTED = 60.0
_KEY_STEP = 152.0


@dataclass(frozen=True)
class SheetRow:
    """One agreement: its name, what stands below it, what is known of its time, and the same in words."""

    name: str
    second: str
    line: AgreementLine
    words: str


@dataclass(frozen=True)
class SheetGroup:
    """Agreements that belong together, under a title."""

    title: str
    rows: Sequence[SheetRow]


def timeline_sheet(
    groups: Sequence[SheetGroup], years: Years, today: date, *, title: str, description: str, foot: Sequence[str]
) -> str:
    """Return the whole file as text; ``foot`` are the lines on sources, licence and day."""
    height = HEAD + ROW * sum(len(group.rows) + 1 for group in groups) + 70 + FOOT_LINE * len(foot)
    bottom = height - 60 - FOOT_LINE * len(foot)
    parts = [
        svg.element("title", title),
        svg.element("desc", description),
        _hatch(),
        svg.element("rect", width=WIDTH, height=height, fill=PAPER),
        _text(title, MARGIN, 44, size=22, weight=600),
        *_years(years, bottom),
        *_groups(groups, years),
        *_today(years, today, bottom),
        *_key(bottom + 32),
        *(_text(line, MARGIN, bottom + 66 + FOOT_LINE * n, size=12, fill=QUIET) for n, line in enumerate(foot)),
    ]
    drawn = svg.element(
        "svg",
        parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {svg.measure(WIDTH)} {svg.measure(height)}",
        width=WIDTH,
        height=height,
        role="img",
        font_family=FONT,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'


def _hatch() -> SafeString:
    stroke = svg.element("line", x1=3, y1=0, x2=3, y2=6, stroke=INK, stroke_width=1.3)
    ground = svg.element("rect", width=6, height=6, fill=PAPER)
    return svg.element(
        "pattern",
        [ground, stroke],
        id=HATCH,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def _text(
    words: str, x: float, y: float, *, size: float = 13, weight: int = 400, fill: str = INK, end: bool = False
) -> SafeString:
    anchor = "end" if end else None
    return svg.element("text", words, x=x, y=y, font_size=size, font_weight=weight, fill=fill, text_anchor=anchor)


def _at(years: Years, day: date) -> float:
    return _AXIS + years.at(day) / 100 * _LENGTH


def _years(years: Years, bottom: float) -> Iterator[SafeString]:
    for year in years.marks:
        place = _at(years, date(year, 1, 1))
        yield svg.element("line", x1=place, x2=place, y1=HEAD - 16, y2=bottom, stroke=HAIR)
        if place < WIDTH - MARGIN - 36:
            yield _text(str(year), place + 4, HEAD - 22, weight=500)
    yield svg.element("line", x1=_AXIS, x2=WIDTH - MARGIN, y1=HEAD - 16, y2=HEAD - 16, stroke=INK, stroke_width=1.5)


def _today(years: Years, today: date, bottom: float) -> Iterator[SafeString]:
    place = _at(years, today)
    yield svg.element("line", x1=place, x2=place, y1=HEAD - 16, y2=bottom, stroke=YELLOW, stroke_width=2.5)
    points = f"M{svg.measure(place - 6)} {HEAD - 28}h12l-6 11z"
    yield svg.element("path", d=points, fill=YELLOW, stroke=INK, stroke_width=1.5)


def _groups(groups: Sequence[SheetGroup], years: Years) -> Iterator[SafeString]:
    top = HEAD
    for group in groups:
        yield _text(group.title, MARGIN, top + 25, size=14, weight=600, fill=GREEN)
        yield svg.element("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=top + ROW - 4, y2=top + ROW - 4, stroke=INK)
        top += ROW
        for row in group.rows:
            yield svg.element("g", [svg.element("title", row.words), *_row(row, years, top)])
            top += ROW


def _row(row: SheetRow, years: Years, top: float) -> Iterator[SafeString]:
    yield _text(shortened(row.name, _ROOM, 14, bold=True), MARGIN, top + 15, size=14, weight=600)
    yield _text(shortened(row.second, _ROOM, 12), MARGIN, top + 30, size=12, fill=QUIET)
    yield from _agreement(row.line, years, top)
    yield from _works(row.line, years, top)


def _agreement(line: AgreementLine, years: Years, top: float) -> Iterator[SafeString]:
    if line.start is None:
        if line.works_until is None:
            yield _text(_("start not known"), _AXIS + 6, top + 18, size=12, fill=QUIET)
        return
    start, middle = _at(years, line.start), top + 11
    if line.end is None:
        yield from _open(start, middle, is_alone=line.works_until is None)
        return
    end = _at(years, line.end)
    yield _rect(start, end, top + 6, 10, fill=GREEN)
    if line.option_end:
        until = _at(years, line.option_end)
        yield _rect(end, until, top + 6, 10, fill="none", stroke=GREEN, stroke_width=1.5, stroke_dasharray="4 3")


def _open(start: float, middle: float, *, is_alone: bool) -> Iterator[SafeString]:
    yield svg.element("circle", cx=start, cy=middle, r=4.5, fill=GREEN)
    if not is_alone:
        return
    far = min(WIDTH - MARGIN, start + _DOTTED)
    yield svg.element(
        "line", x1=start + 6, x2=far, y1=middle, y2=middle, stroke=GREEN, stroke_width=2, stroke_dasharray="2 3"
    )
    words, is_late = _("term not known"), start > _AXIS + 0.6 * _LENGTH
    yield _text(words, start - 10 if is_late else far + 6, middle + 4, size=12, fill=QUIET, end=is_late)


def _works(line: AgreementLine, years: Years, top: float) -> Iterator[SafeString]:
    if line.works_until is None:
        return
    until = _at(years, line.works_until)
    if line.works_from is None or line.works_from > line.works_until:
        yield svg.element("circle", cx=until, cy=top + 23, r=3, fill=INK)
        return
    begins, last = _at(years, line.works_from), line.option_end or line.end
    tail = until if last is None else min(until, max(begins, _at(years, last)))
    if tail > begins:
        yield _rect(begins, tail, top + 21, 4.5, fill=INK)
    if until > tail:
        yield _rect(tail, until, top + 20, 6.5, fill=f"url(#{HATCH})", stroke=INK)


def _rect(left: float, right: float, top: float, height: float, **paint: str | float) -> SafeString:
    return svg.element("rect", x=left, y=top, width=max(2.0, right - left), height=height, **paint)


def _key(y: float) -> Iterator[SafeString]:
    samples = (
        (_("agreement"), _rect(0, 36, -8, 10, fill=GREEN)),
        (_("option"), _rect(0, 36, -8, 10, fill="none", stroke=GREEN, stroke_width=1.5, stroke_dasharray="4 3")),
        (_("known works"), _rect(0, 36, -5, 4.5, fill=INK)),
        (_("works after it expired"), _rect(0, 36, -7, 6.5, fill=f"url(#{HATCH})", stroke=INK)),
        (_("today"), svg.element("line", x1=18, x2=18, y1=-12, y2=4, stroke=YELLOW, stroke_width=2.5)),
    )
    for place, (words, sample) in enumerate(samples):
        left = MARGIN + _KEY_STEP * place + (40 if place > 3 else 0)
        yield svg.element("g", [sample, _text(words, 44, 2, size=12)], transform=f"translate({left} {y})")
