"""Workbooks and CSV that people take away: text stays text, numbers have the form of the language."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from maskinrum.shared.tables import (
    OutColumn,
    OutFormula,
    OutLimits,
    OutSheet,
    OutValue,
    clean_text,
    write_csv,
    write_xlsx,
)
from maskinrum.shared.tables.table import without_unseen
from tests.shared.making_tables import read

RISKY = ["=1+1", "+1", "-x", "@sum", "\t=1", " =1", "＝1"]
COLUMNS = [OutColumn("Name", 30), OutColumn("Budget", number_format="0.00"), OutColumn("Start")]


def written(*rows: tuple[object, ...], language: str = "da") -> object:
    content = write_xlsx([OutSheet("Sager", COLUMNS, rows)], language=language)  # type: ignore[arg-type]
    return load_workbook(io.BytesIO(content))["Sager"]


@pytest.mark.parametrize("text", [*RISKY, "http://example.dk", "0012"])
def test_text_in_a_workbook_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    cell = written((text, None, None))["A2"]  # type: ignore[index]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_values_in_a_workbook_keep_kind_and_format() -> None:
    page = written(("Åsen", Decimal("176.4"), date(2028, 9, 1)), (True, float("nan"), None))
    cells = [page[place] for place in ("A2", "B2", "C2", "A3", "B3", "C3")]  # type: ignore[index]
    assert [cell.value for cell in cells[3:]] == ["ja", None, None]
    assert (cells[1].value, cells[1].number_format) == (176.4, "0.00")
    assert (cells[2].value.date(), cells[2].number_format) == (date(2028, 9, 1), "yyyy-mm-dd")


def test_headings_stay_in_place_and_columns_have_their_width() -> None:
    page = written()
    assert page.freeze_panes == "A2"  # type: ignore[attr-defined]
    assert 30 <= page.column_dimensions["A"].width <= 31  # type: ignore[attr-defined]


def test_a_list_of_choices_stands_on_a_hidden_sheet() -> None:
    choices = tuple(f"Et langt valg nummer {n}, som ikke kan stå i cellen selv" for n in range(13))
    sheet = OutSheet("Sager", [OutColumn("Name"), OutColumn("Valg", choices=choices)], [], open_rows=500)
    book = load_workbook(io.BytesIO(write_xlsx([sheet])))
    (rule,) = book["Sager"].data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("_lists!$A$1:$A$13", "B2:B501")
    assert (book["_lists"].sheet_state, book["_lists"]["A13"].value) == ("hidden", choices[12])


def test_the_same_sheets_give_the_same_bytes() -> None:
    sheet = OutSheet("Sager", COLUMNS, [("Åsen", 1, None)])
    assert write_xlsx([sheet]) == write_xlsx([sheet])


def test_sheet_names_that_excel_refuses_are_made_sound() -> None:
    book = load_workbook(io.BytesIO(write_xlsx([OutSheet("A/B: [x]" + "y" * 40, COLUMNS, [])])))
    assert book.sheetnames == ["A B   x " + "y" * 23]


@pytest.mark.parametrize("names", [("Sager", "sager"), ("_lists",)])
def test_two_sheets_of_one_name_are_a_mistake_of_ours(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="same name"):
        write_xlsx([OutSheet(name, COLUMNS, []) for name in names])


def test_danish_csv_has_semicolons_and_decimal_commas() -> None:
    rows: list[tuple[OutValue, ...]] = [("Åsen; nord", Decimal("1234.50"), date(2028, 9, 1)), (True, -0.25, None)]
    expected = '\ufeff"Navn";"Budget";"Start"\r\n"Åsen; nord";1234,50;2028-09-01\r\nja;-0,25;\r\n'
    assert write_csv(["Navn", "Budget", "Start"], rows, language="da").decode() == expected


def test_english_csv_has_commas_and_decimal_points() -> None:
    rows: list[tuple[OutValue, ...]] = [("Åsen, north", Decimal("1234.50"), False), (float("inf"), 12, None)]
    expected = '\ufeff"Name","Budget","Is"\r\n"Åsen, north",1234.50,no\r\n,12,\r\n'
    assert write_csv(["Name", "Budget", "Is"], rows, language="en").decode() == expected


@pytest.mark.parametrize("text", RISKY)
def test_text_in_csv_is_never_a_formula(text: str) -> None:
    content = write_csv(["Name", "Budget"], [(text, 1)], language="da").decode("utf-8-sig")
    assert content.splitlines()[1].lstrip('"').startswith("'")


DIVIDED = ["x;=1+cmd|' /C calc'!A0;y", "x, -2+cmd|' /C calc'!A0,y", 'x;"=1+1;y', "x,'@sum(1),y", ";;=1+1;"]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("text", DIVIDED)
def test_text_in_csv_is_no_formula_when_it_is_divided_at_another_separator(text: str, language: str) -> None:
    content = write_csv(["Name", "Group"], [(12, text), (text, 12)], language=language).decode("utf-8-sig")
    divided = [cell for mark in ";," for row in csv.reader(content.splitlines(), delimiter=mark) for cell in row]
    assert [cell for cell in divided if cell.lstrip('" ').startswith(("=", "+", "-", "@"))] == []


def test_a_price_as_danes_write_it_stays_as_it_is() -> None:
    assert write_csv(["Note"], [("ca. 1.000,-",)], language="en").decode().splitlines()[1] == '"ca. 1.000,-"'


@settings(deadline=None)
@given(st.text("=;, -'\"x", max_size=12).map(clean_text).filter(bool), st.sampled_from(["da", "en"]))
def test_guards_are_taken_off_and_nothing_else(text: str, language: str) -> None:
    table = read(write_csv(["Name", "Budget"], [(text, 1)], language=language), "x.csv")
    assert table.rows[0].cells[0].text == text


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: clean_text(text) != "")


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["da", "en"]))
def test_any_text_comes_back_from_csv_as_it_is_shown(text: str, language: str) -> None:
    table = read(write_csv(["Name", "Budget"], [(clean_text(text), 1)], language=language), "x.csv")
    assert table.rows[0].cells[0].text == clean_text(text)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_comes_back_from_a_workbook_as_it_is_shown(text: str) -> None:
    table = read(write_xlsx([OutSheet("Sager", COLUMNS, [(text, 1, None)])]))
    assert table.rows[0].cells[0].text == clean_text(text)


GUARDED = OutColumn("Beløb", 12, "0.0", limits=OutLimits("decimal", 0, 10), prompt="Mio. kr.")
WRITABLE = OutSheet(
    "Ark",
    (
        GUARDED,
        OutColumn("Dobbelt", 12, computed=True),
        OutColumn("Fra", limits=OutLimits("whole", least=1)),
        OutColumn("Til", limits=OutLimits("whole", most=9)),
        OutColumn("Fri", prompt="Skriv frit"),
    ),
    ((2, OutFormula("A2*2", 4, "0.00"), None, None, None),),
    open_rows=5,
    for_paper=True,
    filtered=True,
    pinned=1,
)


def reopened(sheet: OutSheet) -> Any:
    """The first sheet as another program reads it."""
    return load_workbook(io.BytesIO(write_xlsx([sheet], title="Et ark"))).worksheets[0]


def test_a_formula_is_one_and_shows_its_value_until_it_is_calculated() -> None:
    page = reopened(WRITABLE)
    assert (page["B2"].value, page["B2"].number_format) == ("=A2*2", "0.00")
    shown = load_workbook(io.BytesIO(write_xlsx([WRITABLE])), data_only=True).worksheets[0]
    assert shown["B2"].value == 4
    assert write_csv(["x"], [[OutFormula("A2*2", 4)]], language="da").endswith(b"4\r\n")


def test_a_column_warns_of_what_does_not_belong_there() -> None:
    rules = {str(rule.sqref): rule for rule in reopened(WRITABLE).data_validations.dataValidation}
    assert [(rule.operator, rule.formula1, rule.formula2) for rule in rules.values()] == [
        (None, "0", "10"), ("greaterThanOrEqual", "1", None), ("lessThanOrEqual", "9", None), (None, None, None),
    ]  # fmt: skip
    assert (rules["A2:A6"].promptTitle, rules["A2:A6"].prompt) == ("Beløb", "Mio. kr.")


def test_a_sheet_for_paper_fits_the_page() -> None:
    page = reopened(WRITABLE)
    assert (page.page_setup.paperSize, page.page_setup.orientation, page.page_setup.fitToHeight) == (9, "portrait", 0)
    assert (page.print_title_rows, page.freeze_panes, page.auto_filter.ref) == ("$1:$1", "B2", "A1:E6")
    assert page.oddFooter.right.text == "&P / &N"


def test_a_computed_column_is_shaded() -> None:
    assert reopened(WRITABLE)["B2"].fill.fgColor.rgb == "FFF0F4F2"


def test_no_letter_reaches_a_file_that_turns_text_around_or_controls() -> None:
    turning = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF}
    controls = {*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A, 0x0D}
    changed = {n for n in range(0x11000) if not 0xD800 <= n < 0xE000 and without_unseen(f"a{chr(n)}b") != f"a{chr(n)}b"}
    assert changed == turning | controls
