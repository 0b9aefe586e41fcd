"""A chance along an axis: how sure it is that one thing is cheaper than another when the volume grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.labels import Obstacles, first_free
from maskinrum.shared.charts.lettering import text_width, wrapped
from maskinrum.shared.charts.placement import spread
from maskinrum.shared.charts.scales import Scale, decimals_of, ticks

_PLOT = 216.0
_GRID = (0, 0.25, 0.5, 0.75, 1.0)


class LineKind(Enum):
    """How a line is told apart: by its stroke as well as its colour."""

    MAIN = "main"
    DASHED = "dashed"
    GREY = "grey"


@dataclass(frozen=True)
class Point:
    """A chance ``p`` at ``x``, with the standard error of the calculation."""

    x: float
    p: float
    se: float = 0.0


@dataclass(frozen=True)
class Line:
    """One line through points ascending in x; ``name`` stands at its end when a panel has several."""

    name: str
    points: Sequence[Point]
    kind: LineKind = LineKind.MAIN


@dataclass(frozen=True)
class Here:
    """Where the reader's own case stands."""

    x: float
    p: float


@dataclass(frozen=True)
class Panel:
    """One field: what is compared with what, and the value of x at which the threshold is first passed, if any."""

    name: str
    lines: Sequence[Line]
    here: Here | None = None
    crossing: float | None = None


@dataclass(frozen=True)
class _Field:
    """Where one panel stands, with its two scales."""

    left: float
    top: float
    width: float
    x: Scale
    y: Scale


def probability_chart(
    panels: Sequence[Panel], *, axis: str, ident: str, title: str, note: str = "", threshold: float = 0.6
) -> Chart:
    """Return one panel, or rows of two, with a common axis; ``axis`` are the words after its figures.

    The field over ``threshold`` is tinted, and where the main line first passes it the value is written; a sentence
    says so when it never does. Raises ``ValueError`` without points.
    """
    if not panels or not all(line.points for panel in panels for line in panel.lines):
        raise ValueError("A line needs at least one point.")
    reading = _(
        "Chance of being the cheaper of the two. Field: %(threshold)s or more. "
        "Band: the uncertainty of the calculation itself, two standard errors to each side."
    ) % {"threshold": figures.percent(threshold)}
    names = (title, reading)
    wide = _draw(panels, WIDE, axis, threshold, f"{ident}-wide", names)
    narrow = _draw(panels, NARROW, axis, threshold, f"{ident}-narrow", names)
    return Chart(wide, narrow, title, reading, note, _table(panels, axis))


def _domain(panels: Sequence[Panel]) -> tuple[float, float]:
    values = [point.x for panel in panels for line in panel.lines for point in line.points]
    values += [panel.here.x for panel in panels if panel.here is not None]
    low, high = min(0.0, *values), max(values)
    return (low, high) if low < high else (low, low + 1)


