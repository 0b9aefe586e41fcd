"""What becomes of a value from project to project, and where the next one is expected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maskinrum.shared import figures
from maskinrum.shared.charts import svg
from maskinrum.shared.charts.chart import NARROW, WIDE, Chart, ChartTable
from maskinrum.shared.charts.scales import Scale, decimals_of, ticks

_TOP, _BOTTOM = 24.0, 244.0
_MOST_NAMES = 12


@dataclass(frozen=True)
class Repetition:
    """``values`` in the order the projects were made; ``line`` at the same places, or none where nothing is fitted.

    ``ahead`` is the next one: its middle, and between which values it lies in 19 of 20.
    """

    values: Sequence[float]
    line: Sequence[float]
    ahead: tuple[float, float, float]


def repetition_chart(
    told: Repetition, *, ident: str, title: str, table: ChartTable, unit: str, note: str = ""
) -> Chart:
    """Draw a repetition; raises ``ValueError`` without a value."""
    if not told.values:
        raise ValueError("A repetition without a project cannot be drawn.")
    reading = _(
        "%(unit)s. Dot: one project, in the order they were made. Line: fitted to the projects alone. "
        "Dashed: the next project, in 19 of 20 cases."
    ) % {"unit": unit}
    drawn = [
        _draw(told, width, f"{ident}-{size}", (title, reading)) for width, size in ((WIDE, "wide"), (NARROW, "narrow"))
    ]
    return Chart(drawn[0], drawn[1], title, reading, note, table)


def _draw(told: Repetition, width: float, ident: str, names: tuple[str, str]) -> SafeString:
    count = len(told.values)
    # A wide interval of the next one must not press all that was measured together.
    top = min(max(told.ahead[2], *told.values), 3 * max(told.values))
    up = Scale(0.0, top * 1.05, _BOTTOM, _TOP)
    along = Scale(1, count + 1, 62, width - 24)
    parts = [*_levels(up, width), *_names(count, along)]
    if told.line:
        parts.append(svg.path([(along(place), up.inside(y)) for place, y in enumerate(told.line, start=1)], "c-line"))
    parts += [svg.circle(along(place), up(value), 4, "c-ink") for place, value in enumerate(told.values, start=1)]
    x = along(count + 1)
    parts.append(svg.line(x, up.inside(told.ahead[1]), x, up.inside(told.ahead[2]), "c-line-ink c-line-dash"))
    parts.append(svg.circle(x, up.inside(told.ahead[0]), 5, "c-dash"))
    return svg.drawing(ident, width, _BOTTOM + 48, parts, title=names[0], description=names[1])


def _levels(up: Scale, width: float) -> list[SafeString]:
    values = ticks(up.low, up.high, 5)
    write: Callable[[float], str] = lambda value: figures.number(value, decimals_of(values))  # noqa: E731
    lines = [svg.line(54, up(value), width - 8, up(value), "c-axis" if value == 0 else "c-grid") for value in values]
    return [*lines, *(svg.text(48, up(value) + 4.5, write(value), "note", anchor="end") for value in values)]


def _names(count: int, along: Scale) -> list[SafeString]:
    step = -(-count // _MOST_NAMES)
    shown = [
        place for place in range(1, count + 1) if (place - 1) % step == 0 and (step == 1 or place <= count - step / 2)
    ]
    return [
        *(svg.text(along(place), _BOTTOM + 20, str(place), "note", anchor="middle") for place in shown),
        svg.text(along(count + 1) + 20, _BOTTOM + 40, _("next"), "strong", anchor="end"),
    ]
