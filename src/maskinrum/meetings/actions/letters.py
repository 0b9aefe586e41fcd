"""Letters about meetings, to accounts in their own language and to addresses in that of the page.

Whoever has no account is led to the own page of the invitation, which opens without one.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from maskinrum.meetings.enums import Answer, MeetingRole
from maskinrum.meetings.models import CapturedExperience, Meeting, MeetingAction, Participant
from maskinrum.meetings.queries.mails import refused
from maskinrum.meetings.queries.meeting_events import event_of_participant
from maskinrum.meetings.queries.meetings import comes_still
from maskinrum.organisations.actions import send_letter, write_to
from maskinrum.organisations.actions.letters import address_of_page
from maskinrum.organisations.models import Membership, Person
from maskinrum.shared.calendar import CALENDAR_TYPE, write_calendar
from maskinrum.shared.mail import Attachment
from maskinrum.shared.tokens import digest_of, token_for

MEETING_INVITED = "meeting_invited"
MEETING_CHANGED = "meeting_changed"
MEETING_REMOVED = "meeting_removed"
MEETING_STILL_RUNS = "meeting_still_runs"
MEETING_AFTER = "meeting_after"
MEETING_ACTION = "meeting_action"
WITH_CALENDAR = {MEETING_INVITED, MEETING_CHANGED}
LINK = "meeting"


def token_of(participant: Participant) -> str:
    """The token in the link of an invitation: the same in every letter, and kept nowhere."""
    return token_for(LINK, participant.pk)


def calendar_file(participant: Participant, language: str) -> Attachment:
    """The meeting as a file for the calendar of somebody who is invited."""
    row = participant.meeting
    is_led_to_meeting = participant.person is not None or participant.removed_at is not None
    address = address_of_page("meetings:meeting", language, key=row.key) if is_led_to_meeting else ""
    event = event_of_participant(participant, address=address or _own_page(participant, language))
    return Attachment("meeting.ics", CALENDAR_TYPE, write_calendar([event], name=row.title))


def invite_by_letter(participant: Participant, *, now: datetime) -> None:
    """Ask somebody to come; the link answers without an account."""
    language = _language_of(participant, _person_of(participant))
    _write(participant, MEETING_INVITED, now=now, link=_own_page(participant, language))


def tell_of_change(row: Meeting, *, now: datetime) -> None:
    """Tell those who are invited that day or place has changed, or that the meeting is cancelled."""
    rows = row.participants.filter(comes_still(), removed_at__isnull=True).exclude(answer=Answer.NOT_COMING)
    for one in rows.exclude(person__in=[row.written_by] if row.written_by else []):
        one.meeting = row
        _write(one, MEETING_CHANGED, now=now, page="meetings:meeting", arguments={"key": row.key})


def tell_of_removal(participant: Participant, *, now: datetime) -> None:
    """Tell somebody that they are off the list, with a file that strikes the meeting out of their calendar.

    Not who said that they do not come, nor an address from which the last letter came back.
    """
    is_gone = participant.answer == Answer.NOT_COMING or refused([participant.mail])
    if is_gone or not Participant.objects.filter(comes_still(), pk=participant.pk).exists():
        return
    person = _person_of(participant)
    language = _language_of(participant, person)
    words: dict[str, Any] = {"meeting": participant.meeting}
    files = [calendar_file(participant, language)]
    if person is not None:
        write_to(person, MEETING_REMOVED, attachments=files, now=now, **words)
    elif participant.email:
        whom = participant.email
        send_letter(MEETING_REMOVED, to=whom, language=language, context=words, attachments=files, now=now)


def tell_what_came(
    row: Meeting, captured: Iterable[CapturedExperience], actions: Iterable[MeetingAction], *, now: datetime
) -> None:
    """Send everybody the drafts they began at a meeting, on its list or not, and those on it what they promised."""
    begun: dict[uuid.UUID | None, list[CapturedExperience]] = defaultdict(list)
    for one in captured:
        begun[one.captured_by].append(one)
    promised: dict[uuid.UUID | None, list[MeetingAction]] = defaultdict(list)
    for action in actions:
        promised[action.owner_id].append(action)
    for participant in row.participants.filter(comes_still(), removed_at__isnull=True):
        participant.meeting = row
        drafts = begun.pop(participant.person, []) if participant.person else []
        if drafts or promised[participant.pk]:
            _send_what_came(participant, drafts, promised[participant.pk], now=now)
    _send_drafts(row, begun, now)


def _send_what_came(
    participant: Participant,
    captured: Sequence[CapturedExperience],
    actions: Sequence[MeetingAction],
    *,
    now: datetime,
) -> None:
    language = _language_of(participant, _person_of(participant))
    given: dict[str, Any] = {"drafts": _addresses_of(captured, language), "actions": actions}
    page, key = "meetings:minutes", participant.meeting.key
    _write(participant, MEETING_AFTER, now=now, page=page, arguments={"key": key}, **given)


def _send_drafts(row: Meeting, begun: Mapping[uuid.UUID | None, Sequence[CapturedExperience]], now: datetime) -> None:
    """Send their drafts to those who are not on the list, or no longer: a draft is theirs while they act for whom it
    was begun. Who keeps the meeting is led to the minutes too.
    """
    acting = set(Membership.objects.filter(person__in=begun).values_list("person", "organisation"))
    for person in Person.objects.filter(pk__in=begun):
        own = [one for one in begun[person.pk] if (person.pk, one.experience.organisation_id) in acting]
        if own:
            keeps, language = (person.pk, row.organisation_id) in acting, person.language
            link = address_of_page("meetings:minutes", language, key=row.key) if keeps else ""
            words: dict[str, Any] = {"meeting": row, "link": link, "actions": []}
            write_to(person, MEETING_AFTER, now=now, drafts=_addresses_of(own, language), **words)


def _addresses_of(captured: Sequence[CapturedExperience], language: str) -> list[str]:
    return [address_of_page("knowledge:edit", language, key=one.experience.key) for one in captured]


def ask_to_end(row: Meeting, *, now: datetime) -> None:
    """Ask those with an account who lead a meeting or write its minutes to end it; where nobody does, who called it."""
    roles = [MeetingRole.LEADS, MeetingRole.WRITES]
    run = row.participants.filter(comes_still(), removed_at__isnull=True, role__in=roles, person__isnull=False)
    people = Person.objects.filter(pk__in=run.values("person"))
    if not people:
        people = Person.objects.filter(pk__in=[row.written_by], memberships__organisation=row.organisation_id)
    for person in people:
        link = address_of_page("meetings:live", person.language, key=row.key)
        write_to(person, MEETING_STILL_RUNS, now=now, meeting=row, link=link)


def remind_owner(action: MeetingAction, *, now: datetime) -> None:
    """Remind somebody of what they promised."""
    if action.owner is not None:
        _write(action.owner, MEETING_ACTION, now=now, page="meetings:actions", arguments={}, action=action)


def _person_of(participant: Participant) -> Person | None:
    return Person.objects.filter(pk__in=[participant.person]).first()


def _language_of(participant: Participant, person: Person | None) -> str:
    return person.language if person else (get_language() or "da")[:2]


def _own_page(participant: Participant, language: str) -> str:
    return address_of_page("meetings:answer_by_link", language, token=token_of(participant))


def _write(
    participant: Participant,
    kind: str,
    *,
    now: datetime,
    page: str = "",
    arguments: dict[str, Any] | None = None,
    link: str = "",
    **context: Any,
) -> None:
    """Write a letter with a link to a page of the account, or to the own page of whoever has none.

    Whoever is forgotten has neither, and the link in the letters of before stays dead.
    """
    person = _person_of(participant)
    if person is None and not participant.email:
        return
    language = _language_of(participant, person)
    if not link:
        own = person is None
        link = _own_page(participant, language) if own else address_of_page(page, language, **(arguments or {}))
    words = {"meeting": participant.meeting, "link": link, **context}
    files = [calendar_file(participant, language)] if kind in WITH_CALENDAR else []
    # The token follows from the secret key: after that has changed, the link of the latest letter is the right one.
    participant.token_digest, mail = digest_of(token_of(participant)), None
    if person is not None:
        mail = write_to(person, kind, attachments=files, now=now, **words)
    else:
        mail = send_letter(kind, to=participant.email, language=language, context=words, attachments=files, now=now)
    participant.mail = mail.pk if mail else participant.mail
    participant.save(update_fields=["token_digest", "mail"])
