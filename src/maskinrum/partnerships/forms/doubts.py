"""What is allowed in a portfolio but should be told, because it may be a mistake."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from maskinrum.partnerships.enums import Field
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.facts.names import loose_name
from maskinrum.partnerships.forms.starts import Draft
from maskinrum.partnerships.queries import approval_state
from maskinrum.shared.tables import Note, join_rows


def rounding_note(drafts: Sequence[Draft], facts: Sequence[ProjectFacts]) -> Iterable[Note]:
    """Yield a note when a number was kept with fewer decimals than typed."""
    rows = [
        draft.number
        for draft, one in zip(drafts, facts, strict=True)
        if (draft.values[Field.BUDGET], draft.values[Field.DURATION]) != (one.budget, one.duration)
    ]
    words = _("Row %(rows)s was rounded: budgets to 1,000 kroner, durations to a tenth of a month.")
    yield from _note("rounded", words, rows)


def doubts(facts: Sequence[ProjectFacts], numbers: Sequence[int], case_date: date) -> Iterable[Note]:
    """Yield what is allowed but may be a mistake. ``numbers[i]`` is the row of ``facts[i]``."""

    def rows(holds: Callable[[ProjectFacts], bool]) -> list[int]:
        return [number for number, one in zip(numbers, facts, strict=True) if holds(one)]

    names = Counter(loose_name(one.name) for one in facts)
    words = _("Row %(rows)s: the same name stands in several rows. Each counts as a project of its own.")
    yield from _note("names-repeated", words, rows(lambda one: names[loose_name(one.name)] > 1))
    words = _("Row %(rows)s: the planned start lies before the case date, but the project is not contracted.")
    yield from _note("start-passed", words, rows(lambda one: one.planned_start < case_date and _is_open(one)))
    words = _("Row %(rows)s: the project is handed over. It is left out of a decision.")
    yield from _note("handed-over", words, rows(lambda one: approval_state(one.approval).is_handed_over))
    words = _(
        "Row %(rows)s: the same similarity group is written in different ways, and they count as different groups."
    )
    yield from _note("groups-differ", words, rows(_spelled_otherwise(facts)))


def _is_open(one: ProjectFacts) -> bool:
    state = approval_state(one.approval)
    return not state.is_committed and not state.is_handed_over


def _spelled_otherwise(facts: Sequence[ProjectFacts]) -> Callable[[ProjectFacts], bool]:
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for one in facts:
        spellings[loose_name(one.group)].add(one.group)
    return lambda one: len(spellings[loose_name(one.group)]) > 1


def _note(code: str, words: str, rows: Sequence[int]) -> Iterable[Note]:
    if rows:
        yield Note(code, words % {"rows": join_rows(rows)}, tuple(rows))
