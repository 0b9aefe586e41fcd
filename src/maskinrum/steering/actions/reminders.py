"""Letters before a step of the ladder runs out, and when it has. The tick sends them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from maskinrum.organisations.actions import write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.steering.models import LadderStep
from maskinrum.steering.queries.disagreements import is_near, people_concerned, steps_running_out

LADDER_STEP = "ladder_step"


def warn_of_ladder_steps(now: datetime) -> int:
    """Write once before each step runs out and once when it has; return how many letters. Safe to run at once."""
    today = timezone.localdate(now)
    return sum(_warn(step, today, now) for step in list(steps_running_out(today)))


@transaction.atomic
def _warn(step: LadderStep, today: date, now: datetime) -> int:
    """Take the step, if no other process was quicker, and write to those it concerns."""
    is_late = step.due_on is not None and step.due_on < today
    if not is_late and not is_near(step, today):
        return 0
    field = "lapsed_on" if is_late else "warned_on"
    claimed = LadderStep.objects.filter(pk=step.pk, ended_on__isnull=True, **{f"{field}__isnull": True})
    if not claimed.update(**{field: today}):
        return 0
    row, sent = step.disagreement, 0
    for person in people_concerned(row):
        link = address_of_page(
            "steering:disagreement", person.language, slug=row.partnership.slug, disagreement_id=row.pk
        )
        context: dict[str, Any] = {
            "step": step,
            "row": row,
            "partnership": row.partnership,
            "link": link,
            "is_late": is_late,
        }
        sent += write_to(person, LADDER_STEP, now=now, **context) is not None
    return sent
