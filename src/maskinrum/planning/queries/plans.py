"""Reads of plans, their tasks and what was changed."""

import uuid
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.organisations.permissions import Viewer, can_manage_organisation
from maskinrum.organisations.queries import visible_to, was_removed
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.real_durations import Lasted
from maskinrum.planning.facts.removals import Removal
from maskinrum.planning.models import PlanChange, PlanFeed, PlanTask, StartPlan, TaskComment
from maskinrum.shared.tokens import digest_of

OPEN_STATES = (TaskState.NOT_BEGUN, TaskState.UNDER_WAY)
AHEAD = timedelta(days=7)


def start_plans(viewer: Viewer, *, now: datetime) -> QuerySet[StartPlan]:
    """The plans the viewer may see, the newest change first."""
    rows = visible_to(viewer, StartPlan.objects.select_related("organisation"), now=now)
    return rows.order_by("-changed_at", "id")


def own_plans(viewer: Viewer, *, now: datetime) -> QuerySet[StartPlan]:
    """The plans of the organisation the viewer acts for."""
    return start_plans(viewer, now=now).filter(organisation=viewer.organisation).defer("schedule")


def shared_plans(viewer: Viewer, *, now: datetime) -> QuerySet[StartPlan]:
    """The plans other organisations have let the viewer in to."""
    return start_plans(viewer, now=now).exclude(organisation=viewer.organisation).defer("schedule")


def start_plan(viewer: Viewer, plan_id: uuid.UUID, *, now: datetime) -> StartPlan:
    """One plan, or Http404 alike for one that does not exist and for one that is not theirs."""
    return get_object_or_404(start_plans(viewer, now=now), pk=plan_id)


def is_deleted(viewer: Viewer, plan_id: uuid.UUID) -> bool:
    """Whether it was a plan of the organisation that the viewer may delete plans of, and is deleted."""
    return can_manage_organisation(viewer) and was_removed(viewer, "remove_plan", StartPlan, plan_id)


def tasks_of(plan: StartPlan) -> list[PlanTask]:
    """The tasks of a plan in order, each with the tool that helps with it."""
    return list(plan.tasks.select_related("tool").order_by("position", "key"))


def plan_task(plan: StartPlan, key: str) -> PlanTask:
    """One task of a plan, or Http404."""
    return get_object_or_404(plan.tasks.select_related("tool"), key=key)


def comments_of(task: PlanTask) -> list[TaskComment]:
    """What was written below a task, the first first. Ask only for the own organisation."""
    return list(task.comments.all())


def changes_of(plan: StartPlan) -> QuerySet[PlanChange]:
    """What was changed, the latest first. Ask only for the own organisation."""
    return plan.changes.order_by("-changed_at", "id")


def removals_of(plan: StartPlan) -> list[Removal]:
    """The own tasks that were taken away, the first first. Ask only for the own organisation."""
    rows = plan.changes.exclude(removed={}).order_by("changed_at").values_list("changed_at", "removed")
    return [Removal(when, key, name) for when, names in rows for key, name in names.items()]


def own_tasks(viewer: Viewer, *, now: datetime) -> QuerySet[PlanTask]:
    """What the viewer has taken on and not done, in plans the viewer may see, the next due first."""
    if not viewer.is_known:
        return PlanTask.objects.none()
    rows = PlanTask.objects.filter(owner=viewer.person, state__in=OPEN_STATES)
    seen = start_plans(viewer, now=now).order_by().values("pk")
    wanted = rows.filter(plan__in=seen, ends_on__isnull=False).select_related("plan")
    return wanted.defer("plan__schedule").order_by("ends_on", "position", "key")


def tasks_to_remind_of(today: date) -> QuerySet[PlanTask]:
    """Open tasks that somebody owns and that are due within a week or late, and not yet reminded of for that day.

    A day that has passed is reminded of beside the reminder that it was near.
    """
    rows = PlanTask.objects.filter(state__in=OPEN_STATES, owner__isnull=False, ends_on__lte=today + AHEAD)
    near = Q(ends_on__gte=today) & _is_not_told("reminded_of")
    late = Q(ends_on__lt=today) & _is_not_told("late_reminded_of")
    rows = rows.filter(near | late)
    return rows.select_related("plan").defer("plan__schedule").order_by("ends_on", "id")


def _is_not_told(mark: str) -> Q:
    """Whether the day a task is due is not the one that was last reminded of."""
    return Q(**{f"{mark}__isnull": True}) | ~Q(**{mark: F("ends_on")})


def plans_due(viewer: Viewer, *, now: datetime, today: date) -> dict[uuid.UUID, int]:
    """How many open tasks of each own plan are past their day."""
    rows = PlanTask.objects.filter(plan__in=own_plans(viewer, now=now).order_by().values("pk"), state__in=OPEN_STATES)
    found: dict[uuid.UUID, int] = {}
    for key in rows.filter(ends_on__lt=today).values_list("plan", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def feed_of_token(token: str) -> PlanFeed | None:
    """The address of a plan's days that holds the token, while it is not revoked."""
    return PlanFeed.objects.select_related("plan").filter(token_digest=digest_of(token)).first()


def lasted_tasks(*, is_fictitious: bool) -> list[Lasted]:
    """How long every done task of the signed plans lasted whose organisations let that count. Of nobody by name.

    Invented organisations never count among real ones, and their own plans are held against each other's.
    """
    rows = PlanTask.objects.filter(
        plan__shares_durations=True, plan__signed_on__isnull=False, state=TaskState.DONE, is_own=False
    )
    rows = rows.filter(plan__organisation__is_fictitious=is_fictitious)
    rows = rows.filter(started_on__isnull=False, done_on__gte=F("started_on"))
    found = rows.order_by("pk").values_list("plan__organisation_id", "key", "started_on", "done_on")
    return [Lasted(str(owner), key, (done - begun).days) for owner, key, begun, done in found if begun and done]
