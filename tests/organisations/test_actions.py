"""Every write does one thing, and says no in words to those without the right."""

import uuid
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from maskinrum.organisations.actions import (
    add_member,
    change_password,
    create_organisation,
    erase_person,
    grant_access,
    register_person,
    revoke_access,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Grant, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.shared.errors import DomainError


@pytest.fixture
def project(organisation: Organisation) -> Project:
    """Anything an organisation owns."""
    return Project.objects.create(
        organisation=organisation, name="Taget", budget=12, planned_start="2027-03-01", duration=9
    )


def verbs_about(key: uuid.UUID) -> list[str]:
    return list(AuditEvent.objects.filter(object_id=key).order_by("id").values_list("verb", flat=True))


def test_address_is_kept_in_lower_case(db: None, now: datetime) -> None:
    person = register_person(" Mette@Nord.EXAMPLE ", name=" Mette Holm ", now=now)
    assert (person.email, person.name) == ("mette@nord.example", "Mette Holm")


def test_same_address_in_other_case_is_taken(member: Person, now: datetime) -> None:
    with pytest.raises(DomainError) as refusal:
        register_person("METTE@nord.example", now=now)
    assert refusal.value.field == "email"


def test_database_refuses_an_address_with_capitals(member: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=member.pk).update(email="Mette@nord.example")


def test_person_without_password_has_none_that_works(db: None, now: datetime) -> None:
    assert not register_person("ny@person.example", now=now).has_usable_password()


def test_verified_person_needs_no_code_at_the_first_sign_in(db: None, now: datetime) -> None:
    register_person("ny@person.example", is_verified=True, now=now)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("ny@person.example", True, True)]


def test_new_password_works_and_is_logged_without_itself(member: Person, now: datetime) -> None:
    change_password(member, password="noget helt andet", viewer=viewer_of(member), now=now)
    event = AuditEvent.objects.first()
    assert event is not None
    assert (Person.objects.get().check_password("noget helt andet"), event.changes) == (True, {"password": "changed"})


@pytest.mark.parametrize("role", ["visitor", Role.MEMBER, Role.MANAGER])
def test_only_the_secretariat_adds_organisations(role: str, organisation: Organisation, now: datetime) -> None:
    viewer = VISITOR if role == "visitor" else Viewer(None, organisation.pk, role)
    with pytest.raises(DomainError):
        create_organisation("Nyt", kind=OrganisationKind.OTHER, viewer=viewer, now=now)


def test_secretariat_adds_an_organisation(organisation: Organisation, now: datetime) -> None:
    viewer = Viewer(None, organisation.pk, Role.SECRETARIAT)
    made = create_organisation("Nyt", kind=OrganisationKind.FUND, cvr="12345678", viewer=viewer, now=now)
    assert (made.name, made.kind, made.cvr, verbs_about(made.pk)) == (
        "Nyt",
        "fund",
        "12345678",
        ["create_organisation"],
    )


def test_cvr_number_belongs_to_one_organisation(db: None, now: datetime) -> None:
    create_organisation("Første", kind=OrganisationKind.FUND, cvr="12345678", viewer=OPERATOR, now=now)
    with pytest.raises(DomainError) as refusal:
        create_organisation("Anden", kind=OrganisationKind.FUND, cvr="12345678", viewer=OPERATOR, now=now)
    assert refusal.value.field == "cvr"


def test_manager_adds_a_member_to_the_own_organisation(
    manager: Person, newcomer: Person, organisation: Organisation, now: datetime
) -> None:
    made = add_member(newcomer, organisation=organisation, role=Role.MEMBER, viewer=viewer_of(manager), now=now)
    assert viewer_of(newcomer) == Viewer(newcomer.pk, organisation.pk, "member")
    assert verbs_about(made.pk) == ["add_member"]


def test_manager_adds_nobody_to_another_organisation(
    manager: Person, newcomer: Person, other_organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError):
        add_member(newcomer, organisation=other_organisation, role=Role.MEMBER, viewer=viewer_of(manager), now=now)


def test_manager_makes_no_secretariat(
    manager: Person, newcomer: Person, organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError):
        add_member(newcomer, organisation=organisation, role=Role.SECRETARIAT, viewer=viewer_of(manager), now=now)


def test_member_adds_nobody(member: Person, newcomer: Person, organisation: Organisation, now: datetime) -> None:
    with pytest.raises(DomainError):
        add_member(newcomer, organisation=organisation, role=Role.MEMBER, viewer=viewer_of(member), now=now)


