"""Workbooks: sheets, formulas, dates, and the ways other programs write the same things."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import Workbook

from maskinrum.shared.tables import TableRefusedError
from tests.shared.making_tables import packed, parts, read, texts, workbook


def with_rows(rows: str, **others: str) -> bytes:
    return packed(parts(rows, **others))


def test_rows_keep_the_numbers_and_letters_of_excel() -> None:
    table = read(workbook([[], [None, "Projekter 2027"], [], [None, "Name", "Budget"], [], [None, "Åsen", 12]]))
    assert [column.letter for column in table.columns] == ["B", "C"]
    assert (table.header_row, texts(table)) == (4, [(6, "Åsen", "12")])


def test_the_content_tells_that_it_is_a_workbook_not_the_name() -> None:
    assert read(workbook([["Name", "Budget"], ["Åsen", 12]]), "projekter.csv").source == "workbook"


def test_the_first_sheet_with_known_headings_is_read_and_told() -> None:
    content = workbook(
        [["x"]], [["Name", "Budget"], ["Åsen", 1]], [["Name", "Budget"]], names=["Forside", "Sager", "Ark3"]
    )
    table = read(content)
    assert (table.sheet, texts(table)) == ("Sager", [(2, "Åsen", "1")])
    assert [note.code for note in table.notes] == ["sheet-chosen"]


def test_a_hidden_sheet_is_read_last() -> None:
    book = Workbook()
    hidden, seen = book.create_sheet("gemt", 0), book.create_sheet("set", 1)
    hidden.sheet_state = "hidden"
    for page, name in ((hidden, "Gemt"), (seen, "Set")):
        page.append(["Name", "Budget"])
        page.append([name, 1])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(buffer.getvalue()).sheet == "set"


def test_a_workbook_without_known_headings_tells_the_sheets_looked_at() -> None:
    with pytest.raises(TableRefusedError, match=r"Name, Budget.*Forside, Økonomi") as caught:
        read(workbook([["x"]], [["y"]], names=["Forside", "Økonomi"]))
    assert caught.value.code == "no-header"


def test_values_keep_their_kind() -> None:
    content = workbook([["Name", "Budget", "Start", "Note"], ["Åsen", 176.4, date(2028, 9, 1), True]])
    assert [cell.value for cell in read(content).rows[0].cells] == ["Åsen", Decimal("176.4"), date(2028, 9, 1), True]


def test_the_noise_of_binary_fractions_is_not_read() -> None:
    table = read(workbook([["Name", "Budget"], ["Åsen", 0.1 + 0.2]]))
    assert table.rows[0].cells[1].value == Decimal("0.3")


def test_dates_of_the_macintosh_calendar_are_four_years_later() -> None:
    made = parts('<row r="2"><c r="A2" t="str"><v>Åsen</v></c><c r="B2" s="1"><v>45535</v></c></row>', styles=_STYLES)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read(packed(made)).rows[0].cells[1].value == date(2028, 9, 1)


_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    ("form", "is_date"),
    [
        ("dd/mm/yy", True),
        ("[$-406]mmm yyyy;@", True),
        ('0.0 "mdkk"', False),
        ("[Red]#,##0", False),
        (r"#,##0\ _k_r", False),
        ("General", False),
    ],
)
def test_the_format_tells_a_date_from_a_number(form: str, is_date: bool) -> None:
    row = '<row r="2"><c r="A2" t="str"><v>Åsen</v></c><c r="B2" s="2"><v>46997</v></c></row>'
    styles = _STYLES.format(form.replace('"', "&quot;"))
    value = read(with_rows(row, styles=styles)).rows[0].cells[1].value
    assert value == (date(2028, 9, 1) if is_date else Decimal(46997))


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("2028-09-01T12:30:00", date(2028, 9, 1)),
        ("i morgen", "i morgen"),
        ("1899-12-31", "1899-12-31"),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("2200-01-01", "2200-01-01"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_written_as_text_is_a_date_when_it_is_one(stored: str, value: date | str) -> None:
    row = f'<row r="2"><c r="A2" t="str"><v>Åsen</v></c><c r="B2" t="d"><v>{stored}</v></c></row>'
    assert read(with_rows(row)).rows[0].cells[1].value == value


def test_a_formula_is_read_by_its_result_and_told() -> None:
    row = '<row r="2"><c r="A2" t="str"><f>B2</f><v>Åsen</v></c><c r="B2"><f>6*7</f><v>42</v></c></row>'
    table = read(with_rows(row))
    assert (texts(table), table.problems) == ([(2, "Åsen", "42")], ())
    assert [(note.code, note.rows) for note in table.notes] == [("formulas", (2,))]
    assert "A2, B2" in table.notes[0].message


def test_a_formula_without_a_result_is_a_problem_at_its_cell() -> None:
    table = read(workbook([["Name", "Budget"], ["Åsen", "=1+1"]]))
    assert [(p.code, p.row, p.letter, p.column) for p in table.problems] == [
        ("formula-without-value", 2, "B", "Budget")
    ]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell() -> None:
    row = '<row r="2"><c r="A2" t="str"><v>Åsen</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    table = read(with_rows(row))
    assert (texts(table), table.problems) == ([(2, "Åsen", "")], ())


def test_an_excel_error_is_a_problem_at_its_cell() -> None:
    row = '<row r="2"><c r="A2" t="str"><v>Åsen</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    assert [(p.code, p.row, p.letter, p.value) for p in read(with_rows(row)).problems] == [
        ("error-value", 2, "B", "#DIV/0!")
    ]


def test_rich_text_is_joined_and_readings_aids_are_left_out() -> None:
    shared = "<sst><si><r><t>Ås</t></r><r><t>en</t></r><rPh><t>aasen</t></rPh></si></sst>"
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>1</v></c></row>'
    assert texts(read(with_rows(row, sharedStrings=shared))) == [(2, "Åsen", "1")]


def test_a_reference_to_a_text_that_is_not_there_is_an_empty_cell() -> None:
    row = '<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2"><v>1</v></c></row>'
    assert texts(read(with_rows(row))) == [(2, "", "1")]


def test_cells_and_rows_without_addresses_follow_one_another() -> None:
    rows = '<row><c t="str"><v>Åsen</v></c><c><v>1</v></c></row><row/><row><c t="str"><v>Bøgen</v></c></row>'
    assert texts(read(with_rows(rows))) == [(2, "Åsen", "1"), (4, "Bøgen", "")]


def test_prefixes_of_other_writers_make_no_difference() -> None:
    made = parts('<row r="2"><c r="A2" t="str"><v>Åsen</v></c></row>')
    sheet = made["xl/worksheets/sheet1.xml"]
    made["xl/worksheets/sheet1.xml"] = (
        sheet.replace("</", "~")
        .replace("<", "<x:")
        .replace("~", "</x:")
        .replace("<x:worksheet>", '<x:worksheet xmlns:x="urn:x">')
    )
    assert texts(read(packed(made))) == [(2, "Åsen", "")]


def test_xlsxwriter_and_openpyxl_files_read_alike() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name", "Budget"])
        page.write_row(1, 0, ["Åsen", 12.5])
    assert texts(read(buffer.getvalue())) == texts(read(workbook([["Name", "Budget"], ["Åsen", 12.5]])))


def test_more_rows_than_the_most_are_refused_wherever_the_table_begins() -> None:
    rows: list[list[object]] = [["Projekter"], [], ["Name", "Budget"], *([["Åsen", 1]] * 501)]
    with pytest.raises(TableRefusedError) as caught:
        read(workbook(rows))
    assert caught.value.code == "too-many-rows"
