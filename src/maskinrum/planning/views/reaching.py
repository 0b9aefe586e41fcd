"""Plans as the pages below reach them: one that the viewer may see, or one that the viewer may change."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from maskinrum.organisations.middleware import PageRequest
from maskinrum.planning.analysis.proposing import calculated, kept_schedule
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.permissions import can_change
from maskinrum.planning.queries import owners_of, start_plan, tasks_of
from maskinrum.planning.reports.plan_page import name_of, phase_of
from maskinrum.shared.limits import turn

PLACES, PATIENCE = 2, 10.0


@dataclass(frozen=True)
class Reached:
    """A plan with its tasks and the schedule that is stored with it."""

    plan: StartPlan
    tasks: list[PlanTask]
    schedule: Schedule
    is_own: bool

    @property
    def owners(self) -> dict[uuid.UUID, str]:
        """The names of those who own tasks; nobody's for readers of other organisations."""
        return owners_of(task.owner for task in self.tasks) if self.is_own else {}

    def choices(self, *, without: str = "") -> list[tuple[str, str]]:
        """The tasks of the plan by phase, as choices."""
        planned = [task for task in self.tasks if task.key in self.schedule.by_id and task.key != without]
        ordered = sorted(planned, key=lambda task: (phase_of(self.schedule, task), task.position))
        named = ((task, phase_of(self.schedule, task)) for task in ordered)
        return [(task.key, f"{phase} · {name_of(self.schedule, task)}") for task, phase in named]


def reached(request: PageRequest, plan_id: uuid.UUID) -> Reached:
    """A plan that the viewer may see, or Http404."""
    plan = start_plan(request.viewer, plan_id, now=timezone.now())
    tasks = tasks_of(plan)
    return Reached(plan, tasks, schedule_of(plan, tasks), can_change(request.viewer, plan))


def schedule_of(plan: StartPlan, tasks: list[PlanTask], meetings: list[PlanMeeting] | None = None) -> Schedule:
    """The schedule that is stored with a plan; calculated where an older release stored it and this cannot read it.

    Raises BusyError when many are calculated at once: who follows a calendar asks again by itself.
    """
    kept = kept_schedule(plan)
    if kept is not None:
        return kept
    with turn("plan_again", places=PLACES, patience=PATIENCE):
        held = list(plan.meetings.all()) if meetings is None else meetings
        return calculated(plan, tasks, held, today=timezone.localdate())


def own_plan(request: PageRequest, plan_id: uuid.UUID) -> StartPlan:
    """A plan of the organisation the viewer acts for, or Http404."""
    plan = start_plan(request.viewer, plan_id, now=timezone.now())
    if not can_change(request.viewer, plan):
        raise Http404
    return plan


def own_reached(request: PageRequest, plan_id: uuid.UUID) -> Reached:
    """The same with tasks and schedule."""
    found = reached(request, plan_id)
    if not found.is_own:
        raise Http404
    return found
