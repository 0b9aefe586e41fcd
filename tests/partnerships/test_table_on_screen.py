"""The table on screen holds the same rules as a file, and loses nothing typed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from maskinrum.partnerships.facts import Delay
from maskinrum.partnerships.forms import PortfolioForm, edit_table, typed_values
from tests.partnerships.portfolios import CASE_DATE, SOUND, reading, shipped


def fields_of(*rows: dict[str, str]) -> dict[str, str]:
    return {f"rows-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def posted(*rows: dict[str, str]) -> PortfolioForm:
    return PortfolioForm(fields_of(*rows) | {"csrfmiddlewaretoken": "x"}, case_date=CASE_DATE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_portfolio_shown_as_a_table_comes_back_unchanged(language: str) -> None:
    facts = shipped("demo_portfolio.csv", date(2027, 1, 1)).facts
    with override(language):
        table = posted(*(typed_values(one) for one in facts))
    assert (table.is_valid(), table.reading.facts) == (True, facts)


def test_everything_typed_stays_with_its_row_and_every_error_with_its_cell() -> None:
    table = posted(SOUND | {"id": "7"}, SOUND | {"name": "B", "budget": "x", "approval": ""})
    assert [row.typed for row in table.rows] == [
        SOUND | {"id": "7"},
        SOUND | {"name": "B", "budget": "x", "approval": ""},
    ]
    assert [row.number for row in table.rows] == [1, 2]
    assert [set(row.errors) for row in table.rows] == [set(), {"budget", "approval"}]
    assert [row.facts is None for row in table.rows] == [False, True]
    assert not table.is_valid()


def test_errors_on_screen_have_the_sentences_of_a_file() -> None:
    (row,) = posted(SOUND | {"budget": "x"}).rows
    assert row.errors == {"budget": [reading({"budget": "x"}).problems[0].sentence]}


PLACED = "Row 3, column B “budget”: “x”. It is not a number. Write million kroner, such as 41.5."
WRONG = "name;budget;planned_start;duration;approval\nÅsen;17,6;20;12;scheme_a\nB;x;20;12;scheme_a\n"


def test_problems_of_pasted_rows_and_of_a_file_are_told_with_row_column_and_value() -> None:
    file = SimpleUploadedFile("x.csv", WRONG.encode())
    with override("en"):
        pasted = edit_table({"act": "paste", "pasted": WRONG}, {}, case_date=CASE_DATE)
        uploaded = edit_table({"act": "upload"}, {"file": file}, case_date=CASE_DATE)
    assert [pasted.table.problems, uploaded.table.problems] == [[PLACED], [PLACED]]


def test_empty_and_removed_rows_are_no_projects_but_stay_on_screen() -> None:
    table = posted(SOUND, {"name": " ", "budget": ""}, SOUND | {"name": "B", "remove": "1"}, SOUND | {"name": "C"})
    assert ([one.name for one in table.reading.facts], len(table.rows)) == (["Åsen", "C"], 4)
    assert table.reading.numbers == (1, 4)


def test_an_error_keeps_the_empty_rows_one_was_going_to_write_in_and_a_table_that_holds_lets_them_go() -> None:
    empty = {"name": "", "budget": ""}
    rows = (empty, SOUND, empty, SOUND | {"name": "B", "remove": "1"}, SOUND | {"name": "C"}, empty)
    wrong = edit_table(fields_of(*rows[:4], rows[4] | {"budget": "dyr"}, empty), {}, case_date=CASE_DATE).table
    assert [[row.cells[0].value, row.is_wrong] for row in wrong.rows] == [
        ["", False], ["Åsen", False], ["", False], ["C", True], ["", False]
    ]  # fmt: skip
    assert [cell for cell, _sentence in wrong.wrong_cells] == ["rows-3-budget"]
    sound = edit_table(fields_of(*rows), {}, case_date=CASE_DATE)
    assert [row.cells[0].value for row in sound.table.rows] == ["Åsen", "C"]


def test_what_is_doubted_is_told_of_the_row_it_stands_in_when_empty_rows_have_gone() -> None:
    same = SOUND | {"group": "", "homes": ""}
    with override("en"):
        table = edit_table(fields_of({"name": ""}, same, {"name": ""}, same), {}, case_date=CASE_DATE).table
    assert (table.count, [note for note in table.notes if "Row 1, 2:" in note] != []) == (2, True), table.notes


def test_a_table_without_a_project_is_told() -> None:
    assert [problem.code for problem in posted({"name": ""}).problems] == ["no-projects"]


def test_five_hundred_rows_are_posted_at_most() -> None:
    assert [problem.code for problem in posted(*[SOUND] * 501).problems] == ["too-many-projects"]
    assert posted(*[SOUND] * 500).is_valid()


def test_more_rows_than_a_table_may_have_are_not_read_and_the_first_are_kept() -> None:
    form = posted(*({"name": f"P{n}"} for n in range(9_990)))
    assert (len(form.reading.problems), len(form.rows), form.is_too_long) == (1, 500, True)
    assert (form.rows[0].typed, form.rows[-1].typed, form.rows[-1].errors) == ({"name": "P0"}, {"name": "P499"}, {})


def test_among_too_many_rows_none_that_says_something_gives_way_to_an_empty_one() -> None:
    form = posted(*[{"kind": "renovation"}] * 700, SOUND, SOUND | {"remove": "1"}, SOUND | {"name": "B"})
    assert ([row.index for row in form.rows], [one.name for one in form.reading.facts]) == ([700, 702], ["Åsen", "B"])


@pytest.mark.parametrize("act", ["use", "add", "remove-3", "paste", "upload"])
def test_too_many_rows_are_shown_up_to_the_limit_and_told_whatever_was_pressed(act: str) -> None:
    fields = {f"rows-{n}-name": f"P{n}" for n in range(501)}
    table = edit_table(fields | {"act": act, "pasted": "a;b"}, {}, case_date=CASE_DATE).table
    assert (table.count, table.rows[499].cells[0].value, table.pasted) == (500, "P499", "a;b")
    assert ["500" in problem for problem in table.problems] == [True]


def test_too_many_rows_can_be_cleared() -> None:
    fields = {f"rows-{n}-name": f"P{n}" for n in range(501)}
    table = edit_table(fields | {"act": "clear"}, {}, case_date=CASE_DATE).table
    assert (table.count, table.problems) == (3, [])


def test_fields_that_are_no_cells_are_passed_over() -> None:
    data = {"rows-0-name": "A", "rows-99999-name": "B", "rows-x-name": "C", "rows-0-": "D", "title": "E"}
    assert [(row.index, row.typed) for row in PortfolioForm(data, case_date=CASE_DATE).rows] == [(0, {"name": "A"})]


@pytest.mark.parametrize(("language", "budget"), [("da", 1234), ("en", Decimal("1.234"))])
def test_on_screen_the_language_tells_what_an_ambiguous_number_means(language: str, budget: Decimal) -> None:
    with override(language):
        table = posted(SOUND | {"budget": "1.234"})
    assert [one.budget for one in table.reading.facts] == [budget]


@pytest.mark.parametrize("name", ["=1+1", "Eksempel: Åsen", "I alt"])
def test_any_name_may_be_typed_on_screen(name: str) -> None:
    assert [one.name for one in posted(SOUND | {"name": name}).reading.facts] == [name]


OWN = {"realisation": "85 %", "delay_a": "0", "delay_m": "3,5", "delay_b": "12"}


def test_an_own_chance_and_delay_are_shown_wherever_one_is_given() -> None:
    table = edit_table(fields_of(SOUND, SOUND | {"name": "B"} | OWN) | {"act": "add"}, {}, case_date=CASE_DATE).table
    shown = [{cell.field: cell.value for cell in row.cells if cell.field in OWN} for row in table.rows]
    assert shown == [dict.fromkeys(OWN, ""), OWN, dict.fromkeys(OWN, "")]
    assert table.headings[-1] == "Største forsinkelse (måneder)"


def test_the_columns_for_them_come_when_asked_for_and_stay() -> None:
    asked = edit_table(fields_of(SOUND) | {"act": "own"}, {}, case_date=CASE_DATE).table
    kept = edit_table(fields_of(SOUND) | {"act": "add", "own": "1"}, {}, case_date=CASE_DATE).table
    usual = edit_table(fields_of(SOUND) | {"act": "add"}, {}, case_date=CASE_DATE).table
    assert [(one.is_wide, len(one.headings), len(one.rows[0].cells)) for one in (asked, kept, usual)] == [
        (True, 14, 14),
        (True, 14, 14),
        (False, 10, 10),
    ]


def test_an_own_chance_and_delay_typed_on_screen_are_read() -> None:
    edited = edit_table(fields_of(SOUND | OWN), {}, case_date=CASE_DATE)
    assert edited.reading is not None
    [facts] = edited.reading.facts
    assert (facts.realisation, facts.delay) == (Decimal("0.85"), Delay(Decimal(0), Decimal("3.5"), Decimal(12)))


def test_half_a_delay_is_told_in_the_empty_cell() -> None:
    table = edit_table(fields_of(SOUND | OWN | {"delay_m": ""}), {}, case_date=CASE_DATE).table
    assert [target for target, _sentence in table.wrong_cells] == ["rows-0-delay_m"]
