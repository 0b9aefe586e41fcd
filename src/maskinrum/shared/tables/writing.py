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

from maskinrum.shared.tables.table import clean_text, column_letter, guarded, without_unseen


@dataclass(frozen=True)
class OutFormula:
    """A formula of ours, without =, and what it shows until the workbook is calculated. Never made of people's text.

    ``number_format`` stands above the column's.
    """

    text: str
    value: str | float = ""
    number_format: str = ""


OutValue = str | int | float | Decimal | bool | date | OutFormula | None

_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_CELL = 32_767
_LISTS = "_lists"
_YES_NO = {"da": ("ja", "nej"), "en": ("yes", "no")}
_DATE_FORMAT = "yyyy-mm-dd"
_SHADE = "#F0F4F2"
_A4, _PORTRAIT_WIDTH = 9, 95


@dataclass(frozen=True)
class OutLimits:
    """What may be written in the cells of a column: ``kind`` is whole, decimal or date; None means no bound."""

    kind: str
    least: float | date | None = None
    most: float | date | None = None


@dataclass(frozen=True)
class OutColumn:
    """A column to write: heading, width in characters, Excel number format, and the choices its cells offer.

    ``limits`` warn whoever writes something else, ``prompt`` is shown beside a chosen cell, and ``computed`` shades the
    column, because its cells hold formulas.
    """

    title: str
    width: float = 14
    number_format: str = ""
    choices: tuple[str, ...] = ()
    limits: OutLimits | None = None
    prompt: str = ""
    computed: bool = False


@dataclass(frozen=True)
class OutSheet:
    """A sheet to write. ``open_rows`` is how many rows below the heading offer the choices of their column.

    ``for_paper`` sets it up for A4: as wide as the page, headings on every page, name and page number at the foot.
    ``filtered`` puts a filter on the headings. ``pinned`` is how many columns stay in place beside the headings.
    """

    name: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[OutValue]]
    open_rows: int = 0
    for_paper: bool = False
    filtered: bool = False
    pinned: int = 0


def write_xlsx(sheets: Sequence[OutSheet], *, language: str = "da", title: str = "") -> bytes:
    """Return a workbook: bold headings that stay in place, widths, formats and drop-down lists; same input, same bytes.

    Texts are written as texts, longer than Excel's 32,767 characters cut; None is an empty cell; booleans are words in
    the language; numbers that are not finite are empty. Raise ValueError for two sheets of the same name.
    """
    import xlsxwriter  # noqa: PLC0415 - whatever knows a page knows tables, and few are written

    names = [_sheet_name(sheet.name) for sheet in sheets]
    if len({name.casefold() for name in [*names, _LISTS]}) <= len(names):
        raise ValueError("two sheets have the same name")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        created = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        book.set_properties({"created": created, "title": clean_text(title), "author": "Maskinrum" if title else ""})
        pages = [book.add_worksheet(name) for name in names]
        lists = _Lists(book)
        for sheet, page in zip(sheets, pages, strict=True):
            _fill(book, page, sheet, language)
            _offer(page, sheet, lists)
            _lay_out(page, sheet)
    return buffer.getvalue()


def _sheet_name(name: str) -> str:
    return _SHEET_NAME.sub(" ", clean_text(name))[:31].strip() or "-"


def _fill(book: Any, page: Any, sheet: OutSheet, language: str) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = {"valign": "top", "text_wrap": True}
    page.freeze_panes(1, sheet.pinned)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, clean_text(column.title), bold)
        look = wrap | ({"bg_color": _SHADE} if column.computed else {})
        shown = book.add_format(look | ({"num_format": column.number_format} if column.number_format else {}))
        dated = book.add_format(look | {"num_format": column.number_format or _DATE_FORMAT})
        if sheet.open_rows and column.number_format:
            page.set_column(place, place, column.width, book.add_format({"num_format": column.number_format}))
        for row, values in enumerate(sheet.rows, start=1):
            value = values[place]
            own = value.number_format if isinstance(value, OutFormula) else ""
            form = book.add_format(look | {"num_format": own}) if own else shown
            _write(page, row, place, value, form, dated, language)


def _write(page: Any, row: int, place: int, value: OutValue, shown: Any, dated: Any, language: str) -> None:
    if value is None or (isinstance(value, (float, Decimal)) and not math.isfinite(value)):
        page.write_blank(row, place, None, shown)
    elif isinstance(value, bool):
        page.write_string(row, place, _word(value, language), shown)
    elif isinstance(value, OutFormula):
        page.write_formula(row, place, f"={value.text}", shown, value.value)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, dated)
    elif isinstance(value, str):
        page.write_string(row, place, _writable(value), shown)
    else:
        page.write_number(row, place, value, shown)


def _writable(text: str) -> str:
    return without_unseen(text)[:_LONGEST_CELL].encode("utf-8", "replace").decode("utf-8")


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
            self._page.write_string(row, self._columns, _writable(choice))
        letter = column_letter(self._columns)
        self._columns += 1
        return f"={_LISTS}!${letter}$1:${letter}${len(choices)}"


def _offer(page: Any, sheet: OutSheet, lists: _Lists) -> None:
    for place, column in enumerate(sheet.columns):
        rule: dict[str, Any] = {}
        if column.choices and sheet.open_rows:
            rule = {"validate": "list", "source": lists.add(column.choices), "error_type": "warning"}
        elif column.limits and sheet.open_rows:
            rule = _bounds(column.limits) | {"error_type": "warning"}
        elif column.prompt and sheet.open_rows:
            rule = {"validate": "any"}
        if rule and column.prompt:
            rule |= {"input_title": clean_text(column.title)[:32], "input_message": clean_text(column.prompt)[:255]}
        if rule:
            page.data_validation(1, place, sheet.open_rows, place, rule)


def _bounds(limits: OutLimits) -> dict[str, Any]:
    bounds: dict[str, Any]
    if limits.least is not None and limits.most is not None:
        bounds = {"criteria": "between", "minimum": limits.least, "maximum": limits.most}
    elif limits.least is not None:
        bounds = {"criteria": ">=", "value": limits.least}
    else:
        bounds = {"criteria": "<=", "value": limits.most}
    return {"validate": limits.kind} | bounds


def _lay_out(page: Any, sheet: OutSheet) -> None:
    if sheet.filtered:
        page.autofilter(0, 0, max(sheet.open_rows, len(sheet.rows)), len(sheet.columns) - 1)
    if not sheet.for_paper:
        return
    page.set_paper(_A4)
    if sum(column.width for column in sheet.columns) > _PORTRAIT_WIDTH:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L&A&R&P / &N")


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
    if isinstance(value, str):
        return _quoted(guarded(without_unseen(value))) if value else ""
    if value is None or (isinstance(value, (float, Decimal)) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return _word(value, language)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, OutFormula):
        return _plain(value.value, language)
    number = f"{Decimal(repr(value) if isinstance(value, float) else value):f}"
    return number.replace(".", ",") if language == "da" else number


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
