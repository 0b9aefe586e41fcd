"""Lines of agreements on one axis: what is known is drawn, what is not is said."""

from datetime import date

import pytest
from django.utils import translation

from maskinrum.shared.charts import AgreementLine, LineDrawer, Years, axis_head, years_around

TODAY = date(2026, 11, 24)
YEARS = Years(2016, 2035)


def drawn(*days: date | None) -> str:
    """One line."""
    with translation.override("da"):
        return LineDrawer(YEARS, TODAY).draw(AgreementLine(*days), "", "ord")


def test_the_axis_holds_every_day_and_today() -> None:
    assert years_around([date(2019, 4, 15), None, date(2029, 12, 31)], TODAY) == Years(2019, 2029)
    assert years_around([], TODAY) == Years(2026, 2026)


@pytest.mark.parametrize(("years", "marks"), [(Years(2016, 2020), 5), (Years(2016, 2030), 8), (Years(1900, 2100), 5)])
def test_the_axis_writes_no_more_years_than_there_is_room_for(years: Years, marks: int) -> None:
    assert len(years.marks) == marks


def test_days_off_the_axis_stand_at_its_ends() -> None:
    assert (YEARS.at(date(1990, 1, 1)), YEARS.at(date(2090, 1, 1))) == (0, 100)


def test_term_is_solid_and_option_dashed() -> None:
    line = drawn(date(2019, 4, 15), date(2023, 4, 15), date(2025, 4, 15))
    assert (line.count("c-solid"), line.count("c-dash"), line.count("c-ink")) == (1, 1, 0)


def test_works_after_the_last_day_are_hatched_and_those_before_are_not() -> None:
    line = drawn(date(2019, 1, 1), date(2023, 1, 1), date(2025, 1, 1), date(2024, 1, 1), date(2026, 12, 31))
    assert (line.count("c-ink"), line.count("a-tail")) == (1, 1)
    assert "url(#register-hatch)" in line
    assert drawn(date(2019, 1, 1), date(2023, 1, 1), None, date(2020, 1, 1), date(2021, 1, 1)).count("a-tail") == 0
    assert drawn(date(2019, 1, 1), date(2020, 1, 1), None, date(2021, 1, 1), date(2022, 1, 1)).count("c-ink") == 0


def test_a_term_that_is_not_known_is_a_dot_a_dotted_line_and_words() -> None:
    line = drawn(date(2020, 1, 1), None, None)
    assert ("a-dotted" in line, "løbetid ikke kendt" in line, "c-solid" in line) == (True, True, True)


def test_words_stand_left_of_a_late_start() -> None:
    assert 'text-anchor="end"' in drawn(date(2033, 1, 1), None, None)


def test_a_start_that_is_not_known_is_said() -> None:
    assert "start ikke kendt" in drawn(None, None, None)


def test_works_alone_are_drawn_without_words_about_the_start() -> None:
    line = drawn(None, None, None, date(2020, 1, 1), date(2021, 1, 1))
    assert ("start ikke kendt" in line, line.count("c-ink")) == (False, 1)


def test_works_of_which_only_the_end_is_known_are_a_dot() -> None:
    assert "<circle" in drawn(date(2019, 1, 1), date(2023, 1, 1), None, None, date(2022, 1, 1))


def test_works_the_wrong_way_round_are_no_bar() -> None:
    assert "c-ink" in drawn(date(2019, 1, 1), date(2023, 1, 1), None, date(2024, 1, 1), date(2022, 1, 1))


def test_the_head_says_what_it_shows() -> None:
    with translation.override("en"):
        assert 'aria-label="The axis runs from 2016 to 2035. Today is marked."' in axis_head(YEARS, TODAY)
