"""Files that are not what they seem: each is refused with its reason, in bounded memory."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from hashlib import shake_128

import pytest

from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import MAX_BYTES, TableRefusedError, read_table
from maskinrum.shared.tables.archive import MAX_ENTRIES
from maskinrum.shared.tables.markup import MAX_DEPTH, MAX_ELEMENTS
from tests.shared.making_tables import WANTED, packed, parts, read, texts, workbook

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def refused(content: bytes) -> str:
    with pytest.raises(TableRefusedError) as caught:
        read(content)
    return caught.value.code


def with_sheet(xml: str) -> bytes:
    return packed(parts() | {"xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"MZ\x90\x00\x03" + b"\x00" * 60, "program"),
        (b"\x7fELF\x02", "program"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"{\\rtf1 name;budget}", "document"),
        (b"<html><table><tr><td>name</td></tr></table>", "markup"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "markup"),
        (OLE + "Workbook".encode("utf-16-le"), "old-excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed({"readme.txt": "hej"}), "archive"),
        (packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "document"),
        (packed({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83"}), "xlsb"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<o/>"}), "opendocument"),
        (b"PK\x03\x04" + b"\x00" * 400, "damaged"),
        (workbook([["Name", "Budget"]])[:-200], "damaged"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_refusal_is_an_error_that_may_be_shown_and_names_the_file_safely() -> None:
    with pytest.raises(DomainError, match=r"projekter nu\.pdf") as caught:
        read_table(b"%PDF-1.7", filename="\u202eprojekter\x00 nu.pdf", wanted=WANTED)
    assert "\u202e" not in caught.value.message


def test_no_more_of_a_huge_file_is_read_than_tells_that_it_is_too_large() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= MAX_BYTES + 1
            Endless.taken += size
            return b"x" * size

    with pytest.raises(TableRefusedError) as caught:
        read_table(Endless(), filename="x.csv", wanted=WANTED)  # type: ignore[arg-type]
    assert (caught.value.code, Endless.taken) == ("too-large", MAX_BYTES + 1)


def bomb() -> bytes:
    return with_sheet("<worksheet>" + " " * (60 * MEGABYTE) + "</worksheet>")


def lying_bomb() -> bytes:
    """A directory that says 1,000 bytes where 60 MB are packed."""
    honest = bytearray(bomb())
    entry = honest.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", honest, entry + 24, 1_000)
    return bytes(honest)


def many_small_bombs() -> bytes:
    """Each part is small enough to pass by itself."""
    return packed(parts() | {f"xl/{n}.xml": " " * MEGABYTE for n in range(101)})


def amplified_text() -> bytes:
    """One long text that every cell points to."""
    shared = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"
    row = "".join('<c t="s"><v>0</v></c>' for _ in range(60))
    return packed(parts("".join(f"<row>{row}</row>" for _ in range(500)), sharedStrings=shared))


def long_tag() -> bytes:
    noise = shake_128(b"noise").hexdigest(4 * MEGABYTE)
    return with_sheet(f'<worksheet a="{noise}')


def one_row_of_many_rows() -> bytes:
    """Cells inside one row that each name a row of their own."""
    cells = "".join(f'<c r="A{n}"><v>1</v></c>' for n in range(2, 490_000))
    return packed(parts(f"<row>{cells}</row>"))


def one_row_of_many_cells() -> bytes:
    return packed(parts(f"<row>{''.join(f'<c><v>{n}</v></c>' for n in range(490_000))}</row>"))


def endless_row() -> bytes:
    return b"name;budget\n" + b"x;" * 2_400_000


def endless_headings() -> bytes:
    return b"name;budget;" + b"a;" * 2_400_000


def endless_quoted_headings() -> bytes:
    """Many lines that are one record, because the quotes stay open over each line's end."""
    return b"name;budget;" + (b"x;" * 60 + b'"\n";') * 38_000


def endless_unknown_headings() -> bytes:
    return b"a;" * 2_400_000


def outcome(content: bytes) -> str:
    try:
        return f"{len(read(content).rows)} rows"
    except TableRefusedError as refused:
        return refused.code


