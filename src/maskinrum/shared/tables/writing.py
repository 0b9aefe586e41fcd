"""Writing tables as .xlsx and CSV. Text is always text: nothing a person typed can become a formula or a link."""

import codecs
import io
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from maskinrum.shared.tables.table import clean_text, column_letter, guarded

OutValue = str | int | float | Decimal | bool | date | None

_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_CELL = 32_767
_LISTS = "_lists"
_YES_NO = {"da": ("ja", "nej"), "en": ("yes", "no")}
_DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True)
class OutColumn:
    """A column to write: heading, width in characters, Excel number format, and the choices its cells offer."""

    title: str
    width: float = 14
    number_format: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class OutSheet:
    """A sheet to write. ``open_rows`` is how many rows below the heading offer the choices of their column."""

    name: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[OutValue]]
    open_rows: int = 0


def write_xlsx(sheets: Sequence[OutSheet], *, language: str = "da") -> bytes:
    """Return a workbook: bold headings that stay in place, widths, formats and drop-down lists; same input, same bytes.

    Texts are written as texts, longer than Excel's 32,767 characters cut; None is an empty cell; booleans are words in
    the language; numbers that are not finite are empty. Raise ValueError for two sheets of the same name.
    """
    names = [_sheet_name(sheet.name) for sheet in sheets]
    if len({name.casefold() for name in [*names, _LISTS]}) <= len(names):
        raise ValueError("two sheets have the same name")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        pages = [book.add_worksheet(name) for name in names]
        lists = _Lists(book)
        for sheet, page in zip(sheets, pages, strict=True):
            _fill(book, page, sheet, language)
            _offer(page, sheet, lists)
    return buffer.getvalue()


def _sheet_name(name: str) -> str:
    return _SHEET_NAME.sub(" ", clean_text(name))[:31].strip() or "-"


def _fill(book: Any, page: Any, sheet: OutSheet, language: str) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = {"valign": "top", "text_wrap": True}
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, clean_text(column.title), bold)
        shown = book.add_format(wrap | ({"num_format": column.number_format} if column.number_format else {}))
        dated = book.add_format(wrap | {"num_format": column.number_format or _DATE_FORMAT})
        for row, values in enumerate(sheet.rows, start=1):
            _write(page, row, place, values[place], shown, dated, language)


def _write(page: Any, row: int, place: int, value: OutValue, shown: Any, dated: Any, language: str) -> None:
    if value is None or (isinstance(value, (float, Decimal)) and not math.isfinite(value)):
        page.write_blank(row, place, None, shown)
    elif isinstance(value, bool):
        page.write_string(row, place, _word(value, language), shown)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, dated)
    elif isinstance(value, str):
        page.write_string(row, place, _writable(value), shown)
    else:
        page.write_number(row, place, value, shown)


def _writable(text: str) -> str:
    return text[:_LONGEST_CELL].encode("utf-8", "replace").decode("utf-8")


def _word(value: bool, language: str) -> str:
    yes, no = _YES_NO[language]
    return yes if value else no


class _Lists:
    """The choices of drop-down lists, on a hidden sheet: a list inside a cell holds 255 characters only."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._page: Any = None
        self._columns = 0

    def add(self, choices: Sequence[str]) -> str:
        """Return the formula of the range that now holds the choices."""
        if self._page is None:
            self._page = self._book.add_worksheet(_LISTS)
            self._page.hide()
        for row, choice in enumerate(choices):
            self._page.write_string(row, self._columns, choice)
        letter = column_letter(self._columns)
        self._columns += 1
        return f"={_LISTS}!${letter}$1:${letter}${len(choices)}"


def _offer(page: Any, sheet: OutSheet, lists: _Lists) -> None:
    for place, column in enumerate(sheet.columns):
        if column.choices and sheet.open_rows:
            rule = {"validate": "list", "source": lists.add(column.choices), "error_type": "warning"}
            page.data_validation(1, place, sheet.open_rows, place, rule)


def write_csv(header: Sequence[str], rows: Sequence[Sequence[OutValue]], *, language: str) -> bytes:
    """Return CSV in UTF-8 with a byte-order mark: ; and decimal comma in Danish, comma and point in English.

    Texts stand in quotes, dates are ISO, booleans words in the language; numbers that are not finite and None are
    empty. What a spreadsheet would take for a formula, also when it divides the text at the separator of the other
    language, gets ' before it; reading takes it off again.
    """
    return b"".join(csv_lines(header, rows, language=language))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[OutValue]], *, language: str) -> Iterator[bytes]:
    """Yield the lines of ``write_csv`` one by one, as the rows come."""
    mark = ";" if language == "da" else ","
    yield codecs.BOM_UTF8
    for row in itertools.chain([header], rows):
        yield (mark.join(_plain(value, language) for value in row) + "\r\n").encode("utf-8", "replace")


def _plain(value: OutValue, language: str) -> str:
    if value is None or (isinstance(value, (float, Decimal)) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return _word(value, language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _quoted(guarded(value)) if value else ""
    number = f"{Decimal(repr(value) if isinstance(value, float) else value):f}"
    return number.replace(".", ",") if language == "da" else number


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
