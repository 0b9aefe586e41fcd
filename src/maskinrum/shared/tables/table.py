"""What a table is once it has been read: headings, rows with the numbers people see, and what could not be read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from maskinrum.shared.errors import DomainError
from maskinrum.shared.phrases import quoted

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 500
MAX_COLUMNS = 60
MAX_CELL = 1_000  # what a table holds in a cell unless it wants more
MAX_READ = 8_000  # what is kept of a cell while it is read, whatever the table wants
HEADER_WITHIN = 50

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_AS_SPACE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn or hide what follows; the joiners that emoji and Indic scripts need are kept.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]+")
_SUSPECT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

# What a spreadsheet takes for a formula, at the start of a text and behind the separator of another language's CSV,
# by which a program may divide even a text in quotes.
# Quotes are passed over: such a program takes them off, and reading must find again what writing guarded.
_RISK = r"[\s'\"]*[=+\-@＝＋－＠]"
_RISKY_PLACE = rf"(?:^(?={_RISK})|(?<=[;,])(?={_RISK}\s*\S))"
_RISKY = frozenset("=+-@＝＋－＠")  # where none of them stands, nothing is looked for
_UNGUARDED = re.compile(_RISKY_PLACE)
_GUARD = re.compile(_RISKY_PLACE.replace("(?=", "'(?="))


class TableRefusedError(DomainError):
    """The whole table cannot be read. ``code`` names the reason; the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Problem:
    """One thing that must be put right: where it stands, what was typed, why it fails and what to write instead.

    ``row`` is the number the person sees, or None for the whole table; ``letter`` is empty when there is no column.
    """

    code: str
    message: str
    advice: str = ""
    row: int | None = None
    letter: str = ""
    column: str = ""
    field: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """Return row and column in words, such as “Row 14, column F “Budget””, or an empty string."""
        words = {"row": self.row, "letter": self.letter, "column": self.column}
        if self.row is None:
            return _("Column %(letter)s “%(column)s”") % words if self.letter else ""
        if self.letter:
            return _("Row %(row)s, column %(letter)s “%(column)s”") % words
        return _("Row %(row)s, “%(column)s”") % words if self.column else _("Row %(row)s") % words

    @property
    def sentence(self) -> str:
        """Return reason and advice."""
        return f"{self.message} {self.advice}".strip()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True)
class Note:
    """Something the person should know, though nothing is wrong. ``rows`` are the numbers the person sees."""

    code: str
    message: str
    rows: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.message

    def moved(self, places: Mapping[int, int]) -> "Note":
        """The same of rows that stand elsewhere now, by the numbers they had; as it is where one of them is nowhere."""
        if not self.rows or not all(row in places for row in self.rows):
            return self
        rows = tuple(sorted(places[row] for row in self.rows))
        return replace(self, message=self.message.replace(join_rows(self.rows), join_rows(rows), 1), rows=rows)


@dataclass(frozen=True)
class Cell:
    """One cell: the text as a person reads it, and the value as it was stored (text files store only text).

    ``text`` is one line; ``lines`` is the text with its line breaks, and empty where there are none. ``fault`` is the
    code of what made it unreadable, or empty; ``formula`` tells that a formula made the value; ``cleaned`` that control
    characters were taken out.
    """

    text: str = ""
    value: str | Decimal | bool | date | None = None
    formula: bool = False
    fault: str = ""
    cleaned: bool = False
    lines: str = ""

    @property
    def paragraphs(self) -> str:
        return self.lines or self.text


EMPTY = Cell()
Record = tuple[int, Mapping[int, Cell]]


@dataclass(frozen=True)
class Column:
    """A column by its place from 0, the letter Excel shows (empty in a form), and its heading as typed."""

    index: int
    letter: str
    name: str

    @property
    def quoted(self) -> str:
        """The column as a sentence names it, with its heading in quotation marks."""
        return f"{self.letter} {quoted(shorten(self.name, 30))}".strip()


