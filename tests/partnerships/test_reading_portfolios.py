"""A table becomes a portfolio: headings, required columns, starts, and what is told."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.facts import Delay, ProjectFacts
from maskinrum.partnerships.forms import read_portfolio, recognise
from maskinrum.shared.tables import Cell, Column, Row, Table, text_cell
from tests.partnerships.portfolios import CASE_DATE, SKITSEGAARDEN, SOUND, found, read, reading, shipped, told


def test_the_invented_portfolio_is_read_whole() -> None:
    result = shipped("demo_portfolio.csv", date(2027, 1, 1))
    assert (len(result.facts), result.problems, result.notes, result.numbers[0]) == (24, (), (), 12)
    assert result.facts[3] == SKITSEGAARDEN


def test_the_public_portfolio_is_read_whole_and_its_own_columns_are_passed_over() -> None:
    result = shipped("real_portfolio.csv", date(2023, 1, 1))
    assert (len(result.facts), result.problems, told(result)) == (7, (), {"columns-ignored": ()})
    assert sum(one.budget for one in result.facts) == Decimal("2646.7")


def test_only_the_needed_columns_are_needed() -> None:
    (facts,) = reading({}).facts
    assert facts == ProjectFacts(
        "Åsen", ProjectKind.RENOVATION, "", None, Decimal("17.6"), date(2028, 9, 1), Decimal(12), ApprovalState.SCHEME_A
    )


def test_every_optional_column_is_read() -> None:
    optional = {
        "Type": "Helhedsplan",
        "Lighedsgruppe": "blok-60",
        "Boliger": "84",
        "Problemprojekt": "ja",
        "Kan indgå": "nej",
        "realisation": "85 %",
        "delay_a": "0",
        "delay_m": "3,5",
        "delay_b": "12",
    }
    (facts,) = reading(optional).facts
    assert (facts.kind, facts.group, facts.homes) == (ProjectKind.MASTER_PLAN, "blok-60", 84)
    assert (facts.problem_project, facts.eligible, facts.realisation) == (True, False, Decimal("0.85"))
    assert facts.delay == Delay(Decimal(0), Decimal("3.5"), Decimal(12))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Budget (mio. kr.)", Field.BUDGET),
        ("BUDGET MIO KR EKSKL. MOMS", Field.BUDGET),
        ("planned_start", Field.START),
        ("Planlagt start", Field.START),
        ("Byggestart", Field.START),
        ("planned_start_date", Field.START_DATE),
        ("Boliger", Field.HOMES),
        ("Varighed (måneder)", Field.DURATION),
        ("varighed maaneder", Field.DURATION),
        ("Godkendelse", Field.APPROVAL),
        ("Problem-projekt", None),
        ("problemprojekt", Field.PROBLEM),
        ("Kan indgå", Field.ELIGIBLE),
        ("kan indga", Field.ELIGIBLE),
        ("Lighedsgruppe", Field.GROUP),
        ("Type", Field.KIND),
        ("Måneder", None),
        ("", None),
    ],
)
def test_headings_are_known_in_both_languages_however_they_are_typed(heading: str, field: Field | None) -> None:
    assert recognise(heading) == field


def test_columns_may_stand_in_any_order() -> None:
    (facts,) = read(["Varighed", "Navn", "Godkendelse", "Budget", "Start"], ["7", "Åsen", "Idé", "3", "2028-09"]).facts
    assert (facts.name, facts.duration, facts.budget) == ("Åsen", Decimal(7), Decimal(3))


@pytest.mark.parametrize("column", ["name", "budget", "planned_start", "duration", "approval"])
def test_a_needed_column_that_is_missing_is_told_once(column: str) -> None:
    kept = [field for field in SOUND if field != column]
    result = read(kept, [SOUND[field] for field in kept], [SOUND[field] for field in kept])
    assert [(p.code, p.row, p.field) for p in result.problems] == [("column-missing", 1, column)]
    assert not result.holds


def test_two_columns_that_mean_the_same_are_told() -> None:
    assert found(read([*SOUND, "Budget (mio. kr.)"], [*SOUND.values(), "9"])) == [("column-twice", 1, "F")]


@pytest.mark.parametrize("heading", ["Budget (kr.)", "Budget (t.kr.)", "Budget DKK"])
def test_a_heading_in_kroner_is_stopped(heading: str) -> None:
    result = read(["name", heading, "planned_start", "duration", "approval"], list(SOUND.values()))
    assert found(result) == [("budget-in-kroner", 1, "B")]


def test_a_table_without_projects_is_told() -> None:
    assert found(read(list(SOUND))) == [("no-projects", None, "")]


def test_more_than_five_hundred_projects_are_told() -> None:
    columns = tuple(Column(place, "", name) for place, name in enumerate(SOUND))
    rows = tuple(Row(number, tuple(map(text_cell, SOUND.values()))) for number in range(1, 502))
    result = read_portfolio(Table(columns, rows, 0, "form", delimiter=";"), case_date=CASE_DATE)
    assert found(result) == [("too-many-projects", None, "")]


def test_rows_with_problems_give_no_facts_and_the_others_keep_their_numbers() -> None:
    result = reading({"name": "Åsen"}, {"budget": "x"}, {"name": "Bøgen"})
    assert ([one.name for one in result.facts], result.numbers, result.holds) == (["Åsen", "Bøgen"], (2, 4), False)


def test_problems_come_in_row_and_column_order() -> None:
    result = reading({"duration": "x", "name": ""}, {"budget": "0"})
    assert found(result) == [("value-missing", 2, "A"), ("not-a-number", 2, "D"), ("budget-not-positive", 3, "B")]


def test_an_approval_may_be_missing_when_probability_and_delay_are_given() -> None:
    own = {"approval": "", "realisation": "0,9", "delay_a": "0", "delay_m": "1", "delay_b": "2"}
    assert reading(own).facts[0].approval == ApprovalState.IDEA
    assert found(reading(own | dict.fromkeys(("delay_a", "delay_m", "delay_b"), ""))) == [("value-missing", 2, "E")]


@pytest.mark.parametrize(
    ("delays", "problem"),
    [(("0", "", "3"), ("delay-incomplete", 2, "G")), (("0", "9", "3"), ("delay-order", 2, "G"))],
)
def test_the_three_delays_belong_together(delays: tuple[str, str, str], problem: tuple[str, int, str]) -> None:
    given_delays = dict(zip(("delay_a", "delay_m", "delay_b"), delays, strict=True))
    assert found(reading(given_delays)) == [problem]


def test_an_example_and_a_total_are_left_out_and_told() -> None:
    result = reading(
        {"name": "Eksempel: Prøvevænget"}, {}, {"name": "EXAMPLE: Close"}, {"name": "I alt", "duration": ""}
    )
    assert ([one.name for one in result.facts], found(result)) == (["Projekt 1"], [])
    assert told(result) == {"example-skipped": (2, 4), "total-skipped": (5,)}


# Planned starts


def test_months_count_from_the_case_date() -> None:
    result = reading(
        {"planned_start": "20"}, {"planned_start": "0,5"}, {"planned_start": "-1"}, case_date=date(2027, 2, 1)
    )
    assert [one.planned_start for one in result.facts] == [date(2028, 10, 1), date(2027, 2, 15), date(2027, 1, 1)]


def test_a_planned_start_may_be_a_date_or_a_month() -> None:
    result = reading({"planned_start": "01-09-2028"}, {"planned_start": "sep 2028"})
    assert [one.planned_start for one in result.facts] == [date(2028, 9, 1), date(2028, 9, 1)]


def test_a_date_wins_over_months_and_the_rows_are_named() -> None:
    rows = [
        {"planned_start": "20", "planned_start_date": day}
        for day in ("2028-09-01", "2028-09-20", "2029-09-01", "2028-09-10")
    ]
    result = reading(*rows)
    assert [one.planned_start.month for one in result.facts] == [9, 9, 9, 9]
    assert told(result) == {"starts-disagree": (3, 4)}


def test_the_case_date_of_the_file_is_inferred_and_months_without_a_date_count_from_it() -> None:
    result = reading(
        {"planned_start": "12", "planned_start_date": "2024-01-01"},
        {"planned_start": "18", "planned_start_date": "2024-07-01"},
        {"planned_start": "20", "planned_start_date": ""},
        {"planned_start": "30", "planned_start_date": "2027-07-01"},
    )
    assert [one.planned_start for one in result.facts] == [
        date(2024, 1, 1), date(2024, 7, 1), date(2024, 9, 1), date(2027, 7, 1),
    ]  # fmt: skip
    assert {code: rows for code, rows in told(result).items() if code != "start-passed"} == {
        "other-case-date": (),
        "starts-disagree": (5,),
    }


def test_one_row_alone_does_not_tell_another_case_date() -> None:
    result = reading(
        {"planned_start": "12", "planned_start_date": "2030-01-01"}, {"planned_start": "3", "planned_start_date": ""}
    )
    assert ([one.planned_start for one in result.facts], told(result)) == (
        [date(2030, 1, 1), date(2027, 4, 1)],
        {"starts-disagree": (2,)},
    )


# What is allowed but told


def test_repeated_names_are_told() -> None:
    result = reading({"name": "Åsen"}, {"name": "Bøgen"}, {"name": "åsen "})
    assert (len(result.facts), told(result)) == (3, {"names-repeated": (2, 4)})


def test_a_start_before_the_case_date_is_told_only_for_projects_not_contracted() -> None:
    rows = [{"planned_start": "-2", "approval": state} for state in ("scheme_a", "scheme_b", "construction")]
    assert told(reading(*rows)) == {"start-passed": (2,)}


def test_projects_handed_over_are_told() -> None:
    assert told(reading({"approval": "Aflevering"}, {"approval": "Skema C"})) == {"handed-over": (2, 3)}


def test_groups_that_differ_only_in_case_are_told() -> None:
    result = reading({"name": "A", "group": "Tag"}, {"group": "tag"}, {"group": "bad"})
    assert told(result) == {"groups-differ": (2, 3)}


def test_rounding_is_told() -> None:
    result = reading({"budget": "17,6184"}, {"duration": "12,25"})
    assert ([(str(one.budget), str(one.duration)) for one in result.facts], told(result)) == (
        [("17.618", "12.0"), ("17.600", "12.3")],
        {"rounded": (2, 3)},
    )


def test_a_guess_between_comma_and_point_is_told() -> None:
    danish = reading({"budget": "1.234"}, delimiter=";")
    english = reading({"budget": "1.234"})
    assert [danish.facts[0].budget, english.facts[0].budget] == [1234, Decimal("1.234")]
    assert [told(danish), told(english)] == [{"number-style-guessed": ()}] * 2


def test_another_column_settles_an_ambiguous_one() -> None:
    assert reading({"budget": "1.234", "duration": "12,5"}).facts[0].budget == 1234


def test_names_of_every_script_are_kept_and_shown_safely() -> None:
    result = reading({"name": "🏗️ Åsen אבג \u202egnp"}, {"name": "نص"})
    assert ([one.name for one in result.facts], told(result)) == (["🏗️ Åsen אבג gnp", "نص"], {"unseen-removed": (2,)})


HEADINGS = st.sampled_from([*Field, "Navn", "Budget (mio. kr.)", "Byggestart", "x", ""])
WORDS = ["", "1.234", "1,5", "9" * 30, "2028-09", "20", "-1", "ja", "skema a", "idea", "85 %"]
TEXTS = st.text(max_size=12) | st.sampled_from(WORDS)
CELLS = TEXTS.map(text_cell) | st.decimals(allow_nan=False, allow_infinity=False).map(lambda n: Cell(str(n), n))


@settings(deadline=None)
@given(st.lists(HEADINGS, min_size=1, max_size=8), st.data())
def test_any_table_is_read_without_harm(headings: list[str], data: st.DataObject) -> None:
    columns = tuple(Column(place, "A", name) for place, name in enumerate(headings))
    lines = data.draw(st.lists(st.tuples(*[CELLS] * len(headings)), max_size=5))
    rows = tuple(Row(number, cells) for number, cells in enumerate(lines, start=2))
    result = read_portfolio(Table(columns, rows, 1, "text"), case_date=CASE_DATE)
    assert len(result.facts) == len(result.numbers)
    assert [ProjectFacts.from_json(one.to_json()) for one in result.facts] == list(result.facts)
    assert all(str(problem) for problem in result.problems)
