"""A board that comes back from Excel: everything is held against the form of a project before anything is written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Choices
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd
from maskinrum.partnerships.forms.columns import folded
from maskinrum.shared.tables import Cell, Column, Problem, Row, Table, Wanted, shorten, write_csv
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.forms.call_off_rows import CallOffRow, rows_of, unused_columns, values_of, wanted_call_offs
from maskinrum.steering.forms.placement import CALL_OFF, PlacementForm, exact, typed
from maskinrum.steering.models import Placement
from maskinrum.steering.phrases.board_fields import COLUMNS, LABELS
from maskinrum.steering.phrases.earlier_headings import EARLIER

_CALL_OFF = {"ready_on", "asked_on", "signed_on", "value"}
_CHOICES: Mapping[str, type[Choices]] = {"inside": Inside, "approval": ApprovalState, "end": ProjectEnd}
_KNOWN = {"name", "key"}


@dataclass(frozen=True)
class Stored:
    """A project as it stands: its place, the mark of its version, and what is said of it."""

    row: Placement
    version: str
    facts: PlacementFacts


@dataclass(frozen=True)
class Change:
    """One field that the file changes."""

    project: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class BoardReading:
    """What a file gave. ``text`` and ``call_offs_text`` are its tables as they can be sent again.

    ``digest`` is what it was read against.
    """

    rows: list[tuple[Placement, str, PlacementFacts]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    text: str = ""
    call_offs_text: str = ""
    digest: str = ""

    @property
    def holds(self) -> bool:
        """Whether it can be written as it stands."""
        return not self.problems and bool(self.changes)


def wanted_tables() -> tuple[Wanted, Wanted]:
    """How to know the two tables of a board: that of call-offs, and that of projects."""
    labels = tuple(str(LABELS[name]) for name in ("name", "contractor", "approval"))
    return wanted_call_offs(), Wanted(recognise, labels)


def recognise(heading: str) -> str | None:
    """The field a heading means, in Danish or English."""
    return _headings().get(folded(heading))


@cache
def _headings() -> dict[str, str]:
    found = {folded(words): name for words, name in EARLIER.items()}
    for language in ("da", "en"):
        with override(language):
            found |= {folded(str(LABELS[name])): name for name in COLUMNS}
    return found


def read_board(
    table: Table | None,
    stored: Sequence[Stored],
    contractors: Sequence[tuple[str, str]],
    call_offs: Table | None = None,
) -> BoardReading:
    """Hold every row against the project it names, with the rows of its call-offs. Empty cells leave what stands."""
    reading = BoardReading(
        text=_again(table) if table else "",
        call_offs_text=_again(call_offs) if call_offs else "",
        unread=[str(note) for one in (call_offs, table) if one for note in one.notes if note.code == "sheet-unread"],
        digest=hashlib.sha256("".join(one.version for one in stored).encode()).hexdigest(),
    )
    by_place = {one.row.pk: one for one in stored}
    called: Mapping[UUID, Mapping[int, CallOffRow]] = {}
    if call_offs is not None:
        reading.problems.extend(call_offs.problems)
        reading.unused.extend(unused_columns(call_offs))
        found = rows_of(
            call_offs, lambda cells: _place_named(cells, stored), lambda place: len(by_place[place].facts.call_offs)
        )
        reading.problems.extend(found.problems)
        called = found.of
    seen: set[UUID] = set()
    if table is not None:
        _read_projects(table, stored, contractors, called, reading, seen)
    for place, rows in called.items():
        if place not in seen:
            _hold(by_place[place], _Rows({}, rows, {}, None), contractors, reading)
    return reading


@dataclass(frozen=True)
class _Rows:
    """What a file says of one project: the cells of its row on the board, and the rows of its call-offs."""

    cells: Mapping[str, Cell]
    call_offs: Mapping[int, CallOffRow]
    columns: Mapping[str, Column]
    number: int | None


def _read_projects(
    table: Table,
    stored: Sequence[Stored],
    contractors: Sequence[tuple[str, str]],
    called: Mapping[UUID, Mapping[int, CallOffRow]],
    reading: BoardReading,
    seen: set[UUID],
) -> None:
    headings = _headings()
    columns = {name: one for one in table.columns if (name := headings.get(folded(one.name)))}
    reading.problems.extend(table.problems)
    reading.unused.extend(one.quoted for one in table.columns if folded(one.name) not in headings)
    if not _KNOWN & columns.keys():
        words = _("The column “%(column)s” is missing.") % {"column": LABELS["name"]}
        reading.problems.append(Problem("column-missing", words, _("Fetch the board as Excel, and change that.")))
        return
    places = {name: table.columns.index(one) for name, one in columns.items()}
    for row in table.rows:
        cells = {name: row.cells[place] for name, place in places.items()}
        one = _named(cells, stored)
        if one is None or one.row.pk in seen:
            reading.problems.append(_unknown(row, cells, columns, is_twice=one is not None))
            continue
        seen.add(one.row.pk)
        _hold(one, _Rows(cells, called.get(one.row.pk, {}), columns, row.number), contractors, reading)


def _unknown(row: Row, cells: Mapping[str, Cell], columns: Mapping[str, Column], *, is_twice: bool) -> Problem:
    words = (
        _("The project stands in two rows.") if is_twice else _("No single project that you may change has this name.")
    )
    first = columns.get("name") or columns["key"]
    shown = shorten(cells.get("name", Cell()).text)
    advice = _("Write it as on the board, or keep the key.")
    return Problem("project", words, advice, row.number, first.letter, first.name, "name", shown)


def _hold(one: Stored, told: _Rows, contractors: Sequence[tuple[str, str]], reading: BoardReading) -> None:
    """Hold what the file says of a project against its form, and note what changes or what is wrong."""
    stands = {name: "" if value is None else _plain(value) for name, value in typed(one.facts).items()}
    data = dict(stands)
    refused = dict(_fill(data, told.cells, contractors))
    refused |= dict(_fill_call_offs(data, stands, told.call_offs))
    form = PlacementForm(_whole(data), facts=one.facts, contractors=contractors)
    form.is_valid()
    errors = {name: str(words[0]) for name, words in form.errors.items()} | refused
    reading.problems.extend(_problem(name, words, told) for name, words in errors.items())
    if not errors:
        facts = form.facts()
        reading.rows.append((one.row, one.version, facts))
        reading.changes.extend(_changes(one, facts, dict(contractors)))


def _problem(name: str, words: str, told: _Rows) -> Problem:
    """What is wrong with a field, at the cell that says it: of a call-off on its own sheet, else on the board."""
    field_, _mark, number = name.partition("-")
    row = told.call_offs.get(int(number)) if number else None
    if row is not None and (row.cells.get(field_, Cell()).text or not told.cells.get(field_, Cell()).text):
        return row.problem(field_, words)
    column = told.columns.get(field_)
    shown = shorten(told.cells.get(field_, Cell()).text)
    letter, title = (column.letter, column.name) if column else ("", str(LABELS.get(field_, field_)))
    return Problem("value", words, "", told.number, letter, title, field_, shown)


def _fill_call_offs(
    data: dict[str, str], stands: Mapping[str, str], rows: Mapping[int, CallOffRow]
) -> Iterator[tuple[str, str]]:
    """Put the rows of call-offs over what stands; yield what the two sheets say differently of the first one.

    A cell that says what stands already says nothing, so either sheet may be changed and the other left as it was.
    """
    for name, place, value in values_of(rows, lambda cell: _plain(cell.text if cell.value is None else cell.value)):
        key = f"{name}-{place}"
        was, board = stands.get(key, ""), data.get(key, "")
        if value == was:
            continue
        if board not in {was, value}:
            words = _("The two sheets say different things of the first call-off. Change one of them.")
            yield key, words
            continue
        data[key] = value


def _place_named(cells: Mapping[str, Cell], stored: Sequence[Stored]) -> UUID | None:
    found = _named(cells, stored)
    return found.row.pk if found else None


def _named(cells: Mapping[str, Cell], stored: Sequence[Stored]) -> Stored | None:
    key = cells.get("key", Cell()).text
    if key:
        return next((one for one in stored if str(one.row.pk) == key), None)
    name = folded(cells.get("name", Cell()).text)
    found = [one for one in stored if folded(one.row.project.name) == name]
    return found[0] if len(found) == 1 else None


def _fill(
    data: dict[str, str], cells: Mapping[str, Cell], contractors: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Put the cells over what stands; yield those that are none of the words of their column."""
    for name, cell in cells.items():
        if name in _KNOWN or not cell.text:
            continue
        place = f"{name}-0" if name in _CALL_OFF else name
        if name in _CHOICES or name == "contractor":
            offered = dict(_offered(name, contractors))
            if folded(cell.text) not in offered:
                words = _("Write one of these: %(words)s.")
                yield name, words % {"words": ", ".join(_shown(name, contractors))}
                continue
            data[place] = offered[folded(cell.text)]
        else:
            data[place] = _plain(cell.text if cell.value is None else cell.value)


