"""Reading text: CSV files and what is pasted from a spreadsheet.

Rows have the number of their first line in the file, counting comments and blank lines. Encodings are known by their
mark, else by being valid UTF-8, else as Windows-1252 when the letters above ASCII are those of European text.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _

from maskinrum.shared.tables.table import (
    HEADER_WITHIN,
    MAX_COLUMNS,
    Cell,
    Record,
    TableRefusedError,
    Wanted,
    text_cell,
    unguarded,
)

DELIMITERS = ("\t", ";", ",")
MAX_LINES = 100_000
# The row of headings stands within so many characters; further on the delimiters are not compared.
_DELIMITER_WITHIN = 256 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_EUROPEAN = re.compile("[À-ÖØ-öø-ÿŠšŽžŒœŸ€£§°½¼²³µ«»–—‘’“”…·´\xa0]")
_MOST_CONTROL = 0.05
_LEAST_EUROPEAN = 0.8
_SEPARATOR_LINE = re.compile(r"sep=([;,\t])", re.IGNORECASE)


def decode(content: bytes) -> str:
    """Return the text of a file. Raise TableRefusedError when it is binary or in an encoding we cannot tell."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _sound(content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _sound(content, "cp1252")
        marks = _NOT_ASCII.findall(text)
        if sum(bool(_EUROPEAN.match(mark)) for mark in marks) < _LEAST_EUROPEAN * len(marks):
            raise _unreadable() from None
    return _without_binary(text)


def _sound(content: bytes, encoding: str) -> str:
    try:
        return _without_binary(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _without_binary(text: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise _unreadable()
    return text


def _unreadable() -> TableRefusedError:
    words = _("We cannot read the letters of the file. Save it in Excel as “CSV UTF-8” or .xlsx, and choose it again.")
    return TableRefusedError("encoding", words)


def read_records(text: str, wanted: Wanted, *, max_rows: int) -> tuple[list[Record], str]:
    """Return the records and the delimiter under which the headings are known best; tab, then ;, then , when equal.

    What stands beyond ``MAX_COLUMNS`` cells of a record is one more cell. Raise TableRefusedError when quotes do not
    match under the chosen delimiter, or when there are more than ``MAX_LINES`` lines.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    named = _SEPARATOR_LINE.match(text)
    delimiters = (named[1],) if named else DELIMITERS
    best = max(delimiters, key=lambda delimiter: _known(text[:_DELIMITER_WITHIN], delimiter, wanted))
    return list(_records(text, best, max_rows + HEADER_WITHIN + 1)), best


def _known(text: str, delimiter: str, wanted: Wanted) -> int:
    try:
        for _number, cells in _records(text, delimiter, HEADER_WITHIN):
            known = wanted.count(cell.text for cell in cells.values())
            if known >= wanted.at_least:
                return known
    except TableRefusedError:
        return 0
    return 0


def _records(text: str, delimiter: str, most: int) -> Iterator[Record]:
    """Yield at most ``most`` records that hold anything, each with the number of the line where it begins."""
    number, at = 1, 0
    while most and at < len(text):
        if number > MAX_LINES:
            raise _too_many_lines()
        fields, end = _fields(text, at, delimiter, number)
        cells = {index: _cell(raw) for index, raw in enumerate(fields) if raw.strip()}
        if cells and not _SEPARATOR_LINE.fullmatch(text, at, end):
            most -= 1
            yield number, cells
        number, at = number + 1 + text.count("\n", at, end), end + 1


def _fields(text: str, start: int, delimiter: str, number: int) -> tuple[list[str], int]:
    """Return the fields of the record that begins at ``start``, and where it ends; comments and blank lines have none.

    Written out rather than left to the csv module, which makes a text of every field of a record however many.
    """
    line_end = _end_of_line(text, start)
    if text.startswith("#", start) or not text[start:line_end].strip(delimiter + " \t"):
        return [], line_end
    one, rest = _patterns(delimiter)
    fields: list[str] = []
    at = start
    while len(fields) < MAX_COLUMNS and (found := one.match(text, at)):
        fields.append(_unquoted(found[0]))
        if not text.startswith(delimiter, found.end()):
            return fields, found.end()
        at = found.end() + 1
    found = rest.match(text, at)
    if found is None or len(fields) < MAX_COLUMNS:
        raise _unmatched_quotes(number)
    return [*fields, found[0].strip(delimiter + '" \t\n')], found.end()


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One field, and all fields to the end of a record. Possessive: neither remembers a way back, however long."""
    field = rf'(?:"(?:[^"]++|"")*+"|[^"{delimiter}\n][^{delimiter}\n]*+|)'
    end = r"(?=\n|\Z)"
    return re.compile(rf"{field}(?:(?={delimiter})|{end})"), re.compile(rf"(?:{field}{delimiter})*+{field}{end}")


def _unquoted(field: str) -> str:
    return field[1:-1].replace('""', '"') if field.startswith('"') else field


def _too_many_lines() -> TableRefusedError:
    words = _("The file has more than %(most)s lines. Delete the empty ones.")
    return TableRefusedError("too-many-lines", words % {"most": MAX_LINES})


def _cell(raw: str) -> Cell:
    bare = raw.strip()
    if bare.startswith("="):
        return Cell(text_cell(raw).text, None, fault="formula-in-text")
    # The mark that we and Excel put before a text that would else be taken for a formula.
    return text_cell(unguarded(bare))


def _unmatched_quotes(row: int) -> TableRefusedError:
    words = _("The quotation marks in row %(row)s do not match. Put the row right, or save the table as .xlsx.")
    return TableRefusedError("quotes", words % {"row": row})
