"""The tornado: bars from the low to the high value, dear parts hatched, shares and figures beside."""

from dataclasses import replace

import pytest

from maskinrum.shared.charts import DriverRow, tornado_chart

ROW = DriverRow("Prisniveau", "", "-2 %", "5 %", -12.0, 0.25, 9.0, 0.3, 0.52, 0.01)


def drawn(*rows: DriverRow, mean: float = -1.0) -> str:
    chart = tornado_chart(rows, mean=mean, reference="særskilt udbud", ident="drivers", title="Fund")
    assert len(chart.table.rows) == len(rows)
    return str(chart.wide)


def test_what_lies_on_the_dear_side_is_hatched_and_what_lies_on_the_cheap_side_filled() -> None:
    rows = [ROW, replace(ROW, high=-3.0), replace(ROW, low=2.0)]
    found = [('class="c-blue"' in one, 'fill="url(#drivers-wide-hatch)"' in one) for one in map(drawn, rows)]
    assert found == [(True, True), (True, False), (False, True)]


def test_the_figures_stand_beside_with_their_errors() -> None:
    chart = tornado_chart([replace(ROW, detail="fælles for alle")], mean=0.0, reference="x", ident="d", title="Fund")
    assert chart.table.rows == (
        ("Prisniveau (fælles for alle)", "-2 %", "5 %", "−12,0 ±\u00a00,3", "+9,0 ±\u00a00,3", "52\u202f% ±\u00a01,0"),
    )


def test_names_stand_above_their_bars_on_a_narrow_page() -> None:
    chart = tornado_chart([ROW, ROW, ROW], mean=0.0, reference="x", ident="d", title="Fund")
    assert str(chart.narrow).count("andel 52") == 3


def test_no_swing_still_has_an_axis_and_nothing_at_all_is_an_error() -> None:
    assert "<circle" in drawn(replace(ROW, low=0.0, high=0.0), mean=0.0)
    with pytest.raises(ValueError, match="nothing that drives"):
        drawn()
