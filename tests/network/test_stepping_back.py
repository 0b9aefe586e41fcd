"""Whoever said yes to a conversation takes it back: the other one is told and somebody else is asked."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.network.actions import (
    accept_day,
    answer_proposal,
    end_conversation,
    offer_day,
    propose_conversations,
    step_back,
    withdraw_request,
)
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.models import SparringProposal, SparringRequest
from maskinrum.network.queries.conversation_events import conversation_events
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.network.talking import able, letters, wish

ClientOf = Callable[[Person | None], Client]
SLOT = Slot(date(2026, 12, 1), time(10))
WORDS = "Jeg er blevet syg. Spørg endelig igen til foråret."


@pytest.fixture
def agreed(member: Person, outsider: Person, now: datetime) -> SparringRequest:
    """A wish of ``member`` that ``outsider`` has said yes to, with a time, and no letters yet."""
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    answer_proposal(row, accepts=True, viewer=viewer_of(outsider), now=now)
    offer_day(row, SLOT, viewer=viewer_of(member), now=now)
    accept_day(row, SLOT, viewer=viewer_of(outsider), now=now)
    OutboxMail.objects.all().delete()
    row.refresh_from_db()
    return row


def back(row: SparringRequest, person: Person, now: datetime, words: str = "") -> SparringRequest:
    """Take a yes back."""
    return step_back(row, words=words, viewer=viewer_of(person), now=now)


def page(client: Client, row: SparringRequest) -> str:
    """The page of a conversation, or where it leads."""
    return client.get(reverse("network:sparring_request", args=[row.key]), follow=True).content.decode()


def test_the_other_one_reads_why_and_need_do_nothing(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    assert back(agreed, outsider, now, WORDS).state == "waiting"
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.kind) == (member.email, "sparring_left")
    said = (WORDS, "I skulle tale sammen tirsdag 1. december 2026 kl. 10.00", "en anden bliver spurgt")
    assert [words in mail.text for words in said] == [True, True, True]


def test_without_words_none_are_announced(agreed: SparringRequest, outsider: Person, now: datetime) -> None:
    back(agreed, outsider, now)
    assert "hilsen" not in OutboxMail.objects.get().text


def test_the_words_are_kept_nowhere_but_in_the_letter(agreed: SparringRequest, outsider: Person, now: datetime) -> None:
    back(agreed, outsider, now, WORDS)
    event = AuditEvent.objects.get(verb="step_back")
    assert WORDS not in str(event.changes)
    assert SparringProposal.objects.get().state == "stepped"


def test_somebody_else_is_asked_and_never_the_same_again(
    agreed: SparringRequest, outsider: Person, secretary: Person, now: datetime
) -> None:
    back(agreed, outsider, now)
    assert propose_conversations(now) == 0
    able(secretary, now)
    assert propose_conversations(now) == 1
    assert [to for to, _subject in letters("sparring_asked")] == [secretary.email]


def test_room_for_another_conversation_is_free_again(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    other = wish(member, now)
    assert propose_conversations(now) == 0
    back(agreed, outsider, now)
    assert propose_conversations(now) == 1
    other.refresh_from_db()
    assert other.state == "proposed"


@pytest.mark.parametrize("who", ["member", "secretary"])
def test_nobody_takes_back_the_yes_of_another(
    who: str, agreed: SparringRequest, now: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(DomainError):
        back(agreed, request.getfixturevalue(who), now)
    agreed.refresh_from_db()
    assert agreed.state == "agreed"


def test_what_is_over_stays_so(agreed: SparringRequest, member: Person, outsider: Person, now: datetime) -> None:
    end_conversation(agreed, came_of_it="Begynd med de ti ens.", viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError, match="allerede skrevet"):
        back(agreed, outsider, now)
    agreed.refresh_from_db()
    assert (agreed.state, letters("sparring_left")) == ("done", [])


def test_a_wish_taken_back_at_the_same_time_is_told_of_and_the_words_stay(
    agreed: SparringRequest, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    withdraw_request(agreed, viewer=viewer_of(member), now=now)
    address = reverse("network:sparring_step_back", args=[agreed.key])
    shown = client_of(outsider).post(address, {"words": WORDS}).content.decode()
    assert ("Ønsket er taget tilbage" in shown, WORDS in shown) == (True, True)
    assert letters("sparring_left") == []


def test_whoever_answers_at_the_same_time_is_told_that_the_other_one_cannot(
    agreed: SparringRequest, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    back(agreed, outsider, now)
    address = reverse("network:sparring_done", args=[agreed.key])
    shown = client_of(member).post(address, {"came_of_it": "Begynd med de ti ens."}).content.decode()
    assert ("Den anden kan alligevel ikke" in shown, "Begynd med de ti ens." in shown) == (True, True)


def test_twice_is_once(agreed: SparringRequest, outsider: Person, client_of: ClientOf) -> None:
    browser, address = client_of(outsider), reverse("network:sparring_step_back", args=[agreed.key])
    first, second = (browser.post(address, {"words": ""}, follow=True) for _time in range(2))
    assert "Dit ja er taget tilbage" in first.content.decode()
    assert (second.status_code, "ikke længere spurgt" in second.content.decode()) == (200, True)
    assert len(letters("sparring_left")) == 1


def test_a_yes_pressed_twice_is_one(member: Person, outsider: Person, client_of: ClientOf, now: datetime) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    browser, address = client_of(outsider), reverse("network:sparring_answer", args=[row.key])
    pages = [browser.post(address, {"accept": "1"}, follow=True).content.decode() for _time in range(2)]
    assert ["Tak. I får begge" in shown for shown in pages] == [True, True]
    assert len(letters("sparring_agreed")) == 2


@pytest.mark.parametrize("how", ["no", "lapsed", "stepped"])
def test_the_link_of_a_letter_leads_whoever_is_asked_no_more_to_the_list(
    how: str, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    if how == "lapsed":
        propose_conversations(now + timedelta(days=7))
    else:
        answer_proposal(row, accepts=how != "no", viewer=viewer_of(outsider), now=now)
    if how == "stepped":
        back(row, outsider, now)
    shown = page(client_of(outsider), row)
    assert ("ikke længere spurgt" in shown, row.text in shown) == (True, False)


def test_the_page_offers_it_to_whoever_said_yes_alone(
    agreed: SparringRequest, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    shown = [page(client_of(person), agreed) for person in (outsider, member, secretary)]
    assert ["Tag mit ja tilbage" in one for one in shown] == [True, False, False]


def test_the_page_says_to_whoever_asked_that_a_new_one_is_looked_for_and_not_to_the_new_one(
    agreed: SparringRequest, member: Person, outsider: Person, secretary: Person, client_of: ClientOf, now: datetime
) -> None:
    words = "Den, der havde sagt ja, kan alligevel ikke."
    before = words in page(client_of(member), agreed)
    back(agreed, outsider, now)
    able(secretary, now)
    propose_conversations(now)
    shown = [words in page(client_of(person), agreed) for person in (member, secretary)]
    answer_proposal(agreed, accepts=True, viewer=viewer_of(secretary), now=now)
    assert (before, shown, words in page(client_of(member), agreed)) == (False, [True, False], False)


def test_an_expired_session_keeps_the_words(agreed: SparringRequest, outsider: Person, client_of: ClientOf) -> None:
    browser, address = client_of(None), reverse("network:sparring_step_back", args=[agreed.key])
    browser.post(address, {"words": WORDS, "writer": str(outsider.pk)})
    browser.force_login(outsider)
    again = browser.get(address).content.decode()
    assert (WORDS in again, "ikke gemt endnu" in again) == (True, True)
    assert browser.get(address)["Location"] == reverse("network:sparring_request", args=[agreed.key])


def test_both_calendars_strike_it_out_until_others_have_agreed(
    agreed: SparringRequest, member: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    back(agreed, outsider, now)
    for person in (member, outsider):
        [event] = conversation_events(viewer_of(person), now)
        assert (event.is_cancelled, event.sequence > agreed.sequence) == (True, True)
    able(secretary, now)
    propose_conversations(now)
    answer_proposal(agreed, accepts=True, viewer=viewer_of(secretary), now=now)
    later = Slot(date(2026, 12, 8), time(10))
    offer_day(agreed, later, viewer=viewer_of(member), now=now)
    accept_day(agreed, later, viewer=viewer_of(secretary), now=now)
    assert list(conversation_events(viewer_of(outsider), now)) == []