def test_person_is_member_once(member: Person, organisation: Organisation, now: datetime) -> None:
    with pytest.raises(DomainError):
        add_member(member, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=now)


def test_granting_is_logged_on_the_object(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    end = now + timedelta(days=30)
    grant_access(project, organisation=other_organisation, viewer=viewer_of(manager), now=now, expires_at=end)
    event = AuditEvent.objects.get(object_id=project.pk)
    assert event.changes == {
        "organisation": [None, str(other_organisation.pk)],
        "expires_at": [None, "2026-12-24T09:30:00Z"],
    }


def test_member_without_the_right_shares_nothing(
    project: Project, member: Person, other_organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError):
        grant_access(project, organisation=other_organisation, viewer=viewer_of(member), now=now)


def test_nobody_shares_what_another_organisation_owns(
    project: Project, other_organisation: Organisation, now: datetime
) -> None:
    viewer = Viewer(None, other_organisation.pk, Role.MANAGER)
    with pytest.raises(DomainError):
        grant_access(project, organisation=other_organisation, viewer=viewer, now=now)


def test_own_organisation_needs_no_grant(
    project: Project, manager: Person, organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError) as refusal:
        grant_access(project, organisation=organisation, viewer=viewer_of(manager), now=now)
    assert refusal.value.field == "organisation"


def test_second_grant_to_the_same_organisation_is_refused(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    grant_access(project, organisation=other_organisation, viewer=viewer_of(manager), now=now)
    with pytest.raises(DomainError) as refusal:
        grant_access(project, organisation=other_organisation, viewer=viewer_of(manager), now=now)
    assert refusal.value.field == "organisation"


def test_grant_that_ran_out_gives_way_to_a_new_one(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    viewer, later = viewer_of(manager), now + timedelta(days=2)
    old = grant_access(
        project, organisation=other_organisation, viewer=viewer, now=now, expires_at=now + timedelta(days=1)
    )
    new = grant_access(project, organisation=other_organisation, viewer=viewer, now=later)
    assert dict(Grant.objects.values_list("pk", "revoked_at")) == {old.pk: later, new.pk: None}


def test_grant_cannot_end_before_it_begins(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    with pytest.raises(DomainError) as refusal:
        grant_access(project, organisation=other_organisation, viewer=viewer_of(manager), now=now, expires_at=now)
    assert refusal.value.field == "expires_at"


def test_revoking_twice_keeps_the_first_hour_and_one_line(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    viewer = viewer_of(manager)
    grant = grant_access(project, organisation=other_organisation, viewer=viewer, now=now)
    revoke_access(grant, viewer=viewer, now=now + timedelta(hours=1))
    revoke_access(grant, viewer=viewer, now=now + timedelta(hours=2))
    assert Grant.objects.get().revoked_at == now + timedelta(hours=1)
    assert verbs_about(project.pk) == ["grant_access", "revoke_access"]


def test_guest_cannot_revoke(
    project: Project, manager: Person, other_organisation: Organisation, now: datetime
) -> None:
    grant = grant_access(project, organisation=other_organisation, viewer=viewer_of(manager), now=now)
    with pytest.raises(DomainError):
        revoke_access(grant, viewer=Viewer(None, other_organisation.pk, Role.MANAGER), now=now)


def test_nobody_is_erased_by_a_colleague(member: Person, manager: Person, now: datetime) -> None:
    with pytest.raises(DomainError):
        erase_person(member, viewer=viewer_of(manager), now=now)


def test_erased_person_keeps_the_id_and_nothing_else(member: Person, now: datetime) -> None:
    lines_before = list(AuditEvent.objects.values())
    erase_person(member, viewer=viewer_of(member), now=now)
    left = Person.objects.get()
    assert (left.pk, left.email, left.name) == (member.pk, f"{member.pk}@erased.invalid", "")
    assert (left.is_active, left.has_usable_password(), left.memberships.count()) == (False, False, 0)
    assert list(AuditEvent.objects.values())[1:] == lines_before


def test_erasing_twice_keeps_the_first_hour(member: Person, now: datetime) -> None:
    erase_person(member, viewer=OPERATOR, now=now)
    erase_person(member, viewer=OPERATOR, now=now + timedelta(days=1))
    assert Person.objects.get().erased_at == now
