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
    shorten,
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


def read_tables(
    content: bytes | BinaryIO, *, filename: str, wanted: Sequence[Wanted], max_rows: int = MAX_ROWS
) -> tuple[Table | None, ...]:
    """Return a table for each of ``wanted``, None where the file has none; a sheet is what it fits first.

    The last of them has a note (sheet-unread) for each sheet that is none of them and not empty.

    Raise TableRefusedError as ``read_table``, and when there is none at all.
    """
    data = content if isinstance(content, bytes) else content.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large()
    if not is_workbook(data, filename):
        return _read_text_as(decode(data), wanted, max_rows, source="text")
    found: dict[int, Table] = {}
    looked_at: list[str] = []
    unread: list[str] = []
    for sheet in read_sheets(data, filename=filename, max_rows=max_rows):
        looked_at.append(sheet.name)
        for number, one in enumerate(wanted):
            place = header_place(sheet.records, one) if number not in found else None
            if place is not None:
                table = build_table(sheet.records, place, one, source="workbook", max_rows=max_rows)
                found[number] = replace(table, sheet=sheet.name)
                break
        else:
            unread += [sheet.name] if sheet.records else []
    if not found:
        raise _no_header(wanted[-1], looked_at)
    last = max(found)
    found[last] = replace(found[last], notes=(*found[last].notes, *_unread_notes(unread)))
    return tuple(found.get(number) for number in range(len(wanted)))


def _unread_notes(names: Sequence[str]) -> tuple[Note, ...]:
    words = _("The sheet “%(sheet)s” is not read: we do not know its headings.")
    return tuple(Note("sheet-unread", words % {"sheet": shorten(name)}) for name in names[:10])


def read_pasted_tables(text: str, *, wanted: Sequence[Wanted], max_rows: int = MAX_ROWS) -> tuple[Table | None, ...]:
    """Return pasted text as the first of ``wanted`` that it fits. Raise TableRefusedError as ``read_pasted``."""
    if not text.strip() or len(text) > MAX_BYTES:
        read_pasted(text, wanted=wanted[-1])  # refuses it
    return _read_text_as(text, wanted, max_rows, source="pasted")


def _read_text_as(text: str, wanted: Sequence[Wanted], max_rows: int, *, source: str) -> tuple[Table | None, ...]:
    for number, one in enumerate(wanted[:-1]):
        try:
            table = _read_text(text, one, max_rows, source=source)
        except (
            TableRefusedError
        ):  # how cells are divided is told by the headings, so any refusal may be of another table
            continue
        return tuple(table if place == number else None for place in range(len(wanted)))
    table = _read_text(text, wanted[-1], max_rows, source=source)
    return (*(None for _one in wanted[:-1]), table)


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
