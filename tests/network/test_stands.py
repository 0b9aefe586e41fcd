"""Where organisations stand, and whom of them others may ask: nothing is shown that nobody chose to show."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.network.actions import erase_from_stands, remove_stand, route_questions, show_of_oneself, write_stand
from maskinrum.network.facts.stands import CardFacts, StandFacts
from maskinrum.network.indexing.stands import documents, shown
from maskinrum.network.models import ContactCard, Routing, Stand
from maskinrum.network.queries import StandFilter, cards, listed_stands, stand_counts
from maskinrum.organisations.actions import create_organisation, end_membership, merge_organisations, remove_overdue
from maskinrum.organisations.enums import OrganisationKind
from maskinrum.organisations.models import AuditEvent, Membership, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.network.asking import asked_by

ClientOf = Callable[[Person | None], Client]
STAND = StandFacts(
    stage="preparing", size="large", tried="To rammeaftaler.", seeks="En der har udbudt.", themes=("B2",)
)
TYPED = {"stage": "tendering", "tried": "Intet endnu.", "seeks": "", "visibility": "network", "revision": "0"}


def stand_of(person: Person, now: datetime, expected: int = 0, **given: Any) -> Stand:
    facts = StandFacts(**{"stage": "preparing", "tried": "To rammeaftaler.", "themes": ("B2",)} | given)
    return write_stand(facts, expected_revision=expected, viewer=viewer_of(person), now=now)


def names(person: Person | None, now: datetime, **asked: str) -> list[str]:
    viewer = viewer_of(person) if person else VISITOR
    return [row.organisation.name for row in listed_stands(viewer, StandFilter(**asked), now=now)]


def test_only_a_manager_says_where_the_organisation_stands(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        stand_of(member, now)
    assert Stand.objects.count() == 0
    assert stand_of(manager, now).stage == "preparing"


@pytest.mark.parametrize(("visibility", "readers"), [("network", [True, False]), ("open", [True, True])])
def test_the_one_access_rule_says_who_reads_it(
    visibility: str, readers: list[bool], manager: Person, outsider: Person, now: datetime
) -> None:
    stand_of(manager, now, visibility=visibility)
    assert [bool(names(person, now)) for person in (outsider, None)] == readers


def test_two_managers_at_once_lose_nothing(manager: Person, now: datetime) -> None:
    stand_of(manager, now)
    with pytest.raises(DomainError):
        stand_of(manager, now, tried="Noget andet.")
    assert (Stand.objects.get().tried, stand_of(manager, now).revision) == ("To rammeaftaler.", 1)
    assert stand_of(manager, now, 1, tried="Noget andet.").revision == 2


@pytest.mark.parametrize("given", [{"themes": ("X9",)}, {"visibility": "organisation"}])
def test_a_broken_rule_writes_nothing(given: dict[str, Any], manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        stand_of(manager, now, **given)
    assert Stand.objects.count() == 0


def test_the_log_holds_no_words(manager: Person, now: datetime) -> None:
    stand_of(manager, now)
    event = AuditEvent.objects.get(verb="write_stand")
    assert (event.changes["tried"], event.changes["stage"]) == ("changed", ["", "preparing"])


def test_removing_twice_changes_nothing(manager: Person, now: datetime) -> None:
    stand_of(manager, now)
    for _time in range(2):
        remove_stand(viewer=viewer_of(manager), now=now)
    assert (Stand.objects.count(), AuditEvent.objects.filter(verb="remove_stand").count()) == (0, 1)


def test_nothing_of_a_person_is_shown_until_it_is_chosen(
    manager: Person, member: Person, outsider: Person, client_of: ClientOf, now: datetime
) -> None:
    stand_of(manager, now, visibility="open")
    show_of_oneself(CardFacts(role="Projektleder"), viewer=viewer_of(member), now=now)
    address = reverse("network:stands")
    told = client_of(outsider).get(address).content.decode()
    assert ("Projektleder" in told, member.name in told, manager.name in told) == (True, False, False)
    show_of_oneself(CardFacts(shows_name=True), viewer=viewer_of(member), now=now)
    told = client_of(outsider).get(address).content.decode()
    assert (member.name in told, "Projektleder" in told) == (True, False)
    assert member.name not in client_of(None).get(address).content.decode()


def test_an_empty_card_is_no_card(member: Person, now: datetime) -> None:
    viewer = viewer_of(member)
    show_of_oneself(CardFacts(role="Projektleder"), viewer=viewer, now=now)
    assert show_of_oneself(CardFacts(), viewer=viewer, now=now) is None
    assert show_of_oneself(CardFacts(), viewer=viewer, now=now) is None
    assert (ContactCard.objects.count(), AuditEvent.objects.filter(verb="hide_card").count()) == (0, 1)


def test_more_than_five_conversations_are_refused(member: Person, newcomer: Person, now: datetime) -> None:
    for person, capacity in ((member, 6), (newcomer, 1)):
        with pytest.raises(DomainError):
            show_of_oneself(CardFacts(capacity=capacity), viewer=viewer_of(person), now=now)
    assert ContactCard.objects.count() == 0


def test_whoever_leaves_is_not_shown(member: Person, outsider: Person, now: datetime) -> None:
    show_of_oneself(CardFacts(role="Projektleder"), viewer=viewer_of(member), now=now)
    before = cards(viewer_of(outsider)).count()
    end_membership(Membership.objects.get(person=member), viewer=OPERATOR, now=now)
    assert (before, cards(viewer_of(outsider)).count(), cards(VISITOR).count()) == (1, 0, 0)


def test_an_erased_person_is_not_shown_and_the_organisation_still_is(
    manager: Person, outsider: Person, now: datetime
) -> None:
    stand_of(manager, now)
    show_of_oneself(CardFacts(role="Leder"), viewer=viewer_of(manager), now=now)
    erase_from_stands(manager, viewer=OPERATOR, now=now)
    assert (Stand.objects.get().changed_by, ContactCard.objects.count()) == (None, 0)


def test_a_merger_keeps_what_the_one_that_carries_on_says(manager: Person, outsider: Person, now: datetime) -> None:
    stand_of(manager, now)
    show_of_oneself(CardFacts(role="Leder"), viewer=viewer_of(manager), now=now)
    own = Membership.objects.get(person=manager).organisation
    into = create_organisation("Vest", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=now)
    merge_organisations(own, into=into, viewer=OPERATOR, now=now)
    assert (names(outsider, now), ContactCard.objects.get().organisation) == (["Vest"], into)
    third = create_organisation("Mors", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=now)
    Stand.objects.create(organisation=third, stage="operating", changed_at=now)
    ContactCard.objects.create(organisation=third, person=manager, role="Anden", changed_at=now)
    merge_organisations(into, into=third, viewer=OPERATOR, now=now)
    assert (Stand.objects.get().stage, ContactCard.objects.get().role) == ("operating", "Anden")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        *[({}, 1), ({"stage": "preparing"}, 1), ({"stage": "starting"}, 0), ({"theme": "B2"}, 1), ({"theme": "F6"}, 1)],
        *[({"theme": "A1"}, 0), ({"q": "nord ramme"}, 1), ({"q": "nord vest"}, 0), ({"size": "small"}, 0)],
    ],
)
def test_the_list_answers_what_is_asked(
    asked: dict[str, str], count: int, manager: Person, member: Person, outsider: Person, now: datetime
) -> None:
    stand_of(manager, now, tried="To rammeaftaler i Syd.")
    show_of_oneself(CardFacts(themes=("F6",)), viewer=viewer_of(member), now=now)
    assert len(names(outsider, now, **asked)) == count


def test_a_theme_that_only_members_see_is_not_counted_for_visitors(
    manager: Person, member: Person, outsider: Person, now: datetime
) -> None:
    stand_of(manager, now, visibility="open")
    show_of_oneself(CardFacts(themes=("F6",)), viewer=viewer_of(member), now=now)
    assert stand_counts(viewer_of(outsider), now=now)["theme"] == {"B2": 1, "F6": 1}
    assert stand_counts(VISITOR, now=now)["theme"] == {"B2": 1}
    assert names(None, now, theme="F6") == []


def test_it_is_found_by_its_words_and_never_by_its_people(manager: Person, outsider: Person, now: datetime) -> None:
    row = stand_of(manager, now)
    show_of_oneself(CardFacts(role="Projektleder", shows_name=True), viewer=viewer_of(manager), now=now)
    (document,) = documents([str(row.pk)])
    assert ("rammeaftaler" in document.text, manager.name in f"{document}", "Projektleder" in f"{document}") == (
        True,
        False,
        False,
    )
    assert shown(VISITOR, [str(row.pk)], now) == {}
    (found,) = shown(viewer_of(outsider), [str(row.pk)], now).values()
    assert found.address == f"{reverse('network:stands')}?q=Boligselskabet%20Nord"


def test_a_theme_one_can_be_asked_about_brings_questions(member: Person, outsider: Person, now: datetime) -> None:
    show_of_oneself(CardFacts(themes=("F6",)), viewer=viewer_of(outsider), now=now)
    asked_by(member)
    assert (route_questions(now), Routing.objects.get().person) == (1, outsider.pk)


def test_a_manager_tells_and_takes_away_on_the_pages(client_of: ClientOf, manager: Person, member: Person) -> None:
    browser, address = client_of(manager), reverse("network:write_stand")
    assert client_of(member).get(address).status_code == 404
    assert browser.post(address, TYPED).status_code == 302
    assert "Har et partnerskab i udbud" in browser.get(reverse("organisation:home")).content.decode()
    stale = browser.post(address, TYPED | {"tried": "Noget nyt."})
    assert ("Noget nyt." in stale.content.decode(), "Intet endnu." in stale.content.decode()) == (True, True)
    assert client_of(member).post(reverse("network:remove_stand")).status_code == 404
    browser.post(reverse("network:remove_stand"))
    assert Stand.objects.count() == 0


def test_a_wrong_number_keeps_what_was_typed(client_of: ClientOf, member: Person) -> None:
    answer = client_of(member).post(reverse("network:card"), {"role": "Projektleder", "capacity": "mange"})
    assert ("Projektleder" in answer.content.decode(), ContactCard.objects.count()) == (True, 0)
    client_of(member).post(reverse("network:card"), {"role": "Projektleder", "capacity": "2"})
    assert ContactCard.objects.get().capacity == 2
    assert 'value="Projektleder"' in client_of(member).get(reverse("network:card")).content.decode()


def test_the_list_asks_the_database_alike_for_one_and_three(
    client_of: ClientOf,
    outsider: Person,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(outsider)

    def make(number: int) -> None:
        for _one in range(number):
            name, kind = f"Bolig {Stand.objects.count()}", OrganisationKind.HOUSING_ORGANISATION
            own = create_organisation(name, kind=kind, viewer=OPERATOR, now=now)
            Stand.objects.create(organisation=own, stage="operating", theme_codes="A1", changed_at=now)
            Membership.objects.create(person=outsider, organisation=own)
            ContactCard.objects.create(organisation=own, person=outsider, role="Leder", changed_at=now)

    assert_constant_queries(make, lambda: browser.get(reverse("network:stands")))


def test_a_card_goes_with_whoever_no_longer_acts_for_the_organisation(
    member: Person, outsider: Person, now: datetime
) -> None:
    for person in (member, outsider):
        show_of_oneself(CardFacts(role="Projektleder"), viewer=viewer_of(person), now=now)
    own = Membership.objects.get(person=member)
    end_membership(own, viewer=viewer_of(member), now=now)
    remove_overdue(now)
    assert list(ContactCard.objects.values_list("person", flat=True)) == [outsider.pk]


def test_an_expired_session_keeps_what_a_manager_typed(client_of: ClientOf, manager: Person) -> None:
    browser, address = client_of(None), reverse("network:write_stand")
    browser.post(address, TYPED | {"writer": str(manager.pk)})
    browser.force_login(manager)
    again = browser.get(address).content.decode()
    assert ("Intet endnu." in again, "ikke gemt endnu" in again, Stand.objects.count()) == (True, True, 0)
