"""The start plan that ships: tasks of every phase, and what each procedure changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maskinrum.deadlines import Text
from maskinrum.planning.facts.plan import Days

Event = Literal["notice_dispatch", "award_notice", "first_call_off"]


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task as it ships. ``anchor_months``: it starts so many months before (negative) the agreement expires.

    ``is_deadline``: its end is a deadline of bidders. ``event``: what its end is in the procedure, or its start for the
    first call-off. ``legal_ref`` is an id of the legal data.
    """

    id: str
    phase: str
    name: Text
    days: Days
    predecessors: tuple[str, ...]
    roles: tuple[str, ...] = ()
    deliverable: Text | None = None
    themes: tuple[str, ...] = ()
    legal_ref: str | None = None
    is_milestone: bool = False
    is_deadline: bool = False
    event: Event | None = None
    recurs_months: int | None = None
    parallel: bool = False
    anchor_months: int | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What a procedure changes of a task; None leaves it."""

    days: Days | None = None
    predecessors: tuple[str, ...] | None = None
    legal_ref: str | None = None
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A procedure's changes of the template."""

    slug: str
    name: Text
    note: Text | None
    skip: frozenset[str]
    overrides: Mapping[str, Override]


@dataclass(frozen=True, slots=True)
class TemplateWatch:
    """A legal date to compute beside the tasks, counted from the end of one."""

    after: str
    legal_ref: str
    name: Text


@dataclass(frozen=True, slots=True)
class HolidayPeriod:
    """A time of the year in which bidders are away; (month, day), both included, over New Year when it wraps."""

    slug: str
    name: Text
    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Template:
    """The whole start plan. ``correlation``: rank correlation between durations, with what it rests on.

    ``least_real_days``: from notice to signature, below which a plan is far quicker than known courses.
    """

    tasks: tuple[TemplateTask, ...]
    variants: Mapping[str, Variant]
    roles: Mapping[str, Text]
    watches: tuple[TemplateWatch, ...]
    holiday_periods: tuple[HolidayPeriod, ...]
    correlation: float
    correlation_note: Text
    correlation_source: str
    least_real_days: int
    default_variant: str
    by_id: Mapping[str, TemplateTask] = field(repr=False)

    @property
    def milestone(self) -> str:
        """Id of the signature."""
        return next(task.id for task in self.tasks if task.is_milestone)

    def with_event(self, event: Event) -> str:
        """Id of the task whose end is an event."""
        return next(task.id for task in self.tasks if task.event == event)
