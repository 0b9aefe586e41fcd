"""The parts that charts are built of: markup, lettering, scales and places."""

from datetime import date

import pytest

from maskinrum.shared.charts import ChartTable, LevelRow, levels_chart, svg
from maskinrum.shared.charts.chart import NARROW
from maskinrum.shared.charts.lettering import shortened, text_width, wrapped
from maskinrum.shared.charts.placement import clamped, rows_without_overlap, spread
from maskinrum.shared.charts.scales import Scale, decimals_of, month_of, ticks, whole_years, year_starts


def test_content_and_attributes_are_escaped() -> None:
    assert svg.element("g", "a<b>&\"'", id="a\"'<") == '<g id="a&quot;&#39;&lt;">a&lt;b&gt;&amp;&quot;&#39;</g>'


def test_letters_that_xml_forbids_are_replaced() -> None:
    assert svg.escaped("a\x00\x1f\ud800\ufffe\tb") == "a\ufffd\ufffd\ufffd\ufffd\tb"


@pytest.mark.parametrize("name", ["style", "onclick", "onload"])
def test_style_and_event_attributes_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="must not carry"):
        svg.element("g", **{name: "x"})


@pytest.mark.parametrize(
    ("value", "written"), [(10.0, "10"), (0.5, "0.5"), (3.14159, "3.14"), (-2.999, "-3"), (7, "7")]
)
def test_lengths_have_at_most_two_decimals(value: float, written: str) -> None:
    assert svg.measure(value) == written


def test_a_text_that_fits_is_not_cut() -> None:
    assert shortened("Tag og facade", text_width("Tag og facade")) == "Tag og facade"


def test_a_cut_text_fits_and_ends_with_an_ellipsis() -> None:
    cut = shortened("Målestoksvej, badeværelser og stigstrenge", 120)
    assert cut == "Målestoksvej, bad…"
    assert text_width(cut) <= 120


def test_a_cut_never_leaves_half_an_emoji() -> None:
    assert shortened("A👷\u200d👷\u200d👷\u200d👷", text_width("A👷👷…") + 1) == "A👷\u200d👷…"


def test_lines_are_broken_between_words_and_the_last_is_cut() -> None:
    assert wrapped("med en anden boligorganisation i landet", 110, 2) == ("med en anden", "boligorganisatio…")


def test_a_word_wider_than_the_line_is_parted_before_a_consonant() -> None:
    assert wrapped("Rådgiverrammeaftale", 100, 2, bold=True) == ("Rådgiver-", "rammeaftale")


def test_a_scale_maps_its_ends_and_holds_what_lies_outside() -> None:
    scale = Scale(-20, 60, 100, 500)
    assert (scale(-20), scale(0), scale(60), scale(80), scale.inside(80)) == (100, 200, 500, 600, 500)


@pytest.mark.parametrize(
    ("low", "high", "most", "wanted"),
    [
        (-83, 31, 6, (-80, -60, -40, -20, 0, 20)),
        (0, 1, 5, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 400, 5, (0, 100, 200, 300, 400)),
        (-0.03, 0.02, 6, (-0.03, -0.02, -0.01, 0, 0.01, 0.02)),
    ],
)
def test_ticks_are_round_and_inside(low: float, high: float, most: int, wanted: tuple[float, ...]) -> None:
    assert ticks(low, high, most) == pytest.approx(wanted)


def test_ticks_have_the_decimals_that_tell_them_apart() -> None:
    assert [decimals_of((0, 20)), decimals_of((0, 0.5)), decimals_of((0, 0.02))] == [0, 1, 2]


def test_an_axis_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="no length"):
        ticks(3, 3, 5)


def test_the_first_of_a_month_is_a_whole_number_of_months() -> None:
    assert month_of(date(2027, 3, 1), date(2029, 1, 1)) == 22


def test_years_start_in_january_whatever_the_case_date() -> None:
    assert year_starts(date(2027, 7, 1), 0, 20) == ((6, 2028), (18, 2029))


def test_a_span_is_widened_to_whole_calendar_years() -> None:
    assert whole_years(date(2027, 7, 1), 2, 20) == (-6, 30)
    assert whole_years(date(2027, 1, 1), 0, 24) == (0, 24)


def test_labels_that_meet_go_to_another_row() -> None:
    assert rows_without_overlap([(0, 50), (52, 90), (55, 70), (100, 120)], 8) == (0, 1, 2, 0)


def test_labels_are_moved_apart_and_stay_inside() -> None:
    assert spread([10, 12, 95], [20, 20, 20], 0, 100) == (10, 30, 90)


def test_something_wide_is_kept_inside() -> None:
    assert [clamped(90, 20, 0, 100), clamped(-5, 20, 0, 100), clamped(30, 20, 0, 100)] == [80, 0, 30]


def test_the_name_of_a_statement_is_wrapped_as_wide_as_it_is_drawn() -> None:
    name = "Økonomien er åben nok til, at vi kan stole på tallene."
    row = LevelRow(name, (1, 2, 3, 2, 1))
    table = ChartTable(("Udsagn",), ((name,),))
    chart = levels_chart([row], levels=["1", "2", "3", "4", "5"], withheld="", ident="x", title="x", table=table)
    assert text_width(name) < NARROW < text_width(name, bold=True)
    assert ">tallene.<" in chart.narrow
