"""When two people talk: proposed by one, accepted by the other, told by letter, and kept in both their calendars."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from maskinrum.meetings.actions import make_calendar_link
from maskinrum.meetings.actions.calendar_links import token_of_calendar
from maskinrum.network.actions import (
    accept_day,
    answer_proposal,
    ask_for_conversation,
    end_conversation,
    erase_from_sparring,
    erase_from_stands,
    offer_day,
    propose_conversations,
    show_of_oneself,
    withdraw_request,
)
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.facts.stands import CardFacts
from maskinrum.network.models import SparringRequest
from maskinrum.network.queries.conversation_events import conversation_events
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.calendar import Event, events_of, write_calendar
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW

ClientOf = Callable[[Person | None], Client]
SLOT, OTHER = Slot(date(2026, 12, 1), time(10)), Slot(date(2026, 12, 2), time(14, 30))


def able(person: Person, capacity: int = 1) -> None:
    card = CardFacts(role="Projektleder", themes=("F6",), capacity=capacity)
    show_of_oneself(card, viewer=viewer_of(person), now=NOW)


def agreed_between(member: Person, outsider: Person) -> SparringRequest:
    row = ask_for_conversation(("F6",), text="Hvordan begynder vi?", viewer=viewer_of(member), now=NOW)
    propose_conversations(NOW)
    return answer_proposal(row, accepts=True, viewer=viewer_of(outsider), now=NOW)


@pytest.fixture
def row(member: Person, outsider: Person) -> SparringRequest:
    """A conversation that ``outsider`` has said yes to, with no letters yet."""
    able(outsider)
    made = agreed_between(member, outsider)
    OutboxMail.objects.all().delete()
    return made


def dated(row: SparringRequest, member: Person, outsider: Person, slot: Slot = SLOT) -> SparringRequest:
    offer_day(row, slot, viewer=viewer_of(member), now=NOW)
    return accept_day(row, slot, viewer=viewer_of(outsider), now=NOW)


def letters() -> list[tuple[str, str]]:
    return [(mail.to, mail.kind) for mail in OutboxMail.objects.order_by("created_at", "id")]


def events(person: Person) -> list[Event]:
    return [event for event in events_of(viewer_of(person), now=NOW) if event.kind == "conversation"]


def test_a_proposal_is_no_agreement_before_the_other_one_says_yes(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    offered = offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    assert (offered.agreed, offered.offered, letters()) == (None, SLOT, [(outsider.email, "sparring_offered")])
    with pytest.raises(DomainError):
        accept_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    accepted = accept_day(row, SLOT, viewer=viewer_of(outsider), now=NOW)
    assert (accepted.agreed, accepted.offered, accepted.offered_by) == (SLOT, None, None)
    assert sorted(letters()) == [(member.email, "sparring_agreed"), (outsider.email, "sparring_offered")]
    mail = OutboxMail.objects.get(kind="sparring_agreed")
    assert (mail.subject, "Hvornår: tirsdag 1. december 2026 kl. 10.00" in mail.text) == (
        "Tidspunktet for jeres samtale er aftalt",
        True,
    )


def test_the_letter_of_a_proposal_says_what_stands_until_it_is_answered(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    dated(row, member, outsider)
    offer_day(row, OTHER, viewer=viewer_of(outsider), now=NOW)
    mails = {one.to: one for one in OutboxMail.objects.filter(kind="sparring_offered")}
    mail = mails[member.email]
    assert mail.subject == "Passer onsdag 2. december 2026 kl. 14.30 til jeres samtale?"
    assert "Indtil du har svaret, står tirsdag 1. december 2026 kl. 10.00 ved magt." in mail.text
    row.refresh_from_db()
    assert (row.agreed, row.offered) == (SLOT, OTHER)


def test_the_other_one_may_propose_another_time_and_the_same_again_tells_nobody(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    for _time in range(2):
        offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    offer_day(row, OTHER, viewer=viewer_of(outsider), now=NOW)
    assert sorted(letters()) == sorted([(outsider.email, "sparring_offered"), (member.email, "sparring_offered")])
    with pytest.raises(DomainError):
        accept_day(row, SLOT, viewer=viewer_of(outsider), now=NOW)
    accepted = accept_day(row, OTHER, viewer=viewer_of(member), now=NOW)
    again = accept_day(row, OTHER, viewer=viewer_of(member), now=NOW)
    assert (accepted.agreed, again.sequence, len(letters())) == (OTHER, accepted.sequence, 3)
    offer_day(row, OTHER, viewer=viewer_of(member), now=NOW)
    assert len(letters()) == 3


def test_who_proposes_the_same_as_the_other_one_accepts_it(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    assert offer_day(row, SLOT, viewer=viewer_of(outsider), now=NOW).agreed == SLOT


@pytest.mark.parametrize(
    ("slot", "field"),
    [
        (Slot(date(2026, 11, 24), time(9, 59)), "day"),
        (Slot(date(2029, 1, 1), time(10)), "day"),
        (Slot(date.max, time(23, 59)), "day"),
        (Slot(date.min, time(0)), "day"),
        (Slot(date(2027, 3, 28), time(2, 30)), "hour"),
    ],
)
def test_a_time_that_cannot_be_names_its_field(slot: Slot, field: str, row: SparringRequest, member: Person) -> None:
    with pytest.raises(DomainError) as caught:
        offer_day(row, slot, viewer=viewer_of(member), now=NOW)
    row.refresh_from_db()
    assert (caught.value.field, row.offered, letters()) == (field, None, [])


def test_a_proposal_that_is_past_is_accepted_no_more(row: SparringRequest, member: Person, outsider: Person) -> None:
    offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError):
        accept_day(row, SLOT, viewer=viewer_of(outsider), now=NOW + timedelta(days=30))


def test_others_propose_and_accept_nothing(row: SparringRequest, member: Person, manager: Person) -> None:
    offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    for action in (offer_day, accept_day):
        with pytest.raises(DomainError):
            action(row, SLOT, viewer=viewer_of(manager), now=NOW)
    row.refresh_from_db()
    assert (row.offered, row.agreed) == (SLOT, None)


def test_both_have_it_in_their_calendars_and_nobody_else(
    row: SparringRequest, member: Person, outsider: Person, secretary: Person
) -> None:
    offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    assert events(member) == []
    accept_day(row, SLOT, viewer=viewer_of(outsider), now=NOW)
    (own,), (other,) = events(member), events(outsider)
    assert (own.uid, own.starts_at) == (other.uid, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert (outsider.name in own.description, member.name in other.description) == (True, True)
    assert (events(secretary), list(conversation_events(VISITOR, NOW))) == ([], [])
    Membership.objects.filter(person=outsider).delete()
    assert (events(outsider), len(events(member))) == ([], 1)


def test_a_moved_and_a_called_off_conversation_keep_their_number_and_rise(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    dated(row, member, outsider)
    (first,) = events(member)
    offer_day(row, OTHER, viewer=viewer_of(outsider), now=NOW)
    assert events(member)[0].sequence == first.sequence
    accept_day(row, OTHER, viewer=viewer_of(member), now=NOW)
    (moved,) = events(member)
    row.refresh_from_db()
    withdraw_request(row, viewer=viewer_of(member), now=NOW)
    (off,) = events(outsider)
    assert {one.uid for one in (first, moved, off)} == {f"conversation-{row.pk}@maskinrum"}
    assert first.sequence < moved.sequence < off.sequence
    assert [one.is_cancelled for one in (first, moved, off)] == [False, False, True]


def test_a_conversation_that_was_held_stays_in_the_calendar(
    row: SparringRequest, member: Person, outsider: Person
) -> None:
    dated(row, member, outsider)
    end_conversation(row, came_of_it="", viewer=viewer_of(outsider), now=NOW)
    assert [one.is_cancelled for one in events(member)] == [False]


def test_what_was_agreed_with_somebody_who_is_gone_is_called_off_and_not_handed_on(
    row: SparringRequest, member: Person, outsider: Person, secretary: Person
) -> None:
    dated(row, member, outsider)
    offer_day(row, OTHER, viewer=viewer_of(outsider), now=NOW)
    (before,) = events(member)
    erase_from_sparring(outsider, viewer=OPERATOR, now=NOW)
    erase_from_stands(outsider, viewer=OPERATOR, now=NOW)
    (off,) = events(member)
    row.refresh_from_db()
    assert (off.is_cancelled, off.sequence > before.sequence, row.offered, row.offered_by) == (True, True, None, None)
    able(secretary)
    propose_conversations(NOW)
    assert events(secretary) == []
    again = answer_proposal(row, accepts=True, viewer=viewer_of(secretary), now=NOW)
    assert (again.agreed, events(secretary)) == (None, [])
    dated(again, member, secretary, OTHER)
    (anew,) = events(member)
    assert (anew.is_cancelled, anew.sequence > off.sequence) == (False, True)


def test_a_day_from_before_there_were_hours_is_a_whole_day(
    row: SparringRequest, client_of: ClientOf, member: Person, outsider: Person
) -> None:
    SparringRequest.objects.update(meets_on=SLOT.day)
    (event,) = events(member)
    assert event.is_all_day
    (written,) = Calendar.from_ical(write_calendar([event], name="Mine")).walk("VEVENT")
    assert (written.decoded("dtstart"), written.decoded("dtend")) == (date(2026, 12, 1), date(2026, 12, 2))
    page = client_of(outsider).get(reverse("network:sparring_request", args=[row.key])).content.decode()
    assert "I taler sammen tirsdag 1. december 2026." in page


def test_a_time_that_is_not_taken_keeps_what_was_typed(
    row: SparringRequest, client_of: ClientOf, member: Person
) -> None:
    browser, address = client_of(member), reverse("network:sparring_day", args=[row.key])
    past = browser.post(address, {"day": "2020-01-01", "hour": "09:30"}).content.decode()
    assert ('value="2020-01-01"' in past, 'value="09:30"' in past, "Det tidspunkt er forbi." in past) == (True,) * 3
    half = browser.post(address, {"day": "2027-01-05", "hour": ""}).content.decode()
    assert ('value="2027-01-05"' in half, "Skriv et klokkeslæt" in half) == (True, True)


def test_a_yes_to_what_is_proposed_no_more_changes_nothing(
    row: SparringRequest, client_of: ClientOf, member: Person, outsider: Person
) -> None:
    days = [timezone.localdate() + timedelta(days=number) for number in (20, 21)]
    for day in days:
        offer_day(row, Slot(day, time(10)), viewer=viewer_of(member), now=timezone.now())
    address = reverse("network:sparring_fits", args=[row.key])
    page = client_of(outsider).post(address, {"day": str(days[0]), "hour": "10:00"}).content.decode()
    row.refresh_from_db()
    assert ("Der er foreslået noget andet nu" in page, row.agreed, row.offered) == (
        True,
        None,
        Slot(days[1], time(10)),
    )


def test_a_calendar_asks_the_database_alike_for_one_and_three(
    client_of: ClientOf,
    member: Person,
    outsider: Person,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    able(outsider, capacity=3)

    def make(number: int) -> None:
        for _one in range(number):
            dated(agreed_between(member, outsider), member, outsider)

    link = make_calendar_link(member, viewer=viewer_of(member), now=NOW)
    address = reverse("calendar:own", args=[token_of_calendar(link)])
    assert_constant_queries(make, lambda: client_of(None).get(address))
    assert client_of(None).get(address).content.count(b"UID:conversation-") == 3


def test_an_hour_typed_with_seconds_can_be_accepted(
    row: SparringRequest, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    client_of(member).post(reverse("network:sparring_day", args=[row.key]), {"day": day, "hour": "09:30:15"})
    fits = reverse("network:sparring_fits", args=[row.key])
    client_of(outsider).post(fits, {"day": day, "hour": "09:30"})
    row.refresh_from_db()
    assert row.meets_at == time(9, 30)


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_whoever_left_the_organisation_they_talk_for_gets_no_letter(
    is_withdrawn: bool, row: SparringRequest, member: Person, outsider: Person
) -> None:
    Membership.objects.filter(person=outsider).delete()
    if is_withdrawn:
        withdraw_request(row, viewer=viewer_of(member), now=NOW)
    else:
        offer_day(row, SLOT, viewer=viewer_of(member), now=NOW)
    assert letters() == []
