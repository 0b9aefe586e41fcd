"""The changes there are: each says what it does to rows in memory, and ``changes`` tries and writes it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.planning.actions.changes import TASK_FIELDS, Change, Working
from maskinrum.planning.analysis.checking import check_wish
from maskinrum.planning.analysis.proposing import signature_task
from maskinrum.planning.enums import PlanMeetingKind, PlanPart, TaskState
from maskinrum.planning.facts.plan import FirstCallOff, HolidayChoice
from maskinrum.planning.facts.terms import PlanTerms, TaskDates
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.queries.facts import call_offs_stored, callers_stored, holidays_stored
from maskinrum.shared.errors import DomainError

MOST_OWN = 60
PLAIN = (
    *("title", "procedure", "direction", "start", "wished_signature", "kind", "expected_mdkk", "maximum_mdkk"),
    *("term_months", "option_months", "justification", "teams", "criteria", "channel", "prior_notice"),
)


def other_terms(terms: PlanTerms) -> Change:
    """Let the plan rest on other terms. A wish that is typed anew may not have passed, unless it is signed."""

    def apply(working: Working) -> None:
        is_signed = working.task(signature_task()).state == TaskState.DONE
        if terms.wished_signature != working.plan.wished_signature and not is_signed:
            check_wish(terms.wished_signature, working.today)
        put_terms(working.plan, terms)

    return Change(PlanPart.TERMS, apply)


def put_terms(plan: StartPlan, terms: PlanTerms) -> None:
    """Write terms on a plan in memory."""
    for name in PLAIN:
        setattr(plan, name, getattr(terms, name))
    plan.shortenings = dict(terms.shortenings)
    plan.callers = callers_stored(terms.callers)


def other_dates(key: str, dates: TaskDates, *, was: str = TaskState.NOT_BEGUN, now: datetime) -> Change:
    """Let a task last otherwise, or be begun, done or left out; to leave it out, where it was not, takes a reason."""

    def apply(working: Working) -> None:
        task = working.task(key)
        _refuse_state(dates)
        for name in ("state", "low", "mode", "high", "not_before", "due_on", "started_on", "done_on"):
            setattr(task, name, getattr(dates, name))
        if dates.predecessors is not None:
            task.predecessors = list(dates.predecessors)
        if task.started_on is None and task.state in {TaskState.UNDER_WAY, TaskState.DONE}:
            task.started_on = _begun(task, timezone.localdate(now))
        task.changed_at = now

    is_left_out = dates.state == TaskState.NOT_RELEVANT != was
    return Change(PlanPart.TASK, apply, key, TASK_FIELDS, needs_reason=is_left_out)


def later_deadline(key: str, day: date, *, now: datetime) -> Change:
    """Let a deadline of bidders end on a later day; all else that is said of it stays."""

    def apply(working: Working) -> None:
        task = working.task(key)
        task.due_on, task.changed_at = day, now

    return Change(PlanPart.TASK, apply, key, TASK_FIELDS)


def _begun(task: PlanTask, today: date) -> date:
    """The day a task was planned to begin, but not later than it is done, nor than today."""
    latest = min(task.done_on or today, today)
    return min(task.starts_on or latest, latest)


def _refuse_state(dates: TaskDates) -> None:
    if dates.state == TaskState.DONE and dates.done_on is None:
        raise DomainError(_("Say on which day it was done."), field="done_on")
    if dates.state != TaskState.DONE and dates.done_on is not None:
        raise DomainError(_("There is a day on which it was done. Choose done, or empty the day."), field="state")


def another_task(
    title: str, *, phase: str, days: tuple[int, int, int], predecessors: Sequence[str], now: datetime
) -> Change:
    """Add a task of the organisation's own."""

    def apply(working: Working) -> None:
        own = [task for task in working.tasks if task.is_own]
        if len(own) >= MOST_OWN:
            raise DomainError(_("A plan holds at most %(n)s tasks of your own.") % {"n": MOST_OWN})
        taken = {task.key for task in working.tasks}
        key = next(f"E{n:02}" for n in range(1, MOST_OWN * 2) if f"E{n:02}" not in taken)
        row = PlanTask(plan=working.plan, key=key, is_own=True, title=title, phase=phase, changed_at=now)
        row.low, row.mode, row.high = days
        row.predecessors, row.position = list(predecessors), _place(working.tasks, phase)
        working.tasks.append(row)
        working.added.append(row)

    return Change(PlanPart.TASK, apply, fields=TASK_FIELDS)


def _place(tasks: Iterable[PlanTask], phase: str) -> int:
    """After the last of its phase, which the template's key of a task tells where the row does not."""
    return max((task.position for task in tasks if task.phase == phase), default=1000) + 1


def one_task_less(key: str) -> Change:
    """Remove a task of the organisation's own; what waited for it waits for what it waited for."""

    def apply(working: Working) -> None:
        gone = working.task(key)
        if not gone.is_own:
            raise DomainError(_("Tasks of the template are not removed. Choose “not relevant here” instead."))
        waited = list(gone.predecessors or ())
        working.tasks.remove(gone)
        working.removed.append(gone)
        for task in working.tasks:
            before = list(task.predecessors or ())
            if key in before:
                kept = [one for one in before if one != key]
                task.predecessors = list(dict.fromkeys([*kept, *waited]))

    return Change(PlanPart.TASK, apply, key)


def other_holidays(choice: HolidayChoice) -> Change:
    """Let other days count as closed."""

    def apply(working: Working) -> None:
        working.plan.holidays = holidays_stored(choice)

    return Change(PlanPart.HOLIDAYS, apply)


def other_call_offs(rows: Iterable[FirstCallOff]) -> Change:
    """Plan with other first call-offs."""
    stored = call_offs_stored(rows)

    def apply(working: Working) -> None:
        working.plan.first_call_offs = stored

    return Change(PlanPart.CALL_OFFS, apply)


def another_meeting(
    kind: PlanMeetingKind, *, title: str, day: date, task: str, now: datetime, meeting: uuid.UUID | None = None
) -> Change:
    """Add a meeting, or let the one given be another; ``task`` is the key of what is decided there, or nothing."""

    def apply(working: Working) -> None:
        row = _meeting(working, meeting)
        row.kind, row.title, row.day, row.changed_at = kind, title, day, now
        row.task = working.task(task) if task else None
        if row not in working.meetings:
            working.meetings.append(row)

    return Change(PlanPart.MEETING, apply, task, {"fixed_end": "day"})


def one_meeting_less(meeting: uuid.UUID) -> Change:
    """Remove a meeting."""

    def apply(working: Working) -> None:
        gone = _meeting(working, meeting)
        working.meetings.remove(gone)
        working.removed.append(gone)

    return Change(PlanPart.MEETING, apply)


def _meeting(working: Working, meeting: uuid.UUID | None) -> PlanMeeting:
    if meeting is None:
        return PlanMeeting(plan=working.plan)
    for row in working.meetings:
        if row.pk == meeting:
            return row
    raise DomainError(_("The meeting has been removed meanwhile. Nothing was changed."))


def nothing_new() -> Change:
    """Calculate again as of today."""
    return Change(PlanPart.AGAIN, lambda _working: None)
