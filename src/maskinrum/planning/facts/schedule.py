"""What follows from a plan: the date of every task, why, how sure, and what to watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from maskinrum.deadlines import Period, Text
from maskinrum.planning.facts.plan import Days
from maskinrum.planning.facts.reasons import Reason, Unverified
from maskinrum.planning.facts.warnings import PlanWarning

TaskState = Literal["planned", "started", "done"]
Span = Literal["idea_to_signature", "notice_to_signature", "notice_to_award"]


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date that is uncertain: on or before each of these days with 10, 50 and 90 per cent probability.

    ``error_days``: the greatest Monte-Carlo standard error of the three.
    """

    p10: date
    p50: date
    p90: date
    error_days: float


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One task of a schedule.

    ``start`` is the day of the event it is counted from, ``end`` its last day; both planned with the most probable
    days, never shorter than ``legal``. ``slack_days``: how much later it may end without moving the planned
    signature; None when the signature does not wait for it. ``critical``: it is on the path that sets the planned
    signature. ``criticality``: share of the draws in which it is. ``start_range`` and ``end_range`` are None for what
    is done.
    """

    id: str
    phase: str
    name: Text
    own: bool
    roles: tuple[str, ...]
    deliverable: Text | None
    themes: tuple[str, ...]
    legal_ref: str | None
    recurs_months: int | None
    parallel: bool
    predecessors: tuple[str, ...]
    state: TaskState
    days: Days
    start: date
    end: date
    reasons: tuple[Reason, ...]
    legal: Period | None
    start_range: DateRange | None
    end_range: DateRange | None
    slack_days: int | None
    critical: bool
    criticality: float
    unverified: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalWatch:
    """A legal date beside the tasks, such as the end of a complaint period; ``task`` is what starts it or is bound."""

    rule: str
    task: str
    name: Text
    period: Period


@dataclass(frozen=True, slots=True)
class LatestStart:
    """The latest day on which the plan can start and still be signed as wished, with a probability.

    ``day`` is None where no day from today on is early enough.
    """

    probability: float
    day: date | None


@dataclass(frozen=True, slots=True)
class SpanDays:
    """Days from something to something in a plan: planned, and not more than with 10, 50 and 90 per cent probability.

    From dispatch of the notice, or from the start of the plan, to the notice of the award or the signature.
    """

    span: Span
    planned: int
    p10: int
    p50: int
    p90: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A wished signature held against the plan: whether it is met as planned, how probably, the latest starts.

    ``earliest_lawful``: the earliest signature from today by legal periods and set days alone, all else done at once.
    """

    signature: date
    met: bool
    earliest_lawful: date
    probability: float
    latest_starts: tuple[LatestStart, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The whole plan with its dates. ``variant_of`` names the procedure whose tasks are used instead of its own.

    ``start``: the first day of its first task, done or planned. ``dropped``: tasks the client had said something of
    that this procedure does not have. ``expiry``: end of the term counted from the planned signature, when a term is
    stated. ``correlation``: the rank correlation between durations that was used.
    """

    procedure: str
    procedure_name: Text
    variant_of: str | None
    variant_name: Text | None
    note: Text | None
    start: date
    signature: date
    signature_range: DateRange
    expiry: date | None
    tasks: tuple[TaskPlan, ...]
    watches: tuple[LegalWatch, ...]
    warnings: tuple[PlanWarning, ...]
    unverified: tuple[Unverified, ...]
    dropped: tuple[str, ...]
    wish: Wish | None
    spans: tuple[SpanDays, ...]
    correlation: float
    draws: int
    disclaimer: Text

    def task(self, task_id: str) -> TaskPlan:
        """The task with an id; raises ``KeyError`` when the plan has none."""
        return self.by_id[task_id]

    def span(self, span: Span) -> SpanDays:
        """Days of one span."""
        return next(one for one in self.spans if one.span == span)

    @property
    def by_id(self) -> Mapping[str, TaskPlan]:
        """Every task by its id."""
        return {task.id: task for task in self.tasks}

    def reasons_in_words(self, task_id: str) -> tuple[str, ...]:
        """Why a task starts and ends when it does, a sentence a step, in the active language."""
        names = {task.id: task.name for task in self.tasks}
        return tuple(reason.words(names) for reason in self.task(task_id).reasons)
