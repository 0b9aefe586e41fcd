"""Conversations: one person is asked at a time, within the room each gives; only the two and the secretariat read."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.network.actions import (
    answer_proposal,
    ask_for_conversation,
    end_conversation,
    erase_from_sparring,
    offer_day,
    propose_conversations,
    propose_now,
    tell_conversation,
    withdraw_request,
)
from maskinrum.network.facts.conversations import Slot
from maskinrum.network.models import SparringProposal, SparringRequest
from maskinrum.network.queries import sparring, sparring_request
from maskinrum.network.views.sparring import A_PAGE
from maskinrum.organisations.actions import choose_mail
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.network.talking import able, letters, wish

ClientOf = Callable[[Person | None], Client]
WEEK = timedelta(days=7)


@pytest.fixture
def agreed(member: Person, outsider: Person, now: datetime) -> SparringRequest:
    """A conversation that ``outsider`` has said yes to."""
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    return answer_proposal(row, accepts=True, viewer=viewer_of(outsider), now=now)


def test_whoever_fits_is_asked_once_with_the_reason(member: Person, outsider: Person, now: datetime) -> None:
    able(outsider, now)
    row = wish(member, now)
    assert (propose_conversations(now), propose_conversations(now)) == (1, 0)
    row.refresh_from_db()
    mail = OutboxMail.objects.get(kind="sparring_asked")
    assert (row.state, mail.to, "Hvordan begynder vi?" in mail.text) == ("proposed", outsider.email, True)
    assert SparringProposal.objects.get().shared == {"theme": ["F6"]}
    assert member.name not in mail.text


def test_nobody_is_asked_for_more_than_there_is_room_for(member: Person, outsider: Person, now: datetime) -> None:
    able(outsider, now, capacity=2)
    for _time in range(3):
        wish(member, now)
    assert (propose_conversations(now), propose_conversations(now)) == (2, 0)


@pytest.mark.parametrize(("who", "count"), [((True, False), 0), ((False, True), 0), ((True, True), 1)])
def test_invented_people_talk_with_invented_people(
    who: tuple[bool, bool], count: int, member: Person, outsider: Person, now: datetime
) -> None:
    for person, is_invented in zip((member, outsider), who, strict=True):
        Organisation.objects.filter(memberships__person=person).update(is_fictitious=is_invented)
    able(outsider, now)
    wish(member, now)
    assert propose_conversations(now) == count


def test_whoever_says_no_is_not_asked_again(member: Person, outsider: Person, now: datetime) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    assert answer_proposal(row, accepts=False, viewer=viewer_of(outsider), now=now).state == "waiting"
    assert propose_conversations(now) == 0
    with pytest.raises(Http404):
        sparring_request(viewer_of(outsider), row.key)


def test_whoever_does_not_answer_for_a_week_counts_as_a_no(
    member: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    able(secretary, now)
    assert propose_conversations(now + WEEK - timedelta(minutes=1)) == 0
    assert propose_conversations(now + WEEK) == 1
    told = {str(one.person): one.state for one in row.proposals.all()}
    assert told == {str(outsider.pk): "lapsed", str(secretary.pk): "asked"}


def test_a_yes_tells_both_how_to_reach_each_other(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    letters = OutboxMail.objects.filter(kind="sparring_agreed")
    assert agreed.state == "agreed"
    assert {(mail.to, outsider.email in mail.text, member.email in mail.text) for mail in letters} == {
        (member.email, True, False),
        (outsider.email, False, True),
    }


def test_only_the_two_and_the_secretariat_read_it(
    agreed: SparringRequest, member: Person, manager: Person, outsider: Person, secretary: Person
) -> None:
    readers = [member, outsider, secretary, manager]
    assert [sparring(viewer_of(person)).exists() for person in readers] == [True, True, True, False]
    assert not sparring(VISITOR).exists()


def test_what_came_of_it_becomes_a_draft_of_whoever_wrote_it(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    row = end_conversation(agreed, came_of_it="Begynd med de ti ens.", viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError):
        tell_conversation(row, viewer=viewer_of(member), now=now)
    draft = tell_conversation(row, viewer=viewer_of(outsider), now=now)
    with pytest.raises(DomainError):
        tell_conversation(row, viewer=viewer_of(outsider), now=now)
    assert (draft.happened, draft.theme_codes, draft.written_by) == ("Begynd med de ti ens.", "F6", outsider.pk)


def test_nothing_is_noted_before_somebody_has_said_yes(member: Person, now: datetime) -> None:
    row, viewer = wish(member, now), viewer_of(member)
    with pytest.raises(DomainError):
        offer_day(row, Slot(date(2027, 3, 17), time(10)), viewer=viewer, now=now)
    with pytest.raises(DomainError):
        end_conversation(row, came_of_it="", viewer=viewer, now=now)
    row.refresh_from_db()
    assert (row.state, row.meets_on) == ("waiting", None)


def test_a_wish_is_taken_back_by_whoever_asked(
    member: Person, manager: Person, outsider: Person, now: datetime
) -> None:
    able(outsider, now)
    row = wish(member, now)
    with pytest.raises(DomainError):
        withdraw_request(row, viewer=viewer_of(manager), now=now)
    assert withdraw_request(row, viewer=viewer_of(member), now=now).state == "withdrawn"
    with pytest.raises(DomainError):
        withdraw_request(row, viewer=viewer_of(member), now=now)
    assert propose_conversations(now) == 0


def test_only_whoever_is_asked_answers(member: Person, outsider: Person, manager: Person, now: datetime) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    with pytest.raises(DomainError):
        answer_proposal(row, accepts=True, viewer=viewer_of(manager), now=now)
    assert SparringProposal.objects.get().state == "asked"


@pytest.mark.parametrize(
    ("themes", "text", "field"),
    [
        ((), "Hej", "theme_1"),
        (("X9",), "Hej", "theme_1"),
        (("A1", "A2", "A3", "A4"), "Hej", "theme_1"),
        (("A1",), " ", "text"),
    ],
)
def test_a_broken_rule_names_its_field(
    themes: tuple[str, ...], text: str, field: str, member: Person, now: datetime
) -> None:
    with pytest.raises(DomainError) as caught:
        ask_for_conversation(themes, text=text, viewer=viewer_of(member), now=now)
    assert (caught.value.field, SparringRequest.objects.count()) == (field, 0)


def test_whoever_acts_for_nobody_asks_nobody(newcomer: Person, member: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        wish(newcomer, now)
    with pytest.raises(DomainError):
        propose_now(viewer=viewer_of(member), now=now)
    assert SparringRequest.objects.count() == 0


def test_an_erased_person_is_in_no_conversation(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    erase_from_sparring(outsider, viewer=OPERATOR, now=now)
    agreed.refresh_from_db()
    assert (agreed.state, SparringProposal.objects.get().person) == ("waiting", None)
    erase_from_sparring(member, viewer=OPERATOR, now=now)
    assert SparringRequest.objects.count() == 0


def test_whoever_has_said_yes_hears_that_it_is_taken_back(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    withdraw_request(agreed, viewer=viewer_of(member), now=now)
    assert letters("sparring_withdrawn") == [
        (outsider.email, "Boligselskabet Nord har taget ønsket om en samtale tilbage")
    ]
    assert "Du havde sagt ja. Samtalen bliver ikke til noget." in OutboxMail.objects.get(kind="sparring_withdrawn").text


@pytest.mark.parametrize("is_muted", [False, True])
def test_whoever_is_asked_hears_that_it_is_taken_back_where_the_asking_was_heard(
    is_muted: bool, member: Person, outsider: Person, now: datetime
) -> None:
    able(outsider, now)
    if is_muted:
        choose_mail(outsider, muted=["sparring_asked"], viewer=viewer_of(outsider), now=now)
    row = wish(member, now)
    propose_conversations(now)
    withdraw_request(row, viewer=viewer_of(member), now=now)
    told = OutboxMail.objects.filter(kind="sparring_withdrawn")
    assert [mail.to for mail in told] == ([] if is_muted else [outsider.email])
    assert all("Du var spurgt. Du skal ikke svare mere." in mail.text for mail in told)


def test_a_wish_that_nobody_was_asked_for_is_taken_back_in_silence(member: Person, now: datetime) -> None:
    withdraw_request(wish(member, now), viewer=viewer_of(member), now=now)
    assert letters("sparring_withdrawn") == []


def test_whoever_asked_hears_that_the_other_one_is_gone(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    erase_from_sparring(outsider, viewer=OPERATOR, now=now)
    mail = OutboxMail.objects.get(kind="sparring_left")
    assert (mail.to, [trace in mail.text for trace in (outsider.name, outsider.email)]) == (member.email, [False] * 2)
    assert agreed.key in mail.text


def test_whoever_said_yes_hears_that_the_asker_is_gone_without_the_askers_words(
    agreed: SparringRequest, member: Person, outsider: Person, now: datetime
) -> None:
    erase_from_sparring(member, viewer=OPERATOR, now=now)
    mail = OutboxMail.objects.get(kind="sparring_withdrawn")
    traces = (member.name, member.email, "Hvordan begynder vi?")
    assert (mail.to, [trace in mail.text for trace in traces]) == (outsider.email, [False] * 3)


def test_a_conversation_with_somebody_else_goes_on_when_one_who_said_no_is_erased(
    member: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    answer_proposal(row, accepts=False, viewer=viewer_of(outsider), now=now)
    able(secretary, now)
    propose_conversations(now)
    answer_proposal(row, accepts=True, viewer=viewer_of(secretary), now=now)
    erase_from_sparring(outsider, viewer=OPERATOR, now=now)
    row.refresh_from_db()
    assert (row.state, letters("sparring_left")) == ("agreed", [])


def test_a_conversation_that_is_done_stays_done_when_one_is_erased(
    agreed: SparringRequest, outsider: Person, now: datetime
) -> None:
    end_conversation(agreed, came_of_it="", viewer=viewer_of(outsider), now=now)
    erase_from_sparring(outsider, viewer=OPERATOR, now=now)
    agreed.refresh_from_db()
    assert (agreed.state, letters("sparring_left")) == ("done", [])


def test_a_conversation_from_wish_to_experience_on_the_pages(
    client_of: ClientOf, member: Person, outsider: Person, secretary: Person, now: datetime
) -> None:
    able(outsider, now)
    own, other = client_of(member), client_of(outsider)
    wrong = own.post(reverse("network:sparring_ask"), {"theme_1": "", "text": "Hvordan begynder vi?"})
    assert "Hvordan begynder vi?" in wrong.content.decode()
    own.post(reverse("network:sparring_ask"), {"theme_1": "F6", "text": "Hvordan begynder vi?"})
    assert own.post(reverse("network:sparring_propose")).status_code == 404
    client_of(secretary).post(reverse("network:sparring_propose"))
    key = {"key": SparringRequest.objects.get().key}
    address = {
        name: reverse(f"network:sparring_{name}", kwargs=key)
        for name in ("request", "answer", "day", "fits", "done", "tell")
    }
    assert "Du har fortalt om eller kan spørges om:" in other.get(address["request"]).content.decode()
    other.post(address["answer"], {"accept": "1"})
    ahead = timezone.localdate() + timedelta(days=30)
    bad = own.post(address["day"], {"day": "i morgen", "hour": "9.30"}).content.decode()
    own.post(address["day"], {"day": str(ahead), "hour": "9.30"})
    assert f'name="day" value="{ahead}"' in other.get(address["request"]).content.decode()
    other.post(address["fits"], {"day": str(ahead), "hour": "09:30"})
    other.post(address["done"], {"came_of_it": "Begynd med de ti ens."})
    assert other.post(address["tell"]).status_code == 302
    row = SparringRequest.objects.get()
    assert ('value="i morgen"' in bad, 'value="9.30"' in bad) == (True, True)
    assert (row.agreed, row.state, row.experience is not None) == (Slot(ahead, time(9, 30)), "done", True)


def test_an_expired_session_keeps_what_was_typed(client_of: ClientOf, member: Person) -> None:
    browser, address = client_of(None), reverse("network:sparring_ask")
    typed = {"theme_1": "F6", "text": "Hvordan begynder vi?", "writer": str(member.pk)}
    sent = browser.post(address, typed)
    browser.force_login(member)
    again = browser.get(address).content.decode()
    assert (sent.status_code, "Hvordan begynder vi?" in again, "ikke gemt endnu" in again) == (302, True, True)
    assert SparringRequest.objects.count() == 0


def test_a_no_leads_back_to_the_list(client_of: ClientOf, member: Person, outsider: Person, now: datetime) -> None:
    able(outsider, now)
    row = wish(member, now)
    propose_conversations(now)
    address = reverse("network:sparring_answer", args=[row.key])
    assert client_of(outsider).post(address, {"decline": "1"})["Location"] == reverse("network:sparring")
    withdrawn = client_of(member).post(reverse("network:sparring_withdraw", args=[row.key]))
    assert (withdrawn.status_code, SparringRequest.objects.get().state) == (302, "withdrawn")


def test_a_wish_that_waits_behind_many_is_still_on_the_list(
    client_of: ClientOf, member: Person, secretary: Person, now: datetime
) -> None:
    row = wish(member, now - WEEK)
    for _one in range(A_PAGE):
        wish(member, now)
    browser, address = client_of(secretary), reverse("network:sparring")
    found = [row.key in browser.get(address, {"side": side}).content.decode() for side in (1, 2)]
    assert (found, "side=2" in browser.get(address).content.decode()) == ([False, True], True)


def test_the_list_asks_the_database_alike_for_one_and_three(
    client_of: ClientOf,
    member: Person,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(member)

    def make(number: int) -> None:
        for _one in range(number):
            wish(member, now)

    assert_constant_queries(make, lambda: browser.get(reverse("network:sparring")))
