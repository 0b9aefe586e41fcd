"""A whole table becomes project facts: every problem with its place, every doubt as a note."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.facts import Delay, ProjectFacts
from maskinrum.partnerships.forms.columns import DELAYS, NUMBERS, folded, recognise, says_kroner
from maskinrum.partnerships.forms.doubts import doubts, rounding_note
from maskinrum.partnerships.forms.rules import row_rules
from maskinrum.partnerships.forms.starts import Draft, settle_starts
from maskinrum.partnerships.forms.values import (
    ValueRefusedError,
    number_text,
    read_value,
    rounded,
)
from maskinrum.partnerships.phrases import label
from maskinrum.shared.tables import (
    MAX_ROWS,
    Cell,
    Column,
    Note,
    NumberStyle,
    Problem,
    Row,
    StyleChoice,
    Table,
    choose_style,
    join_rows,
    shorten,
    shown_style,
)

_EXAMPLE = ("eksempel:", "example:")
_TOTAL = frozenset({"i alt", "ialt", "sum", "total", "samlet", "hele portefoljen"})
_BUDGET_STEP, _DURATION_STEP = "0.001", "0.1"


@dataclass(frozen=True)
class PortfolioReading:
    """What a table gave. ``numbers[i]`` is the row of ``facts[i]``; rows with problems give no facts.

    ``case_date`` is the day the table counts months from, or None when it gives dates only; ``fields`` are the columns
    that the table has.
    """

    facts: tuple[ProjectFacts, ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    case_date: date | None = None
    fields: frozenset[Field] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether everything can be used as it stands."""
        return bool(self.facts) and not self.problems

    @property
    def sentences(self) -> list[str]:
        """Every problem in words, with its place and what was typed there, for those who do not see the cell."""
        return [_told(problem) for problem in self.problems]


def _told(problem: Problem) -> str:
    if problem.row is None or not problem.value:
        return str(problem)
    words = {"place": problem.place, "value": problem.value, "sentence": problem.sentence}
    return _("%(place)s: “%(value)s”. %(sentence)s") % words


@dataclass(frozen=True)
class _Layout:
    """Where each column stands in the table."""

    places: Mapping[Field, int]
    columns: Mapping[Field, Column]

    def cells(self, row: Row) -> dict[Field, Cell]:
        return {field: row.cells[place] for field, place in self.places.items()}

    def problem(self, field: Field, row: int | None, cell: Cell, refused: ValueRefusedError) -> Problem:
        column = self.columns.get(field, Column(-1, "", label(field)))
        return Problem(
            refused.code, refused.message, refused.advice, row, column.letter, column.name, field, shorten(cell.text)
        )


def read_portfolio(table: Table, *, case_date: date, most: int = MAX_ROWS) -> PortfolioReading:
    """Return the projects of a table. Months count from ``case_date`` unless the table shows another one.

    Nothing of a table should be stored unless ``holds``; a person gets all problems at once, in row order.
    """
    layout = _layout(table)
    rows, skipped = _without_examples(table, layout)
    styles = _styles(rows, layout, table)
    drafts, problems = _drafts(rows, layout, {field: choice.style for field, choice in styles.items()})
    starts = settle_starts(drafts, case_date)
    problems += [*table.problems, *_column_problems(table, layout), *_size_problems(rows, most)]
    cells = {row.number: layout.cells(row) for row in rows}
    problems += _row_problems(drafts, starts.days, cells, layout, case_date)
    broken = {problem.row for problem in problems}
    sound = [draft for draft in drafts if draft.number not in broken and _is_complete(draft, starts.days)]
    facts = [_facts(draft, starts.days[draft.number]) for draft in sound]
    notes = [*table.notes, *skipped, *_column_notes(table, layout), *_style_notes(table, styles, layout), *starts.notes]
    numbers = [draft.number for draft in sound]
    notes += [*rounding_note(sound, facts), *doubts(facts, numbers, case_date)]
    return PortfolioReading(
        tuple(facts),
        tuple(numbers),
        _in_order(problems, layout),
        tuple(notes),
        starts.origin,
        frozenset(layout.places),
    )


def _layout(table: Table) -> _Layout:
    places: dict[Field, int] = {}
    for place, column in enumerate(table.columns):
        field = recognise(column.name)
        if field is not None:
            places.setdefault(field, place)
    return _Layout(places, {field: table.columns[place] for field, place in places.items()})


def _without_examples(table: Table, layout: _Layout) -> tuple[list[Row], list[Note]]:
    rows = table.rows
    # On screen nothing was filled in for the person, so nothing is left out either.
    if table.source == "form":
        return list(rows), []
    examples = [row.number for row in rows if _name(row, layout).casefold().startswith(_EXAMPLE)]
    totals = [row.number for row in rows if folded(_name(row, layout)) in _TOTAL]
    notes = []
    if examples:
        words = _("Row %(rows)s is marked as an example and left out.")
        notes.append(Note("example-skipped", words % {"rows": join_rows(examples)}, tuple(examples)))
    if totals:
        words = _("Row %(rows)s looks like a total and is left out.")
        notes.append(Note("total-skipped", words % {"rows": join_rows(totals)}, tuple(totals)))
    return [row for row in rows if row.number not in {*examples, *totals}], notes


def _name(row: Row, layout: _Layout) -> str:
    place = layout.places.get(Field.NAME)
    return "" if place is None else row.cells[place].text


def _styles(rows: Sequence[Row], layout: _Layout, table: Table) -> dict[Field, StyleChoice]:
    texts = {
        field: [text for row in rows if (text := number_text(field, row.cells[layout.places[field]]))]
        for field in NUMBERS
        if field in layout.places
    }
    # On screen the interface's language tells how numbers are written.
    others = () if table.source == "form" else texts.values()
    elsewhere = shown_style(text for column in others for text in column)
    return {
        field: choose_style(column, elsewhere=elsewhere, delimiter=table.delimiter) for field, column in texts.items()
    }


