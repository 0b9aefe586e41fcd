"""CSV and pasted text: delimiters, encodings, row numbers, comments."""

import io
from dataclasses import replace

import pytest

from maskinrum.shared.tables import MAX_CELL, MAX_COLUMNS, Problem, TableRefusedError, read_table
from maskinrum.shared.tables.delimited import read_records
from tests.shared.making_tables import WANTED, paste, read, read_text, texts


def refused(content: bytes) -> str:
    with pytest.raises(TableRefusedError) as caught:
        read(content, "projekter.csv")
    return caught.value.code


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_headings_tell_the_delimiter(delimiter: str) -> None:
    table = read_text(f"name{delimiter}budget\nÅsen{delimiter}12\n")
    assert (table.header, table.delimiter, texts(table)) == (("name", "budget"), delimiter, [(2, "Åsen", "12")])


def test_a_delimiter_inside_the_cells_does_not_count() -> None:
    table = read_text("name;budget\nÅsen, Bøgen, Elmen;12,5\n")
    assert texts(table) == [(2, "Åsen, Bøgen, Elmen", "12,5")]


def test_the_line_by_which_excel_names_the_delimiter_is_obeyed() -> None:
    assert texts(read_text("sep=;\nname;budget\nÅsen;12\n")) == [(3, "Åsen", "12")]


def test_rows_are_numbered_as_in_the_file_with_comments_blank_lines_and_long_cells() -> None:
    table = read_text('# made "by hand\n\nname,budget\n"Åsen\nnord",12\n# sold\n\n"# Bøgen",13\n')
    assert (table.header_row, texts(table)) == (3, [(4, "Åsen nord", "12"), (8, "# Bøgen", "13")])


def test_lines_above_the_headings_are_passed_over() -> None:
    table = read_text("Projekter i 2027;;\n;;\nnr;name;budget\n1;Åsen;12\n")
    assert (table.header_row, texts(table)) == (3, [(4, "1", "Åsen", "12")])


def test_columns_have_the_letters_of_excel() -> None:
    heading = "," * 26 + "name,budget"
    table = read_text(f"{heading}\n{',' * 26}Åsen,3\n")
    assert [(column.letter, column.name) for column in table.columns] == [("AA", "name"), ("AB", "budget")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_danish_letters_are_read_in_every_encoding_of_excel(encoding: str) -> None:
    table = read("name;budget\nRødgrød på Åen – æblé;12\n".encode(encoding))
    assert texts(table) == [(2, "Rødgrød på Åen – æblé", "12")]


def test_big_endian_text_is_known_by_its_mark() -> None:
    assert texts(read(b"\xfe\xff" + "name;budget\nÅsen;1".encode("utf-16-be"))) == [(2, "Åsen", "1")]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "utf-16-le", "utf-32-be"])
def test_other_encodings_are_refused_rather_than_garbled(encoding: str) -> None:
    assert refused("name;budget\nRødgrød på Åen;12\n".encode(encoding)) == "encoding"


@pytest.mark.parametrize(
    "content", [b"name;budget\n\x00\x01", bytes(range(1, 256)), b"\xff\xfea\x00b", b"name;budget\n\x81"]
)
def test_binary_content_is_refused(content: bytes) -> None:
    assert refused(content) == "encoding"


def test_a_quotation_mark_without_its_partner_is_told_with_its_row() -> None:
    with pytest.raises(TableRefusedError, match="3") as caught:
        read_text('name;budget\nÅsen;1\n"Bøgen;2\nElmen;3\n')
    assert caught.value.code == "quotes"


def test_a_formula_in_text_is_a_problem_at_its_cell() -> None:
    (problem,) = read_text("name;budget\nÅsen;=1+1\n").problems
    expected = Problem("formula-in-text", problem.message, problem.advice, 2, "B", "budget", "budget", "=1+1")
    assert problem == expected


def test_the_apostrophe_that_guards_a_text_is_taken_off() -> None:
    assert texts(read_text("name;budget\n'=Åsen;'+1\n'Bøgen';1\n")) == [(2, "=Åsen", "+1"), (3, "'Bøgen'", "1")]


def test_a_cell_of_a_thousand_characters_is_the_longest() -> None:
    table = read_text(f"name;budget\n{'x' * MAX_CELL};1\n{'x' * (MAX_CELL + 1)};2\n")
    assert [(problem.code, problem.row, problem.letter) for problem in table.problems] == [("cell-too-long", 3, "A")]


