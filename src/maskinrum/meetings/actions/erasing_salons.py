"""Forget who signed up, and keep how many."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from maskinrum.meetings.actions.seats import held, settle
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.models import Salon, SalonFile, SignUp
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change

NOBODY: dict[str, Any] = {
    "name": "",
    "email": "",
    "organisation_name": "",
    "needs": "",
    "needs_agreed_at": None,
    "token_digest": None,
    "is_on_list": False,
    "mail": None,
}


@transaction.atomic
def erase_from_salons(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Sign-ups from the person's address no longer lead to anybody, and seats ahead go on; salons stay."""
    Salon.objects.filter(written_by=person.pk).update(written_by=None)
    SalonFile.objects.filter(uploaded_by=person.pk).update(uploaded_by=None, name="")
    for row in SignUp.objects.filter(email=person.email.lower()).select_related("salon"):
        salon = held(row.salon)
        is_ahead = salon.starts_at > now and row.state in ON_THE_WAY
        state = SignUpState.WITHDRAWN.value if is_ahead else row.state
        SignUp.objects.filter(pk=row.pk).update(state=state, offered_until=None, **NOBODY)
        if is_ahead:
            settle(salon, viewer=viewer, now=now)


def remove_overdue_sign_ups(rows: QuerySet[Any]) -> int:
    """Take out of overdue rows what is personal, those of ``overdue_sign_ups``; a day after only food and access."""
    found = list(rows.values_list("pk", "is_old"))
    old = [pk for pk, is_over in found if is_over]
    SignUp.objects.filter(pk__in=[pk for pk, _is_over in found]).update(needs="", needs_agreed_at=None)
    SignUp.objects.filter(pk__in=old).update(**NOBODY)
    return len(found)


def move_salons(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on after a merger keep the other's salons."""
    rows = Salon.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    note_change(*Salon.objects.filter(pk__in=keys))