def _draw(
    panels: Sequence[Panel], width: float, axis: str, threshold: float, ident: str, names: tuple[str, str]
) -> SafeString:
    columns = 2 if width == WIDE and len(panels) % 2 == 0 else 1
    each = (width - 24 * (columns - 1)) / columns
    ends = max((text_width(line.name, bold=True) for panel in panels for line in _named(panel)), default=0.0)
    low, high = _domain(panels)
    name_lines = max(len(_name_lines(panel, each)) for panel in panels)
    head = 26.0 + 18 * name_lines
    height = head + _PLOT + 62
    parts: list[SafeString] = []
    for index, panel in enumerate(panels):
        left, top = (index % columns) * (each + 24), (index // columns) * (height + 24) + head
        x = Scale(low, high, left + 48, left + each - (ends + 10 if ends else 14))
        field = _Field(left, top, each, x, Scale(0, 1, top + _PLOT, top))
        parts += _panel(panel, field, axis, threshold)
    rows = -(-len(panels) // columns)
    return svg.drawing(ident, width, rows * (height + 24) - 24, parts, title=names[0], description=names[1])


def _name_lines(panel: Panel, room: float) -> tuple[str, ...]:
    return wrapped(panel.name, room, 2, 14.5, bold=True)


def _named(panel: Panel) -> Sequence[Line]:
    return panel.lines if len(panel.lines) > 1 else ()


def _panel(panel: Panel, field: _Field, axis: str, threshold: float) -> list[SafeString]:
    name = _name_lines(panel, field.width)
    obstacles = Obstacles.of_lines(
        [
            *([(field.x(point.x), field.y(point.p)) for point in line.points] for line in panel.lines),
            [(field.x.start, field.y(threshold)), (field.x.end, field.y(threshold))],
        ]
    )
    labels: list[SafeString] = []
    if panel.here is not None:
        labels += _here(panel.here, field, obstacles)
    labels += _crossing(panel, field, threshold, obstacles)
    return [
        *(
            svg.text(
                field.left, field.top - 18 - 18 * (len(name) - 1 - index), words, "strong", size=14.5, full=panel.name
            )
            for index, words in enumerate(name)
        ),
        *_frame(field, axis, threshold),
        *(part for line in panel.lines for part in _line(line, field)),
        *_line_names(panel, field),
        *labels,
    ]


def _frame(field: _Field, axis: str, threshold: float) -> list[SafeString]:
    left, right = field.x.start, field.x.end
    values = ticks(field.x.low, field.x.high, 5)
    decimals = decimals_of(values)
    top = field.y(1)
    parts = [svg.rect(left, top, right - left, field.y(threshold) - top, "c-threshold")]
    for share in _GRID:
        words = figures.percent(share) if share == 1 else figures.number(share * 100)
        parts.append(svg.line(left, field.y(share), right, field.y(share), "c-axis" if share == 0 else "c-grid"))
        parts.append(svg.text(left - 8, field.y(share) + 5, words, "note", anchor="end"))
    for value in values:
        parts.append(svg.line(field.x(value), field.y(0), field.x(value), field.y(0) + 5, "c-tick"))
        words = figures.number(value, decimals)
        parts.append(svg.text(field.x(value), field.y(0) + 21, words, "note", anchor="middle"))
    parts.append(svg.line(left, field.y(threshold), right, field.y(threshold), "c-line-ink", stroke_dasharray="2 3"))
    parts.append(svg.text(right, field.y(0) + 41, axis, "note", anchor="end"))
    return parts


def _line(line: Line, field: _Field) -> list[SafeString]:
    points = [(field.x(point.x), field.y(point.p)) for point in line.points]
    kind = {LineKind.MAIN: "c-line", LineKind.DASHED: "c-line-ink c-line-dash", LineKind.GREY: "c-line-grey"}[line.kind]
    drawn = [svg.path(points, kind)] if len(points) > 1 else []
    dots = [svg.circle(x, y, 2.5, "c-solid") for x, y in points] if line.kind is LineKind.MAIN else []
    return [*_errors(line, field), *drawn, *dots]


def _errors(line: Line, field: _Field) -> list[SafeString]:
    if line.kind is not LineKind.MAIN or len(line.points) < 2:
        return []
    upper = [(field.x(point.x), field.y(min(1.0, point.p + 2 * point.se))) for point in line.points]
    lower = [(field.x(point.x), field.y(max(0.0, point.p - 2 * point.se))) for point in line.points]
    return [svg.path([*upper, *reversed(lower)], "c-band", closed=True)]


def _line_names(panel: Panel, field: _Field) -> list[SafeString]:
    """Return the names at the ends of the lines, moved apart where lines end close together."""
    lines = sorted(_named(panel), key=lambda line: -line.points[-1].p)
    wanted = [field.y(line.points[-1].p) for line in lines]
    places = spread(wanted, [17.0] * len(lines), field.top - 6, field.top + _PLOT)
    return [
        svg.text(field.x.end + 8, y + 5, line.name, "green" if line.kind is LineKind.MAIN else "strong")
        for line, y in zip(lines, places, strict=True)
    ]


def _here(here: Here, field: _Field, obstacles: Obstacles) -> list[SafeString]:
    x, y = field.x(here.x), field.y(here.p)
    words = _("You are here: %(chance)s") % {"chance": figures.percent(here.p)}
    obstacles.add((x - 8, y - 8, x + 8, y + 8))
    place = first_free(words, (x, y), (field.x.start, field.top, field.x.end, field.top + _PLOT), obstacles)
    return [
        svg.line(x, y, x, field.y(0), "c-tick", stroke_dasharray="1.5 3"),
        svg.circle(x, y, 6.5, "c-here", stroke_width=1.5),
        *([] if place is None else [svg.text(place[0], place[1], words, "strong")]),
    ]


def _crossing(panel: Panel, field: _Field, threshold: float, obstacles: Obstacles) -> list[SafeString]:
    share = figures.percent(threshold)
    frame = (field.x.start, field.top, field.x.end, field.top + _PLOT)
    if panel.crossing is None:
        if panel.lines and panel.lines[0].points[0].p >= threshold:
            words = _("Over %(share)s all the way") % {"share": share}
        else:
            words = _("Does not reach %(share)s here") % {"share": share}
        place = first_free(words, (field.x.start - 4, field.y(1) + 2), frame, obstacles, bold=False)
        return [] if place is None else [svg.text(place[0], place[1], words, "label")]
    x, y = field.x.inside(panel.crossing), field.y(threshold)
    words = _("%(share)s at %(value)s") % {"share": share, "value": figures.number(panel.crossing)}
    obstacles.add((x - 5, y - 5, x + 5, y + 5))
    place = first_free(words, (x, y), frame, obstacles, bold=False)
    mark = svg.line(x, y - 6, x, y + 6, "c-axis")
    return [mark] if place is None else [mark, svg.text(place[0], place[1], words, "label")]


def _table(panels: Sequence[Panel], axis: str) -> ChartTable:
    several = any(len(panel.lines) > 1 for panel in panels)
    head = (
        _("Comparison"),
        *([_("Line in the chart")] if several else []),
        axis,
        _("Chance, of 100"),
        _("Standard error"),
    )
    rows = tuple(
        (
            panel.name,
            *([line.name] if several else []),
            figures.number(point.x, 0 if point.x >= 10 or point.x == int(point.x) else 2),
            figures.hundredths(point.p),
            figures.number(100 * point.se, 1),
        )
        for panel in panels
        for line in panel.lines
        for point in line.points
    )
    return ChartTable(head, rows, text_columns=2 if several else 1)
