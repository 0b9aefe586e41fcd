"""Letters to those who began drafts at a meeting or promised something, on its list or not, and in the day after."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    capture_experience,
    change_action,
    end_meeting,
    remove_participant,
)
from maskinrum.meetings.models import Meeting
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun

ClientOf = Callable[[Person | None], Client]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def captured(row: Meeting, person: Person, *, is_late: bool = False) -> str:
    """Somebody keeps an experience; return the end of the address of its draft."""
    moment = LATER if is_late else NOW
    made = capture_experience(row, row.items.first(), happened="Det regnede.", viewer=viewer_of(person), now=moment)
    return reverse("knowledge:edit", args=[made.experience.key])


def ended(row: Meeting, host: Person) -> None:
    end_meeting(row, viewer=viewer_of(host), now=NOW)


def letters() -> list[tuple[str, str]]:
    return [(mail.to, mail.text) for mail in OutboxMail.objects.filter(kind="meeting_after").order_by("to")]


def test_whoever_keeps_the_meeting_and_is_not_on_its_list_gets_the_draft_begun_there(
    row: Meeting, member: Person, manager: Person
) -> None:
    draft = captured(row, manager)
    ended(row, member)
    ((to, text),) = letters()
    assert (to, draft in text, reverse("meetings:minutes", args=[row.key]) in text) == (manager.email, True, True)


def test_whoever_was_taken_off_the_list_gets_the_draft_and_not_the_minutes(
    row: Meeting, member: Person, outsider: Person
) -> None:
    draft = captured(row, outsider)
    remove_participant(row, row.participants.get(person=outsider.pk).pk, viewer=viewer_of(member), now=NOW)
    ended(row, member)
    ((to, text),) = letters()
    assert (to, draft in text, row.key in text, "referat" in text.lower()) == (outsider.email, True, False, False)


def test_whoever_left_the_organisation_the_draft_belongs_to_gets_nothing(
    row: Meeting, member: Person, manager: Person
) -> None:
    captured(row, manager)
    Membership.objects.filter(person=manager).delete()
    ended(row, member)
    assert letters() == []


def test_a_draft_begun_in_the_day_after_the_end_is_sent_at_once(row: Meeting, member: Person, outsider: Person) -> None:
    ended(row, member)
    draft = captured(row, outsider, is_late=True)
    ((to, text),) = letters()
    assert (to, draft in text) == (outsider.email, True)


def test_the_page_says_where_a_draft_is_and_promises_no_letter_of_an_end_that_has_been(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    end_meeting(row, viewer=viewer_of(member), now=timezone.now())
    item = row.items.first()
    assert item is not None
    address = reverse("meetings:capture", args=[row.key, item.pk])
    page = client_of(outsider).post(address, {"happened": "Det regnede."}, follow=True).content.decode()
    assert ("Den står under »Dine egne erfaringer«" in page, "når mødet er slut" in page) == (True, False)


def test_an_action_agreed_in_the_day_after_is_told_to_whoever_does_it_and_to_whoever_takes_it_over(
    row: Meeting, member: Person, outsider: Person
) -> None:
    ended(row, member)
    first, second = (row.participants.get(person=person.pk) for person in (outsider, member))
    facts = ActionFacts("Skriv en side", first.pk, DUE)
    action = add_action(row, row.items.first(), facts, viewer=viewer_of(member), now=LATER)
    for changed in (ActionFacts("Skriv to sider", first.pk, DUE), ActionFacts("Skriv to sider", second.pk, DUE)):
        change_action(row, action.pk, changed, viewer=viewer_of(member), now=LATER)
    told = [(to, "Skriv en side" in text, "Skriv to sider" in text) for to, text in letters()]
    assert told == [(member.email, False, True), (outsider.email, True, False)]
