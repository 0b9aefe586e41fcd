"""What the tick does with rounds: open, remind and close them on their days."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from maskinrum.evaluation.actions.erasing import FORGOTTEN
from maskinrum.evaluation.actions.letters import REMINDED, digest_for, write_to_invited
from maskinrum.evaluation.actions.rounds import open_round
from maskinrum.evaluation.enums import EvaluationPart, RoundState
from maskinrum.evaluation.facts.planning import is_due, reminder_days
from maskinrum.evaluation.models import Invitation, Round
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.shared.errors import DomainError


def open_due_rounds(now: datetime) -> int:
    """Open every planned round whose first day has come and that can be opened; say how many.

    One that asks fewer than five stays planned, and its page says why.
    """
    today = timezone.localdate(now)
    due = Round.objects.filter(state=RoundState.PLANNED, opens_on__lte=today, closes_on__gte=today)
    return sum(_opened(row, now) for row in list(due.select_related("partnership")))


def _opened(row: Round, now: datetime) -> bool:
    try:
        open_round(row, viewer=OPERATOR, now=now)
    except DomainError:
        return False
    return True


def remind_invited(now: datetime) -> int:
    """Remind those who have not answered, half-way and two days before the end; say how many."""
    today = timezone.localdate(now)
    running = Round.objects.filter(state=RoundState.OPEN, part=EvaluationPart.PULSE, closes_on__gte=today)
    return sum(_remind(row, now) for row in list(running.select_related("partnership", "model")))


def _remind(row: Round, now: datetime) -> int:
    today, days = timezone.localdate(now), reminder_days(row.opens_on, row.closes_on)
    waiting = Invitation.objects.filter(round=row, has_answered=False, invited_at__isnull=False)
    waiting = waiting.exclude(token_digest="").exclude(email__startswith=FORGOTTEN)
    count = 0
    for one in list(waiting):
        last = max(filter(None, (one.reminded_at, one.invited_at)))
        if is_due(timezone.localdate(last), days, today):
            count += _remind_one(one, row, now)
    return count


@transaction.atomic
def _remind_one(one: Invitation, row: Round, now: datetime) -> bool:
    """Take the reminder, if no other process was quicker, and write it.

    Nobody is written to who was taken off the list, or has asked to be left alone, since the list was read.
    """
    claimed = Invitation.objects.filter(pk=one.pk, reminded_at=one.reminded_at, has_answered=False, email=one.email)
    if not claimed.update(reminded_at=now, token_digest=digest_for(one)):
        return False
    write_to_invited(REMINDED, [one], row, now=now)
    return True
