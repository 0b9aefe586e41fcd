"""Forest plots: what is weak, open ended or unknown looks so, and the figures stand beside."""

from dataclasses import replace

import pytest

from maskinrum.shared.charts import ForestRow, forest_chart
from maskinrum.shared.figures import number

ROW = ForestRow("a-1: Maalt", "n = 4", 0.9, 0.8, 1.1, "0,9", "0,8 til 1,1", "4", "B")


def drawn(*rows: ForestRow, reference: float = 0.0) -> str:
    chart = forest_chart(rows, write=number, ident="evidence", title="Fund", reference=reference)
    assert [row[0] for row in chart.table.rows] == [row.name for row in rows]
    return str(chart.wide)


def test_the_axis_shows_where_there_is_no_effect() -> None:
    assert ">0,0<" in drawn(ROW)
    assert ">0,0<" not in drawn(ROW, reference=1.0)


def test_weak_evidence_is_hollow_and_dashed() -> None:
    weak = drawn(replace(ROW, is_weak=True))
    assert ("c-same" in weak, "stroke-dasharray" in weak) == (True, True)
    assert ("c-same" in drawn(ROW), "stroke-dasharray" in drawn(ROW)) == (False, False)


def test_at_least_and_at_most_end_in_an_arrow() -> None:
    least, most = replace(ROW, middle=None, high=None), replace(ROW, middle=None, low=None)
    assert [drawn(row).count("<circle") for row in (least, most)] == [0, 0]
    assert drawn(least) != drawn(most)


def test_a_point_without_interval_has_no_line_to_its_sides() -> None:
    assert drawn(replace(ROW, low=None, high=None)).count("c-thin") == 0


def test_a_distribution_is_a_bar_also_without_width() -> None:
    assert "c-band" in drawn(replace(ROW, is_summary=True, low=1.0, middle=1.0, high=1.0))


def test_all_at_no_effect_still_has_an_axis_and_no_number_at_all_is_an_error() -> None:
    nothing = replace(ROW, middle=0.0, low=None, high=None)
    assert "<circle" in drawn(nothing)
    with pytest.raises(ValueError, match="No row"):
        drawn(replace(ROW, middle=None, low=None, high=None))