@dataclass(frozen=True)
class Row:
    """One row: the number the person sees, and a cell for each column."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings. ``rows[i].cells[j]`` stands under ``columns[j]``; empty rows and comments are left out.

    ``source`` is workbook, text, pasted or form; ``delimiter`` and ``sheet`` are empty where they mean nothing.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header_row: int
    source: str
    delimiter: str = ""
    sheet: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Wanted:
    """How to know the row of headings: ``recognise`` gives the field a heading means, or None; ``labels`` are shown
    to a person whose table has none of them; ``longest`` is how many characters a cell may hold. Without one of the
    fields ``needed`` it is another table."""

    recognise: Callable[[str], str | None]
    labels: Sequence[str]
    at_least: int = 2
    longest: int = MAX_CELL
    needed: frozenset[str] = frozenset()

    def count(self, headings: Iterable[str]) -> int:
        """Return how many different fields the headings name; none of another table."""
        found = {field for heading in headings if heading and (field := self.recognise(heading))}
        return len(found) if found >= self.needed else 0


def clean_text(raw: str) -> str:
    """Return the text safe to store and show: composed, control characters as spaces, unseen marks out, one space."""
    text = _UNSEEN.sub("", _AS_SPACE.sub(" ", raw))
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_cell(raw: str, *, formula: bool = False) -> Cell:
    """Return a cell of text, cleaned; longer than ``MAX_READ`` characters is a fault."""
    fault = "cell-too-long" if len(raw) > MAX_READ else ""
    kept = raw[:MAX_READ]
    text, lines = clean_text(kept), clean_lines(kept) if _LINE_END.search(kept) else ""
    is_cleaned = _SUSPECT.search(kept) is not None
    return Cell(text, text or None, formula, fault, is_cleaned, lines if lines != text else "")


def clean_lines(raw: str) -> str:
    """Return the text with its line breaks, each line cleaned by itself; of several empty lines one stays."""
    lines = "\n".join(clean_text(line) for line in _LINE_END.split(raw))
    return re.sub("\n{3,}", "\n\n", lines).strip()


def without_unseen(text: str) -> str:
    """Return a text as it is, but for marks that turn other text around, and with control characters as spaces."""
    # What can be printed holds none of them; a file has a hundred thousand texts.
    return text if text.isprintable() else _TURNING.sub("", _CONTROL.sub(" ", text))


def guarded(text: str) -> str:
    """Return a text for CSV with ' wherever a spreadsheet could else take what follows for a formula."""
    return text if _RISKY.isdisjoint(text) else _UNGUARDED.sub("'", text)


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return _GUARD.sub("", text)


def shorten(text: str, length: int = 60) -> str:
    """Return at most ``length`` characters of a text, to show inside a message."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def column_letter(index: int) -> str:
    """Return Excel's letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def _no_letter(_index: int) -> str:
    return ""


def header_place(records: Sequence[Record], wanted: Wanted) -> int | None:
    """Return the place of the row of headings among the first records, or None."""
    needed = wanted.at_least
    for place, (_number, cells) in enumerate(records[:HEADER_WITHIN]):
        if wanted.count(cell.text for cell in cells.values()) >= needed:
            return place
    return None


def build_table(records: Sequence[Record], place: int, wanted: Wanted, *, source: str, max_rows: int) -> Table:
    """Return the table whose headings stand at ``place``. Raise TableRefusedError when it is too long or too wide."""
    header_row, headings = records[place]
    letter = column_letter if source != "form" else _no_letter
    columns = tuple(Column(index, letter(index), cell.text) for index, cell in sorted(headings.items()) if cell.text)
    if not columns or columns[-1].index >= MAX_COLUMNS:
        raise TableRefusedError(
            "too-many-columns",
            _("The table has more than %(most)s columns. Delete those that are not needed.") % {"most": MAX_COLUMNS},
        )
    rows = tuple(
        Row(number, tuple(_within(cells.get(column.index, EMPTY), wanted.longest) for column in columns))
        for number, cells in records[place + 1 :]
        if any(cell.text or cell.fault for cell in cells.values())
    )
    if len(rows) > max_rows:
        raise too_many_rows(max_rows)
    table = Table(columns, rows, header_row, source)
    unread = sorted({index for _row, cells in records[place + 1 :] for index in cells} - set(headings))
    return replace(table, problems=_faults(table, wanted), notes=(*_unheaded(unread), *_remarks(table, wanted)))


