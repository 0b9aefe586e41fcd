"""The table of projects on screen: rows as typed, with what is wrong beside each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from maskinrum.partnerships.enums import ApprovalState, Field, ProjectKind
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms.posted import USUAL, PostedRow, typed_values
from maskinrum.partnerships.phrases import HEADINGS, label
from maskinrum.shared.tables import MAX_BYTES, MAX_ROWS, Note, Problem

SHOWN = (
    Field.NAME, Field.KIND, Field.GROUP, Field.HOMES, Field.BUDGET, Field.START, Field.DURATION, Field.APPROVAL,
    Field.PROBLEM, Field.ELIGIBLE,
)  # fmt: skip
# Few have numbers of their own for these, so they are shown to who asks, and wherever one of them is given: what is
# not seen would go on replacing an approval that somebody changes.
OWN = (Field.REALISATION, Field.DELAY_LEAST, Field.DELAY_TYPICAL, Field.DELAY_MOST)
NUMERIC = {Field.HOMES, Field.BUDGET, Field.DURATION, *OWN}
FIRST_BLANK_ROWS = 3

YES_NO = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
CHOICES: Mapping[Field, Sequence[tuple[str, Any]]] = {
    Field.KIND: ProjectKind.choices,
    Field.APPROVAL: [("", pgettext_lazy("approval", "Choose …")), *ApprovalState.choices],
    Field.PROBLEM: list(reversed(YES_NO)),
    Field.ELIGIBLE: YES_NO,
}

Column = tuple[Field, str, Sequence[tuple[str, str]]]  # its heading, and what may be chosen in it


@dataclass(frozen=True)
class ScreenCell:
    """One cell: its field, what was typed, what may be chosen, and what is wrong with it in sentences."""

    field: Field
    name: str
    label: str
    value: str
    choices: Sequence[tuple[str, str]]
    errors: list[str]

    @property
    def blank(self) -> str:
        """What a new row holds here."""
        return USUAL.get(self.field, "")

    @property
    def mode(self) -> str:
        return "decimal" if self.field in NUMERIC else "text"


@dataclass(frozen=True)
class ScreenRow:
    """One row: the n of its field names, its number from 1, its cells, and what it carries unseen (name, value)."""

    index: str
    number: int
    cells: list[ScreenCell]
    carried: list[tuple[str, str]]

    @property
    def is_wrong(self) -> bool:
        return any(cell.errors for cell in self.cells)


@dataclass
class ScreenTable:
    """The table as a page shows it. ``problems`` belong to no cell, ``notes`` are doubts; ``pasted`` is kept text.

    A wide table has columns for an own chance and delay.
    """

    rows: list[ScreenRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pasted: str = ""
    is_wide: bool = False

    def widen(self) -> None:
        """Give every row its cells for an own chance and delay, unless they are there."""
        if not self.is_wide:
            columns = _columns(OWN)
            self.rows = [replace(row, cells=[*row.cells, *_cells(row.index, columns, {}, {})]) for row in self.rows]
            self.is_wide = True

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def headings(self) -> list[str]:
        return [label(one) for one in (*SHOWN, *(OWN if self.is_wide else ()))]

    @property
    def most(self) -> int:
        """How many projects there may be."""
        return MAX_ROWS

    @property
    def largest_file(self) -> str:
        """How many bytes a file may have, for the script, in no language's form."""
        return str(MAX_BYTES)

    @property
    def known_headings(self) -> str:
        """Every way a heading is written, in small letters between ``|``, to tell headings from projects."""
        names = {name for heading in HEADINGS.values() for name in (heading.da, heading.en, *heading.others)}
        return "|".join(sorted({name.partition("(")[0].strip().lower() for name in names}))

    @property
    def wrong_cells(self) -> list[tuple[str, str]]:
        """Every wrong cell as (id, sentence), in order, for the summary at the top."""
        return [
            (
                cell.name,
                _("Row %(row)s, %(column)s: %(sentence)s")
                % {"row": row.number, "column": cell.label, "sentence": sentence},
            )
            for row in self.rows
            for cell in row.cells
            for sentence in cell.errors
        ]


def blank_table(rows: int = FIRST_BLANK_ROWS) -> ScreenTable:
    """A table with nothing in it but room."""
    return screen_table([{} for _number in range(rows)])


def table_of_facts(facts: Sequence[ProjectFacts], ids: Sequence[str] = ()) -> ScreenTable:
    """The table of known projects; ``ids`` names the project each row belongs to."""
    return screen_table(typed_rows(facts, ids))


def typed_rows(facts: Sequence[ProjectFacts], ids: Sequence[str] = ()) -> list[dict[str, str]]:
    """The rows of known projects as somebody would type them, each with the id that ``ids`` gives it."""
    typed = [dict(typed_values(one)) for one in facts]
    for row, project in zip(typed, ids, strict=False):
        row["id"] = project
    return typed


def posted_table(
    rows: Sequence[PostedRow], *, problems: Sequence[Problem] = (), notes: Sequence[Note] = ()
) -> ScreenTable:
    """The table as it was posted, with what is wrong; rows marked for removal are gone, numbers run on."""
    kept = [row for row in rows if not row.typed.get("remove")]
    table = screen_table([row.typed for row in kept], [row.errors for row in kept])
    table.problems = [problem.sentence for problem in problems]
    # A note tells of a row by the number it was posted with; here it has the number it is shown with.
    places = {row.number: place for place, row in enumerate(kept, start=1)}
    table.notes = [note.moved(places).message for note in notes]
    return table


def screen_table(
    typed: Sequence[Mapping[str, str]], errors: Sequence[Mapping[str, list[str]]] | None = None
) -> ScreenTable:
    """The table of rows typed, each a mapping by column; the id of a row is carried unseen."""
    wrong = errors or [{}] * len(typed)
    is_wide = any(row.get(one, "").strip() for row in typed for one in OWN)
    fields = (*SHOWN, *OWN) if is_wide else SHOWN
    columns = _columns(fields)
    return ScreenTable([_row(n, columns, row, wrong[n]) for n, row in enumerate(typed)], is_wide=is_wide)


def _columns(fields: Sequence[Field]) -> list[Column]:
    # put into words once, not once a row
    return [(one, label(one), [(value, str(words)) for value, words in CHOICES.get(one, ())]) for one in fields]


def _row(place: int, columns: Sequence[Column], typed: Mapping[str, str], errors: Mapping[str, list[str]]) -> ScreenRow:
    index = str(place)
    carried = [(f"rows-{index}-id", typed["id"])] if typed.get("id") else []
    return ScreenRow(index, place + 1, _cells(index, columns, typed, errors), carried)


def _cells(
    index: str, columns: Sequence[Column], typed: Mapping[str, str], errors: Mapping[str, list[str]]
) -> list[ScreenCell]:
    return [
        ScreenCell(one, f"rows-{index}-{one.value}", words, _value(one, typed), choices, list(errors.get(one, ())))
        for one, words, choices in columns
    ]


def _value(one: Field, typed: Mapping[str, str]) -> str:
    return typed.get(one) or typed.get(Field.START_DATE if one is Field.START else one, "") or USUAL.get(one, "")
