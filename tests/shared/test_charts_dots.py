from dataclasses import replace

import numpy as np
import pytest
from django.utils.translation import override

from maskinrum.shared.charts import Chart, dot_chart
from tests.shared import drawn
from tests.shared.chart_cases import alternative


def chart_of(*rows: object) -> Chart:
    with override("en"):
        return dot_chart(rows, reference="separate tender", ident="d", title="t")  # type: ignore[arg-type]


def zero_of(drawing: str) -> float:
    """Return the pixel of zero: the tallest upright ink line."""
    lines = [line for line in drawn.of_class(drawn.parse(drawing), "c-axis") if line.get("x1") == line.get("x2")]
    return max((drawn.numbers(line, "y1", "y2", "x1") for line in lines), key=lambda line: line[1] - line[0])[2]


def dots(drawing: str, kind: str) -> list[tuple[float, ...]]:
    return [drawn.numbers(dot, "cx", "cy", "r") for dot in drawn.of_class(drawn.parse(drawing), kind)]


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_each_row_has_twenty_dots_on_their_own_side_of_zero(side: str) -> None:
    row = replace(alternative(), outcomes=[-40.0, -0.001] + [-3.0] * 11 + [0.001] + [5.0] * 5 + [19.0])
    drawing = getattr(chart_of(row), side)
    zero = zero_of(drawing)
    assert [len(dots(drawing, "c-blue")), len(dots(drawing, "c-orange"))] == [13, 7]
    assert all(x + radius <= zero for x, _y, radius in dots(drawing, "c-blue"))
    assert all(x - radius >= zero for x, _y, radius in dots(drawing, "c-orange"))


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_dots_never_cover_each_other(side: str) -> None:
    drawing = getattr(chart_of(alternative("a", -8, 0.3), alternative("b", 5, 0.01), alternative("c", 9, 4)), side)
    places = [(x, y) for kind in ("c-blue", "c-orange") for x, y, _radius in dots(drawing, kind)]
    radius = max(radius for _x, _y, radius in dots(drawing, "c-blue"))
    assert len(places) == 60
    gaps = [np.hypot(a - c, b - d) for i, (a, b) in enumerate(places) for c, d in places[:i]]
    assert min(gaps) >= 2 * radius


def test_a_dot_stands_within_half_a_bin_of_its_value() -> None:
    row = replace(alternative(), outcomes=[float(value) for value in range(-88, 12, 5)], p05=-88, p95=7)
    drawing = chart_of(row).wide
    marks = {word.text: (word.left + word.right) / 2 for word in drawn.words(drawn.parse(drawing))}
    zero, pixel = zero_of(drawing), (marks["−40"] - marks["−20"]) / -20
    found = sorted(x for kind in ("c-blue", "c-orange") for x, _y, _radius in dots(drawing, kind))
    wanted = [zero + value * pixel for value in range(-88, 12, 5)]
    assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 6.6


def test_the_lines_show_the_quantiles_with_a_gap_at_the_middle() -> None:
    row = replace(alternative(), p05=-60, p25=-35, p50=-20, p75=-5, p95=20, outcomes=[-60.0, *[-20.0] * 18, 20.0])
    root = drawn.parse(chart_of(row).wide)
    thick = [drawn.numbers(bar, "x", "width") for bar in drawn.of_class(root, "c-ink")]
    marks = {word.text: (word.left + word.right) / 2 for word in drawn.words(root)}
    pixel = (marks["0"] - marks["−40"]) / 40
    assert [round(x + width - thick[0][0], 1) for x, width in thick] == [
        round(15 * pixel - 2.5, 1),
        round(30 * pixel, 1),
    ]
    assert round(thick[1][0] - thick[0][0] - thick[0][1], 1) == 5


def test_dots_beyond_the_axis_stand_at_its_end_and_are_said() -> None:
    row = replace(alternative(), outcomes=[-900.0, -700.0, *[-8.0] * 18])
    chart = chart_of(row)
    assert len(dots(chart.wide, "c-blue")) == 20
    assert min(x for x, _y, _radius in dots(chart.wide, "c-blue")) > 232
    assert chart.note.startswith("2 dots lie beyond the axis")
    assert "−900" in chart.note


def test_an_alternative_that_never_differs_says_so_instead_of_dots() -> None:
    same = replace(alternative(), outcomes=[0.0] * 20, p05=0, p25=0, p50=0, p75=0, p95=0)
    drawing = chart_of(same, alternative()).wide
    assert len(dots(drawing, "c-blue")) + len(dots(drawing, "c-orange")) == 20
    assert "no difference in any future" in [word.text for word in drawn.words(drawn.parse(drawing))]


def test_the_highlighted_row_alone_is_tinted() -> None:
    chart = chart_of(alternative("a"), replace(alternative("b"), highlighted=True))
    assert len(drawn.of_class(drawn.parse(chart.wide), "c-focus")) == 1


def test_the_table_has_the_same_figures() -> None:
    row = replace(
        alternative("Rammeaftale"), p05=-46.2, p25=-32, p50=-23.4, p75=-16, p95=6, p_cheaper=0.998, p_best=0.21
    )
    assert chart_of(row).table.rows == (("Rammeaftale", "−46", "−32", "−23", "−16", "+6", ">99", "21"),)


def test_other_than_twenty_outcomes_are_refused() -> None:
    with pytest.raises(ValueError, match="20 outcomes"):
        chart_of(replace(alternative(), outcomes=[1.0] * 19))
