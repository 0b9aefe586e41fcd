"""Why a date is what it is, as facts that a page, a file or a calendar puts in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maskinrum.deadlines import Text
from maskinrum.planning.phrases.reasons import reason_words

ReasonCode = Literal[
    "waits_for",
    "plan_start",
    "today",
    "not_before",
    "anchored",
    "template_days",
    "own_days",
    "legal_minimum",
    "legal_period",
    "no_legal_length",
    "rolled",
    "debated",
    "fixed_end",
    "fixed_end_missed",
    "started",
    "done",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: what, with the facts its sentence needs."""

    code: ReasonCode
    values: Mapping[str, object] = field(default_factory=dict)

    def words(self, names: Mapping[str, Text] | None = None) -> str:
        """The sentence in the active language; ``names``: those of the tasks by id, else their ids are written."""
        return reason_words(self.code, self.values, names)


@dataclass(frozen=True, slots=True)
class Unverified:
    """A rule nobody vouches for, and the task (or ``watch``) whose date rests on it."""

    rule: str
    task: str
