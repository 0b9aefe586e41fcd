"""Making the files that people, programs and attackers send: sound, odd and hostile workbooks, part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from maskinrum.shared.tables import Table, Wanted, read_pasted, read_table

FIELDS = {"name": "name", "budget": "budget", "navn": "name", "start": "start", "note": "note"}
WANTED = Wanted(lambda heading: FIELDS.get(heading.casefold()), ("Name", "Budget"))

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK = f'<workbook xmlns:r="{_KIND}"><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
_WORD = '<c r="{}1" t="inlineStr"><is><t>{}</t></is></c>'
HEADINGS = f'<row r="1">{_WORD.format("A", "Name")}{_WORD.format("B", "Budget")}</row>'


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_KIND}/{kind}" Target="{target}"/>'


def parts(rows: str = "", **others: str) -> dict[str, str]:
    """The parts of a small workbook whose sheet has the rows given; ``others`` add shared texts and styles."""
    relations = relation(1, "worksheet", "worksheets/sheet1.xml")
    made = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _BOOK,
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{HEADINGS}{rows}</sheetData></worksheet>",
    }
    for number, (kind, content) in enumerate(others.items(), start=2):
        relations += relation(number, kind, f"{kind}.xml")
        made[f"xl/{kind}.xml"] = content
    return made | {"xl/_rels/workbook.xml.rels": _RELS.format(relations)}


def packed(contents: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(*sheets: Sequence[Sequence[object]], names: Sequence[str] = ()) -> bytes:
    """A workbook as openpyxl writes it, one list of rows per sheet."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for place, rows in enumerate(sheets):
        page = book.create_sheet(names[place] if names else None)
        for row in rows:
            page.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes, filename: str = "projekter.xlsx") -> Table:
    return read_table(content, filename=filename, wanted=WANTED)


def read_text(text: str) -> Table:
    return read_table(text.encode(), filename="projekter.csv", wanted=WANTED)


def paste(text: str) -> Table:
    return read_pasted(text, wanted=WANTED)


def texts(table: Table) -> list[tuple[int, *tuple[str, ...]]]:
    """Row number and texts of every row."""
    return [(row.number, *(cell.text for cell in row.cells)) for row in table.rows]
