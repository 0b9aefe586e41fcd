"""Meetings for tests, made by the actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from maskinrum.meetings.actions import (
    NoteText,
    add_item,
    answer_invitation,
    call_meeting,
    invite_to_meeting,
    start_meeting,
    write_note,
)
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.facts.meetings import ItemFacts, MeetingFacts
from maskinrum.meetings.models import Meeting, Note, Participant
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW

STARTS = NOW + timedelta(days=7)
DUE = date(2026, 12, 20)


def meeting_facts(**given: Any) -> MeetingFacts:
    """A whole meeting a week from now."""
    usual = MeetingFacts(
        title="Hvad gør vi med driften?",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=3),
        purpose="Vide, hvem der siger god for materialerne.",
        place="Mødelokale 2",
        online_url="https://moede.example/hemmelig",
    )
    return replace(usual, **given)


def called(person: Person, *, follows: Meeting | None = None, **given: Any) -> Meeting:
    """One that somebody called."""
    return call_meeting(meeting_facts(**given), viewer=viewer_of(person), now=NOW, follows=follows)


def let_in(row: Meeting, host: Person, *people: Person, answer: Answer = Answer.COMING) -> list[Participant]:
    """Invite people with an account, who answer."""
    if not people:
        return []
    invite_to_meeting(row, [one.email for one in people], viewer=viewer_of(host), now=NOW)
    rows = [row.participants.get(person=one.pk) for one in people]
    for participant, person in zip(rows, people, strict=True):
        answer_invitation(participant, answer=answer, person=None, viewer=viewer_of(person), now=NOW)
    return rows


def begun(host: Person, *people: Person, items: Sequence[str] = ("Første", "Andet"), **given: Any) -> Meeting:
    """One that runs, with people who came."""
    row = called(host, **given)
    for title in items:
        add_item(row, ItemFacts(title=title), viewer=viewer_of(host), now=NOW)
    let_in(row, host, *people)
    return start_meeting(row, viewer=viewer_of(host), now=NOW)


def note(
    row: Meeting,
    person: Person,
    text: str,
    *,
    key: UUID | None = None,
    based_on: int = 0,
    now: datetime = NOW,
) -> Note:
    """A note about the first item."""
    item = row.items.first()
    assert item is not None
    words = NoteText(key or uuid4(), item.pk, text, based_on)
    return write_note(row, words, viewer=viewer_of(person), now=now)
