"""Departments, and a housing organisation that is run by another."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.actions import (
    add_department,
    change_department,
    confirm_administration,
    end_administration,
    remove_department,
    state_administration,
)
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Administration, Department, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import administrations, departments, keeps, viewer_of
from maskinrum.partnerships.actions import tie_to_departments
from maskinrum.partnerships.models import CallOffRight, Partnership, Project
from maskinrum.shared.errors import DomainError
from maskinrum.steering.models import Board
from maskinrum.steering.queries import seats

Browser = Callable[[Person | None], Client]


@pytest.fixture
def other(other_organisation: Organisation) -> Viewer:
    """A manager of the other organisation."""
    return Viewer(None, other_organisation.pk, Role.MANAGER)


@pytest.fixture
def stated(
    organisation: Organisation, other_organisation: Organisation, manager: Person, now: datetime
) -> Administration:
    """The organisation says that it runs the other."""
    return state_administration(
        administrator=organisation, administered=other_organisation, viewer=viewer_of(manager), now=now
    )


def department(organisation: Organisation, viewer: Viewer, now: datetime, number: str = "1") -> Department:
    return add_department(organisation, number=number, name="Egeparken", homes=None, viewer=viewer, now=now)


def project(organisation: Organisation) -> Project:
    return Project.objects.create(
        organisation=organisation, name="Taget", budget=12, planned_start="2027-03-01", duration=9
    )


def test_a_member_keeps_departments(organisation: Organisation, member: Person, now: datetime) -> None:
    viewer = viewer_of(member)
    made = department(organisation, viewer, now)
    change_department(made, number="2", name="Lindegaarden", homes=40, viewer=viewer, now=now)
    assert list(departments(viewer).values_list("number", "name", "homes")) == [("2", "Lindegaarden", 40)]
    remove_department(made, viewer=viewer, now=now)
    assert not departments(viewer).exists()


def test_nobody_keeps_departments_of_others(other_organisation: Organisation, member: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        department(other_organisation, viewer_of(member), now)


def test_a_number_is_one_departments(organisation: Organisation, member: Person, now: datetime) -> None:
    department(organisation, viewer_of(member), now)
    with pytest.raises(DomainError) as refusal:
        department(organisation, viewer_of(member), now)
    assert refusal.value.field == "number"


def test_what_is_stated_opens_nothing_until_it_is_confirmed(
    stated: Administration, other_organisation: Organisation, member: Person, other: Viewer, now: datetime
) -> None:
    before = keeps(viewer_of(member), other_organisation.pk)
    confirm_administration(stated, viewer=other, now=now)
    assert (before, keeps(viewer_of(member), other_organisation.pk)) == (False, True)


def test_the_administered_keeps_nothing_of_the_administrator(
    stated: Administration, organisation: Organisation, other: Viewer, now: datetime
) -> None:
    confirm_administration(stated, viewer=other, now=now)
    assert not keeps(other, organisation.pk)


def test_the_administrators_people_keep_the_departments_of_the_administered(
    stated: Administration, other_organisation: Organisation, member: Person, other: Viewer, now: datetime
) -> None:
    confirm_administration(stated, viewer=other, now=now)
    made = department(other_organisation, viewer_of(member), now)
    assert list(departments(viewer_of(member))) == list(departments(other)) == [made]


def test_nobody_confirms_their_own_word(stated: Administration, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        confirm_administration(stated, viewer=viewer_of(manager), now=now)


@pytest.mark.parametrize("act", [confirm_administration, end_administration])
def test_a_member_and_a_stranger_decide_nothing(
    act: Callable[..., object], stated: Administration, other: Viewer, now: datetime
) -> None:
    for viewer in (Viewer(None, other.organisation, Role.MEMBER), Viewer(None, None, Role.MANAGER)):
        with pytest.raises(DomainError):
            act(stated, viewer=viewer, now=now)


def test_either_side_ends_it(
    stated: Administration, other_organisation: Organisation, member: Person, other: Viewer, now: datetime
) -> None:
    confirm_administration(stated, viewer=other, now=now)
    end_administration(stated, viewer=other, now=now)
    assert not keeps(viewer_of(member), other_organisation.pk)
    assert not administrations(viewer_of(member)).exists()
    with pytest.raises(DomainError):
        end_administration(stated, viewer=other, now=now)


def test_it_is_said_once_and_not_of_oneself(
    stated: Administration, organisation: Organisation, manager: Person, now: datetime
) -> None:
    for administered in (stated.administered, organisation):
        with pytest.raises(DomainError) as refusal:
            state_administration(
                administrator=organisation, administered=administered, viewer=viewer_of(manager), now=now
            )
        assert refusal.value.field == "organisation"


def test_a_member_states_nothing(
    organisation: Organisation, other_organisation: Organisation, member: Person, now: datetime
) -> None:
    with pytest.raises(DomainError):
        state_administration(
            administrator=organisation, administered=other_organisation, viewer=viewer_of(member), now=now
        )


def test_no_project_is_tied_to_a_department_of_others(
    organisation: Organisation, member: Person, other_organisation: Organisation, other: Viewer, now: datetime
) -> None:
    theirs = department(other_organisation, other, now)
    with pytest.raises(DomainError):
        tie_to_departments({project(organisation).pk: theirs}, viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError):
        tie_to_departments({project(other_organisation).pk: None}, viewer=viewer_of(member), now=now)


def test_the_page_ties_projects(organisation: Organisation, member: Person, client_of: Browser, now: datetime) -> None:
    made, row = department(organisation, viewer_of(member), now), project(organisation)
    client_of(member).post(reverse("partnerships:departments"), {str(row.pk): str(made.pk)})
    assert Project.objects.get().department == made
    client_of(member).post(reverse("partnerships:departments"), {str(row.pk): ""})
    assert Project.objects.get().department is None


def test_of_two_who_tie_projects_at_once_the_later_one_is_told_and_nothing_is_untied(
    organisation: Organisation, member: Person, client_of: Browser, now: datetime
) -> None:
    made, row = department(organisation, viewer_of(member), now), project(organisation)
    browser, address = client_of(member), reverse("partnerships:departments")
    opened = {str(row.pk): "", "version": browser.get(address).context["version"]}
    theirs = project(organisation)
    tie_to_departments({row.pk: made, theirs.pk: made}, viewer=viewer_of(member), now=now)
    answer = browser.post(address, opened)
    assert "En kollega har rettet listen eller valgene" in answer.content.decode()
    assert {one.department for one in Project.objects.all()} == {made}
    browser.post(address, opened | {str(theirs.pk): str(made.pk), "version": answer.context["version"]})
    assert [Project.objects.get(pk=pk).department for pk in (row.pk, theirs.pk)] == [None, made]


def test_those_named_and_whoever_runs_them_call_off(
    stated: Administration, organisation: Organisation, member: Person, other: Viewer, outsider: Person, now: datetime
) -> None:
    entry = {"name": "Aftalen", "slug": "aftalen", "type": "strategic_partnership", "added_at": now, "changed_at": now}
    partnership = Partnership.objects.create(**entry)
    Board.objects.create(partnership=partnership, opened_at=now, changed_at=now)

    def calls_off(person: Person) -> list[bool]:
        return [seat.is_caller for seat in seats(viewer_of(person))]

    assert (calls_off(member), calls_off(outsider)) == ([], [])
    CallOffRight.objects.create(partnership=partnership, organisation=stated.administered, label="F")
    assert (calls_off(member), calls_off(outsider)) == ([], [True])
    confirm_administration(stated, viewer=other, now=now)
    assert calls_off(member) == [True]


def test_the_pages_add_change_and_remove(organisation: Organisation, member: Person, client_of: Browser) -> None:
    browser = client_of(member)
    form = {"organisation": str(organisation.pk), "number": "7", "name": "Egeparken", "homes": "12"}
    browser.post(reverse("organisation:departments"), form)
    key = Department.objects.get().pk
    renamed = {"number": "8", "name": "Egen", "homes": ""} | shown_version(browser, key)
    browser.post(reverse("organisation:department", args=[key]), renamed)
    assert Department.objects.values_list("number", "name", "homes").get() == ("8", "Egen", None)
    wrong = browser.post(reverse("organisation:department", args=[key]), {"name": "", "homes": "mange"})
    assert 'value="mange"' in wrong.content.decode()
    browser.post(reverse("organisation:remove_department", args=[key]))
    assert Department.objects.get().removed_at is not None


def shown_version(browser: Client, key: object) -> dict[str, str]:
    """What the form of a department brings back of how it stood when it was opened."""
    return {"version": browser.get(reverse("organisation:department", args=[key])).context["version"]}


def test_of_two_who_change_a_department_the_later_one_is_told_and_keeps_what_was_typed(
    organisation: Organisation, member: Person, client_of: Browser, now: datetime
) -> None:
    made = department(organisation, viewer_of(member), now)
    browser, address = client_of(member), reverse("organisation:department", args=[made.pk])
    mine = {"number": "1", "name": "Min Egepark", "homes": ""} | shown_version(browser, made.pk)
    change_department(made, number="1", name="Din Egepark", homes=12, viewer=viewer_of(member), now=now)
    answer = browser.post(address, mine)
    page = answer.content.decode()
    assert "nu står der »1 Din Egepark · 12 boliger«" in page
    assert 'value="Min Egepark"' in page
    assert Department.objects.get().name == "Din Egepark"
    browser.post(address, mine | {"version": answer.context["version"]})
    assert Department.objects.get().name == "Min Egepark"


def test_a_department_that_was_taken_off_the_list_meanwhile_is_not_changed(
    organisation: Organisation, member: Person, now: datetime
) -> None:
    made = department(organisation, viewer_of(member), now)
    remove_department(Department.objects.get(), viewer=viewer_of(member), now=now)
    with pytest.raises(DomainError):
        change_department(made, number="1", name="Ny", homes=None, viewer=viewer_of(member), now=now)
    assert Department.objects.get().name == "Egeparken"


def test_the_page_states_confirms_and_ends(
    manager: Person, organisation: Organisation, other_organisation: Organisation, client_of: Browser, other: Viewer
) -> None:
    form = {"side": "administered", "organisation": str(other_organisation.pk)}
    client_of(manager).post(reverse("organisation:administration"), form)
    made = Administration.objects.get()
    assert (made.administrator, made.administered, made.stated_by) == (other_organisation, organisation, organisation)
    client_of(manager).post(reverse("organisation:end_administration", args=[made.pk]))
    assert Administration.objects.get().ended_at is not None


@pytest.mark.parametrize("name", ["organisation:departments", "partnerships:departments"])
def test_a_list_asks_the_same_however_many_departments(
    name: str,
    organisation: Organisation,
    member: Person,
    client_of: Browser,
    now: datetime,
    assert_constant_queries: Callable[[Callable[[int], object], Callable[[], Any]], None],
) -> None:
    browser = client_of(member)

    def make(count: int) -> None:
        for _n in range(count):
            made = department(organisation, viewer_of(member), now, str(Department.objects.count()))
            row = project(organisation)
            tie_to_departments({row.pk: made}, viewer=viewer_of(member), now=now)

    assert_constant_queries(make, lambda: browser.get(reverse(name)))
