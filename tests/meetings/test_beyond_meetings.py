"""What meetings get from the network, and give to calendars."""

from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from maskinrum.meetings.actions import cancel_meeting, change_meeting
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.facts.meetings import COPENHAGEN, moment_of
from maskinrum.meetings.queries.meeting_events import meeting_event, meeting_events
from maskinrum.meetings.queries.questions import question_topics
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.calendar import Event, write_calendar
from tests.conftest import NOW
from tests.meetings.holding import called, let_in, meeting_facts
from tests.network.asking import asked_by

pytestmark = pytest.mark.django_db


def events_for(person: Person) -> list[Event]:
    return list(meeting_events(viewer_of(person), NOW))


def test_open_questions_about_the_themes_are_topics_and_the_oldest_comes_first(member: Person, manager: Person) -> None:
    first, second = asked_by(member, title="Ældst?"), asked_by(member, title="Yngst?")
    asked_by(member, title="Om noget andet?", themes=("A1",))
    type(first).objects.filter(pk=first.pk).update(asked_at=NOW - timedelta(days=3))
    topics = question_topics(viewer_of(manager), ["F6"], NOW)
    assert [(one.title, one.address) for one in topics] == [
        ("Ældst?", reverse("network:question", args=[first.key])),
        ("Yngst?", reverse("network:question", args=[second.key])),
    ]


def test_a_question_that_one_may_not_read_is_no_topic(member: Person, outsider: Person) -> None:
    asked_by(member, visibility=Visibility.ORGANISATION)
    assert question_topics(viewer_of(outsider), [], NOW) == []
    assert len(question_topics(viewer_of(member), [], NOW)) == 1


def test_an_open_question_becomes_an_item_of_the_agenda(member: Person, client_of: Callable[[Person], Client]) -> None:
    row, asked = called(member), asked_by(member)
    page = client_of(member).get(
        reverse("meetings:new_item", args=[row.key]), {"fra": "spoergsmaal", "emne": asked.key}
    )
    assert asked.title in page.content.decode()


def test_those_invited_have_the_meeting_in_their_calendar_with_its_link(manager: Person, member: Person) -> None:
    row = called(manager)
    let_in(row, manager, member)
    event = next(one for one in events_for(member) if one.uid == f"meeting-{row.pk}@maskinrum")
    assert (event.place, event.join, event.is_cancelled) == ("Mødelokale 2", "https://moede.example/hemmelig", False)
    assert event.alarm == timedelta(days=1)


def test_a_meeting_across_the_change_to_summer_time_has_its_own_hours_in_every_calendar(manager: Person) -> None:
    starts, ends = moment_of(date(2027, 3, 28), time(1, 30)), moment_of(date(2027, 3, 28), time(4, 0))
    row = called(manager, starts_at=starts, ends_at=ends)
    content = write_calendar([meeting_event(row, is_invited=True)], name="Mine")
    one: Any = Calendar.from_ical(content).walk("VEVENT")[0]
    other = vobject.readOne(content.decode()).vevent
    hours = [
        [moment.astimezone(COPENHAGEN).strftime("%H.%M") for moment in pair]
        for pair in ((one["DTSTART"].dt, one["DTEND"].dt), (other.dtstart.value, other.dtend.value))
    ]
    assert hours == [["01.30", "04.00"], ["01.30", "04.00"]]
    assert one["DTEND"].dt.astimezone(UTC) - one["DTSTART"].dt.astimezone(UTC) == timedelta(hours=1, minutes=30)


def test_who_is_not_invited_and_who_said_no_have_it_not(manager: Person, member: Person, outsider: Person) -> None:
    row = called(manager)
    let_in(row, manager, member, answer=Answer.NOT_COMING)
    assert events_for(outsider) == events_for(member) == []


def test_everybodys_calendar_shows_open_meetings_without_place_and_link(manager: Person) -> None:
    called(manager, title="Lukket")
    called(manager, title="Åbent", visibility=Visibility.OPEN)
    events = list(meeting_events(VISITOR, NOW))
    assert [(one.title, one.place, one.join, one.alarm) for one in events] == [("Åbent", "", "", None)]


def test_a_moved_and_a_cancelled_meeting_rise_in_sequence_and_stay(manager: Person, member: Person) -> None:
    row = called(manager)
    let_in(row, manager, member)
    sequences = [events_for(member)[0].sequence]
    later = timedelta(days=1)
    moved = meeting_facts(starts_at=row.starts_at + later, ends_at=row.ends_at + later)
    row = change_meeting(row, moved, viewer=viewer_of(manager), now=NOW + timedelta(minutes=5))
    sequences.append(events_for(member)[0].sequence)
    cancel_meeting(row, viewer=viewer_of(manager), now=NOW + timedelta(minutes=9))
    event = events_for(member)[0]
    assert sequences == [0, 300]
    assert (event.sequence, event.is_cancelled, event.join) == (540, True, "")
