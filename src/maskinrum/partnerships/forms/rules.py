"""The rules that concern a whole row: what must be filled in, and what must fit together."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.facts import months_between
from maskinrum.partnerships.forms.columns import DELAYS
from maskinrum.partnerships.forms.starts import Draft
from maskinrum.partnerships.forms.values import FURTHEST_START, ValueRefusedError, example
from maskinrum.shared.tables import Cell


def row_rules(
    draft: Draft, day: date | None, typed: Mapping[Field, Cell], case_date: date
) -> Iterable[tuple[Field, ValueRefusedError]]:
    """Yield what the cells of one row break together, each with the column to put right.

    ``day`` is the settled start, or None; ``typed`` has a cell for every column of the table.
    """
    for field in (Field.NAME, Field.BUDGET, Field.DURATION):
        if field in typed and _is_empty(typed[field]):
            yield field, missing(field)
    starts = [field for field in (Field.START, Field.START_DATE) if field in typed]
    if starts and all(_is_empty(typed[field]) for field in starts):
        yield starts[0], missing(starts[0])
    if day is not None and abs(months_between(case_date, day)) > FURTHEST_START:
        field = Field.START_DATE if Field.START_DATE in draft.values else Field.START
        yield (
            field,
            ValueRefusedError("start-too-far", _("It is more than 40 years from the case date."), example(field)),
        )
    yield from _probability_rules(draft, typed)


def _probability_rules(draft: Draft, typed: Mapping[Field, Cell]) -> Iterable[tuple[Field, ValueRefusedError]]:
    given = [field for field in DELAYS if not _is_empty(typed.get(field, Cell()))]
    if given and len(given) < len(DELAYS):
        absent = next(field for field in DELAYS if field not in given)
        message = _("The three delays belong together; one of them is empty.")
        yield absent, ValueRefusedError("delay-incomplete", message, _("Write all three, or none."))
    delays = [draft.values[field] for field in DELAYS if field in draft.values]
    if delays != sorted(delays):
        message = _("The delays do not rise from least to typical to most.")
        yield (
            Field.DELAY_TYPICAL,
            ValueRefusedError("delay-order", message, _("Write them in rising order, such as 0, 3 and 12.")),
        )
    stands_alone = len(given) == len(DELAYS) and not _is_empty(typed.get(Field.REALISATION, Cell()))
    if Field.APPROVAL in typed and _is_empty(typed[Field.APPROVAL]) and not stands_alone:
        yield Field.APPROVAL, missing(Field.APPROVAL)


def _is_empty(cell: Cell) -> bool:
    return not cell.text and not cell.fault


def missing(field: Field) -> ValueRefusedError:
    """Return the refusal of an empty cell in a column that must be filled in."""
    return ValueRefusedError("value-missing", _("The cell is empty."), example(field))