def _within(cell: Cell, longest: int) -> Cell:
    if len(cell.paragraphs) <= longest:
        return cell
    text = cell.text[:longest]
    return replace(cell, text=text, value=text, fault=cell.fault or "cell-too-long", lines=cell.lines[:longest])


def _unheaded(unread: Sequence[int]) -> tuple[Note, ...]:
    if not unread:
        return ()
    words = _("Columns without a heading are not read: %(columns)s.")
    return (Note("no-heading", words % {"columns": join_rows(map(column_letter, unread))}),)


def too_many_rows(most: int) -> TableRefusedError:
    """Return the refusal of a table with too many rows."""
    return TableRefusedError(
        "too-many-rows",
        _("The table has more than %(most)s rows. Delete rows, or divide the table into two.") % {"most": most},
    )


def join_rows(rows: Iterable[object]) -> str:
    """Return row numbers or column letters as people write them, at most ten: “3, 5, 8 …”."""
    numbers = list(rows)
    return ", ".join(str(number) for number in numbers[:10]) + (" …" if len(numbers) > 10 else "")


def _faults(table: Table, wanted: Wanted) -> tuple[Problem, ...]:
    fields = [wanted.recognise(column.name) for column in table.columns]
    return tuple(
        _fault(cell, row.number, column, field, longest=wanted.longest)
        for row in table.rows
        for cell, column, field in zip(row.cells, table.columns, fields, strict=True)
        if cell.fault and field
    )


def _fault(cell: Cell, row: int, column: Column, field: str, *, longest: int) -> Problem:
    message, advice = _fault_words(cell.fault, longest)
    return Problem(cell.fault, message, advice, row, column.letter, column.name, field, shorten(cell.text))


def _fault_words(code: str, longest: int) -> tuple[str, str]:
    if code == "formula-without-value":
        return _("The formula has no result in the file."), _(
            "Open the workbook in Excel and save it, or write the value."
        )
    if code == "formula-in-text":
        return _("The text begins with = and looks like a formula."), _("Write the value instead.")
    if code == "error-value":
        return _("The cell shows an Excel error."), _("Put the formula right, or write the value.")
    return _("The text is longer than %(most)s characters.") % {"most": longest}, _("Make it shorter.")


def _remarks(table: Table, wanted: Wanted) -> tuple[Note, ...]:
    known = [place for place, column in enumerate(table.columns) if wanted.recognise(column.name)]
    formulas = [row.number for row in table.rows if any(row.cells[p].formula and not row.cells[p].fault for p in known)]
    cleaned = [row.number for row in table.rows if any(row.cells[p].cleaned for p in known)]
    notes = []
    if formulas:
        words = _("Formulas were read by the result Excel saved, in %(cells)s. Check that they are up to date.")
        notes.append(Note("formulas", words % {"cells": _formula_cells(table, known)}, tuple(formulas)))
    if cleaned:
        words = _("Characters that cannot be seen were removed in row %(rows)s.")
        notes.append(Note("unseen-removed", words % {"rows": join_rows(cleaned)}, tuple(cleaned)))
    return tuple(notes)


def _formula_cells(table: Table, known: Sequence[int]) -> str:
    cells = [
        f"{table.columns[place].letter}{row.number}"
        for row in table.rows
        for place in known
        if row.cells[place].formula
    ]
    return ", ".join(cells[:10]) + (" …" if len(cells) > 10 else "")
