"""Many experiences from one table: every cell is read by the rules of the form, before anything is written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import TEXTS, ExperienceFacts, theme_groups
from maskinrum.knowledge.forms.telling import LONGEST, THEME_FIELDS, ExperienceForm
from maskinrum.knowledge.phrases import FIELD_NAMES
from maskinrum.organisations.enums import Visibility
from maskinrum.partnerships.forms.columns import folded
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import (
    Cell,
    Column,
    Note,
    Problem,
    Row,
    Table,
    Wanted,
    build_table,
    shorten,
    text_cell,
)

MOST_ROWS = 200
FEW = 12  # values that a sentence can hold
LANGUAGES = ("da", "en")
COLUMNS = (
    *("title", "context", "happened", "effect_text", "effect", "advice"),
    *(*THEME_FIELDS, "phase", "role", "evidence", "works"),
    *("visibility", "partnership", "project", "source_url", "language"),
)
NAMED = ("partnership", "project")
WIDE = ("context", "happened", "effect_text", "advice")
USUAL = {"visibility": Visibility.NETWORK.value, "language": "da"}
FIXED = ("effect", *THEME_FIELDS, "phase", "role", "evidence", "works", "visibility", "language")
Offered = Sequence[tuple[str, str]]


class ImportForm(forms.Form):
    """Choose a file with many experiences."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        help_text=gettext_lazy("At most 5 MB and 200 experiences. You see what was read before anything is saved."),
        error_messages={"required": gettext_lazy("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


@dataclass(frozen=True)
class ImportReading:
    """What a table gave: ``facts[i]`` stands in row ``numbers[i]``; rows with problems give none.

    ``carried`` is what was read as text, to be sent back with the answer and read again; empty with problems.
    ``names`` holds what may be chosen by name, by its key.
    """

    facts: tuple[ExperienceFacts, ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    carried: str
    names: Mapping[str, str]

    @property
    def holds(self) -> bool:
        """Whether everything can become drafts as it stands."""
        return bool(self.facts) and not self.problems


@cache
def heading(field: str, language: str) -> str:
    """What a column is called in a language."""
    with override(language):
        return str(ExperienceForm.base_fields[field].label)


@cache
def allowed(field: str, language: str) -> tuple[tuple[str, str], ...]:
    """The values that a column takes, and what each is called in a language."""
    if field in THEME_FIELDS:
        return tuple((theme.code, theme.name[language]) for group in theme_groups() for theme in group.themes)
    with override(language):
        choices: Iterable[tuple[Any, Any]] = ExperienceForm.base_fields[field].choices  # type: ignore[attr-defined]
        return tuple((str(value), str(words)) for value, words in choices if value)


@cache
def _headings() -> Mapping[str, str]:
    named = {folded(words): field for field in COLUMNS for language in LANGUAGES for words in _called(field, language)}
    return named | {folded(field): field for field in COLUMNS} | {folded("projekt"): "project"}


def _called(field: str, language: str) -> Iterable[str]:
    """What the form and the pages call a field."""
    yield heading(field, language)
    if field in FIELD_NAMES:
        with override(language):
            yield str(FIELD_NAMES[field])


def recognise(text: str) -> str | None:
    """The column that a heading means, in Danish or English."""
    return _headings().get(folded(text[:200]))


def wanted_columns() -> Wanted:
    """How to know a table of experiences."""
    labels = tuple(str(ExperienceForm.base_fields[name].label) for name in COLUMNS[:6])
    return Wanted(recognise, labels, longest=LONGEST)


@cache
def _values(field: str) -> Mapping[str, str]:
    """What may be written in a column, folded, in both languages or as its code."""
    told = {folded(words): value for language in LANGUAGES for value, words in allowed(field, language)}
    return {folded(value): value for value, _words in allowed(field, "da")} | told


def read_experiences(table: Table, *, partnerships: Offered, projects: Offered = ()) -> ImportReading:
    """The experiences of a table: every problem at once, with its place. Nothing is stored unless all of it holds.

    ``partnerships`` and ``projects`` are the keys and names of those that the viewer may choose.
    """
    columns, problems = _columns(table)
    offered = {"partnership": partnerships, "project": projects}
    names = {field: _by_name(those) for field, those in offered.items()}
    facts: list[ExperienceFacts] = []
    numbers: list[int] = []
    faulty = {problem.row for problem in table.problems}
    for row in table.rows:
        cells = {field: row.cells[place] for field, (place, _column) in columns.items()}
        found, wrong = _row(row, cells, columns, names=names, offered=offered)
        problems += wrong
        if not wrong and row.number not in faulty:
            facts.append(found)
            numbers.append(row.number)
    problems = [*table.problems, *problems, *_nothing(table)]
    problems.sort(key=lambda problem: problem.row or 0)
    notes = (*table.notes, *_unused(table))
    chosen = {key: name for those in offered.values() for key, name in those}
    carried = "" if problems else _carry(table, columns)  # a cell that could not be read would come back as sound
    return ImportReading(tuple(facts), tuple(numbers), tuple(problems), notes, carried, chosen)


_Places = Mapping[str, tuple[int, Column]]


def _columns(table: Table) -> tuple[dict[str, tuple[int, Column]], list[Problem]]:
    places: dict[str, tuple[int, Column]] = {}
    problems: list[Problem] = []
    for place, column in enumerate(table.columns):
        field = recognise(column.name)
        if field in places:
            words, advice = _("Two columns mean the same."), _("Delete or rename one of them.")
            problems.append(Problem("column-twice", words, advice, None, column.letter, column.name, field))
        elif field:
            places[field] = (place, column)
    return places, problems


_Names = Mapping[str, Mapping[str, list[str]]]


def _by_name(offered: Offered) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for key, name in offered:
        names.setdefault(folded(name), []).append(key)
    return names


def _row(
    row: Row, cells: Mapping[str, Cell], columns: _Places, *, names: _Names, offered: Mapping[str, Offered]
) -> tuple[ExperienceFacts, list[Problem]]:
    """The experience of a row, and what is wrong with it."""
    typed = {field: _text(field, cell) for field, cell in cells.items() if cell.text}
    data, wrong = dict(USUAL), dict[str, tuple[str, str]]()
    for field, text in typed.items():
        value = _value(field, text, names)
        data[field] = text if value is None else value
        if value is None:
            wrong[field] = _refusal(field, text, names)
    form = ExperienceForm(data, partnerships=offered["partnership"], projects=offered["project"])
    for field, errors in form.errors.items():
        wrong.setdefault(field, (" ".join(map(str, errors)), ""))
    if not any(typed.get(field) for field in TEXTS):
        wrong["context"] = (_("The row has no text."), _("Write a few words, or delete the row."))
    problems = [_problem(row, field, words, cells, columns) for field, words in wrong.items()]
    return (ExperienceFacts() if wrong else form.facts(ExperienceFacts())), problems


def _text(field: str, cell: Cell) -> str:
    return cell.paragraphs if field in WIDE else cell.text


def _value(field: str, text: str, names: _Names) -> str | None:
    """What a cell stands for; None when it is none of those that may be chosen."""
    if field in NAMED:
        keys = names[field].get(folded(text), [])
        return keys[0] if len(keys) == 1 else None
    return _values(field).get(folded(text)) if field in FIXED else text


def _refusal(field: str, text: str, names: _Names) -> tuple[str, str]:
    if field == "project":
        return _refused_project(len(names[field].get(folded(text), [])))
    if field == "partnership":
        return _("No partnership of the register has just this name."), _("Choose from the list in the template.")
    language = "en" if (get_language() or "da").startswith("en") else "da"
    words = [name for _value, name in allowed(field, language)]
    if len(words) > FEW:
        return _("This is none of the values allowed."), _("Choose from the list in the template.")
    return _("This is none of the values allowed."), _("Write one of: %(values)s.") % {"values": "; ".join(words)}


def _refused_project(found: int) -> tuple[str, str]:
    if found > 1:
        advice = _("Give one of them another name, or leave the cell empty and choose it in the draft.")
        return _("%(count)s of your organisation's projects have this name.") % {"count": found}, advice
    return _("None of your organisation's projects has just this name."), _("Choose from the list in the template.")


def _problem(row: Row, field: str, words: tuple[str, str], cells: Mapping[str, Cell], columns: _Places) -> Problem:
    _place, column = columns.get(field, (0, Column(-1, "", str(ExperienceForm.base_fields[field].label))))
    typed = cells[field].text if field in cells else ""
    return Problem("value", words[0], words[1], row.number, column.letter, column.name, field, shorten(typed))


def _nothing(table: Table) -> Iterable[Problem]:
    if not table.rows:
        yield Problem("no-rows", _("There are no experiences below the headings."), _("Write one in each row."))


def _unused(table: Table) -> Iterable[Note]:
    unknown = [one.quoted for one in table.columns if not recognise(one.name)]
    if unknown:
        yield Note("columns-ignored", _("Columns that are not used: %(columns)s.") % {"columns": ", ".join(unknown)})


def _carry(table: Table, columns: _Places) -> str:
    rows = [
        [
            row.number,
            {field: _text(field, row.cells[place]) for field, (place, _c) in columns.items() if row.cells[place].text},
        ]
        for row in table.rows
    ]
    return json.dumps(rows, ensure_ascii=False)


def carried_table(text: str) -> Table:
    """The table that was shown, as it comes back with the answer. Raises DomainError when it is not one."""
    try:
        rows = [
            (int(number), {str(name): str(value) for name, value in typed.items()}) for number, typed in _list(text)
        ]
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise DomainError(_("What was read did not come back whole. Choose the file again.")) from error
    headings = {place: Cell(str(ExperienceForm.base_fields[name].label)) for place, name in enumerate(COLUMNS)}
    records = [
        (number, {place: text_cell(typed[name]) for place, name in enumerate(COLUMNS) if typed.get(name)})
        for number, typed in rows
    ]
    return build_table([(0, headings), *records], 0, wanted_columns(), source="form", max_rows=MOST_ROWS)


def _list(text: str) -> list[Any]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("not a list")
    return found
