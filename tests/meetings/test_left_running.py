"""A meeting that nobody ends: those who lead it are asked once to end it, so that drafts and minutes go out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import (
    change_meeting,
    change_meeting_role,
    end_meeting,
    remind_to_end,
    remove_participant,
)
from maskinrum.meetings.models import Meeting
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import STARTS, begun, called, meeting_facts

ENDS = STARTS + timedelta(hours=3)
LATE = ENDS + timedelta(hours=3)
SOON = timedelta(minutes=1)


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def asked() -> list[str]:
    return list(OutboxMail.objects.filter(kind="meeting_still_runs").order_by("to").values_list("to", flat=True))


def test_three_hours_after_it_was_to_end_whoever_leads_it_is_asked_once(row: Meeting, member: Person) -> None:
    assert [remind_to_end(moment) for moment in (ENDS, LATE - SOON, LATE, LATE + SOON)] == [0, 0, 1, 0]
    assert asked() == [member.email]
    assert reverse("meetings:live", args=[row.key]) in OutboxMail.objects.get(kind="meeting_still_runs").text


def test_whoever_writes_the_minutes_is_asked_too(row: Meeting, member: Person, outsider: Person) -> None:
    writer = row.participants.get(person=outsider.pk)
    change_meeting_role(row, writer.pk, role="writes", viewer=viewer_of(member), now=NOW)
    remind_to_end(LATE)
    assert asked() == sorted([member.email, outsider.email])


def test_whoever_called_it_is_asked_where_nobody_leads_it_any_more(row: Meeting, member: Person) -> None:
    remove_participant(row, row.participants.get(person=member.pk).pk, viewer=viewer_of(member), now=NOW)
    remind_to_end(LATE)
    assert asked() == [member.email]


def test_nobody_is_asked_of_a_meeting_that_has_ended_or_never_began(row: Meeting, member: Person) -> None:
    called(member)
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    assert (remind_to_end(LATE), asked()) == (0, [])


def test_whoever_left_the_organisation_is_not_asked(row: Meeting, member: Person) -> None:
    Membership.objects.filter(person=member).delete()
    remind_to_end(LATE)
    assert asked() == []


def test_a_meeting_that_goes_on_longer_is_asked_about_by_its_new_end(row: Meeting, member: Person) -> None:
    remind_to_end(LATE)
    change_meeting(row, meeting_facts(ends_at=ENDS + timedelta(hours=5)), viewer=viewer_of(member), now=LATE)
    assert [remind_to_end(LATE + timedelta(hours=hours)) for hours in (4, 5)] == [0, 1]


def test_the_page_of_the_meeting_says_what_waits_for_its_end(
    row: Meeting, member: Person, outsider: Person, client_of: Callable[[Person | None], Client]
) -> None:
    words, address = "Ingen har afsluttet mødet", reverse("meetings:meeting", args=[row.key])
    Meeting.objects.update(starts_at=NOW - timedelta(days=1), ends_at=NOW - timedelta(hours=5))
    assert [words in client_of(who).get(address).content.decode() for who in (member, outsider)] == [True, False]
