"""Disagreements and the ladder as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from maskinrum.steering.analysis.ladder import (
    LADDER_FIRST,
    QUICK_DECISION,
    Due,
    Rung,
    due,
    ladder,
    legal_rules,
    names_due,
)
from maskinrum.steering.models import Disagreement, LadderStep
from maskinrum.steering.phrases.ladder import (
    OURS,
    REQUIRES,
    days_left,
    in_language,
    short_name,
    why_this_day,
)

SOON = timedelta(days=3)


@dataclass(frozen=True)
class StepShown:
    """One step of the ladder as a reader sees it, with what happened at it where it was reached.

    ``waits``: a decision is awaited, and no time runs before it is given.
    """

    number: int
    name: str
    requires: str
    law: str
    note: str
    is_verified: bool
    source: str
    row: LadderStep | None
    is_here: bool
    timer: "Timer | None"
    waits: bool
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Timer:
    """The last day of a step: how long there is, and why it is that day."""

    day: date
    left: str
    is_late: bool
    is_soon: bool
    why: str


def timer_of(found: Due | None, today: date) -> Timer | None:
    """A last day in words."""
    if found is None:
        return None
    is_late = found.day < today
    why = why_this_day(found.rule, found.ending)
    return Timer(found.day, days_left(found.day, today), is_late, not is_late and found.day - today <= SOON, why)


def _due_of(step: LadderStep) -> Due | None:
    return due(step.step, step.began_on, step.decided_on)


def steps_shown(row: Disagreement | None, today: date) -> list[StepShown]:
    """The whole ladder, with what happened to one disagreement on it."""
    reached = {one.step: one for one in row.steps.all()} if row is not None else {}
    is_open = row is not None and row.settled_on is None
    return [_shown(one, row, reached, today, is_open=is_open) for one in ladder()]


def _shown(
    one: Rung, row: Disagreement | None, reached: Mapping[str, LadderStep], today: date, *, is_open: bool
) -> StepShown:
    step, reference = reached.get(one.slug), one.rule.reference
    is_here = row is not None and is_open and row.step == one.slug
    return StepShown(
        number=one.number,
        name=in_language(one.name),
        requires=str(REQUIRES.get(one.slug, "")),
        law=reference.paragraph or "",
        note=str(OURS) if one.is_ours else "",
        is_verified=reference.verified or one.is_ours,
        source=reference.source or "",
        row=step,
        is_here=is_here,
        timer=timer_of(_due_of(step), today) if step is not None else None,
        waits=is_here and one.slug == QUICK_DECISION and step is not None and step.decided_on is None,
        missed=tuple(short_name(slug) for slug in step.missed) if step is not None else (),
    )


@dataclass(frozen=True)
class LineShown:
    """A disagreement in a list."""

    row: Disagreement
    step: str
    number: int
    parties: str
    timer: Timer | None


def line_shown(row: Disagreement, today: date) -> LineShown:
    """One in a list; the parties and steps are prefetched."""
    last = next((one for one in row.steps.all() if one.step == row.step), None)
    is_open = row.settled_on is None
    timer = timer_of(_due_of(last), today) if last is not None and is_open else None
    parties = ", ".join(one.organisation.name for one in row.parties.all())
    number = next(one.number for one in ladder() if one.slug == row.step)
    return LineShown(row, short_name(row.step), number, parties, timer)


def step_choices(rungs: Iterable[Rung]) -> list[tuple[str, str]]:
    """Steps as choices."""
    return [(one.slug, f"{one.number}. {in_language(one.name)}") for one in rungs]


def ladder_first() -> str:
    """The rule that negotiation comes first, in words, with its paragraph."""
    reference = legal_rules().reference(LADDER_FIRST)
    words = in_language(reference.text) if reference.text else ""
    doubt = "" if reference.verified else _(" Not verified: nobody has held the rule against its source.")
    return f"{words} ({reference.paragraph}){doubt}" if reference.paragraph else words + doubt


@dataclass(frozen=True)
class NamesShown:
    """When the names have to be there, in words."""

    words: str
    timer: Timer | None


def names_shown(contract: date | None, today: date) -> NamesShown:
    """The rule about names, with its last day where the day of the contract is known."""
    reference = legal_rules().rule("names").reference
    words = in_language(reference.text) if reference.text else ""
    timer = timer_of(names_due(contract), today) if contract is not None else None
    return NamesShown(f"{words} ({reference.paragraph})" if reference.paragraph else words, timer)


def elsewhere_words(counts: Mapping[str, int]) -> list[str]:
    """What others hear of the disagreements they may not see."""
    known = [one.slug for one in ladder()]
    return [
        _("%(step)s: at least %(count)s") % {"step": short_name(slug), "count": counts[slug]}
        for slug in known
        if slug in counts
    ]
