"""What a contract notice must state, and the legal dates a complaints board would ask for, as data."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from maskinrum.deadlines import Period, Reference, Text
from maskinrum.planning.facts.reasons import Reason

ItemState = Literal["stated", "missing", "not_needed", "not_in_plan"]


Bound = Literal["earliest", "latest", "runs"]


@dataclass(frozen=True, slots=True)
class Statute:
    """A law in the version that the legal data was read in."""

    id: str
    name: Text
    source: str | None
    verified: bool


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """A date of the plan that the notice states, with what it is the date of."""

    task: str
    name: Text
    day: date


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing the contract notice must state.

    ``value`` is what the plan says, by ``id``: callers (tuple of ``CallerFacts``); procedure (``Text``); kind (its
    code); expected, maximum (mDKK); term, option (months); justification (text); teams (number); criteria (tuple of
    text); dispatch, deadlines (tuple of ``PlannedDate``); shortenings (tuple of codes); else None. ``field``: where in
    ``PlanFacts`` it is stated, nothing where the plan does not hold it. ``reference`` is an id of the legal data.
    """

    id: str
    title: Text
    help: Text
    state: ItemState
    value: object
    field: str
    reference: str | None
    paragraph: str | None
    verified: bool
    source: str | None


@dataclass(frozen=True, slots=True)
class LegalDate:
    """One line of the complaints file: a legal date with everything it rests on.

    ``task`` holds or starts it; ``name`` says what it is. ``period`` has the rule with its source, the event counted
    from, the nominal end and each day passed over. ``bound``: what the law says of ``end``, that it is the earliest or
    the latest day, or that something runs until then. ``planned``: the day in the plan that is held against it, none
    for what runs; ``is_kept`` tells of a day that has been held whether the law was kept.
    """

    rule: str
    task: str
    task_name: Text
    name: Text
    event: date
    end: date
    is_done: bool
    period: Period
    reasons: tuple[Reason, ...]
    unverified: tuple[str, ...]
    bound: Bound
    planned: date | None = None
    is_kept: bool | None = None
    statute: Statute | None = None


@dataclass(frozen=True, slots=True)
class PriorNotice:
    """A prior notice that is to shorten a period: when it was sent, and the days on which it had to be."""

    reference: Reference
    notice: date
    first: date
    last: date
    sent: date | None
    statute: Statute | None

    @property
    def is_kept(self) -> bool | None:
        """Whether it was sent on one of those days; None where no day is stated."""
        return None if self.sent is None else self.first <= self.sent <= self.last
