"""Bars of contributions: greatest first, what harms is hatched, and the table has all."""

import pytest
from django.utils.translation import override

from maskinrum.shared.charts import Contribution, contribution_chart
from maskinrum.shared.charts.contributions import MOST_DRAWN

HEADS = ("Project", "Where")


def drawn(*rows: Contribution) -> list[str]:
    """The names as they stand in the drawing, from above."""
    chart = contribution_chart(rows, ident="c", title="T", heads=HEADS)
    return sorted((row.name for row in rows if row.name in chart.wide), key=chart.wide.index)


def test_the_greatest_stands_first_and_what_harms_is_hatched() -> None:
    good, bad = Contribution("Taget", 3.5, 0.2, "inside"), Contribution("Facaden", -1.25, 2, "left out")
    chart = contribution_chart([bad, good], ident="c", title="T", heads=HEADS)
    assert drawn(bad, good) == ["Taget", "Facaden"]
    for drawing in (chart.wide, chart.narrow):
        assert (drawing.count("c-blue"), drawing.count("c-edge-orange")) == (1, 1)
    assert (good.is_clear, bad.is_clear) == (True, False)


def test_the_table_has_the_same_figures_in_words() -> None:
    with override("en"):
        chart = contribution_chart([Contribution("Taget", 3.5, 0.2, "inside")], ident="c", title="T", heads=HEADS)
    assert chart.table.head[:2] == HEADS
    assert chart.table.rows == (("Taget", "inside", "+3.50", "±\u00a00.40"),)


def test_of_many_those_farthest_from_zero_are_drawn() -> None:
    rows = [Contribution(f"P{n:02}", n - 5.5, 0.1) for n in range(40)]
    with override("en"):
        chart = contribution_chart(rows, ident="c", title="T", heads=HEADS, note="N.")
    assert (len(drawn(*rows)), len(chart.table.rows)) == (MOST_DRAWN, 40)
    assert chart.note == "N. The 30 farthest from zero are drawn; the table has all."


def test_nothing_but_zeros_can_be_drawn_and_nothing_cannot() -> None:
    assert drawn(Contribution("Taget", 0, 0)) == ["Taget"]
    with pytest.raises(ValueError, match="nothing to draw"):
        contribution_chart([], ident="c", title="T", heads=HEADS)


def test_names_cannot_bring_markup_in() -> None:
    chart = contribution_chart([Contribution("<b onclick='x'>", 1, 0)], ident="c", title="T", heads=HEADS)
    assert ("<b" in chart.wide, "<b" in chart.narrow) == (False, False)
