"""A board that comes back from Excel: everything is held against the form of a project before anything is written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Choices
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ApprovalState, Inside, ProjectEnd
from maskinrum.partnerships.forms.columns import folded
from maskinrum.shared.tables import Cell, Column, Problem, Row, Table, Wanted, shorten, write_csv
from maskinrum.steering.facts.placement import PlacementFacts
from maskinrum.steering.forms.placement import PlacementForm, exact, typed
from maskinrum.steering.models import Placement
from maskinrum.steering.phrases.board_fields import COLUMNS, LABELS

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
    """What a file gave. ``text`` is the table as it can be sent again, ``digest`` what it was read against."""

    rows: list[tuple[Placement, str, PlacementFacts]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    text: str = ""
    digest: str = ""

    @property
    def holds(self) -> bool:
        """Whether it can be written as it stands."""
        return not self.problems and bool(self.changes)


def wanted_columns() -> Wanted:
    """How to know a table of a board."""
    return Wanted(recognise, tuple(str(LABELS[name]) for name in ("name", "contractor", "approval")))


def recognise(heading: str) -> str | None:
    """The field a heading means, in Danish or English."""
    return _headings().get(folded(heading))


def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("da", "en"):
        with override(language):
            found |= {folded(str(LABELS[name])): name for name in COLUMNS}
    return found


def read_board(table: Table, stored: Sequence[Stored], contractors: Sequence[tuple[str, str]]) -> BoardReading:
    """Hold every row against the project it names. Empty cells leave what stands."""
    headings = _headings()
    columns = {name: one for one in table.columns if (name := headings.get(folded(one.name)))}
    reading = BoardReading(
        problems=list(table.problems),
        unused=[one.quoted for one in table.columns if folded(one.name) not in headings],
        text=_again(table),
        digest=hashlib.sha256("".join(one.version for one in stored).encode()).hexdigest(),
    )
    if not _KNOWN & columns.keys():
        words = _("The column “%(column)s” is missing.") % {"column": LABELS["name"]}
        reading.problems.append(Problem("column-missing", words, _("Fetch the board as Excel, and change that.")))
        return reading
    places = {name: table.columns.index(one) for name, one in columns.items()}
    seen: set[object] = set()
    for row in table.rows:
        _read_row(row, columns, places, stored, contractors, reading, seen)
    return reading


def _read_row(
    row: Row,
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    stored: Sequence[Stored],
    contractors: Sequence[tuple[str, str]],
    reading: BoardReading,
    seen: set[object],
) -> None:
    cells = {name: row.cells[place] for name, place in places.items()}
    one = _named(cells, stored)
    first = columns.get("name") or columns["key"]
    if one is None or one.row.pk in seen:
        words = (
            _("The project stands in two rows.") if one else _("No single project that you may change has this name.")
        )
        shown = shorten(cells.get("name", Cell()).text)
        advice = _("Write it as on the board, or keep the key.")
        reading.problems.append(Problem("project", words, advice, row.number, first.letter, first.name, "name", shown))
        return
    seen.add(one.row.pk)
    data = {name: "" if value is None else _plain(value) for name, value in typed(one.facts).items()}
    refused = dict(_fill(data, cells, contractors))
    form = PlacementForm(_whole(data), facts=one.facts, contractors=contractors)
    form.is_valid()
    errors = {name.removesuffix("-0"): str(told[0]) for name, told in form.errors.items()} | refused
    for name, words in errors.items():
        column = columns.get(name)
        shown = shorten(cells.get(name, Cell()).text)
        letter, title = (column.letter, column.name) if column else ("", str(LABELS.get(name, name)))
        reading.problems.append(Problem("value", words, "", row.number, letter, title, name, shown))
    if not errors:
        facts = form.facts()
        reading.rows.append((one.row, one.version, facts))
        reading.changes.extend(_changes(one, facts, dict(contractors)))


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
    """Give the first call-off all its fields, which the form looks for."""
    return {f"{name}-0": "" for name in ("title", *_CALL_OFF)} | data


def _changes(one: Stored, facts: PlacementFacts, names: Mapping[str, str]) -> Iterable[Change]:
    before, after = typed(one.facts), typed(facts)
    for name in {**before, **after}:
        old, new = ("" if value is None else _plain(value) for value in (before.get(name), after.get(name)))
        if old != new:
            label = str(LABELS[name.partition("-")[0]])
            yield Change(one.row.project.name, label, _in_words(name, old, names), _in_words(name, new, names))


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