def _offered(name: str, contractors: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if name == "contractor":
        yield from ((folded(label), key) for key, label in contractors)
        return
    for language in ("da", "en"):
        with override(language):
            yield from ((folded(str(label)), str(value)) for value, label in _CHOICES[name].choices)


def _shown(name: str, contractors: Sequence[tuple[str, str]]) -> list[str]:
    if name == "contractor":
        return [label for _key, label in contractors]
    return [str(label) for label in _CHOICES[name].labels]


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return exact(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _whole(data: dict[str, str]) -> dict[str, str]:
    """Give every call-off all its fields, which the form looks for."""
    places = {int(key.partition("-")[2]) for key in data if "-" in key} | {0}
    return {f"{name}-{place}": "" for place in range(max(places) + 1) for name in CALL_OFF} | data


def _changes(one: Stored, facts: PlacementFacts, names: Mapping[str, str]) -> Iterable[Change]:
    before, after = typed(one.facts), typed(facts)
    for name in {**before, **after}:
        old, new = ("" if value is None else _plain(value) for value in (before.get(name), after.get(name)))
        if old != new:
            label = _label(name)
            yield Change(one.row.project.name, label, _in_words(name, old, names), _in_words(name, new, names))


def _label(name: str) -> str:
    """What a field is called, with the number of its call-off from the second on."""
    field_, _mark, place = name.partition("-")
    return f"{LABELS[field_]} ({int(place) + 1})" if place and int(place) else str(LABELS[field_])


def _in_words(name: str, value: str, names: Mapping[str, str]) -> str:
    if name == "contractor":
        return names.get(value, "")
    if name in _CHOICES and value:
        return str(_CHOICES[name](value).label)
    return value


def _again(table: Table) -> str:
    """The table as text that reads the same."""
    rows = [[_plain(cell.text if cell.value is None else cell.value) for cell in row.cells] for row in table.rows]
    language = (get_language() or "da")[:2]
    return write_csv([one.name for one in table.columns], rows, language=language).decode("utf-8-sig")