def peak_of(act: Callable[[], object]) -> float:
    """The most memory in MB that Python, the XML parser and the unpacking held at once."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def many_elements() -> bytes:
    return packed(parts("<row/>" * (MAX_ELEMENTS + 1)))


def test_a_zip_bomb_is_known_by_its_directory() -> None:
    assert refused(bomb()) == "too-big-inside"


def test_a_directory_that_lies_is_found_out() -> None:
    assert refused(lying_bomb()) == "damaged"


def test_parts_that_only_together_are_too_large_are_refused() -> None:
    assert refused(many_small_bombs()) == "too-big-inside"


def test_more_entries_than_any_workbook_has_are_refused() -> None:
    assert refused(packed(parts() | {f"xl/{n}.xml": "" for n in range(MAX_ENTRIES)})) == "too-big-inside"


@pytest.mark.parametrize(
    ("make", "end", "most"),
    [
        (bomb, "too-big-inside", 1),
        (lying_bomb, "damaged", 4),
        (many_small_bombs, "too-big-inside", 2),
        (amplified_text, "500 rows", 12),
        (long_tag, "damaged", 40),
        (many_elements, "too-big-inside", 8),
        (one_row_of_many_rows, "too-many-rows", 8),
        (one_row_of_many_cells, "damaged", 8),
        (endless_row, "1 rows", 20),
        (endless_headings, "too-many-columns", 20),
        (endless_quoted_headings, "too-many-columns", 20),
        (endless_unknown_headings, "no-header", 10),
    ],
)
def test_hostile_files_are_met_in_bounded_memory(make: Callable[[], bytes], end: str, most: int) -> None:
    content = make()
    assert outcome(content) == end
    assert peak_of(lambda: outcome(content)) < most


def test_a_cell_far_away_costs_nothing() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = packed(parts(f'<row r="2"><c r="A2" t="str"><v>Åsen</v></c></row>{far}'))
    assert texts(read(content)) == [(2, "Åsen", "")]
    assert peak_of(lambda: read(content)) < 4


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>',
        "<worksheet>&undefined;</worksheet>",
        "<worksheet>" + "<a>" * (MAX_DEPTH + 1) + "</a>" * (MAX_DEPTH + 1) + "</worksheet>",
        "<worksheet>" + "<a>" * 100_000,
        "<worksheet><row></worksheet>",
        '<?xml version="1.0" encoding="klingon"?><worksheet/>',
        "",
        "not xml",
    ],
)
def test_xml_that_no_program_writes_is_refused(xml: str) -> None:
    assert refused(with_sheet(xml)) == "damaged"


def test_a_cell_that_stands_twice_is_refused() -> None:
    assert refused(packed(parts('<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'))) == "damaged"


def test_deeply_nested_shared_texts_are_refused() -> None:
    nested = "<sst><si>" + "<r>" * MAX_DEPTH + "</r>" * MAX_DEPTH + "</si></sst>"
    assert refused(packed(parts(sharedStrings=nested))) == "damaged"


def test_an_overlong_shared_text_is_a_problem_of_the_cells_that_use_it() -> None:
    shared = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"
    table = read(packed(parts('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', sharedStrings=shared)))
    assert [(problem.code, problem.row, problem.letter) for problem in table.problems] == [("cell-too-long", 2, "A")]


@pytest.mark.parametrize(
    "missing", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"]
)
def test_a_workbook_without_one_of_its_parts_is_refused(missing: str) -> None:
    assert refused(packed({name: content for name, content in parts().items() if name != missing})) == "damaged"


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(packed(parts()))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(buffer.getvalue()) == "damaged"


def test_a_part_locked_with_a_password_is_refused() -> None:
    content = bytearray(packed(parts()))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)) == "password"


def test_a_way_of_packing_that_excel_does_not_use_is_refused() -> None:
    assert refused(packed(parts(), zipfile.ZIP_LZMA)) == "damaged"


def test_a_relation_cannot_lead_out_of_the_workbook() -> None:
    made = parts()
    relations = made["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    assert refused(packed(made | {"xl/_rels/workbook.xml.rels": relations})) == "damaged"


def test_a_part_that_does_not_match_its_checksum_is_refused() -> None:
    content = packed(parts(), zipfile.ZIP_STORED).replace(b"Budget", b"Badget")
    assert refused(content) == "damaged"


def test_numbers_beyond_all_measure_are_read_without_harm() -> None:
    rows = '<row r="2"><c r="A2"><v>1e999</v></c><c r="B2" s="99999999"><v>-1E-400</v></c></row>'
    assert [row[0] for row in texts(read(packed(parts(rows))))] == [2]