def test_a_table_may_want_longer_cells_and_keeps_their_line_breaks() -> None:
    wanted = replace(WANTED, longest=MAX_CELL + 5)
    content = f'name;budget\n"{"x" * MAX_CELL}\nÅs\n";1\n{"x" * (MAX_CELL + 6)};2\n'.encode()
    table = read_table(content, filename="t.csv", wanted=wanted)
    assert [(problem.code, problem.row) for problem in table.problems] == [("cell-too-long", 5)]
    assert "1005" in table.problems[0].message.replace(".", "")
    cell = table.rows[0].cells[0]
    assert (cell.text, cell.paragraphs) == (f"{'x' * MAX_CELL} Ås", f"{'x' * MAX_CELL}\nÅs")


@pytest.mark.parametrize(("rows", "code"), [(500, ""), (501, "too-many-rows")])
def test_five_hundred_rows_are_the_most(rows: int, code: str) -> None:
    content = ("name;budget\n" + "Åsen;1\n" * rows).encode()
    if code:
        assert refused(content) == code
    else:
        assert len(read(content).rows) == rows


@pytest.mark.parametrize("line", [b"\n", b";\n", b"# x\n"])
def test_a_file_of_lines_without_end_is_refused(line: bytes) -> None:
    assert refused(b"name;budget\n" + line * 100_000 + b"x;1\n") == "too-many-lines"


@pytest.mark.parametrize(("columns", "code"), [(60, ""), (61, "too-many-columns")])
def test_sixty_columns_are_the_most(columns: int, code: str) -> None:
    content = ("name;budget;" + ";".join(f"k{n}" for n in range(columns - 2)) + "\nÅsen;1\n").encode()
    if code:
        assert refused(content) == code
    else:
        assert len(read(content).columns) == columns


def test_a_row_gives_no_more_cells_than_tell_that_it_is_too_wide() -> None:
    records, _delimiter = read_records("name;budget\n" + "x;" * 5_000 + '\n"Å";2\n', WANTED, max_rows=500)
    assert [(number, len(cells)) for number, cells in records] == [(1, 2), (2, MAX_COLUMNS + 1), (3, 2)]


def test_empty_cells_beyond_the_widest_table_are_nothing() -> None:
    table = read_text(f"name;budget{';' * 300}\nÅsen;1{';' * 300}\n")
    assert (texts(table), table.notes) == ([(2, "Åsen", "1")], ())


def test_a_long_text_in_quotes_does_not_make_a_row_wide() -> None:
    (problem,) = read_text(f'name;budget\n"{"x;" * 2_000}";1\n').problems
    assert (problem.code, problem.row, problem.letter) == ("cell-too-long", 2, "A")


def test_quotes_inside_a_cell_are_kept() -> None:
    assert texts(read_text('name;budget\n"""Å"";""";","\n5" rør;2\n')) == [(2, '"Å";"', ","), (3, '5" rør', "2")]


def test_a_table_without_known_headings_is_told_what_to_write() -> None:
    with pytest.raises(TableRefusedError, match="Name, Budget") as caught:
        read_text("hest;ko\n1;2\n")
    assert caught.value.code == "no-header"


def test_what_stands_in_columns_without_a_heading_is_told() -> None:
    table = read_text("name;;budget\nÅsen;x;1;y\n")
    assert [(note.code, note.message.rpartition(": ")[2]) for note in table.notes] == [("no-heading", "B, D.")]


def test_text_is_shown_safely() -> None:
    table = read_text("name;budget\n\u202eneSÅ\u202c\u200b \x07👩‍🔧 אבג;1\n")
    assert texts(table) == [(2, "neSÅ 👩‍🔧 אבג", "1")]
    assert [(note.code, note.rows) for note in table.notes] == [("unseen-removed", (2,))]


def test_pasted_cells_are_read_as_excel_copies_them() -> None:
    table = paste('Name\tBudget\r\n"Åsen\nnord"\t12,5\r\n\r\nBøgen\t3\r\n')
    assert (table.source, table.delimiter, texts(table)) == (
        "pasted",
        "\t",
        [(2, "Åsen nord", "12,5"), (5, "Bøgen", "3")],
    )


@pytest.mark.parametrize(
    ("text", "code"), [(" \n\t", "empty"), ("x" * 5_300_000, "too-large"), ("Åsen\t1", "no-header")]
)
def test_pasted_text_that_is_no_table_is_refused(text: str, code: str) -> None:
    with pytest.raises(TableRefusedError) as caught:
        paste(text)
    assert caught.value.code == code


def test_an_open_file_is_read_like_its_content() -> None:
    table = read_table(io.BytesIO(b"name;budget\nAa;1\n"), filename="x.csv", wanted=WANTED)
    assert texts(table) == [(2, "Aa", "1")]
