"""Reading .xlsx: only what a table needs, in one pass, within fixed bounds of memory and time.

A general reader is not used, because it builds the whole rectangle between the first and the last cell: a file of 5 KB
with one cell far away then asks for gigabytes and ends the process. Here empty cells cost nothing, shared texts are
shared, reading stops after the rows that a table may have, and the XML may hold neither a document type nor entities.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal

from django.utils.formats import get_format

from maskinrum.shared.tables.archive import Parts, damaged, resolve
from maskinrum.shared.tables.markup import Budget, EnoughError, Reader, local_name, scan
from maskinrum.shared.tables.numerals import is_likely_year
from maskinrum.shared.tables.table import HEADER_WITHIN, MAX_COLUMNS, MAX_READ, Cell, Record, text_cell

MAX_SHEETS = 50
# As wide as a sheet can be.
MAX_CELLS_OF_ROW = 16_384

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_A_MARK = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|[_*].')
_DATE_MARK = re.compile(r"[dmyhs]", re.IGNORECASE)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# Excel shows 15 digits; the rest is the noise of binary fractions.
_AS_SHOWN = Context(prec=15)
_WHOLE = 10**15
_LAST_DAY = 2_900_000


@dataclass(frozen=True)
class Sheet:
    """The name of a sheet and its rows that hold anything, by the numbers Excel shows."""

    name: str
    hidden: bool
    records: list[Record]


@dataclass(frozen=True)
class _Listed:
    name: str
    hidden: bool
    relation: str


class _Relations(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class _Workbook(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[_Listed] = []
        self.epoch = date(1899, 12, 30)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local_name(key) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Listed(text_cell(attributes.get("name", "")).text, hidden, relation))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = date(1904, 1, 1)


class _SharedTexts(Reader):
    """Texts in order; those of phonetic runs are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._phonetic = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t" and not self._phonetic:
            self.keep_text()

    def closed(self, name: str) -> None:
        if name == "t" and not self._phonetic:
            self._pieces.append(self.taken_text())
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append("".join(self._pieces)[: MAX_READ + 1])


class _SharedCells:
    """The cell that each shared text gives, made once: many cells may point to one long text."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._made: dict[int, Cell] = {}

    def cell(self, place: int) -> Cell:
        if place >= len(self._texts):
            return Cell()
        if place not in self._made:
            self._made[place] = text_cell(_unescape(self._texts[place]))
        return self._made[place]


class _Styles(Reader):
    """Which cell styles show a date."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[str, str] = {}
        self._used: list[str] = []
        self._in_cell_styles = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._in_cell_styles = True
        elif name == "xf" and self._in_cell_styles:
            self._used.append(attributes.get("numFmtId", "0"))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_styles = False

    def date_styles(self) -> frozenset[int]:
        return frozenset(place for place, number in enumerate(self._used) if self._is_date(number))

    def _is_date(self, number: str) -> bool:
        if number in self._formats:
            return _DATE_MARK.search(_NOT_A_MARK.sub("", self._formats[number])) is not None
        return number.isdecimal() and int(number[:6]) in _DATE_FORMATS


@dataclass(frozen=True)
class _Format:
    shared: _SharedCells
    date_styles: frozenset[int]
    epoch: date


@dataclass
class _Open:
    """The cell being read."""

    kind: str = "n"
    style: int = 0
    formula: bool = False
    stored: str = ""
    pieces: list[str] = field(default_factory=list)


class _SheetRows(Reader):
    """Cells by row, until more rows hold something than a table and the lines above it may have."""

    def __init__(self, how: _Format, rows: int) -> None:
        super().__init__()
        self.rows: dict[int, dict[int, Cell]] = {}
        self._how, self._most = how, rows
        self._row = self._column = -1
        self._cells = 0
        self._cell = _Open()

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes.get("r", ""))
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._cell.formula = True
        elif name in {"v", "t"}:
            self.keep_text()

    def closed(self, name: str) -> None:
        if name == "v":
            self._cell.stored = self.taken_text()
        elif name == "t":
            self._cell.pieces.append(self.taken_text())
        elif name == "c":
            self._end_cell()

    def _begin_row(self, number: str) -> None:
        self._row = int(number[:7]) - 1 if number.isdecimal() else self._row + 1
        self._column = -1
        self._cells = 0

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS_OF_ROW:
            raise damaged()
        address = _ADDRESS.fullmatch(attributes.get("r", ""))
        self._column = _column_index(address[1]) if address else self._column + 1
        if address:
            self._row = int(address[2]) - 1
        style = attributes.get("s", "0")
        self._cell = _Open(attributes.get("t", "n"), int(style[:6]) if style.isdecimal() else 0)

    def _end_cell(self) -> None:
        # One column beyond the widest table tells that the table is too wide; the others would only use memory.
        if self._column > MAX_COLUMNS:
            return
        if self._column in self.rows.get(self._row, {}):
            raise damaged()
        cell = _cell(self._cell, self._how)
        if cell.text or cell.fault:
            self.rows.setdefault(self._row, {})[self._column] = cell
        # Counted by cell, because a cell may name another row than the one it stands in.
        if len(self.rows) > self._most:
            raise EnoughError

    def records(self) -> list[Record]:
        return [(row + 1, cells) for row, cells in sorted(self.rows.items())]


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _cell(read: _Open, how: _Format) -> Cell:
    if read.kind == "inlineStr":
        return text_cell(_unescape("".join(read.pieces)))
    if not read.stored:
        # An empty text is a result a formula may have; a number without digits is none.
        fault = "formula-without-value" if read.formula and read.kind != "str" else ""
        return Cell(formula=read.formula, fault=fault)
    return _CELLS.get(read.kind, _plain_cell)(read, how)