def _drafts(
    rows: Sequence[Row], layout: _Layout, styles: Mapping[Field, NumberStyle]
) -> tuple[list[Draft], list[Problem]]:
    drafts, problems = [], []
    for row in rows:
        values: dict[Field, Any] = {}
        for field, cell in layout.cells(row).items():
            if not cell.text or cell.fault:
                continue
            try:
                values[field] = read_value(field, cell, styles.get(field, NumberStyle.ENGLISH))
            except ValueRefusedError as refused:
                problems.append(layout.problem(field, row.number, cell, refused))
        drafts.append(Draft(row.number, values))
    return drafts, problems


def _column_problems(table: Table, layout: _Layout) -> Iterable[Problem]:
    for field in _missing_columns(layout):
        refused = ValueRefusedError(
            "column-missing",
            _("The column “%(column)s” is missing.") % {"column": label(field)},
            _("Add it to the row of headings and fill it in."),
        )
        yield layout.problem(field, table.header_row or None, Cell(), refused)
    for column in table.columns:
        field_known = recognise(column.name)
        if field_known and layout.columns[field_known] != column:
            yield _twice(column, layout.columns[field_known], field_known, table.header_row)
    if Field.BUDGET in layout.columns and says_kroner(layout.columns[Field.BUDGET].name):
        refused = ValueRefusedError(
            "budget-in-kroner",
            _("The heading says that budgets are in kroner."),
            _("Write them in million kroner, and call the column “%(column)s”.") % {"column": label(Field.BUDGET)},
        )
        yield layout.problem(Field.BUDGET, table.header_row, Cell(layout.columns[Field.BUDGET].name), refused)


def _missing_columns(layout: _Layout) -> list[Field]:
    missing = [field for field in (Field.NAME, Field.BUDGET, Field.DURATION) if field not in layout.places]
    if Field.START not in layout.places and Field.START_DATE not in layout.places:
        missing.append(Field.START)
    if Field.APPROVAL not in layout.places and not {Field.REALISATION, *DELAYS} <= layout.places.keys():
        missing.append(Field.APPROVAL)
    return missing


def _twice(column: Column, first: Column, field: Field, row: int) -> Problem:
    message = _("Columns %(first)s and %(second)s mean the same.") % {"first": first.letter, "second": column.letter}
    return Problem(
        "column-twice", message, _("Delete one of them."), row, column.letter, column.name, field, column.name
    )


def _size_problems(rows: Sequence[Row], most: int) -> list[Problem]:
    if not rows:
        return [
            Problem("no-projects", _("There are no projects below the headings."), _("Write one project in each row."))
        ]
    if len(rows) > most:
        message = _("The table has more than %(most)s projects.") % {"most": most}
        return [Problem("too-many-projects", message, _("Delete rows, or divide the table into two."))]
    return []


def _row_problems(
    drafts: Sequence[Draft],
    days: Mapping[int, date],
    cells: Mapping[int, Mapping[Field, Cell]],
    layout: _Layout,
    case_date: date,
) -> list[Problem]:
    problems = []
    for draft in drafts:
        typed = cells[draft.number]
        for field, refused in row_rules(draft, days.get(draft.number), typed, case_date):
            problems.append(layout.problem(field, draft.number, typed.get(field, Cell()), refused))
    return problems


def _is_complete(draft: Draft, days: Mapping[int, date]) -> bool:
    return draft.number in days and {Field.NAME, Field.BUDGET, Field.DURATION} <= draft.values.keys()


def _facts(draft: Draft, day: date) -> ProjectFacts:
    values = draft.values
    return ProjectFacts(
        name=values[Field.NAME],
        kind=values.get(Field.KIND, ProjectKind.RENOVATION),
        group=values.get(Field.GROUP, ""),
        homes=values.get(Field.HOMES),
        budget=rounded(values[Field.BUDGET], _BUDGET_STEP),
        planned_start=day,
        duration=rounded(values[Field.DURATION], _DURATION_STEP),
        # Without a state, realisation and delay stand in the row, and the first state only says: not committed.
        approval=values.get(Field.APPROVAL, ApprovalState.IDEA),
        problem_project=values.get(Field.PROBLEM, False),
        eligible=values.get(Field.ELIGIBLE, True),
        realisation=values.get(Field.REALISATION),
        delay=Delay(*(values[field] for field in DELAYS)) if DELAYS[0] in values else None,
    )


def _in_order(problems: Iterable[Problem], layout: _Layout) -> tuple[Problem, ...]:
    order = {str(field): column.index for field, column in layout.columns.items()}
    return tuple(sorted(problems, key=lambda problem: (problem.row or 0, order.get(problem.field, -1), problem.code)))


def _column_notes(table: Table, layout: _Layout) -> Iterable[Note]:
    unknown = [column.quoted for column in table.columns if not recognise(column.name)]
    if unknown:
        yield Note("columns-ignored", _("Columns that are not used: %(columns)s.") % {"columns": ", ".join(unknown)})


def _style_notes(table: Table, styles: Mapping[Field, StyleChoice], layout: _Layout) -> Iterable[Note]:
    for field, choice in styles.items():
        if choice.guessed and table.source != "form":
            danish = _("“%(column)s” was read with a decimal comma: 1.234 is one thousand two hundred and thirty-four.")
            english = _(
                "“%(column)s” was read with a decimal point: 1,234 is one thousand two hundred and thirty-four."
            )
            words = danish if choice.style is NumberStyle.DANISH else english
            yield Note("number-style-guessed", words % {"column": layout.columns[field].name})
