"""Letters about meetings, to accounts in their own language and to addresses in that of the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import CapturedExperience, Meeting, MeetingAction, Participant
from maskinrum.organisations.actions import send_letter, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Person

MEETING_INVITED = "meeting_invited"
MEETING_CHANGED = "meeting_changed"
MEETING_AFTER = "meeting_after"
MEETING_ACTION = "meeting_action"


def invite_by_letter(participant: Participant, token: str, *, now: datetime) -> None:
    """Ask somebody to come; the link answers without an account."""
    _write(participant, MEETING_INVITED, now=now, page="meetings:answer_by_link", arguments={"token": token})


def tell_of_change(row: Meeting, *, now: datetime) -> None:
    """Tell those who are invited that day or place has changed, or that the meeting is cancelled."""
    rows = row.participants.filter(removed_at__isnull=True).exclude(answer=Answer.NOT_COMING)
    for one in rows.exclude(person__in=[row.written_by] if row.written_by else []):
        _write(one, MEETING_CHANGED, now=now, page="meetings:meeting", arguments={"key": row.key})


def send_what_came(
    participant: Participant,
    captured: Sequence[CapturedExperience],
    actions: Sequence[MeetingAction],
    *,
    now: datetime,
) -> None:
    """Send somebody the drafts they began at a meeting, and what they promised."""
    language = _language_of(participant)
    drafts = [address_of_page("knowledge:edit", language, key=one.experience.key) for one in captured]
    given: dict[str, Any] = {"drafts": drafts, "actions": actions}
    page, key = "meetings:minutes", participant.meeting.key
    _write(participant, MEETING_AFTER, now=now, page=page, arguments={"key": key}, **given)


def remind_owner(action: MeetingAction, *, now: datetime) -> None:
    """Remind somebody of what they promised."""
    if action.owner is not None:
        _write(action.owner, MEETING_ACTION, now=now, page="meetings:actions", arguments={}, action=action)


def _language_of(participant: Participant) -> str:
    person = Person.objects.filter(pk__in=[participant.person]).first()
    return person.language if person else (get_language() or "da")[:2]


def _write(
    participant: Participant, kind: str, *, now: datetime, page: str, arguments: dict[str, Any], **context: Any
) -> None:
    person = Person.objects.filter(pk__in=[participant.person]).first()
    language = person.language if person else (get_language() or "da")[:2]
    link = address_of_page(page, language, **arguments)
    words = {"meeting": participant.meeting, "link": link, **context}
    if person is not None:
        write_to(person, kind, now=now, **words)
    elif participant.email:
        send_letter(kind, to=participant.email, language=language, context=words, now=now)
