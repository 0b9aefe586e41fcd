"""One change of a plan: tried on rows in memory first, and written when somebody has seen what it moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.analysis import PlanRefusedError, schedule_to_json
from maskinrum.planning.analysis.proposing import Proposal, proposed, signature_task
from maskinrum.planning.enums import PlanPart, TaskState
from maskinrum.planning.models import PlanChange, PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.permissions import can_change
from maskinrum.planning.queries import tasks_of
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

# What the calculation calls a field, and what the form of a task calls it.
TASK_FIELDS = {
    "skipped": "state",
    "days": "mode",
    "fixed_end": "due_on",
    "started": "started_on",
    "finished": "done_on",
}


@dataclass
class Working:
    """A plan with its rows in memory, for a change to be tried on. ``today``: the day it is tried on."""

    plan: StartPlan
    tasks: list[PlanTask]
    meetings: list[PlanMeeting]
    today: date
    added: list[PlanTask] = field(default_factory=list)
    removed: list[PlanTask | PlanMeeting] = field(default_factory=list)

    def task(self, key: str) -> PlanTask:
        """The task with a key. Raises DomainError when it is gone."""
        for one in self.tasks:
            if one.key == key:
                return one
        raise DomainError(_("The task has been removed meanwhile. Nothing was changed."))


@dataclass(frozen=True)
class Change:
    """What is to be changed: ``apply`` changes rows in memory and raises DomainError for what cannot be.

    ``fields`` says which field of the form belongs to a field of the calculation. ``needs_reason``: it is shown and
    accepted with a reason though it moves nothing.
    """

    part: PlanPart
    apply: Callable[[Working], None]
    task: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    needs_reason: bool = False


def propose_change(plan: StartPlan, change: Change, *, today: date) -> Proposal:
    """Say what a change would move. Nothing is written. Raises DomainError for what cannot be calculated."""
    return _tried(Working(plan, tasks_of(plan), list(plan.meetings.all()), today), change)


@transaction.atomic
def accept_change(
    plan: StartPlan, change: Change, *, reason: str, expected_revision: int, viewer: Viewer, now: datetime
) -> PlanChange:
    """Change the plan, calculate it anew, and keep who did so and why.

    Raises DomainError without the right, when a colleague was quicker, and for what cannot be calculated.
    """
    if not can_change(viewer, plan):
        raise DomainError(_("Only those who act for the organisation of the plan can change it."))
    if change.needs_reason and not reason.strip():
        raise DomainError(_("Say why. Nothing was changed."), field="reason")
    current = StartPlan.objects.select_for_update().get(pk=plan.pk)
    if current.revision != expected_revision:
        raise DomainError(
            _(
                "A colleague has changed the plan since you opened the page. What you typed still stands here; "
                "look at what it moves now, then accept it."
            )
        )
    working = Working(current, tasks_of(current), list(current.meetings.all()), timezone.localdate(now))
    found = _tried(working, change)
    before = current.signature
    _keep(working, found, now=now)
    task = change.task or next((one.key for one in working.added), "")
    gone = {one.key: one.title for one in working.removed if isinstance(one, PlanTask)}
    about = replace(change, task=task)
    row = _log(current, about, found, gone, before=before, reason=reason, viewer=viewer, now=now)
    note_change(current)
    signed = [before and before.isoformat(), current.signature and current.signature.isoformat()]
    changes = {"part": [None, str(change.part)], "task": [None, task], "signature": signed}
    record("change_plan", current, viewer=viewer, now=now, changes=changes)
    return row


def _tried(working: Working, change: Change) -> Proposal:
    """Apply and calculate; what the calculation refuses stands at the field of the form it belongs to."""
    change.apply(working)
    try:
        return proposed(working.plan, working.tasks, working.meetings, today=working.today)
    except PlanRefusedError as error:
        name = change.fields.get(error.field, error.field)
        raise DomainError(error.message, field=name) from error


def keep_schedule(plan: StartPlan, tasks: list[PlanTask], found: Proposal, *, now: datetime) -> None:
    """Write down on the rows in memory what was calculated of them."""
    schedule = found.schedule
    plan.schedule = schedule_to_json(schedule)
    plan.scheduled_on, plan.signature = timezone.localdate(now), schedule.signature
    if plan.start is None or plan.direction == "backward":
        plan.start = schedule.start
    planned = schedule.by_id
    for task in tasks:
        told = planned.get(task.key)
        task.starts_on, task.ends_on = (told.start, told.end) if told else (None, None)
        if task.key == signature_task() and task.state == TaskState.DONE:
            plan.signed_on = task.done_on


def _keep(working: Working, found: Proposal, *, now: datetime) -> None:
    plan = working.plan
    plan.signed_on = None
    keep_schedule(plan, working.tasks, found, now=now)
    plan.revision += 1
    plan.changed_at = now
    plan.save()
    for gone in working.removed:
        gone.delete()
    PlanTask.objects.bulk_create(working.added)
    kept = [task for task in working.tasks if task not in working.added]
    _keep_tasks(kept)
    for meeting in working.meetings:
        meeting.save()


def _keep_tasks(tasks: list[PlanTask]) -> None:
    """Write what has changed: to write every column of every task takes longer than to calculate the plan."""
    stored = {task.pk: task for task in PlanTask.objects.filter(pk__in=[task.pk for task in tasks])}
    differs = [
        (task, {name for name in _TASK_COLUMNS if getattr(task, name) != getattr(stored[task.pk], name)})
        for task in tasks
        if task.pk in stored
    ]
    columns = set[str]().union(*(names for _task, names in differs))
    if columns:
        PlanTask.objects.bulk_update([task for task, names in differs if names], sorted(columns))


_TASK_COLUMNS = [
    *("title", "phase", "low", "mode", "high", "predecessors", "not_before", "due_on", "started_on", "done_on"),
    *("state", "starts_on", "ends_on", "changed_at"),
]


def _log(
    plan: StartPlan,
    change: Change,
    found: Proposal,
    gone: dict[str, str],
    *,
    before: date | None,
    reason: str,
    viewer: Viewer,
    now: datetime,
) -> PlanChange:
    moved = found.difference.moved if found.difference else ()
    furthest = sorted(moved, key=lambda one: -abs(one.end_days))
    kept: list[dict[str, Any]] = [
        {"task": one.task, "before": one.before[1].isoformat(), "after": one.after[1].isoformat()} for one in furthest
    ]
    return PlanChange.objects.create(
        plan=plan,
        part=change.part,
        task=change.task,
        reason=reason,
        moved=kept,
        removed=gone,
        moved_count=len(moved),
        signature_before=before,
        signature_after=plan.signature,
        changed_by=viewer.person,
        changed_at=now,
    )
