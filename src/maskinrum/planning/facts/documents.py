"""What a contract notice must state, and the legal dates a complaints board would ask for, as data."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from maskinrum.deadlines import Period, Text
from maskinrum.planning.facts.reasons import Reason

ItemState = Literal["stated", "missing", "not_needed", "not_in_plan"]


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
    from, the nominal end and each day passed over.
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
