"""Who came, and what they thought of it."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.seats import held
from maskinrum.meetings.enums import SignUpState, Usefulness
from maskinrum.meetings.models import Salon, SalonFeedback, SignUp
from maskinrum.meetings.permissions import can_keep_salon
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

DOORS_OPEN = timedelta(hours=4)


@transaction.atomic
def tick_off(
    salon: Salon,
    came: Collection[uuid.UUID],
    *,
    viewer: Viewer,
    now: datetime,
    seen: Collection[uuid.UUID] | None = None,
) -> int:
    """Write down who of those with a seat came, as the whole list says it, and return how many.

    ``seen`` are those who were ticked on the list that was opened: only what differs from it is changed, so that
    whoever came in at the door meanwhile stays ticked. Raises DomainError without the right and long before the
    salon begins.
    """
    current = _at_the_door(salon, viewer, now)
    rows = current.sign_ups.filter(state=SignUpState.CONFIRMED)
    ticked, cleared = difference(came, seen)
    rows.filter(ticked, attended_at__isnull=True).update(attended_at=now)
    rows.filter(cleared).update(attended_at=None)
    count = rows.filter(attended_at__isnull=False).count()
    record("tick_off", current, viewer=viewer, now=now, changes={"came": [None, count]})
    return count


def difference(ticked: Collection[uuid.UUID], seen: Collection[uuid.UUID] | None) -> tuple[Q, Q]:
    """The rows that somebody ticked on a list, and those they took the tick from; without ``seen``, all the others."""
    if seen is None:
        return Q(pk__in=ticked), ~Q(pk__in=ticked)
    return Q(pk__in=set(ticked) - set(seen)), Q(pk__in=set(seen) - set(ticked))


@transaction.atomic
def check_in(row: SignUp, *, viewer: Viewer, now: datetime) -> SignUp:
    """Write down that one came, at the door. Twice does no harm. Raises DomainError as above, and without a seat."""
    _at_the_door(row.salon, viewer, now)
    current = SignUp.objects.get(pk=row.pk)
    if current.state != SignUpState.CONFIRMED:
        raise DomainError(_("There is no seat with this sign-up. Look at the list of participants."))
    if current.attended_at is None:
        current.attended_at = now
        current.save(update_fields=["attended_at"])
        record("check_in", current, viewer=viewer, now=now)
    return current


def _at_the_door(salon: Salon, viewer: Viewer, now: datetime) -> Salon:
    current = held(salon)
    if not can_keep_salon(viewer, current):
        raise DomainError(_("Only those who planned the salon can change it."))
    if now < current.starts_at - DOORS_OPEN:
        raise DomainError(_("Who came can be ticked off from four hours before the salon begins."))
    return current


@transaction.atomic
def give_feedback(
    row: SignUp, *, useful: str, takes_along: str = "", other_next_time: str = "", viewer: Viewer, now: datetime
) -> SalonFeedback:
    """Keep three answers without who gave them. Raises DomainError the second time, without a seat, and before."""
    salon = held(row.salon)
    current = SignUp.objects.get(pk=row.pk)
    if current.has_answered:
        raise DomainError(_("You have answered already. Thank you: an answer counts once and cannot be changed."))
    if current.state != SignUpState.CONFIRMED or salon.starts_at > now:
        raise DomainError(_("The questions are for those who were there, once the salon has been."))
    if useful not in Usefulness.values:
        raise DomainError(_("Choose an answer."), field="useful")
    current.has_answered = True
    current.save(update_fields=["has_answered"])
    # The log names the salon only: beside the sign-up it would tell who wrote what.
    record("give_feedback", salon, viewer=Viewer(), now=now)
    return SalonFeedback.objects.create(
        salon=salon, useful=useful, takes_along=takes_along, other_next_time=other_next_time
    )
