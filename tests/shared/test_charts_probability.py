import pytest
from django.utils.translation import override

from maskinrum.shared.charts import Chart, Here, Line, LineKind, Panel, Point, probability_chart
from tests.shared import drawn
from tests.shared.chart_cases import panel

POINTS = [Point(50, 0.2, 0.01), Point(100, 0.5, 0.01), Point(200, 0.75, 0.02), Point(400, 0.9, 0.01)]


def chart_of(*panels: Panel) -> Chart:
    with override("en"):
        return probability_chart(panels, axis="DKK m a year", ident="o", title="t")


def texts(drawing: str) -> list[str]:
    return [word.text for word in drawn.words(drawn.parse(drawing))]


def points_of(path: str) -> list[tuple[float, float]]:
    return [(float(step.split()[0]), float(step.split()[1])) for step in path[1:].replace("Z", "").split("L")]


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_the_line_goes_through_its_points(side: str) -> None:
    root = drawn.parse(getattr(chart_of(Panel("a", [Line("", POINTS)])), side))
    drawn_points = points_of(drawn.of_class(root, "c-line")[0].get("d", ""))
    axis = drawn.of_class(root, "c-axis")[0]
    left, right, floor = drawn.numbers(axis, "x1", "x2", "y1")
    wanted = [(left + (right - left) * point.x / 400, floor - 216 * point.p) for point in POINTS]
    assert drawn_points == [pytest.approx(point, abs=0.05) for point in wanted]


def test_the_band_is_two_standard_errors_to_each_side() -> None:
    root = drawn.parse(chart_of(Panel("a", [Line("", POINTS)])).wide)
    band = points_of(drawn.of_class(root, "c-band")[0].get("d", ""))
    assert band[5][1] - band[2][1] == pytest.approx(4 * 0.02 * 216, abs=0.05)


def test_the_tinted_field_begins_at_the_threshold() -> None:
    root = drawn.parse(chart_of(Panel("a", [Line("", POINTS)])).wide)
    assert drawn.numbers(drawn.of_class(root, "c-threshold")[0], "height") == pytest.approx((0.4 * 216,), abs=0.05)


def test_the_crossing_is_said_where_there_is_one() -> None:
    assert "60% at 140" in texts(chart_of(Panel("a", [Line("", POINTS)], None, 140)).wide)


def test_that_there_is_no_crossing_is_said_too() -> None:
    low = [Point(0, 0.1), Point(400, 0.5)]
    high = [Point(0, 0.7), Point(400, 0.9)]
    assert "Does not reach 60% here" in texts(chart_of(Panel("a", [Line("", low)])).wide)
    assert "Over 60% all the way" in texts(chart_of(Panel("a", [Line("", high)])).wide)


@pytest.mark.parametrize("side", ["wide", "narrow"])
@pytest.mark.parametrize("chance", [0.0, 0.02, 0.3, 0.59, 0.61, 0.97, 1.0])
@pytest.mark.parametrize("x", [0, 30, 200, 390, 400])
def test_you_are_here_is_always_said(side: str, chance: float, x: float) -> None:
    crowded = Panel("a", panel(top=0.9).lines, Here(x, chance), 120)
    root = drawn.parse(getattr(chart_of(crowded), side))
    assert len([word for word in drawn.words(root) if word.text.startswith("You are here")]) == 1
    assert drawn.overlapping(root) == []


def test_lines_are_told_apart_by_their_stroke() -> None:
    root = drawn.parse(chart_of(panel()).wide)
    assert [len(drawn.of_class(root, kind)) for kind in ("c-line", "c-line-dash", "c-line-grey")] == [1, 1, 1]


def test_the_table_has_every_point() -> None:
    rows = chart_of(
        Panel("a", [Line("4", POINTS[:2])]), Panel("b", [Line("4", POINTS[2:3], LineKind.DASHED)])
    ).table.rows
    assert rows == (("a", "50", "20", "1.0"), ("a", "100", "50", "1.0"), ("b", "200", "75", "2.0"))


def test_a_line_without_points_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        chart_of(Panel("a", [Line("4", [])]))
