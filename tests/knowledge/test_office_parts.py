"""What a part of an office file is: told by content type, relations and first bytes, whatever its name."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from maskinrum.knowledge.actions.files import read_attachment
from maskinrum.knowledge.actions.tool_files import read_tool_file
from maskinrum.knowledge.enums import ToolKind
from maskinrum.shared.errors import DomainError
from maskinrum.shared.foreign.office import clean_office
from tests.knowledge.test_cleaning import SECRET, naming, parts_of, photo, sheet, with_parts, word

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def with_part(
    content: bytes, name: str, part: bytes, *, told: str = "", led_by: str = "", source: str = "word/document.xml"
) -> bytes:
    """The archive with one part more, which its content type and a relation from another part tell what it is."""
    held = parts_of(content)
    types = held["[Content_Types].xml"].decode()
    if told:
        types = types.replace("</Types>", f'<Override PartName="/{name}" ContentType="{told}"/></Types>')
    changed = {name: part, "[Content_Types].xml": types.encode()}
    if led_by:
        folder, _slash, file = source.rpartition("/")
        where = f"{folder}/_rels/{file}.rels"
        empty = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
        relations = held.get(where, empty.encode()).decode()
        added = f'<Relationship Id="rId99" Type="{OFFICE}/{led_by}" Target="/{name}"/></Relationships>'
        if "</Relationships>" in relations:
            relations = relations.replace("</Relationships>", added)
        else:
            relations = re.sub(r"(<Relationships[^>]*)/>", rf"\1>{added}", relations)
        changed[where] = relations.encode()
    return with_parts(content, changed)


@pytest.mark.parametrize(
    ("told", "led_by", "words"),
    [
        ("application/vnd.ms-office.vbaProject", "", "makro"),
        ("", "vbaProject", "makro"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "", "makro"),
        ("application/vnd.ms-office.activeX+xml", "", "makro"),
        ("", "control", "makro"),
        ("application/vnd.ms-excel.macrosheet+xml", "", "makro"),
        ("application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml", "", "underskrevet"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "", "andre filer inde i"),
        ("", "oleObject", "andre filer inde i"),
        ("", "package", "andre filer inde i"),
        ("", "aFChunk", "andre filer inde i"),
        ("image/tiff", "", "billede inde i"),
        ("", "image", "billede inde i"),
    ],
)
def test_what_is_refused_is_known_wherever_it_lies(told: str, led_by: str, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read_attachment(with_part(word(), "andet/noget.xml", b"<x/>", told=told, led_by=led_by))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (b"\xd0\xcf\x11\xe0 gammel", "andre filer inde i"),
        (b"MZ program", "andre filer inde i"),
        (b'<x:externalLink xmlns:x="x"><x:ddeLink ddeService="cmd"/></x:externalLink>', "makro"),
        (b'<w:p xmlns:w="w"><w:instrText> DDEAUTO cmd </w:instrText></w:p>', "makro"),
    ],
    ids=["old office", "program", "link that starts a program", "field that starts a program"],
)
def test_what_nothing_tells_of_is_known_by_what_stands_in_it(part: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        read_attachment(with_part(word(), "andet/noget.dat", part))


def field_of(*pieces: str) -> str:
    """A field of Word, what it says in so many pieces."""
    said = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:x xmlns:w="x"><w:fldChar w:fldCharType="begin"/>{said}<w:fldChar w:fldCharType="end"/></w:x>'


@pytest.mark.parametrize(
    "part",
    [
        field_of("DD", "EAU", "TO cmd").encode(),
        field_of(" ddeauto cmd").encode(),
        field_of("&#68;DE cmd").encode(),
        field_of("DDEAUTO cmd").encode("utf-16"),
        field_of("QUOTE 68 68 69 65").encode(),
        field_of("DDEAUTO cmd").replace("w:", "q:").replace("xmlns:w", "xmlns:q").encode(),
        b'<w:fldSimple xmlns:w="x" w:instr=" dde cmd"/>',
        b'<a-b:ddeLink xmlns:a-b="x"/>',
    ],
    ids=["pieces", "small", "numbered", "wide", "spelt", "prefix", "attribute", "link"],
)
def test_a_field_that_starts_a_program_is_known_however_it_is_written(part: bytes) -> None:
    with pytest.raises(DomainError, match="makro"):
        clean_office(with_part(word(), "andet/noget.xml", part))


def test_other_fields_stay_as_they_are() -> None:
    part = (field_of(" PAGE ") + "<!-- DDEAUTO -->").encode()
    assert parts_of(clean_office(with_part(word(), "andet/noget.xml", part)))["andet/noget.xml"] == part


@pytest.mark.parametrize(
    ("told", "led_by"),
    [
        ("application/vnd.openxmlformats-package.core-properties+xml", ""),
        ("", "extended-properties"),
        ("application/vnd.openxmlformats-officedocument.custom-properties+xml", ""),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml", ""),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml", ""),
        ("", "comments"),
    ],
)
def test_what_names_people_is_cleaned_wherever_it_lies(told: str, led_by: str) -> None:
    part = f'<w:x xmlns:w="x"><w:comment w:author="{SECRET}" w:date="2026-01-01"/></w:x>'.encode()
    made = with_part(word(), "andet/hvem.xml", part, told=told, led_by=led_by)
    assert "andet/hvem.xml" in naming(made)
    assert naming(read_attachment(made).content) == []


def test_a_photo_and_a_workbook_at_odd_places_are_cleaned() -> None:
    made = with_part(with_part(word(), "andet/foto.dat", photo()), "andet/ark.dat", sheet())
    clean = parts_of(clean_office(made))
    assert SECRET.encode() not in clean["andet/foto.dat"]
    assert naming(clean["andet/ark.dat"]) == []


def test_embedded_fonts_stay() -> None:
    made = with_part(word(), "word/fonts/font1.odttf", b"\x00\x01 skrift")
    assert parts_of(clean_office(made))["word/fonts/font1.odttf"] == b"\x00\x01 skrift"


def printed_sheet() -> bytes:
    """A workbook as Excel saves it where a printer is set up: its sheet leads to what the printer's driver wrote."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    made = with_part(
        sheet(), "xl/printerSettings/printerSettings1.bin", f"\\\\server\\{SECRET}".encode("utf-16-le"), told=kind,
        led_by="printerSettings", source="xl/worksheets/sheet1.xml",
    )  # fmt: skip
    cells = parts_of(made)["xl/worksheets/sheet1.xml"].decode()
    asked = f'<pageSetup xmlns:r="{OFFICE}" paperSize="9" r:id="rId99" orientation="landscape"/>'
    margins = re.search(r"<pageMargins[^>]*/>", cells)
    assert margins is not None
    return with_parts(made, {"xl/worksheets/sheet1.xml": cells.replace(margins[0], margins[0] + asked).encode()})


