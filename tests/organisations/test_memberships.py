"""Who acts for an organisation: roles, leaving, and the last to decide."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import act_for, add_member, change_role, end_membership, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import is_last_manager, is_last_of_secretariat, viewer_of
from maskinrum.shared.errors import DomainError

Browser = Callable[[Person | None], Client]


def membership(person: Person) -> Membership:
    return Membership.objects.get(person=person)


@pytest.fixture
def secretariat(other_organisation: Organisation, now: datetime) -> Person:
    """The only one who looks after the network."""
    person = register_person("siv@net.example", name="Siv", is_verified=True, now=now)
    add_member(person, organisation=other_organisation, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return person


def test_a_manager_changes_a_role(member: Person, manager: Person, now: datetime) -> None:
    change_role(membership(member), role=Role.MANAGER, viewer=viewer_of(manager), now=now)
    event = AuditEvent.objects.all()[0]
    assert (membership(member).role, event.verb, event.changes) == (
        "manager",
        "change_role",
        {"role": ["member", "manager"]},
    )


def test_a_member_changes_no_role(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        change_role(membership(manager), role=Role.MEMBER, viewer=viewer_of(member), now=now)


def test_a_manager_changes_no_role_elsewhere(outsider: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        change_role(membership(outsider), role=Role.MANAGER, viewer=viewer_of(manager), now=now)


def test_a_manager_gives_nobody_the_secretariats_role(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        change_role(membership(member), role=Role.SECRETARIAT, viewer=viewer_of(manager), now=now)


def test_a_manager_cannot_put_the_secretariat_out(
    secretariat: Person, other_organisation: Organisation, now: datetime
) -> None:
    viewer = Viewer(None, other_organisation.pk, Role.MANAGER)
    with pytest.raises(DomainError):
        end_membership(membership(secretariat), viewer=viewer, now=now)


def test_the_last_manager_is_not_demoted(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        change_role(membership(manager), role=Role.MEMBER, viewer=viewer_of(manager), now=now)
    assert membership(manager).role == "manager"


def test_the_last_manager_does_not_leave_others_behind(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        end_membership(membership(manager), viewer=viewer_of(manager), now=now)


def test_the_last_manager_leaves_when_another_decides(member: Person, manager: Person, now: datetime) -> None:
    change_role(membership(member), role=Role.MANAGER, viewer=viewer_of(manager), now=now)
    end_membership(membership(manager), viewer=viewer_of(manager), now=now)
    assert list(Membership.objects.values_list("person", flat=True)) == [member.pk]


def test_who_is_alone_may_leave(manager: Person, organisation: Organisation, now: datetime) -> None:
    assert not is_last_manager(manager, organisation)
    end_membership(membership(manager), viewer=viewer_of(manager), now=now)
    assert not Membership.objects.exists()


def test_a_closed_account_decides_nothing(member: Person, manager: Person, now: datetime) -> None:
    change_role(membership(member), role=Role.MANAGER, viewer=viewer_of(manager), now=now)
    Person.objects.filter(pk=member.pk).update(is_active=False)
    assert is_last_manager(manager, membership(manager).organisation)


def test_a_member_leaves_and_sees_nothing_more(member: Person, manager: Person, now: datetime) -> None:
    end_membership(membership(member), viewer=viewer_of(member), now=now)
    assert viewer_of(member) == Viewer(person=member.pk)
    assert AuditEvent.objects.all()[0].verb == "leave_organisation"


def test_a_manager_ends_a_membership(member: Person, manager: Person, now: datetime) -> None:
    end_membership(membership(member), viewer=viewer_of(manager), now=now)
    assert AuditEvent.objects.all()[0].verb == "end_membership"


def test_a_member_ends_no_other_membership(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        end_membership(membership(manager), viewer=viewer_of(member), now=now)


@pytest.mark.parametrize("viewer", ["themselves", "operator"])
def test_the_network_keeps_a_secretariat(viewer: str, secretariat: Person, now: datetime) -> None:
    who = OPERATOR if viewer == "operator" else viewer_of(secretariat)
    assert is_last_of_secretariat(secretariat)
    for act in (
        lambda: end_membership(membership(secretariat), viewer=who, now=now),
        lambda: change_role(membership(secretariat), role=Role.MANAGER, viewer=who, now=now),
    ):
        with pytest.raises(DomainError):
            act()


def test_a_membership_that_has_ended_meanwhile_is_told(member: Person, manager: Person, now: datetime) -> None:
    stale = membership(member)
    end_membership(membership(member), viewer=viewer_of(manager), now=now)
    with pytest.raises(DomainError):
        change_role(stale, role=Role.MANAGER, viewer=viewer_of(manager), now=now)


def test_one_acts_for_the_organisation_chosen_last(
    member: Person, other_organisation: Organisation, now: datetime
) -> None:
    add_member(member, organisation=other_organisation, role=Role.MANAGER, viewer=OPERATOR, now=now)
    act_for(member, organisation=other_organisation, viewer=viewer_of(member), now=now)
    assert viewer_of(member) == Viewer(member.pk, other_organisation.pk, Role.MANAGER)


def test_nobody_acts_for_where_one_does_not_belong(
    member: Person, other_organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError):
        act_for(member, organisation=other_organisation, viewer=viewer_of(member), now=now)


def test_the_page_changes_a_role(member: Person, manager: Person, client_of: Browser) -> None:
    address = reverse("organisation:member", args=[membership(member).pk])
    answer = client_of(manager).post(address, {"role": "manager"})
    assert (answer.status_code, membership(member).role) == (302, "manager")


def test_the_page_says_why_the_last_manager_stays(member: Person, manager: Person, client_of: Browser) -> None:
    address = reverse("organisation:member", args=[membership(manager).pk])
    answer = client_of(manager).post(address, {"role": "member"})
    assert "Gør først en af de andre til leder" in answer.content.decode()
    ended = client_of(manager).post(reverse("organisation:end_membership", args=[membership(manager).pk]), follow=True)
    assert "Gør først en af de andre til leder" in ended.content.decode()
    assert (
        "<button"
        not in client_of(manager)
        .get(reverse("organisation:leave"))
        .content.decode()
        .partition("<main")[2]
        .partition("</main")[0]
    )


def test_a_member_leaves_by_the_page(member: Person, manager: Person, client_of: Browser) -> None:
    assert client_of(member).post(reverse("organisation:leave")).status_code == 302
    assert not Membership.objects.filter(person=member).exists()


def test_the_page_asks_the_same_however_many_people(
    manager: Person,
    organisation: Organisation,
    client_of: Browser,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(manager)

    def make(count: int) -> None:
        for n in range(count):
            person = register_person(f"{Person.objects.count()}-{n}@nord.example", now=now)
            add_member(person, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)

    assert_constant_queries(make, lambda: browser.get(reverse("organisation:home")))
