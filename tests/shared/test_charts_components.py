import pytest
from django.utils.translation import override

from maskinrum.shared.charts import Breakdown, Chart, Part, component_chart, component_table_chart
from tests.shared import drawn
from tests.shared.chart_cases import breakdown

PARTS = [Part("running", 9, 5, 12), Part("works", -20, -50, 10), Part("dispute", 0, 0, 0), Part("tender", -5, -6, -4)]
ONE = Breakdown("Partnerskab", Part("total", -16, -45, 15), PARTS)


def waterfall() -> Chart:
    with override("en"):
        return component_chart(ONE, reference="separate tender", ident="w", title="t")


def bars(drawing: str, kind: str) -> list[tuple[float, ...]]:
    root = drawn.parse(drawing)
    rows = [bar for bar in drawn.of_class(root, kind) if bar.tag == f"{drawn.SVG}rect"]
    return [drawn.numbers(bar, "x", "width") for bar in rows]


def pixel_of(drawing: str) -> tuple[float, float]:
    """Return the pixel of zero and the pixels of one million."""
    marks = {word.text: (word.left + word.right) / 2 for word in drawn.words(drawn.parse(drawing))}
    return marks["0"], (marks["0"] - marks["−20"]) / 20


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_each_bar_begins_where_the_one_above_ends(side: str) -> None:
    drawing = getattr(waterfall(), side)
    zero, pixel = pixel_of(drawing)
    found = [bars(drawing, "c-blue"), bars(drawing, "c-edge-orange"), bars(drawing, "c-ink")]
    wanted = [
        [(zero - 20 * pixel, 20 * pixel), (zero - 25 * pixel, 5 * pixel)],
        [(zero - 25 * pixel, 9 * pixel)],
        [(zero - 16 * pixel, 16 * pixel)],
    ]
    assert found == [[pytest.approx(bar, abs=0.05) for bar in row] for row in wanted]


def test_the_thin_line_of_a_component_starts_from_where_its_bar_starts() -> None:
    drawing = waterfall().wide
    zero, pixel = pixel_of(drawing)
    thin = [drawn.numbers(line, "x1", "x2") for line in drawn.of_class(drawn.parse(drawing), "c-thin")]
    assert thin[1] == pytest.approx((zero - 26 * pixel, zero - 24 * pixel), abs=0.05)


def test_components_without_difference_are_named_and_not_drawn() -> None:
    chart = waterfall()
    assert chart.note == "No difference: Disputes."
    assert "Disputes" not in [word.text for word in drawn.words(drawn.parse(chart.wide))]


def test_the_table_keeps_the_order_given_and_all_components() -> None:
    assert waterfall().table.rows[1:] == (
        ("The works", "−50", "−20", "+10"),
        ("Disputes", "0", "0", "0"),
        ("Own tender costs", "−6", "−5", "−4"),
        ("In all", "−45", "−16", "+15"),
    )


def test_all_alternatives_share_one_scale() -> None:
    chart = component_table_chart([breakdown("a", 1), breakdown("b", 2)], reference="x", ident="w", title="t")
    widths = [width for _x, width in bars(chart.wide, "c-blue")]
    half = len(widths) // 2
    assert widths[half:] == [pytest.approx(2 * width, abs=0.03) for width in widths[:half]]


def test_the_comparison_has_a_column_for_each_alternative() -> None:
    with override("en"):
        chart = component_table_chart([ONE, breakdown("b")], reference="x", ident="w", title="t")
    assert chart.table.head[1:] == ("Partnerskab", "b")
    assert chart.table.rows[1] == ("The works", "−20", "−14")
