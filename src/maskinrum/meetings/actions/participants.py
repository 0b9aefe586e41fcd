"""Who takes part: invited by letter, answering by link or page, taken off the list, and there or not."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.attendance import difference
from maskinrum.meetings.actions.letters import invite_by_letter, tell_of_removal
from maskinrum.meetings.actions.turns import counted_on, kept, run_by
from maskinrum.meetings.enums import Answer, MeetingRole, MeetingState
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import has_address
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

MOST_PARTICIPANTS = 200
MOST_AT_ONCE = 60


@transaction.atomic
def invite_to_meeting(
    row: Meeting, emails: Iterable[str], *, role: str = MeetingRole.TAKES_PART, viewer: Viewer, now: datetime
) -> list[Participant]:
    """Invite people by their addresses; who is on the list already is not written to again.

    Who was taken off the list is put back on it. Raises DomainError without the right, for an address that is none, and
    for too many.
    """
    current = kept(row, viewer)
    if current.state not in {MeetingState.PLANNED, MeetingState.RUNNING}:
        raise DomainError(_("The meeting is over, so nobody is invited to it."))
    addresses = list(dict.fromkeys(one.strip().lower() for one in emails if one.strip()))
    _refuse_wrong(addresses, current)
    there = dict(current.participants.filter(removed_at__isnull=True).values_list("email", "pk"))
    invited = [_invite(current, one, role, now) for one in addresses if one not in there]
    if invited:
        record("invite_to_meeting", current, viewer=viewer, now=now, changes={"participants": [None, len(invited)]})
        note_change(current)
    return invited


def _refuse_wrong(addresses: Collection[str], row: Meeting) -> None:
    if not addresses:
        raise DomainError(_("Write one address at least."), field="emails")
    if len(addresses) > MOST_AT_ONCE or row.participants.count() + len(addresses) > MOST_PARTICIPANTS:
        words = _("At most %(once)s at a time, and %(most)s in all.")
        raise DomainError(words % {"once": MOST_AT_ONCE, "most": MOST_PARTICIPANTS}, field="emails")
    for one in addresses:
        try:
            validate_email(one)
        except ValidationError as error:
            words = _("“%(address)s” is not an e-mail address. Nobody has been invited yet.")
            raise DomainError(words % {"address": one}, field="emails") from error


def _invite(row: Meeting, email: str, role: str, now: datetime) -> Participant:
    person = Person.objects.filter(emailaddress__email__iexact=email, emailaddress__verified=True).first()
    known = person is not None and not row.participants.filter(person=person.pk).exclude(email=email).exists()
    fresh = {
        "person": person.pk if person is not None and known else None,
        "organisation": None,  # said with the answer: whoever is put back on the list may come for another now
        "role": role,
        "answer": Answer.WAITING,
        "invited_at": now,
        "answered_at": None,
        "removed_at": None,
    }
    participant, _new = Participant.objects.update_or_create(meeting=row, email=email, defaults=fresh)
    invite_by_letter(participant, now=now)
    return participant


@transaction.atomic
def answer_invitation(
    participant: Participant, *, answer: Answer, name: str = "", person: Person | None, viewer: Viewer, now: datetime
) -> Participant:
    """Say whether one comes. Answering again changes the answer, as long as the meeting lies ahead.

    Who answers by the letter's link while signed in with its address, is let in by name from then on. Raises
    DomainError when the meeting is over or cancelled.
    """
    current = Participant.objects.select_for_update().select_related("meeting").get(pk=participant.pk)
    if current.removed_at is not None:
        raise DomainError(_("You are no longer on the list of this meeting."))
    if current.meeting.state not in {MeetingState.PLANNED, MeetingState.RUNNING}:
        raise DomainError(_("The meeting is over or cancelled, so there is nothing to answer."))
    current.answer, current.answered_at = answer, now
    _bind(current, person)
    if viewer.person is not None and viewer.person == current.person:
        current.organisation_id = viewer.organisation
    if current.person is None and name:
        current.name = name
    current.save()
    record("answer_invitation", current, viewer=viewer, now=now, changes={"answer": [None, answer.value]})
    note_change(current.meeting)
    return current


def _bind(current: Participant, person: Person | None) -> None:
    if person is None or current.person is not None or not has_address(person, current.email):
        return
    if not Participant.objects.filter(meeting=current.meeting_id, person=person.pk).exists():
        current.person = person.pk


@transaction.atomic
def remove_participant(row: Meeting, participant: uuid.UUID, *, viewer: Viewer, now: datetime) -> None:
    """Take somebody off the list, also while the meeting runs, and tell them by letter; what they wrote stays."""
    current = kept(row, viewer)
    found = current.participants.filter(pk=participant, removed_at__isnull=True).first()
    if found is None:
        return
    found.removed_at, found.token_digest = now, ""
    found.save(update_fields=["removed_at", "token_digest"])
    record("remove_participant", found, viewer=viewer, now=now)
    counted_on(current)  # so that the page that is open there asks who is looking, and learns of it
    note_change(current)
    if current.state in {MeetingState.PLANNED, MeetingState.RUNNING}:
        tell_of_removal(found, now=now)


@transaction.atomic
def change_meeting_role(row: Meeting, participant: uuid.UUID, *, role: str, viewer: Viewer, now: datetime) -> None:
    """Say what somebody does at the meeting."""
    current = kept(row, viewer)
    found = current.participants.filter(pk=participant, removed_at__isnull=True).first()
    if found is None or role not in MeetingRole.values or found.role == role:
        return
    before, found.role = found.role, role
    found.save(update_fields=["role"])
    record("change_meeting_role", found, viewer=viewer, now=now, changes={"role": [before, role]})


@transaction.atomic
def note_attendance(
    row: Meeting,
    there: Collection[uuid.UUID],
    *,
    viewer: Viewer,
    now: datetime,
    seen: Collection[uuid.UUID] | None = None,
) -> int:
    """Say who was there: those given, and of the others that they were not; return how many were.

    ``seen`` are those who were ticked on the page that was opened: only what differs from it is said, and of those of
    whom nobody has said anything that they were not, so that what somebody else said meanwhile stands.
    """
    current = run_by(row, viewer)
    if current.state not in {MeetingState.RUNNING, MeetingState.HELD}:
        raise DomainError(_("Nobody has been there yet: the meeting has not begun."))
    rows = current.participants.filter(removed_at__isnull=True)
    ticked, cleared = difference(there, seen)
    rows.filter(ticked).update(was_there=True)
    rows.filter(cleared | Q(was_there__isnull=True)).update(was_there=False)
    count = rows.filter(was_there=True).count()
    record("note_attendance", current, viewer=viewer, now=now, changes={"participants": [None, count]})
    return count
