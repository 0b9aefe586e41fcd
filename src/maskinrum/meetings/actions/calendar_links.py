"""The address of a person's own calendar: made, made anew and revoked."""

from datetime import datetime

from django.db import transaction

from maskinrum.meetings.models import CalendarLink
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.tokens import digest_of, token_for

PURPOSE = "calendar"


def token_of_calendar(link: CalendarLink) -> str:
    """The token in the address: shown to its owner, and kept nowhere."""
    return token_for(PURPOSE, link.pk)


@transaction.atomic
def make_calendar_link(person: Person, *, viewer: Viewer, now: datetime) -> CalendarLink:
    """Make the address of the person's own calendar; a former one stops working."""
    CalendarLink.objects.filter(person=person).delete()
    link = CalendarLink(person=person, made_at=now)
    link.token_digest = digest_of(token_of_calendar(link))
    link.save()
    record("make_calendar_link", link, viewer=viewer, now=now)
    return link


@transaction.atomic
def revoke_calendar_link(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Let the address stop working, if there is one."""
    for link in CalendarLink.objects.filter(person=person):
        record("revoke_calendar_link", link, viewer=viewer, now=now)
        link.delete()


def erase_calendar_link(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """Forget the address of the person's calendar."""
    CalendarLink.objects.filter(person=person).delete()
