"""Why a date is what it is, as facts that a page, a file or a calendar puts in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ReasonCode = Literal[
    "waits_for",
    "plan_start",
    "today",
    "not_before",
    "anchored",
    "template_days",
    "own_days",
    "legal_minimum",
    "no_legal_length",
    "rolled",
    "two_working_days",
    "fixed_end",
    "fixed_end_missed",
    "started",
    "done",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: what, with the facts its sentence needs. ``phrases.REASONS`` has the sentences."""

    code: ReasonCode
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unverified:
    """A rule nobody vouches for, and the task (or ``watch``) whose date rests on it."""

    rule: str
    task: str
