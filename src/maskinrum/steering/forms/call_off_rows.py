"""The rows of call-offs of a file, each a call-off of a project: by its number, in their order, or as a new one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.partnerships.forms.columns import folded
from maskinrum.shared.tables import Cell, Column, Problem, Row, Table, Wanted, shorten
from maskinrum.steering.forms.placement import CALL_OFF, MOST_ROWS
from maskinrum.steering.phrases.board_fields import LABELS

COLUMNS = ("name", *CALL_OFF, "number", "key")
T = TypeVar("T")


def wanted_call_offs() -> Wanted:
    """How to know a table of call-offs: no table of projects says what is called off."""
    labels = tuple(str(LABELS[name]) for name in ("name", "title", "signed_on"))
    return Wanted(_recognise, labels, needed=frozenset({"title"}))


def _recognise(heading: str) -> str | None:
    return headings().get(folded(heading))


@cache
def headings() -> dict[str, str]:
    """The field each heading means, in Danish or English."""
    found: dict[str, str] = {}
    for language in ("da", "en"):
        with override(language):
            found |= {folded(str(LABELS[name])): name for name in COLUMNS}
    return found


@dataclass(frozen=True)
class CallOffRow:
    """One row: its cells by field, and where they stand."""

    row: Row
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]
    sheet: str

    def problem(self, name: str, words: str, code: str = "value") -> Problem:
        """What is wrong with one field of it, with the name of the sheet, since the file has two."""
        column = self.columns.get(name)
        letter, title = (column.letter, column.name) if column else ("", str(LABELS.get(name, name)))
        value = shorten(self.cells.get(name, Cell()).text)
        told = _("%(words)s (sheet “%(sheet)s”)") % {"words": words, "sheet": self.sheet} if self.sheet else words
        return Problem(code, told, "", self.row.number, letter, title, name, value)


@dataclass
class CallOffRows(Generic[T]):
    """The rows of each project by the place of its call-off from 0, and what is wrong with those that have none."""

    of: dict[T, dict[int, CallOffRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def rows_of(table: Table, named: Callable[[Mapping[str, Cell]], T | None], count: Callable[[T], int]) -> CallOffRows[T]:
    """Give every row its project and its place; ``count`` says how many call-offs a project has already.

    Without a column of numbers the rows of a project are its call-offs in their order. With one, a row that has none is
    a new call-off.
    """
    known = headings()
    columns = {name: one for one in table.columns if (name := known.get(folded(one.name)))}
    places = {name: table.columns.index(one) for name, one in columns.items()}
    found: CallOffRows[T] = CallOffRows()
    for row in table.rows:
        one = CallOffRow(row, {name: row.cells[place] for name, place in places.items()}, columns, table.sheet)
        project = named(one.cells)
        if project is None:
            words = _("No single project that you may change has this name.")
            found.problems.append(one.problem("name", words, "project"))
            continue
        taken = found.of.setdefault(project, {})
        place, refused = _place(one, taken, count(project))
        if refused:
            found.problems.append(one.problem("number", refused))
        else:
            taken[place] = one
    return found


def _place(one: CallOffRow, taken: Mapping[int, CallOffRow], there: int) -> tuple[int, str]:
    """Where a row stands among the call-offs of its project, or why it stands nowhere."""
    text = one.cells.get("number", Cell()).text
    if text:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < len("100") else 0
        if not 1 <= number <= there:
            return 0, _("The project has no call-off with this number. Leave it empty for a new one.")
        return number - 1, _("The call-off stands in two rows.") if number - 1 in taken else ""
    least = there if "number" in one.columns else 0
    place = max([least, *(other + 1 for other in taken)])
    return place, _("A project holds at most %(most)s call-offs.") % {"most": MOST_ROWS} if place >= MOST_ROWS else ""


def values_of(rows: Mapping[int, CallOffRow], plain: Callable[[Cell], str]) -> Iterator[tuple[str, int, str]]:
    """Every cell that says something: its field, its place and its value as a form takes it."""
    for place, one in sorted(rows.items()):
        for name in CALL_OFF:
            cell = one.cells.get(name, Cell())
            if cell.text:
                yield name, place, plain(cell)


def unused_columns(table: Table) -> Sequence[str]:
    """The columns that no field is read from."""
    known = headings()
    return [one.quoted for one in table.columns if folded(one.name) not in known]
