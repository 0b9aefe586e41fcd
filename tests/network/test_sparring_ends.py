"""Conversations that end before their time: a wish is taken back, or one of the two leaves the organisation."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from maskinrum.network.actions import (
    answer_proposal,
    end_conversation,
    erase_from_sparring,
    leave_conversations,
    offer_day,
    propose_conversations,
    withdraw_request,
)
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.models import SparringProposal, SparringRequest
from maskinrum.organisations.actions import end_membership
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.network.talking import able, letters, wish

ClientOf = Callable[[Person | None], Client]
WEEK = timedelta(days=7)


@pytest.fixture
def asked(member: Person, outsider: Person, now: datetime) -> SparringRequest:
    """A wish of ``member`` that ``outsider`` is asked for."""
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    row.refresh_from_db()
    return row


@pytest.fixture
def agreed(asked: SparringRequest, outsider: Person, now: datetime) -> SparringRequest:
    """The same, with a yes, and no letters yet."""
    row = answer_proposal(asked, accepts=True, viewer=viewer_of(outsider), now=now)
    OutboxMail.objects.all().delete()
    return row


def leaves(person: Person, now: datetime) -> None:
    """Leave the only organisation that the person acts for."""
    end_membership(Membership.objects.get(person=person), viewer=viewer_of(person), now=now)


def is_closed_down(person: Person, now: datetime) -> None:
    """Sign in no more."""
    Person.objects.filter(pk=person.pk).update(is_active=False)


GONE = [leaves, is_closed_down]


def test_a_wish_that_is_taken_back_stays_so(
    asked: SparringRequest, member: Person, secretary: Person, now: datetime
) -> None:
    withdraw_request(asked, viewer=viewer_of(member), now=now)
    able(secretary, now)
    assert propose_conversations(now + WEEK) == 0
    asked.refresh_from_db()
    assert (asked.state, SparringProposal.objects.get().state) == ("withdrawn", "withdrawn")


def test_a_yes_to_what_was_taken_back_is_none(
    asked: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    withdraw_request(asked, viewer=viewer_of(member), now=now)
    # As it stood before the asking ended with the wish.
    SparringProposal.objects.update(state="asked")
    propose_conversations(now + WEEK)
    with pytest.raises(DomainError):
        answer_proposal(asked, accepts=True, viewer=viewer_of(outsider), now=now)
    asked.refresh_from_db()
    assert (asked.state, letters("sparring_agreed")) == ("withdrawn", [])


@pytest.mark.parametrize("state", ["withdrawn", "waiting", "proposed"])
def test_wishes_taken_back_before_are_ended_by_the_migration(
    state: str, asked: SparringRequest, member: Person, now: datetime
) -> None:
    other = wish(member, now)
    withdraw_request(asked, viewer=viewer_of(member), now=now)
    SparringRequest.objects.filter(pk=asked.pk).update(state=state)
    SparringProposal.objects.update(state="asked")
    import_module("maskinrum.network.migrations.0009_withdrawn_proposals").end_what_was_taken_back(apps, None)
    asked.refresh_from_db()
    other.refresh_from_db()
    found = (asked.state, SparringProposal.objects.get(request=asked).state, other.state)
    assert found == ("withdrawn", "withdrawn", "waiting")


@pytest.mark.parametrize(("says_yes", "words"), [(False, "blev spurgt"), (True, "har sagt ja")])
def test_the_page_says_what_the_other_one_said(
    says_yes: bool,
    words: str,
    asked: SparringRequest,
    member: Person,
    outsider: Person,
    client_of: ClientOf,
    now: datetime,
) -> None:
    address = reverse("network:sparring_request", args=[asked.key])
    assert "er spurgt" in client_of(member).get(address).content.decode()
    if says_yes:
        answer_proposal(asked, accepts=True, viewer=viewer_of(outsider), now=now)
    withdraw_request(asked, viewer=viewer_of(member), now=now)
    for reader in (member, outsider):
        page = client_of(reader).get(address).content.decode()
        assert [said in page for said in ("er spurgt", "blev spurgt", "har sagt ja")] == [
            False,
            words == "blev spurgt",
            words == "har sagt ja",
        ]


def test_a_yes_to_a_wish_that_went_with_an_erased_person_is_no_error_of_ours(
    asked: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    erase_from_sparring(member, viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError, match="ønsket er væk"):
        answer_proposal(asked, accepts=True, viewer=viewer_of(outsider), now=now)


@pytest.mark.parametrize("goes", GONE)
def test_nobody_is_asked_for_the_wish_of_one_who_has_left(
    goes: Callable[[Person, datetime], None], member: Person, outsider: Person, now: datetime
) -> None:
    able(outsider, now)
    row = wish(member, now)
    goes(member, now)
    assert propose_conversations(now) == 0
    row.refresh_from_db()
    assert (row.state, letters("sparring_asked")) == ("withdrawn", [])


@pytest.mark.parametrize("goes", GONE)
def test_a_yes_to_one_who_has_left_brings_nobody_an_address(
    goes: Callable[[Person, datetime], None], asked: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    goes(member, now)
    with pytest.raises(DomainError):
        answer_proposal(asked, accepts=True, viewer=viewer_of(outsider), now=now)
    assert leave_conversations(now) == 1
    asked.refresh_from_db()
    told = [mail.text for mail in OutboxMail.objects.filter(to=outsider.email)]
    assert (asked.state, len(letters("sparring_withdrawn"))) == ("withdrawn", 1)
    assert [member.email in text or member.name in text for text in told] == [False] * len(told)


@pytest.mark.parametrize("goes", GONE)
def test_whoever_asked_hears_that_the_other_one_has_left_and_somebody_else_is_asked(
    goes: Callable[[Person, datetime], None],
    agreed: SparringRequest,
    member: Person,
    outsider: Person,
    secretary: Person,
    now: datetime,
) -> None:
    offer_day(agreed, Slot(date(2026, 12, 1), time(10)), viewer=viewer_of(member), now=now)
    goes(outsider, now)
    assert (leave_conversations(now), leave_conversations(now)) == (1, 0)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.offered) == ("waiting", None)
    assert letters("sparring_left") == [(member.email, "Den, der sagde ja til jeres samtale, kan ikke være med mere")]
    able(secretary, now)
    assert propose_conversations(now) == 1
    assert [mail.to for mail in OutboxMail.objects.filter(kind="sparring_asked")] == [secretary.email]


def test_whoever_was_only_asked_and_leaves_makes_room_in_silence(
    asked: SparringRequest, outsider: Person, now: datetime
) -> None:
    leaves(outsider, now)
    assert leave_conversations(now) == 1
    asked.refresh_from_db()
    assert (asked.state, letters("sparring_left")) == ("waiting", [])


def test_whoever_said_yes_hears_that_the_asker_has_left(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    leaves(member, now)
    leave_conversations(now)
    agreed.refresh_from_db()
    assert agreed.state == "withdrawn"
    assert [to for to, _subject in letters("sparring_withdrawn")] == [outsider.email]


def test_when_both_have_left_nobody_is_told(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    for person in (member, outsider):
        leaves(person, now)
    assert leave_conversations(now) == 1
    agreed.refresh_from_db()
    assert (agreed.state, OutboxMail.objects.filter(kind__startswith="sparring").count()) == ("withdrawn", 0)


def test_no_letter_gives_the_address_of_one_who_has_left(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    leaves(outsider, now)
    offer_day(agreed, Slot(date(2026, 12, 1), time(10)), viewer=viewer_of(member), now=now)
    assert not OutboxMail.objects.filter(text__contains=outsider.email).exists()


@pytest.mark.parametrize("stays", [True, False])
def test_of_several_organisations_the_one_counts_that_somebody_was_asked_for(
    stays: bool, agreed: SparringRequest, outsider: Person, organisation: Organisation, now: datetime
) -> None:
    other = Membership.objects.create(person=outsider, organisation=organisation, role="member")
    Membership.objects.filter(person=outsider).exclude(pk=other.pk).delete() if not stays else other.delete()
    assert leave_conversations(now) == (0 if stays else 1)
    agreed.refresh_from_db()
    assert agreed.state == ("agreed" if stays else "waiting")


def done_page(person: Person, row: SparringRequest, words: str, client_of: ClientOf) -> str:
    """What somebody sees who says that the two have talked, and what came of it."""
    address = reverse("network:sparring_done", args=[row.key])
    return client_of(person).post(address, {"came_of_it": words}, follow=True).content.decode()


def test_of_two_who_end_a_conversation_the_later_one_reads_what_is_true_and_keeps_the_words(
    agreed: SparringRequest, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    end_conversation(agreed, came_of_it="Begynd med de ti ens.", viewer=viewer_of(member), now=now)
    page = done_page(outsider, agreed, "Spørg driften først.", client_of)
    said = ("Begynd med de ti ens.", "Spørg driften først.", "dine ord er ikke gemt", "ikke aftalt")
    assert [words in page for words in said] == [True, True, True, False]
    assert ("Fortæl en erfaring" in page, "Vi har talt sammen" in page) == (True, False)
    agreed.refresh_from_db()
    assert (agreed.came_of_it, agreed.written_by) == ("Begynd med de ti ens.", member.pk)


def test_where_the_first_wrote_nothing_the_words_of_the_other_are_taken(
    agreed: SparringRequest, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    end_conversation(agreed, came_of_it="", viewer=viewer_of(member), now=now)
    shown = client_of(outsider).get(reverse("network:sparring_request", args=[agreed.key])).content.decode()
    assert 'name="came_of_it"' in shown
    done_page(outsider, agreed, "Spørg driften først.", client_of)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.came_of_it, agreed.written_by) == ("done", "Spørg driften først.", outsider.pk)


@pytest.mark.parametrize("words", ["", "Begynd med de ti ens."])
def test_ending_a_conversation_twice_changes_nothing(
    words: str, agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    row = end_conversation(agreed, came_of_it="Begynd med de ti ens.", viewer=viewer_of(member), now=now)
    again = end_conversation(row, came_of_it=words, viewer=viewer_of(outsider), now=now + WEEK)
    assert (again.came_of_it, again.written_by, again.changed_at) == ("Begynd med de ti ens.", member.pk, now)


def test_only_the_two_say_what_came_of_it(
    agreed: SparringRequest, member: Person, secretary: Person, now: datetime
) -> None:
    end_conversation(agreed, came_of_it="", viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError):
        end_conversation(agreed, came_of_it="Noget andet", viewer=viewer_of(secretary), now=now)


@pytest.mark.parametrize("name", ["day", "done"])
def test_what_is_typed_for_a_conversation_that_is_taken_back_is_told_why_it_is_not_taken(
    name: str, agreed: SparringRequest, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    withdraw_request(agreed, viewer=viewer_of(member), now=now)
    typed = {"day": "2027-03-17", "hour": "10:00", "came_of_it": "Spørg driften først."}
    page = client_of(outsider).post(reverse(f"network:sparring_{name}", args=[agreed.key]), typed).content.decode()
    assert "Ønsket er taget tilbage" in page
    assert ("Spørg driften først." in page) is (name == "done")


def test_a_day_for_a_conversation_that_is_over_is_told_that_it_is(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    end_conversation(agreed, came_of_it="", viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError, match="allerede skrevet, at I har talt sammen"):
        offer_day(agreed, Slot(date(2026, 12, 1), time(10)), viewer=viewer_of(outsider), now=now)


def test_an_expired_session_keeps_what_came_of_it(
    agreed: SparringRequest, outsider: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(None), reverse("network:sparring_done", args=[agreed.key])
    browser.post(address, {"came_of_it": "Spørg driften først.", "writer": str(outsider.pk)})
    browser.force_login(outsider)
    again = browser.get(address).content.decode()
    assert ("Spørg driften først." in again, "ikke gemt endnu" in again) == (True, True)
    assert browser.get(address)["Location"] == reverse("network:sparring_request", args=[agreed.key])