def test_the_settings_of_a_printer_go_and_the_workbook_stays() -> None:
    read = read_tool_file(printed_sheet(), name="ark.xlsx", language="da")
    parts = parts_of(read.content)
    assert read.kind == ToolKind.EXCEL
    assert [name for name in parts if "printer" in name.lower()] == []
    assert [name for name, part in parts.items() if b"rinterSettings" in part or b"rId99" in part] == []
    opened: Any = openpyxl.load_workbook(io.BytesIO(read.content))
    setup = opened.active.page_setup
    assert (opened.active["A1"].value, setup.orientation, setup.paperSize) == ("Tal", "landscape", 9)


def test_a_program_called_the_settings_of_a_printer_is_a_program() -> None:
    made = with_part(sheet(), "xl/printerSettings/p.bin", b"x", told="application/vnd.ms-office.vbaProject")
    with pytest.raises(DomainError, match="makro"):
        read_tool_file(made, name="ark.xlsx", language="da")


def test_an_old_object_in_a_workbook_is_refused() -> None:
    made = with_part(sheet(), "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0 x")
    with pytest.raises(DomainError, match="andre filer inde i"):
        read_tool_file(made, name="ark.xlsx", language="da")


def test_names_that_differ_only_in_large_letters_are_broken() -> None:
    with pytest.raises(DomainError, match="kan ikke læses"):
        clean_office(with_parts(word(), {"WORD/document.xml": b"<x/>"}))


def test_a_document_that_lies_elsewhere_is_read_by_its_relations() -> None:
    held = parts_of(word())
    moved = {
        name: part for name, part in held.items() if name not in ("word/document.xml", "word/_rels/document.xml.rels")
    }
    moved["word/document2.xml"] = held["word/document.xml"]
    moved["word/_rels/document2.xml.rels"] = held["word/_rels/document.xml.rels"]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        moved[name] = held[name].replace(b"word/document.xml", b"word/document2.xml")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, part in moved.items():
            packed.writestr(name, part)
    read = read_attachment(written.getvalue())
    assert (read.text, naming(read.content)) == ("Referat af mødet", [])
