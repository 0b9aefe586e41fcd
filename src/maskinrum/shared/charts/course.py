"""The course of a plan: one bar for each task under its phase, how uncertain its end is, and the days that decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import Chart, ChartTable, Layout
from maskinrum.shared.charts.lettering import shortened, text_width
from maskinrum.shared.charts.scales import Scale, month_of
from maskinrum.shared.charts.timeline.frame import AXIS_Y, NARROW_LAYOUT, WIDE_LAYOUT, Lane, calendar

BAR, THIN = 9.0, 2.5
STEP_WIDE, STEP_NARROW = 19.0, 34.0
ROOM = 0.5  # months of air after the last day


@dataclass(frozen=True)
class CourseRow:
    """One task. ``latest`` is the day it ends by in 9 of 10 courses; nothing where that is not asked any more."""

    name: str
    begins: date
    ends: date
    latest: date | None = None
    is_done: bool = False
    is_critical: bool = False


@dataclass(frozen=True)
class CourseGroup:
    """The tasks of a phase."""

    name: str
    rows: Sequence[CourseRow]


@dataclass(frozen=True)
class Course:
    """Groups over the months from ``start``; ``milestone`` is the day all of it leads to, called ``milestone_name``."""

    start: date
    today: date
    groups: Sequence[CourseGroup]
    milestone: date
    milestone_name: str


def course_chart(
    course: Course, *, ident: str, title: str, table: ChartTable, note: str = "", reading: str = ""
) -> Chart:
    """Draw a course; raises ``ValueError`` when it has no task. ``reading`` says how to read it, if not as a plan."""
    if not any(group.rows for group in course.groups):
        raise ValueError("A course without tasks cannot be drawn.")
    reading = reading or _(
        "Solid: done. Dashed: planned. Green name: on the path that decides the signature. "
        "The thin line ends where the task ends in 9 of 10 courses."
    )
    drawings = [
        _draw(course, layout, f"{ident}-{size}", (title, reading))
        for layout, size in ((WIDE_LAYOUT, "wide"), (NARROW_LAYOUT, "narrow"))
    ]
    return Chart(drawings[0], drawings[1], title, reading, note, table)


def _draw(course: Course, layout: Layout, ident: str, names: tuple[str, str]) -> SafeString:
    low, high = _span(course)
    scale = Scale(low, high, layout.start, layout.end)
    y, lanes, rows = AXIS_Y + 26, list[Lane](), list[SafeString]()
    for group in course.groups:
        if group.rows:
            drawn, free, y = _group(group, course, scale, layout, y)
            rows += drawn
            lanes += free
    if not layout.names_above:
        lanes = [(AXIS_Y + 12, y)]
    parts = [
        *calendar(course.start, scale),
        *_upright(course.milestone, course, scale, lanes, y + 14, course.milestone_name, "c-axis"),
        *_today(course, scale, lanes, y + 32),
        *rows,
    ]
    return svg.drawing(ident, layout.width, y + 40, parts, title=names[0], description=names[1])


def _span(course: Course) -> tuple[float, float]:
    days = [course.milestone]
    first = course.start
    for group in course.groups:
        days += [row.latest or row.ends for row in group.rows]
        first = min([first, *(row.begins for row in group.rows)])
    return month_of(course.start, first), max(month_of(course.start, day) for day in days) + ROOM


def _group(
    group: CourseGroup, course: Course, scale: Scale, layout: Layout, y: float
) -> tuple[list[SafeString], list[Lane], float]:
    room = layout.width if layout.names_above else layout.start - 12
    words = shortened(group.name, room, 14.5, bold=True)
    parts, lanes, y = [svg.text(0, y + 14, words, "strong", size=14.5, full=group.name)], list[Lane](), y + 22
    for row in group.rows:
        bar = y + (18 if layout.names_above else 4)
        x = 0 if layout.names_above else 10
        role = "green" if row.is_critical and not row.is_done else "note" if row.is_done else "label"
        words = shortened(row.name, room - x, bold=role == "green")
        parts.append(svg.text(x, y + 12, words, role, full=row.name))
        parts += _bar(row, course, scale, bar)
        lanes.append((bar - 2, bar + BAR + 2))
        y += STEP_NARROW if layout.names_above else STEP_WIDE
    return parts, lanes, y + 10


def _bar(row: CourseRow, course: Course, scale: Scale, y: float) -> list[SafeString]:
    left, right = (scale(month_of(course.start, day)) for day in (row.begins, row.ends))
    right = max(right, left + 3)
    if row.is_done:
        return [svg.rect(left, y, right - left, BAR, "c-solid")]
    parts = [svg.rect(left + 0.75, y + 0.75, max(1.0, right - left - 1.5), BAR - 1.5, "c-dash")]
    if row.latest is not None and row.latest > row.ends:
        end = scale(month_of(course.start, row.latest))
        parts.append(svg.line(right, y + BAR / 2, end, y + BAR / 2, "c-tick", stroke_width=THIN))
    return parts


def _upright(
    day: date, course: Course, scale: Scale, lanes: Sequence[Lane], bottom: float, words: str, kind: str
) -> list[SafeString]:
    x = scale(month_of(course.start, day))
    right = x + 6 + text_width(words, bold=True) <= scale.end
    return [
        svg.verticals(x, lanes, kind),
        svg.text(x + (6 if right else -6), bottom, words, "strong", anchor="start" if right else "end"),
    ]


def _today(course: Course, scale: Scale, lanes: Sequence[Lane], bottom: float) -> list[SafeString]:
    month = month_of(course.start, course.today)
    if not scale.low <= month <= scale.high:
        return []
    x = scale(month)
    needle = svg.path([(x - 6, AXIS_Y - 3), (x + 6, AXIS_Y - 3), (x, AXIS_Y + 8)], "c-needle", closed=True)
    return [*_upright(course.today, course, scale, lanes, bottom, _("Today"), "c-needle-line"), needle]
