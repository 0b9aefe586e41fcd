"""What the tick does for salons: move waiting lists on, and remind the day before. Safe to do again and again."""

from datetime import datetime

from django.db import transaction

from maskinrum.meetings.actions.salon_letters import REMINDER, write_to_participant
from maskinrum.meetings.actions.seats import held, settle
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.facts.salons import REMIND_WITHIN
from maskinrum.meetings.models import Salon
from maskinrum.meetings.queries.salons import TAKING_PLACE, taking_place
from maskinrum.organisations.permissions import OPERATOR


def settle_offers(now: datetime) -> int:
    """Let offers lapse and free seats be offered, salon by salon, and say how many places changed."""
    return sum(_settled(salon, now) for salon in taking_place(now=now))


@transaction.atomic
def _settled(salon: Salon, now: datetime) -> int:
    return len(settle(held(salon), viewer=OPERATOR, now=now))


def remind(now: datetime) -> int:
    """Write to everybody with a seat at a salon that begins within a day or so, once, and say to how many."""
    near = taking_place(now=now).filter(starts_at__lte=now + REMIND_WITHIN)
    return sum(_reminded(salon, now) for salon in near)


@transaction.atomic
def _reminded(salon: Salon, now: datetime) -> int:
    current = held(salon)
    if current.state not in TAKING_PLACE:
        return 0
    rows = list(current.sign_ups.filter(state=SignUpState.CONFIRMED, reminded_at=None).order_by("number"))
    for row in rows:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        # Whoever signed up within the day has the confirmation, which says the same.
        if row.signed_up_at < current.starts_at - REMIND_WITHIN:
            write_to_participant(REMINDER, row, current, now=now)
    return len(rows)
