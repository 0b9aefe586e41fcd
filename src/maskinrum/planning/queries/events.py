"""What somebody has taken on, as events of the own calendar. The tick and feeds read it without the engine."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.queries.plans import own_tasks
from maskinrum.shared.calendar import Event
from maskinrum.shared.domain import load

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
BEGINS, LASTS = time(9, 0), timedelta(minutes=30)
A_WEEK_BEFORE = timedelta(days=7)


def own_task_events(viewer: Viewer, now: datetime) -> Iterator[Event]:
    """The open tasks of a person, each on the day it is due; nothing for whoever is not known."""
    names = template_names()
    for task in own_tasks(viewer, now=now).select_related("plan__organisation"):
        if task.ends_on is not None:
            name = task.title or names.get(task.key, task.key)
            yield task_event(task.plan, task, task.ends_on, name=name)


def template_names() -> dict[str, str]:
    """What the template calls its tasks in the active language, read from the data alone."""
    language = "en" if (get_language() or "da").startswith("en") else "da"
    return {task["id"]: str(task[language]) for task in load("startplan")["tasks"]}


def task_event(plan: StartPlan, task: PlanTask, day: date, *, name: str) -> Event:
    """The day a task is due, with a reminder a week before."""
    address = str(settings.ENVIRONMENT.base_url) + reverse("planning:task", args=[plan.pk, task.key])
    uid = f"plan-task-{task.pk}"
    return day_event(uid, day, f"{name} ({plan.title})", plan, address=address, alarm=A_WEEK_BEFORE)


def day_event(
    uid: str,
    day: date,
    title: str,
    plan: StartPlan,
    *,
    address: str = "",
    changed_at: datetime | None = None,
    alarm: timedelta | None = None,
) -> Event:
    """Something on a day of a plan: at nine, so that a calendar shows it among what the day holds."""
    starts = datetime.combine(day, BEGINS, COPENHAGEN)
    return Event(
        uid=f"{uid}@maskinrum",
        sequence=plan.revision,
        starts_at=starts,
        ends_at=starts + LASTS,
        title=title,
        changed_at=changed_at or plan.changed_at,
        address=address,
        alarm=alarm,
    )