def _plain_cell(read: _Open, _how: _Format) -> Cell:
    return text_cell(_unescape(read.stored), formula=read.formula)


def _shared_cell(read: _Open, how: _Format) -> Cell:
    return how.shared.cell(int(read.stored[:9])) if read.stored.isdecimal() else Cell()


def _error_cell(read: _Open, _how: _Format) -> Cell:
    return Cell(text_cell(read.stored).text, None, read.formula, "error-value")


def _truth_cell(read: _Open, _how: _Format) -> Cell:
    return Cell(read.stored, read.stored.strip() == "1", read.formula)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _number_cell(read: _Open, how: _Format) -> Cell:
    if not _NUMBER.fullmatch(read.stored.strip()):
        return _plain_cell(read, how)
    number = _AS_SHOWN.create_decimal(read.stored.strip())
    if read.style in how.date_styles and 0 < number < _LAST_DAY:
        return _date_cell(how.epoch + timedelta(days=int(number)), read)
    if abs(number) < _WHOLE and number == int(number):
        number = Decimal(int(number))
    return Cell(f"{number:f}".replace(".", str(get_format("DECIMAL_SEPARATOR"))), number, read.formula)


def _iso_date_cell(read: _Open, how: _Format) -> Cell:
    try:
        return _date_cell(date.fromisoformat(read.stored.strip()[:10]), read)
    except ValueError:
        return _plain_cell(read, how)


def _date_cell(day: date, read: _Open) -> Cell:
    if not is_likely_year(day.year):
        return text_cell(day.isoformat(), formula=read.formula)
    return Cell(day.isoformat(), day, read.formula)


_CELLS = {"s": _shared_cell, "e": _error_cell, "b": _truth_cell, "n": _number_cell, "d": _iso_date_cell}


def read_sheets(content: bytes, *, filename: str, max_rows: int) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, visible ones first, each read when it is asked for.

    A sheet holds at most ``max_rows`` rows and the lines that may stand above a table, and one more to tell that it is
    too long. Raise TableRefusedError when the file is damaged, locked, no workbook, or larger inside than the bounds.
    """
    parts, budget = Parts(content, filename), Budget()
    main = _main_part(parts, budget)
    workbook, relations = _Workbook(), _relations_of(parts, main, budget)
    scan(parts, main, workbook, budget)
    how = _Format(_shared(parts, main, relations, budget), _dates(parts, main, relations, budget), workbook.epoch)
    for listed in sorted(workbook.sheets[:MAX_SHEETS], key=lambda sheet: sheet.hidden):
        kind, target = relations.get(listed.relation, ("", ""))
        if kind == "worksheet":
            rows = _SheetRows(how, max_rows + HEADER_WITHIN)
            scan(parts, resolve(main, target), rows, budget)
            yield Sheet(listed.name, listed.hidden, rows.records())


def _main_part(parts: Parts, budget: Budget) -> str:
    for kind, target in _relations_of(parts, "", budget).values():
        if kind == "officeDocument":
            return resolve("", target)
    return "xl/workbook.xml"


def _relations_of(parts: Parts, name: str, budget: Budget) -> dict[str, tuple[str, str]]:
    folder, _slash, leaf = name.rpartition("/")
    reader = _Relations()
    scan(parts, f"{folder}/_rels/{leaf}.rels".lstrip("/"), reader, budget)
    return reader.found


def _part_of_kind(parts: Parts, main: str, relations: Mapping[str, tuple[str, str]], wanted: str) -> str | None:
    for kind, target in relations.values():
        if kind == wanted and resolve(main, target) in parts:
            return resolve(main, target)
    return None


def _shared(parts: Parts, main: str, relations: Mapping[str, tuple[str, str]], budget: Budget) -> _SharedCells:
    reader = _SharedTexts()
    if name := _part_of_kind(parts, main, relations, "sharedStrings"):
        scan(parts, name, reader, budget)
    return _SharedCells(reader.texts)


def _dates(parts: Parts, main: str, relations: Mapping[str, tuple[str, str]], budget: Budget) -> frozenset[int]:
    reader = _Styles()
    if name := _part_of_kind(parts, main, relations, "styles"):
        scan(parts, name, reader, budget)
    return reader.date_styles()
