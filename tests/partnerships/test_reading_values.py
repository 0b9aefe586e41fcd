"""One cell, one value: what every column takes, and the problem it gives with row, column and what to write."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from tests.partnerships.portfolios import found, reading

LETTERS = {"name": "A", "budget": "B", "planned_start": "C", "duration": "D", "approval": "E"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "value-missing"),
        ("name", "x" * 201, "text-too-long"),
        ("name", "x" * 1001, "cell-too-long"),
        ("budget", "", "value-missing"),
        ("budget", "0", "budget-not-positive"),
        ("budget", "-3", "budget-not-positive"),
        ("budget", "0,0004", "budget-not-positive"),
        ("budget", "10001", "budget-too-large"),
        ("budget", "9" * 30, "budget-too-large"),
        ("budget", "mange", "not-a-number"),
        ("budget", "17,6 kr.", "not-a-number"),
        ("budget", "NaN", "not-a-number"),
        ("budget", "=17", "formula-in-text"),
        ("planned_start", "", "value-missing"),
        ("planned_start", "snart", "not-a-start"),
        ("planned_start", "31-02-2028", "not-a-start"),
        ("planned_start", "2028", "start-is-year"),
        ("planned_start", "46997", "start-is-serial"),
        ("planned_start", "481", "start-too-far"),
        ("planned_start", "2070-01-01", "start-too-far"),
        ("duration", "", "value-missing"),
        ("duration", "0", "duration-not-positive"),
        ("duration", "0,04", "duration-not-positive"),
        ("duration", "241", "duration-too-long"),
        ("duration", "et år", "not-a-number"),
        ("approval", "", "value-missing"),
        ("approval", "måske", "approval-unknown"),
    ],
)
def test_a_value_of_a_needed_column_that_breaks_a_rule(field: str, value: str, code: str) -> None:
    assert found(reading({field: value})) == [(code, 2, LETTERS[field])]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kind", "slot", "kind-unknown"),
        ("kind", "nedrivning", "kind-not-counted"),
        ("group", "x" * 81, "text-too-long"),
        ("homes", "84,5", "homes-not-whole"),
        ("homes", "-1", "homes-not-whole"),
        ("homes", "100001", "homes-not-whole"),
        ("planned_start_date", "20", "not-a-date"),
        ("planned_start_date", "31/12/28", "not-a-date"),
        ("problem_project", "måske", "not-yes-or-no"),
        ("eligible", "2", "not-yes-or-no"),
        ("realisation", "1,01", "share-outside"),
        ("realisation", "-0,1", "share-outside"),
        ("realisation", "101 %", "share-outside"),
    ],
)
def test_a_value_of_an_optional_column_that_breaks_a_rule(field: str, value: str, code: str) -> None:
    assert found(reading({field: value})) == [(code, 2, "F")]


@pytest.mark.parametrize(("value", "code"), [("-1", "delay-outside"), ("241", "delay-outside"), ("x", "not-a-number")])
def test_a_delay_that_breaks_a_rule(value: str, code: str) -> None:
    assert found(reading({"delay_a": value, "delay_m": "240", "delay_b": "240"})) == [(code, 2, "F")]


def test_a_problem_tells_place_value_reason_and_what_to_write() -> None:
    with override("en"):
        (problem,) = reading({"budget": "176400000"}).problems
        sentence = str(problem)
    assert (problem.field, problem.column, problem.value) == ("budget", "budget", "176400000")
    assert sentence == (
        "Row 2, column B “budget”: More than 10,000 million kroner for one project is unlikely; "
        "it was probably typed in kroner. Write million kroner: 176.4."
    )


def test_thousands_of_kroner_are_known_too() -> None:
    (problem,) = reading({"budget": "176400"}).problems
    assert "176,4." in problem.advice


def test_the_examples_have_the_form_of_the_language() -> None:
    with override("en"):
        english = reading({"budget": "x"}).problems[0].advice
    assert ("41.5" in english, "41,5" in reading({"budget": "x"}).problems[0].advice) == (True, True)


def test_a_number_in_the_other_style_than_its_column_is_told_how_to_be_written() -> None:
    (problem,) = reading({"budget": "17,6"}, {"budget": "1,234.5"}, {"budget": "3,5"}).problems
    assert (problem.code, problem.row, problem.value) == ("number-style", 3, "1,234.5")
    assert "1.234,5" in problem.advice


def test_a_date_shown_as_a_number_is_translated() -> None:
    assert "2028-09-01" in reading({"planned_start": "46997"}).problems[0].advice


def test_a_long_value_is_shown_short() -> None:
    (problem,) = reading({"approval": "m" * 200}).problems
    assert problem.value == "m" * 59 + "…"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("renovation", ProjectKind.RENOVATION),
        ("Renovering", ProjectKind.RENOVATION),
        ("HELHEDSPLAN", ProjectKind.MASTER_PLAN),
        ("master plan for renewal", ProjectKind.MASTER_PLAN),
        ("master_plan", ProjectKind.MASTER_PLAN),
        ("nybyggeri", ProjectKind.NEW_BUILD),
        ("New build", ProjectKind.NEW_BUILD),
        ("", ProjectKind.RENOVATION),
    ],
)
def test_kinds_are_known_in_both_languages(typed: str, kind: ProjectKind) -> None:
    assert reading({"kind": typed}).facts[0].kind == kind


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("Idé", ApprovalState.IDEA),
        ("ide", ApprovalState.IDEA),
        ("Prækvalificeret", ApprovalState.PREQUALIFIED_LBF),
        ("afdelingsmøde", ApprovalState.DEPARTMENT_VOTE),
        ("Vedtaget i organisationsbestyrelsen", ApprovalState.ORGANISATION_BOARD),
        ("Approved by the municipality", ApprovalState.MUNICIPALITY),
        ("SKEMA A", ApprovalState.SCHEME_A),
        ("skema-a", ApprovalState.SCHEME_A),
        ("Skema A (tilsagn fra Landsbyggefonden)", ApprovalState.SCHEME_A),
        ("call-off", ApprovalState.TENDER_OR_CALL_OFF),
        ("Scheme B", ApprovalState.SCHEME_B),
        ("I gang", ApprovalState.CONSTRUCTION),
        ("1-års eftersyn", ApprovalState.ONE_YEAR),
        ("five_year", ApprovalState.FIVE_YEAR),
    ],
)
def test_approvals_are_known_by_slug_label_and_short_form(typed: str, state: ApprovalState) -> None:
    assert reading({"approval": typed}).facts[0].approval == state


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        *((word, True) for word in ("ja", "Yes", "TRUE", "1", "x", "✓", "")),
        *((word, False) for word in ("nej", "no", "0", "-", "FALSK")),
    ],
)
def test_yes_and_no_are_known_in_many_forms_and_empty_means_the_usual(typed: str, answer: bool) -> None:
    assert reading({"eligible": typed}).facts[0].eligible is answer


@pytest.mark.parametrize("typed", ["17,6 mio. kr.", "17,6 mio", "17,6 MDKK", " 17,6 "])
def test_a_unit_behind_a_number_is_understood(typed: str) -> None:
    assert str(reading({"budget": typed}).facts[0].budget) == "17.600"


@pytest.mark.parametrize("typed", ["0,85", "85 %", "85 pct.", "85%"])
def test_a_probability_may_be_a_percentage(typed: str) -> None:
    assert float(reading({"realisation": typed}).facts[0].realisation or 0) == 0.85


def test_the_edges_of_the_rules_hold() -> None:
    edges = {"budget": "10000", "duration": "240", "planned_start": "480", "homes": "0", "realisation": "1"}
    (facts,) = reading(edges).facts
    assert (facts.budget, facts.duration, facts.planned_start, facts.homes) == (
        Decimal(10000), Decimal(240), date(2067, 1, 1), 0,
    )  # fmt: skip
