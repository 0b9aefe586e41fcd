"""Control charts: one figure over time, the limits of what is noise, and the points that are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.lettering import text_width
from maskinrum.shared.charts.scales import Scale, decimals_of, ticks

SMALL = "chart-small"
_MOST_NAMES = 14


@dataclass(frozen=True)
class SeriesPoint:
    """One measurement; ``value`` None where there is none to show, ``name`` stands below it."""

    name: str
    value: float | None
    is_signal: bool = False


@dataclass(frozen=True)
class SeriesStretch:
    """The points at ``start`` ≤ place < ``stop``, with what they vary within; no ``centre`` where they are too few.

    ``mark`` stands where the stretch begins, and says that nothing before it counts for what comes after.
    """

    start: int
    stop: int
    centre: float | None
    lower: float | None
    upper: float | None
    is_trial: bool
    mark: str = ""


@dataclass(frozen=True)
class Series:
    """Points in order and their stretches, on an axis from ``low`` to ``high`` with ``decimals``."""

    points: Sequence[SeriesPoint]
    stretches: Sequence[SeriesStretch]
    low: float
    high: float


@dataclass(frozen=True)
class _Frame:
    """Where a drawing of one size has its plot."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


_FRAMES = {
    "wide": _Frame(WIDE, 300, 40, 770, 30, 262),
    "narrow": _Frame(NARROW, 220, 30, 318, 28, 184),
    "small": _Frame(NARROW, 158, 26, 320, 22, 128),
}


def series_chart(series: Series, *, ident: str, title: str, table: ChartTable, note: str = "") -> Chart:
    """Return the chart of a series, wide and narrow; raises ``ValueError`` without a point."""
    reading = series_reading()
    drawn = [_draw(series, _FRAMES[size], f"{ident}-{size}", (title, reading)) for size in ("wide", "narrow")]
    return Chart(drawn[0], drawn[1], title, reading, note, table)


def series_small(series: Series, *, ident: str, title: str) -> SafeString:
    """Return one small drawing, to stand among others like it; raises ``ValueError`` without a point."""
    return _draw(series, _FRAMES["small"], ident, (title, series_reading()), SMALL)


def series_reading() -> str:
    """How such a chart is read."""
    return _(
        "Dot: one measurement. Line: their centre. Solid limits: fixed. Dashed limits: trial limits, that move with "
        "each measurement. Ring: a signal. Upright line: the series begins anew."
    )


def _draw(series: Series, frame: _Frame, ident: str, names: tuple[str, str], kind: str = "") -> SafeString:
    if not series.points:
        raise ValueError("A series without points cannot be drawn.")
    up = Scale(series.low, series.high, frame.bottom, frame.top)
    along = Scale(0, max(1, len(series.points) - 1), frame.left + 10, frame.right - 10)
    parts = [
        *_levels(series, frame, up),
        *(part for one in series.stretches for part in _stretch(one, frame, up, along)),
        *_line(series, up, along),
        *_names(series, frame, along),
    ]
    return svg.drawing(ident, frame.width, frame.height, parts, title=names[0], description=names[1], kind=kind)


def _levels(series: Series, frame: _Frame, up: Scale) -> Iterator[SafeString]:
    values = ticks(series.low, series.high, 5)
    decimals = decimals_of(values)
    for value in values:
        y = up(value)
        yield svg.line(frame.left, y, frame.right, y, "c-grid")
        yield svg.text(frame.left - 6, y + 4.5, figures.number(value, decimals), "note", anchor="end")


def _stretch(one: SeriesStretch, frame: _Frame, up: Scale, along: Scale) -> Iterator[SafeString]:
    first, last = along(one.start) - 8, along(one.stop - 1) + 8
    if one.mark:
        yield svg.line(first, frame.top - 8, first, frame.bottom, "c-tick", stroke_dasharray="2 3")
        is_late = first + 4 + text_width(one.mark) > frame.right
        anchor, x = ("end", first - 4) if is_late else ("start", first + 4)
        yield svg.text(x, frame.top - 9, one.mark, "note", anchor=anchor)
    if one.centre is None or one.lower is None or one.upper is None:
        return
    yield svg.line(first, up(one.centre), last, up(one.centre), "c-line-ink")
    for limit in (one.lower, one.upper):
        dashes = "5 4" if one.is_trial else None
        yield svg.line(first, up(limit), last, up(limit), "c-line-grey", stroke_dasharray=dashes)


def _line(series: Series, up: Scale, along: Scale) -> Iterator[SafeString]:
    begins = {one.start for one in series.stretches}
    for place, (one, two) in enumerate(pairwise(series.points), start=1):
        if one.value is not None and two.value is not None and place not in begins:
            yield svg.line(along(place - 1), up(one.value), along(place), up(two.value), "c-tick")
    for place, point in enumerate(series.points):
        if point.value is None:
            continue
        if point.is_signal:
            yield svg.circle(along(place), up(point.value), 7, "c-orange")
        yield svg.circle(along(place), up(point.value), 3, "c-ink")


def _names(series: Series, frame: _Frame, along: Scale) -> Iterator[SafeString]:
    room = (frame.right - frame.left) / max(1, len(series.points))
    widest = max(text_width(point.name) for point in series.points) + 8
    step = max(1, int(-(-widest // room)), -(-len(series.points) // _MOST_NAMES))
    for place, point in enumerate(series.points):
        if place % step == 0:
            yield svg.text(along(place), frame.bottom + 20, point.name, "note", anchor="middle")
