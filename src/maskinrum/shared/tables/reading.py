"""The doors by which a table comes in: a file, or text pasted from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from maskinrum.shared.tables.archive import is_workbook
from maskinrum.shared.tables.delimited import decode, read_records
from maskinrum.shared.tables.table import (
    MAX_BYTES,
    MAX_ROWS,
    Note,
    Table,
    TableRefusedError,
    Wanted,
    build_table,
    header_place,
)
from maskinrum.shared.tables.workbook import read_sheets


def read_table(content: bytes | BinaryIO, *, filename: str, wanted: Wanted, max_rows: int = MAX_ROWS) -> Table:
    """Return the table of an .xlsx or CSV file from anyone; the content tells which it is, the name is only shown.

    Raise TableRefusedError (codes: empty, too-large, pdf, program, picture, archive, document, markup, old-excel, xlsb,
    opendocument, password, damaged, too-big-inside, encoding, quotes, no-header, too-many-lines, too-many-rows,
    too-many-columns).
    """
    data = content if isinstance(content, bytes) else content.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large()
    if is_workbook(data, filename):
        return _read_workbook(data, filename, wanted, max_rows)
    return _read_text(decode(data), wanted, max_rows, source="text")


def read_pasted(text: str, *, wanted: Wanted, max_rows: int = MAX_ROWS) -> Table:
    """Return the table of pasted text (tab, ; or , between cells). Raise TableRefusedError as for a file."""
    if not text.strip():
        words = _("Nothing was pasted. Copy the rows with their headings in Excel and paste them here.")
        raise TableRefusedError("empty", words)
    if len(text) > MAX_BYTES:
        raise _too_large()
    return _read_text(text, wanted, max_rows, source="pasted")


def _too_large() -> TableRefusedError:
    words = _("The table is larger than %(most)s MB. Copy the table alone into a new workbook and choose that.")
    return TableRefusedError("too-large", words % {"most": MAX_BYTES // 1024**2})


def _read_text(text: str, wanted: Wanted, max_rows: int, *, source: str) -> Table:
    records, delimiter = read_records(text, wanted, max_rows=max_rows)
    place = header_place(records, wanted)
    if place is None:
        raise _no_header(wanted)
    return replace(build_table(records, place, wanted, source=source, max_rows=max_rows), delimiter=delimiter)


def _read_workbook(data: bytes, filename: str, wanted: Wanted, max_rows: int) -> Table:
    looked_at: list[str] = []
    for sheet in read_sheets(data, filename=filename, max_rows=max_rows):
        place = header_place(sheet.records, wanted)
        if place is not None:
            table = build_table(sheet.records, place, wanted, source="workbook", max_rows=max_rows)
            notes = (*_sheet_note(sheet.name, looked_at), *table.notes)
            return replace(table, sheet=sheet.name, notes=notes)
        looked_at.append(sheet.name)
    raise _no_header(wanted, looked_at)


def _sheet_note(name: str, passed_over: Sequence[str]) -> tuple[Note, ...]:
    words = _("Read from the sheet “%(sheet)s”; the sheets before it hold no such table.")
    return (Note("sheet-chosen", words % {"sheet": name}),) if passed_over else ()


def _no_header(wanted: Wanted, sheets: Sequence[str] = ()) -> TableRefusedError:
    words = _("We found no row of headings. Write these above the first row: %(columns)s.")
    words = words % {"columns": ", ".join(wanted.labels)}
    if sheets:
        words += " " + _("We looked in the sheets: %(sheets)s.") % {"sheets": ", ".join(sheets[:10])}
    return TableRefusedError("no-header", words)
