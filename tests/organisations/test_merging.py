"""Two organisations become one, and nothing is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import (
    act_for,
    add_department,
    add_member,
    ask_to_join,
    confirm_administration,
    create_organisation,
    grant_access,
    invite,
    merge_organisations,
    register_person,
    state_administration,
    would_move,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import (
    Administration,
    AuditEvent,
    Department,
    Grant,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Person,
)
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import (
    carried_on_by,
    keeps,
    may_see,
    organisation_called,
    organisations_to_share_with,
    viewer_of,
)
from maskinrum.partnerships.models import CallOffRight, Partnership, Party, Project
from maskinrum.shared.errors import DomainError
from tests.decisions.making import opened

Browser = Callable[[Person | None], Client]
ENTRY = {"name": "Aftalen", "slug": "aftalen", "type": "strategic_partnership"}


@pytest.fixture
def file(organisation: Organisation, manager: Person, now: datetime) -> DecisionFile:
    """A file, and with it three projects on the list."""
    return opened(organisation, viewer_of(manager), now)


@pytest.fixture
def secretariat(now: datetime, db: None) -> Person:
    """Somebody who looks after the network."""
    place = create_organisation("Sekretariatet", kind=OrganisationKind.ASSOCIATION, viewer=OPERATOR, now=now)
    person = register_person("siv@net.example", is_verified=True, now=now)
    add_member(person, organisation=place, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return person


def merged(old: Organisation, into: Organisation, now: datetime) -> None:
    merge_organisations(old, into=into, viewer=OPERATOR, now=now)


def test_people_move_and_act_for_the_one_that_carries_on(
    organisation: Organisation, other_organisation: Organisation, member: Person, now: datetime
) -> None:
    act_for(member, organisation=organisation, viewer=viewer_of(member), now=now)
    merged(organisation, other_organisation, now)
    member.refresh_from_db()
    assert viewer_of(member) == Viewer(member.pk, other_organisation.pk, "member")


@pytest.mark.parametrize(
    ("there", "here", "kept"),
    [(Role.MANAGER, Role.MEMBER, "manager"), (Role.MEMBER, Role.MANAGER, "manager"), (Role.FACILITATOR,) * 3],
)
def test_who_belongs_to_both_keeps_the_stronger_role(
    there: Role, here: Role, kept: str, organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    person = register_person("to@steder.example", now=now)
    for place, role in ((organisation, there), (other_organisation, here)):
        add_member(person, organisation=place, role=role, viewer=OPERATOR, now=now)
    merged(organisation, other_organisation, now)
    assert list(Membership.objects.values_list("organisation", "role")) == [(other_organisation.pk, kept)]


def test_projects_and_files_move_and_the_preview_counted_them(
    organisation: Organisation, other_organisation: Organisation, file: DecisionFile, outsider: Person, now: datetime
) -> None:
    counted = {one.key: one.count for one in would_move(organisation)}
    merged(organisation, other_organisation, now)
    assert (counted["projects"], counted["decision_files"], counted["memberships"]) == (3, 1, 1)
    assert set(Project.objects.values_list("organisation", flat=True)) == {other_organisation.pk}
    assert DecisionFile.objects.get().organisation == other_organisation


def test_departments_move_and_a_number_in_use_becomes_part_of_the_name(
    organisation: Organisation, other_organisation: Organisation, member: Person, outsider: Person, now: datetime
) -> None:
    for person, place, name in ((member, organisation, "Gammel"), (outsider, other_organisation, "Ny")):
        add_department(place, number="1", name=name, homes=None, viewer=viewer_of(person), now=now)
    merged(organisation, other_organisation, now)
    found = Department.objects.filter(organisation=other_organisation).values_list("number", "name")
    assert sorted(found) == [("", "1 Gammel"), ("1", "Ny")]


def test_grants_to_it_move_and_none_stands_twice(
    organisation: Organisation, other_organisation: Organisation, file: DecisionFile, manager: Person, now: datetime
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=now)
    for place in (third, other_organisation):
        grant_access(file, organisation=place, viewer=viewer_of(manager), now=now)
    merged(third, other_organisation, now)
    assert list(Grant.objects.filter(revoked_at__isnull=True).values_list("organisation", flat=True)) == [
        other_organisation.pk
    ]
    assert Grant.objects.filter(organisation=other_organisation).count() == 2


@pytest.mark.parametrize(
    ("days_of_old", "days_of_other", "days_left"), [(None, 1, None), (1, None, None), (9, 5, 9), (5, 9, 9)]
)
def test_of_two_grants_to_one_object_the_one_that_opens_it_longer_lives_on(
    days_of_old: int | None,
    days_of_other: int | None,
    days_left: int | None,
    other_organisation: Organisation,
    file: DecisionFile,
    manager: Person,
    now: datetime,
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=now)
    for place, days in ((third, days_of_old), (other_organisation, days_of_other)):
        end = now + timedelta(days=days) if days else None
        grant_access(file, organisation=place, viewer=viewer_of(manager), now=now, expires_at=end)
    merged(third, other_organisation, now)
    alive = Grant.objects.get(revoked_at__isnull=True)
    assert (alive.organisation, alive.expires_at) == (
        other_organisation,
        now + timedelta(days=days_left) if days_left else None,
    )


def test_a_grant_that_has_run_out_stops_none_that_opens_something(
    other_organisation: Organisation, file: DecisionFile, manager: Person, outsider: Person, now: datetime
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.ENGINEER, viewer=OPERATOR, now=now)
    end = now + timedelta(days=1)
    grant_access(file, organisation=other_organisation, viewer=viewer_of(manager), now=now, expires_at=end)
    grant_access(file, organisation=third, viewer=viewer_of(manager), now=now)
    later = now + timedelta(days=2)
    assert may_see(viewer_of(outsider), file, now=later) is False
    merged(third, other_organisation, later)
    assert may_see(viewer_of(outsider), file, now=later) is True


def test_of_what_two_addresses_of_a_person_were_given_the_one_that_opens_longer_counts(
    file: DecisionFile, manager: Person, outsider: Person, now: datetime
) -> None:
    EmailAddress.objects.create(user=outsider, email="anden@hus.example", verified=True)
    for email, days in ((outsider.email, 1), ("anden@hus.example", 9)):
        end = now + timedelta(days=days)
        grant_access(file, email=email, viewer=viewer_of(manager), now=now, expires_at=end)
    assert [one.expires_at for one in Grant.objects.filter(person=outsider)] == [now + timedelta(days=9)]
    assert may_see(viewer_of(outsider), file, now=now + timedelta(days=5)) is True


def test_invitations_and_requests_move(
    organisation: Organisation, other_organisation: Organisation, newcomer: Person, now: datetime
) -> None:
    organisation.cvr = "98000003"
    organisation.save()
    for place in (organisation, other_organisation):
        invite(place, email="anna@hus.example", role="member", viewer=OPERATOR, now=now)
    words: dict[str, Any] = {"name": "N", "kind": "engineer", "message": ""}
    ask_to_join(newcomer, cvr="98000003", **words, viewer=viewer_of(newcomer), now=now)
    merged(organisation, other_organisation, now)
    assert Invitation.objects.filter(organisation=other_organisation, withdrawn_at__isnull=True).count() == 1
    assert JoinRequest.objects.get().organisation == other_organisation


def test_an_administration_of_itself_ends_and_others_move(
    organisation: Organisation, other_organisation: Organisation, manager: Person, outsider: Person, now: datetime
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=now)
    for administered in (other_organisation, third):
        made = state_administration(
            administrator=organisation, administered=administered, viewer=viewer_of(manager), now=now
        )
        confirm_administration(made, viewer=Viewer(None, administered.pk, Role.MANAGER), now=now)
    merged(organisation, other_organisation, now)
    standing = Administration.objects.filter(ended_at__isnull=True)
    assert list(standing.values_list("administrator", "administered")) == [(other_organisation.pk, third.pk)]


@pytest.mark.parametrize("confirmed", ["old", "into"])
def test_of_two_that_say_the_same_the_yes_to_one_holds(
    confirmed: str, organisation: Organisation, other_organisation: Organisation, manager: Person, now: datetime
) -> None:
    third = create_organisation("Tredje", kind=OrganisationKind.HOUSING_ORGANISATION, viewer=OPERATOR, now=now)
    for name, administrator in (("old", organisation), ("into", other_organisation)):
        by = Viewer(None, administrator.pk, Role.MANAGER)
        made = state_administration(administrator=administrator, administered=third, viewer=by, now=now)
        if name == confirmed:
            confirm_administration(made, viewer=Viewer(None, third.pk, Role.MANAGER), now=now)
    merged(organisation, other_organisation, now)
    (standing,) = Administration.objects.filter(ended_at__isnull=True)
    assert (standing.administrator, standing.confirmed_at) == (other_organisation, now)
    assert keeps(Viewer(None, other_organisation.pk, Role.MANAGER), third.pk)


def test_its_place_in_partnerships_moves_once(
    organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    partnership = Partnership.objects.create(**ENTRY, organisation=organisation, added_at=now, changed_at=now)
    for place, discipline in (
        (organisation, "engineer"),
        (organisation, "architect"),
        (other_organisation, "engineer"),
    ):
        Party.objects.create(partnership=partnership, organisation=place, name=place.name, discipline=discipline)
        CallOffRight.objects.get_or_create(partnership=partnership, organisation=place, label="F")
    merged(organisation, other_organisation, now)
    partnership.refresh_from_db()
    assert partnership.organisation == other_organisation
    assert sorted(Party.objects.values_list("organisation", "discipline")) == [
        (other_organisation.pk, "architect"),
        (other_organisation.pk, "engineer"),
    ]
    assert list(CallOffRight.objects.values_list("organisation", flat=True)) == [other_organisation.pk]


def test_companies_of_the_group_move(
    organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    company = create_organisation("Selskab", kind=OrganisationKind.OTHER, viewer=OPERATOR, now=now)
    for one in (company, other_organisation):
        one.group = organisation
        one.save()
    merged(organisation, other_organisation, now)
    company.refresh_from_db()
    other_organisation.refresh_from_db()
    assert (company.group, other_organisation.group) == (other_organisation, None)


def test_the_old_one_points_on_opens_nothing_and_is_logged(
    organisation: Organisation, other_organisation: Organisation, member: Person, now: datetime
) -> None:
    merged(organisation, other_organisation, now)
    organisation.refresh_from_db()
    assert carried_on_by(organisation) == other_organisation
    assert organisation not in organisations_to_share_with(Viewer())
    event = AuditEvent.objects.all()[0]
    assert (event.verb, event.changes) == (
        "merge_organisation",
        {"merged_into": [None, str(other_organisation.pk)], "memberships": [1, 0]},
    )


def test_one_of_the_register_takes_part_when_one_that_does_is_merged_into_it(
    organisation: Organisation, now: datetime
) -> None:
    row = create_organisation("R", kind=OrganisationKind.OTHER, takes_part=False, viewer=OPERATOR, now=now)
    merged(organisation, row, now)
    row.refresh_from_db()
    assert row.joined_at == organisation.joined_at


def test_only_the_secretariat_merges(
    organisation: Organisation, other_organisation: Organisation, manager: Person, now: datetime
) -> None:
    with pytest.raises(DomainError):
        merge_organisations(organisation, into=other_organisation, viewer=viewer_of(manager), now=now)


def test_what_cannot_be_is_refused(organisation: Organisation, other_organisation: Organisation, now: datetime) -> None:
    invented = create_organisation(
        "Opdigtet", kind=OrganisationKind.OTHER, is_fictitious=True, viewer=OPERATOR, now=now
    )
    for into in (organisation, invented):
        with pytest.raises(DomainError):
            merged(organisation, into, now)
    merged(organisation, other_organisation, now)
    with pytest.raises(DomainError):
        merged(organisation, other_organisation, now)


def test_the_pages_show_merge_and_lead_on(
    organisation: Organisation, other_organisation: Organisation, secretariat: Person, client_of: Browser
) -> None:
    browser, address = client_of(secretariat), reverse("secretariat:merge_organisation", args=[organisation.slug])
    assert "Hvad der flytter" in browser.get(address).content.decode()
    assert browser.post(address, {"into": ""}).status_code == 200
    assert browser.post(address, {"into": str(other_organisation.pk)}).status_code == 302
    led = browser.get(reverse("secretariat:organisation", args=[organisation.slug]))
    assert led.headers["Location"] == reverse("secretariat:organisation", args=[other_organisation.slug])
    assert organisation.name in browser.get(led.headers["Location"]).content.decode()


@pytest.mark.telling
def test_a_name_leads_past_every_merger_and_first_to_one_that_still_carries_on(
    organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    made = [
        create_organisation(name, kind=OrganisationKind.OTHER, takes_part=False, viewer=OPERATOR, now=now)
        for name in ("ØSTERBO", "Nyere", "Østerbo")
    ]
    first, second, same_name = made
    merged(first, second, now)
    merged(second, organisation, now)
    assert organisation_called("østerbo") == same_name
    Organisation.objects.filter(pk=same_name.pk).update(name="Noget andet")
    assert organisation_called("østerbo") == organisation
