"""Reminders of tasks. The tick sends them, so nothing here needs the libraries of the engine."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Membership, Person
from maskinrum.planning.models import PlanTask
from maskinrum.planning.queries import tasks_to_remind_of
from maskinrum.planning.queries.events import template_names

PLAN_TASK_DUE = "plan_task_due"


def remind_of_tasks(now: datetime) -> int:
    """Remind each owner of a task that is due within a week, and again when its day has passed; say how many.

    Each is written once for each day a task is due.
    """
    today = timezone.localdate(now)
    return sum(_remind(task, now) for task in list(tasks_to_remind_of(today)))


@transaction.atomic
def _remind(task: PlanTask, now: datetime) -> bool:
    """Take the task, if no other process was quicker, and write to whoever still acts for the organisation."""
    is_late = task.ends_on is not None and task.ends_on < timezone.localdate(now)
    mark = "late_reminded_of" if is_late else "reminded_of"
    claimed = PlanTask.objects.filter(pk=task.pk, owner=task.owner, **{mark: getattr(task, mark)})
    if not claimed.update(**{mark: task.ends_on}):
        return False
    person = Person.objects.filter(pk__in=[task.owner]).first()
    acts = Membership.objects.filter(person__in=[task.owner], organisation=task.plan.organisation_id)
    if person is None or not acts.exists():
        return False
    with override(person.language):
        name = task.title or template_names().get(task.key, task.key)
    link = address_of_page("planning:task", person.language, plan_id=task.plan_id, key=task.key)
    write_to(person, PLAN_TASK_DUE, now=now, task=task, called=name, plan=task.plan, link=link, is_late=is_late)
    return True
