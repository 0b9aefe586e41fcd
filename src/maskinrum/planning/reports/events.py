"""The days of a plan as events of a calendar."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.planning.analysis import plan_template
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.phrases.values import in_language
from maskinrum.planning.queries.events import day_event, task_event
from maskinrum.planning.reports.plan_page import name_of
from maskinrum.shared.calendar import Event


def plan_events(
    plan: StartPlan,
    schedule: Schedule,
    tasks: Sequence[PlanTask],
    meetings: Sequence[PlanMeeting],
    *,
    role: str = "",
) -> Iterator[Event]:
    """The last days of tasks, for a role or for all, with the meetings and the legal dates, which are for everybody."""
    planned = schedule.by_id
    for task in tasks:
        told = planned.get(task.key)
        if told is not None and task.is_open and _does(task, told.roles, role):
            yield task_event(plan, task, told.end, name=name_of(schedule, task))
    for meeting in meetings:
        yield day_event(f"plan-meeting-{meeting.pk}", meeting.day, meeting.title, plan, changed_at=meeting.changed_at)
    address = str(settings.ENVIRONMENT.base_url) + reverse("planning:plan", args=[plan.pk])
    for watch in schedule.watches:
        uid = f"plan-{plan.pk}-{watch.rule}-{watch.task}"
        yield day_event(uid, watch.period.end, in_language(watch.name), plan, address=address)


def _does(task: PlanTask, roles: Sequence[str], role: str) -> bool:
    return not role or task.role == role or (not task.role and role in roles)


def feed_name(plan: StartPlan, role: str) -> str:
    """What a calendar program calls the feed."""
    roles = plan_template().roles
    if role not in roles:
        return plan.title
    return _("%(plan)s: %(role)s") % {"plan": plan.title, "role": in_language(roles[role])}
