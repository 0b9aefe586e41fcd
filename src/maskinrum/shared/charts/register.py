"""The time of many agreements, one line each, on one axis of years that stands over them.

Each line is a drawing of its own in the row of a table. Across, all is a percentage of the axis; down, all is
in rem. So a line fits every width, and the same one serves the table and the stacked rows of a narrow page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.charts import svg

HATCH = "register-hatch"
HEIGHT = 2.0  # rem of one line
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_LABELS = 9
_DOTTED = 12.0  # per cent that the line of an unknown term is long
_BAR = (0.35, 0.6)  # top and height in rem of the agreement
_WORKS = (1.15, 0.3)
_TAIL = (1.1, 0.42)


@dataclass(frozen=True)
class AgreementLine:
    """What is known of the time of one agreement. None is what is not known; then nothing is drawn but words.

    Works run from ``works_from`` to ``works_until``; without a beginning only their end is drawn.
    """

    start: date | None
    end: date | None
    option_end: date | None
    works_from: date | None = None
    works_until: date | None = None


@dataclass(frozen=True)
class Years:
    """An axis from 1 January of ``first`` to 31 December of ``last``."""

    first: int
    last: int

    @property
    def marks(self) -> list[int]:
        """The years that are written on the axis."""
        step = next(each for each in _STEPS if (self.last - self.first) / each < _MOST_LABELS)
        return [year for year in range(self.first, self.last + 1) if (year - self.first) % step == 0]

    def at(self, day: date) -> float:
        """Where a day stands, in per cent; days off the axis stand at its end."""
        start = date(self.first, 1, 1)
        length = (date(self.last, 12, 31) - start).days + 1
        return min(100.0, max(0.0, 100 * (day - start).days / length))


def years_around(days: Iterable[date | None], today: date) -> Years:
    """The years that hold all days and today."""
    years = [today.year, *(day.year for day in days if day)]
    return Years(min(years), max(years))


def axis_hatch() -> SafeString:
    """The hatching of works after the last day of an agreement: once on a page, before the lines."""
    return svg.element(
        "svg", [svg.hatch(HATCH, "a-hatch")], kind="a-defs", width=0, height=0, aria_hidden="true", focusable="false"
    )


def axis_head(years: Years, today: date) -> SafeString:
    """The axis itself, with its years and the needle of today."""
    parts = [svg.element("line", kind="c-axis", x1="0%", x2="100%", y1="1.45rem", y2="1.45rem")]
    for count, year in enumerate(years.marks):
        place = years.at(date(year, 1, 1))
        kind = "a-year a-second" if count % 2 else "a-year"  # paper has room for every other one
        parts.append(svg.element("line", kind="c-axis", x1=_across(place), x2=_across(place), y1="1.45rem", y2="2rem"))
        if place < 94:
            parts.append(svg.element("text", str(year), kind=kind, x=_across(place), y="1rem"))
    needle = svg.path([(-6, 0), (6, 0), (0, 11)], "c-needle", closed=True)
    parts.append(svg.element("svg", [needle], x=_across(years.at(today)), y="1.2rem", overflow="visible"))
    words = _("The axis runs from %(first)s to %(last)s. Today is marked.")
    label = words % {"first": years.first, "last": years.last}
    return svg.element("svg", parts, kind="a-line a-head", width="100%", height="2rem", role="img", aria_label=label)


@dataclass(frozen=True)
class LineDrawer:
    """Draws the lines of one page: what all of them have in common is made once."""

    years: Years
    today: date

    @property
    def ground(self) -> str:
        """The upright lines of the years, today, and the years at the ends for rows that stand alone."""
        steps = "".join(f"M{svg.measure(self.years.at(date(year, 1, 1)))} 0V1" for year in self.years.marks)
        grid = svg.element("path", kind="c-grid", d=steps, vector_effect="non-scaling-stroke")
        frame = svg.element("svg", [grid], viewBox="0 0 100 1", preserveAspectRatio="none", width="100%", height="2rem")
        now = _across(self.years.at(self.today))
        needle = svg.element("line", kind="c-needle-line", x1=now, x2=now, y1=0, y2="2rem")
        ends = [
            svg.element("text", str(self.years.first), kind="a-year a-end", x="0%", y="2.9rem"),
            svg.element("text", str(self.years.last), kind="a-year a-end", x="100%", y="2.9rem", text_anchor="end"),
        ]
        return "".join([frame, needle, *ends])

    def draw(self, line: AgreementLine, ground: str, words: str) -> SafeString:
        """Return one line on the ``ground``; ``words`` say the same to those who do not see it."""
        inner = SafeString("".join([ground, *self._agreement(line), *self._works(line)]))
        return svg.element(
            "svg", inner, kind="a-line", width="100%", height=f"{HEIGHT}rem", role="img", aria_label=words
        )

    def _agreement(self, line: AgreementLine) -> list[SafeString]:
        if line.start is None:
            return [] if line.works_until else [_note(_("start not known"), 0)]
        place = self.years.at(line.start)
        if line.end is None:
            is_alone = line.works_until is None
            return self._open(place) if is_alone else [_dot(place)]
        parts = [_rect(place, self.years.at(line.end), _BAR, "c-solid")]
        if line.option_end:
            parts.append(_rect(self.years.at(line.end), self.years.at(line.option_end), _BAR, "c-dash"))
        return parts

    def _open(self, place: float) -> list[SafeString]:
        """A start whose term is not known: a dot, a dotted tail and the words."""
        far = min(100.0, place + _DOTTED)
        dotted = svg.element("line", kind="a-dotted", x1=_across(place), x2=_across(far), y1="0.65rem", y2="0.65rem")
        words = _("term not known")
        beside = _note(words, place - 2, end=True) if place > 55 else _note(words, far + 1)
        return [dotted, _dot(place), beside]

    def _works(self, line: AgreementLine) -> list[SafeString]:
        if line.works_until is None:
            return []
        until = self.years.at(line.works_until)
        if line.works_from is None or line.works_from > line.works_until:
            return [svg.element("circle", kind="c-ink", cx=_across(until), cy="1.3rem", r="0.2rem")]
        begins = self.years.at(line.works_from)
        last = line.option_end or line.end
        tail = begins if last is None else min(until, max(begins, self.years.at(last)))
        if last is None:
            return [_rect(begins, until, _WORKS, "c-ink")]
        parts = [_rect(begins, tail, _WORKS, "c-ink")] if tail > begins else []
        return parts + ([_rect(tail, until, _TAIL, "a-tail", fill=f"url(#{HATCH})")] if until > tail else [])


def _dot(place: float) -> SafeString:
    return svg.element("circle", kind="c-solid", cx=_across(place), cy="0.65rem", r="0.28rem")


def _note(words: str, place: float, *, end: bool = False) -> SafeString:
    anchor = "end" if end else None
    return svg.element("text", words, kind="a-note", x=_across(place), y="0.9rem", text_anchor=anchor)


def _rect(left: float, right: float, across: tuple[float, float], kind: str, **paint: str) -> SafeString:
    top, height = across
    width = _across(max(0.4, right - left))
    return svg.element("rect", kind=kind, x=_across(left), width=width, y=f"{top}rem", height=f"{height}rem", **paint)


def _across(place: float) -> str:
    return f"{svg.measure(place)}%"
