"""A page was opened, two organisations became one, and then somebody acts on the page: for the one that carries on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import (
    accept_invitation,
    add_department,
    add_member,
    approve_request,
    ask_to_join,
    change_organisation,
    create_organisation,
    grant_access,
    invite,
    merge_organisations,
    register_person,
    state_administration,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import (
    Administration,
    Department,
    Grant,
    Invitation,
    Membership,
    Organisation,
    Person,
)
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import grants_of, opened_to_others, viewer_of
from maskinrum.shared.errors import DomainError
from tests.decisions.making import opened


@pytest.fixture
def old(db: None, now: datetime) -> Organisation:
    """One that is about to be merged, as somebody has it on a page."""
    return create_organisation("Den gamle", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=now)


@pytest.fixture
def merge(old: Organisation, other_organisation: Organisation, now: datetime) -> Callable[[], object]:
    """What happens meanwhile."""
    return lambda: merge_organisations(old, into=other_organisation, viewer=OPERATOR, now=now)


@pytest.fixture
def anna(db: None, now: datetime) -> Person:
    """Somebody new."""
    return register_person("anna@gammel.example", name="Anna", is_verified=True, now=now)


def test_an_invitation_lets_in_to_the_one_that_carries_on(
    old: Organisation, other_organisation: Organisation, merge: Callable[[], object], anna: Person, now: datetime
) -> None:
    shown = invite(old, email=anna.email, role="manager", viewer=OPERATOR, now=now)
    merge()
    accept_invitation(shown, person=anna, viewer=viewer_of(anna), now=now)
    anna.refresh_from_db()
    assert list(Membership.objects.filter(person=anna).values_list("organisation", flat=True)) == [
        other_organisation.pk
    ]
    assert viewer_of(anna) == Viewer(anna.pk, other_organisation.pk, Role.MANAGER)


def test_whoever_is_added_or_asked_belongs_to_the_one_that_carries_on(
    old: Organisation, other_organisation: Organisation, merge: Callable[[], object], anna: Person, now: datetime
) -> None:
    merge()
    add_member(anna, organisation=old, role=Role.MEMBER, viewer=OPERATOR, now=now)
    invite(old, email="bo@gammel.example", role="member", viewer=OPERATOR, now=now)
    assert [Membership.objects.get(person=anna).organisation, Invitation.objects.get().organisation] == [
        other_organisation
    ] * 2


def test_somebody_let_in_as_an_organisation_of_the_register_is_let_in_to_the_one_that_carries_on(
    old: Organisation, other_organisation: Organisation, merge: Callable[[], object], anna: Person, now: datetime
) -> None:
    Organisation.objects.filter(pk=old.pk).update(joined_at=None)
    old.refresh_from_db()
    asked = {"cvr": "98000003", "name": "Den gamle", "kind": "engineer", "message": ""}
    request = ask_to_join(anna, **asked, viewer=viewer_of(anna), now=now)
    before = other_organisation.cvr
    merge()
    membership = approve_request(request, match=old, viewer=OPERATOR, now=now)
    assert (membership.organisation, membership.organisation.cvr) == (other_organisation, before)
    old.refresh_from_db()
    assert (old.joined_at, old.cvr) == (None, "")


def test_two_who_are_taken_to_be_the_same_organisation_do_not_take_each_others_number(
    old: Organisation, anna: Person, now: datetime
) -> None:
    Organisation.objects.filter(pk=old.pk).update(joined_at=None)
    old.refresh_from_db()
    asked: dict[str, Any] = {"name": "Den gamle", "kind": "engineer", "message": "", "viewer": viewer_of(anna)}
    first, second = (ask_to_join(anna, cvr=cvr, now=now, **asked) for cvr in ("98000003", "98000011"))
    approve_request(first, match=Organisation.objects.get(pk=old.pk), viewer=OPERATOR, now=now)
    with pytest.raises(DomainError) as refusal:
        approve_request(second, match=old, viewer=OPERATOR, now=now)
    old.refresh_from_db()
    assert (refusal.value.field, old.cvr) == ("organisation", "98000003")


def test_one_that_was_merged_is_not_changed(
    old: Organisation, other_organisation: Organisation, merge: Callable[[], object], now: datetime
) -> None:
    merge()
    with pytest.raises(DomainError):
        change_organisation(old, name="Nyt", kind=old.kind, cvr="", group=None, viewer=OPERATOR, now=now)


def test_a_group_that_was_merged_is_the_one_that_carries_on(
    old: Organisation,
    organisation: Organisation,
    other_organisation: Organisation,
    merge: Callable[[], object],
    now: datetime,
) -> None:
    merge()
    kind = OrganisationKind.FUND
    changed = change_organisation(organisation, name="A", kind=kind, cvr="", group=old, viewer=OPERATOR, now=now)
    made = create_organisation("B", kind=kind, group=old, viewer=OPERATOR, now=now)
    assert [changed.group, made.group] == [other_organisation] * 2


def test_departments_and_who_runs_whom_are_said_of_the_one_that_carries_on(
    old: Organisation,
    organisation: Organisation,
    other_organisation: Organisation,
    merge: Callable[[], object],
    manager: Person,
    outsider: Person,
    now: datetime,
) -> None:
    merge()
    state_administration(administrator=organisation, administered=old, viewer=viewer_of(manager), now=now)
    add_department(old, number="1", name="Egen", homes=None, viewer=viewer_of(outsider), now=now)
    assert [Administration.objects.get().administered, Department.objects.get().organisation] == [
        other_organisation
    ] * 2
    others = Viewer(None, other_organisation.pk, Role.MANAGER)
    with pytest.raises(DomainError) as refusal:
        state_administration(administrator=other_organisation, administered=old, viewer=others, now=now)
    assert refusal.value.field == "organisation"


@pytest.fixture
def file(organisation: Organisation, manager: Person, now: datetime) -> DecisionFile:
    """A decision file of the first organisation."""
    return opened(organisation, viewer_of(manager), now)


def test_what_is_opened_to_one_that_was_merged_is_opened_to_the_one_that_carries_on(
    old: Organisation,
    other_organisation: Organisation,
    merge: Callable[[], object],
    file: DecisionFile,
    manager: Person,
    now: datetime,
) -> None:
    merge()
    assert grant_access(file, organisation=old, viewer=viewer_of(manager), now=now).organisation == other_organisation


@pytest.mark.parametrize("is_owner_merged", [True, False])
def test_what_the_two_had_opened_to_each_other_is_no_longer_shared(
    is_owner_merged: bool,
    old: Organisation,
    organisation: Organisation,
    file: DecisionFile,
    manager: Person,
    now: datetime,
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.FUND, viewer=OPERATOR, now=now)
    for place in (old, third):
        grant_access(file, organisation=place, viewer=viewer_of(manager), now=now)
    ends, stays = (organisation, old) if is_owner_merged else (old, organisation)
    merge_organisations(ends, into=stays, viewer=OPERATOR, now=now)
    file.refresh_from_db()
    later = now + timedelta(minutes=1)
    assert [one.organisation for one in grants_of(file, now=later)] == [third]
    [shown] = opened_to_others(Viewer(manager.pk, stays.pk, Role.MANAGER), now=later)
    assert [one.organisation for one in shown.grants] == [third]
    assert Grant.objects.count() == 2
