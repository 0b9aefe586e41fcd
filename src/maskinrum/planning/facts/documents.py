"""What a contract notice must state, and the legal dates a complaints board would ask for, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from maskinrum.deadlines import Period, Text
from maskinrum.planning.facts.reasons import Reason

ItemState = Literal["stated", "missing", "not_needed"]


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing the contract notice must state. ``value`` is what the plan says; its kind depends on ``id``.

    ``reference``: id of the legal data; ``paragraph`` and ``verified`` are its own. ``field``: where in ``PlanFacts``
    it is stated; nothing for what the plan works out.
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

    ``event`` is the day counted from; ``reasons`` the explanation as with a task's end.
    """

    rule: str
    task: str
    name: Text
    event: date
    end: date
    period: Period
    reasons: tuple[Reason, ...]
    unverified: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)
