"""What becomes of meetings when a person is erased, an organisation merged, or time has passed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from maskinrum.meetings.actions.letters import remind_owner
from maskinrum.meetings.models import (
    CapturedExperience,
    DotVote,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Note,
    NoteVersion,
    Participant,
)
from maskinrum.meetings.queries.meetings import comes_still
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change

AHEAD, AGAIN = timedelta(days=2), timedelta(days=7)
NOBODY = {"person": None, "email": "", "name": "", "token_digest": "", "mail": None}


@transaction.atomic
def erase_from_meetings(person: Person, *, viewer: Viewer, now: datetime) -> None:
    """What was said and agreed stays, and no longer leads to the person; dots of rounds that are open go."""
    Meeting.objects.filter(written_by=person.pk).update(written_by=None)
    Participant.objects.filter(Q(person=person.pk) | Q(email__iexact=person.email)).update(**NOBODY)
    Note.objects.filter(written_by=person.pk).update(written_by=None)
    NoteVersion.objects.filter(written_by=person.pk).update(written_by=None)
    MeetingDecision.objects.filter(written_by=person.pk).update(written_by=None)
    MeetingAction.objects.filter(written_by=person.pk).update(written_by=None)
    CapturedExperience.objects.filter(captured_by=person.pk).update(captured_by=None)
    DotVote.objects.filter(person=person.pk).delete()


def forget_participants(rows: QuerySet[Participant]) -> int:
    """Forget who was invited to meetings of long ago; that somebody was there stays."""
    return rows.update(**NOBODY)


def move_meetings(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let the organisation that carries on keep the meetings the other called."""
    rows = Meeting.objects.filter(organisation=old)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(organisation=into)
    note_change(*Meeting.objects.filter(pk__in=keys))


def move_participants(old: Organisation, into: Organisation, now: datetime) -> None:
    """Let those who came for the other have come for the one that carries on."""
    Participant.objects.filter(organisation=old).update(organisation=into)


def remind_of_actions(now: datetime) -> int:
    """Remind those who promised something that is due in two days or overdue, once a week; return how many letters.

    Each action is claimed before its letter is written, so that two runs at once send one.
    """
    due = MeetingAction.objects.filter(
        Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - AGAIN),
        done_at__isnull=True,
        due_on__lte=timezone.localdate(now) + AHEAD,
        owner__isnull=False,
        owner__removed_at__isnull=True,
    ).filter(comes_still("owner__"))
    return sum(_remind(action, now) for action in due.select_related("owner", "owner__meeting"))


@transaction.atomic
def _remind(action: MeetingAction, now: datetime) -> bool:
    claimed = MeetingAction.objects.filter(pk=action.pk, reminded_at=action.reminded_at, done_at__isnull=True)
    if not claimed.update(reminded_at=now):
        return False
    remind_owner(action, now=now)
    return True
