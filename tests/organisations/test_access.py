"""The access rule: who sees what, for every visibility and every kind of viewer."""

import gc
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test.utils import isolate_apps
from django.utils.functional import SimpleLazyObject

from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.organisations.actions import add_member, grant_access, register_person, revoke_access
from maskinrum.organisations.enums import Role, Visibility
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR, Viewer
from maskinrum.organisations.queries import (
    grants_of,
    may_see,
    object_type_of,
    organisation_names,
    organisations_to_share_with,
    viewer_of,
    visible_now,
    visible_to,
)
from maskinrum.partnerships.models import Project

HOUR = timedelta(hours=1)


def decision_file(organisation: Organisation, visibility: Visibility, now: datetime) -> DecisionFile:
    return DecisionFile.objects.create(
        organisation=organisation,
        title=f"Badeværelser {visibility}",
        case_date=date(2026, 11, 24),
        visibility=visibility,
        seed=7,
        created_at=now,
        changed_at=now,
    )


@dataclass(frozen=True)
class Scene:
    """Two organisations, the people of each, and the hour the file is looked at."""

    file: DecisionFile
    manager: Viewer
    outsider: Viewer
    newcomer: Viewer
    other: Organisation
    now: datetime

    def granted(self, *, expires_at: datetime | None = None) -> Viewer:
        grant_access(
            self.file, organisation=self.other, viewer=self.manager, now=self.now - 3 * HOUR, expires_at=expires_at
        )
        return self.outsider

    def named(self, *, expires_at: datetime | None = None) -> Viewer:
        grant_access(
            self.file,
            email="ny@person.example",
            viewer=self.manager,
            now=self.now - 3 * HOUR,
            expires_at=expires_at,
        )
        return self.newcomer

    def named_and_revoked(self) -> Viewer:
        early = self.now - 3 * HOUR
        grant = grant_access(self.file, email="ny@person.example", viewer=self.manager, now=early)
        revoke_access(grant, viewer=self.manager, now=self.now - HOUR)
        return self.newcomer

    def revoked(self) -> Viewer:
        grant = grant_access(self.file, organisation=self.other, viewer=self.manager, now=self.now - 3 * HOUR)
        revoke_access(grant, viewer=self.manager, now=self.now - HOUR)
        return self.outsider


VIEWERS: dict[str, Callable[[Scene], Viewer]] = {
    "visitor": lambda scene: VISITOR,
    "person without organisation": lambda scene: scene.newcomer,
    "member of another organisation": lambda scene: scene.outsider,
    "own member": lambda scene: scene.manager,
    "granted": lambda scene: scene.granted(),
    "granted for an hour more": lambda scene: scene.granted(expires_at=scene.now + HOUR),
    "granted until this moment": lambda scene: scene.granted(expires_at=scene.now),
    "granted and revoked": lambda scene: scene.revoked(),
    "named": lambda scene: scene.named(),
    "named for an hour more": lambda scene: scene.named(expires_at=scene.now + HOUR),
    "named until this moment": lambda scene: scene.named(expires_at=scene.now),
    "named and revoked": lambda scene: scene.named_and_revoked(),
    "the machine's operator": lambda scene: OPERATOR,
}
EVERYBODY = set(VIEWERS)
NAMED = {kind for kind in VIEWERS if kind.startswith("named")}
MEMBERS = EVERYBODY - {"visitor", "person without organisation", "the machine's operator"} - NAMED
LET_IN = {"own member", "granted", "granted for an hour more", "named", "named for an hour more"}
SEES = {
    Visibility.OPEN: EVERYBODY,
    Visibility.NETWORK: MEMBERS | LET_IN,
    Visibility.PARTNERSHIP: LET_IN,
    Visibility.ORGANISATION: LET_IN,
}


@pytest.mark.parametrize("kind", VIEWERS)
@pytest.mark.parametrize("visibility", Visibility)
def test_rule_gives_exactly_the_table(
    kind: str,
    visibility: Visibility,
    organisation: Organisation,
    other_organisation: Organisation,
    manager: Person,
    outsider: Person,
    newcomer: Person,
    now: datetime,
) -> None:
    scene = Scene(
        file=decision_file(organisation, visibility, now),
        manager=viewer_of(manager),
        outsider=viewer_of(outsider),
        newcomer=viewer_of(newcomer),
        other=other_organisation,
        now=now,
    )
    viewer = VIEWERS[kind](scene)
    assert may_see(viewer, scene.file, now=now) == (kind in SEES[visibility])


@pytest.mark.parametrize("most", [0, 1, 300])
@pytest.mark.parametrize("kind", VIEWERS)
def test_the_rule_with_few_rows_read_at_once_gives_the_same(
    kind: str,
    most: int,
    organisation: Organisation,
    other_organisation: Organisation,
    manager: Person,
    outsider: Person,
    newcomer: Person,
    now: datetime,
) -> None:
    files = [decision_file(organisation, visibility, now) for visibility in (*Visibility, Visibility.ORGANISATION)]
    own, other, alone = (viewer_of(person) for person in (manager, outsider, newcomer))
    viewer = VIEWERS[kind](Scene(files[-1], own, other, alone, other_organisation, now))
    rows = DecisionFile.objects.order_by("pk")
    assert list(visible_now(viewer, rows, now=now, most=most)) == list(visible_to(viewer, rows, now=now))


def test_grant_opens_one_object_and_not_its_neighbour(
    organisation: Organisation, other_organisation: Organisation, manager: Person, outsider: Person, now: datetime
) -> None:
    shared = decision_file(organisation, Visibility.ORGANISATION, now)
    decision_file(organisation, Visibility.ORGANISATION, now)
    grant_access(shared, organisation=other_organisation, viewer=viewer_of(manager), now=now)
    assert list(visible_to(viewer_of(outsider), DecisionFile.objects.all(), now=now)) == [shared]


def test_what_ends_at_a_moment_counts_for_the_next_question_of_that_moment(
    organisation: Organisation, other_organisation: Organisation, manager: Person, outsider: Person, now: datetime
) -> None:
    file, own, other = (
        decision_file(organisation, Visibility.ORGANISATION, now),
        viewer_of(manager),
        viewer_of(outsider),
    )
    assert not may_see(other, file, now=now)
    grant = grant_access(file, organisation=other_organisation, viewer=own, now=now)
    assert may_see(other, file, now=now)
    revoke_access(grant, viewer=own, now=now)
    assert not may_see(other, file, now=now)


def test_the_rule_keeps_nothing_of_the_request_that_asked(manager: Person, now: datetime) -> None:
    class Request:
        """What a request holds is long."""

        viewer = viewer_of(manager)

    request = Request()
    held = weakref.ref(request)

    def ask(viewer: Any) -> None:
        visible_to(viewer, DecisionFile.objects.all(), now=now).count()

    def looked_up(request: Request) -> Any:
        return SimpleLazyObject(lambda: request.viewer)

    ask(looked_up(request))
    del request
    gc.collect()
    assert held() is None


def test_person_of_two_organisations_acts_for_the_first(
    organisation: Organisation, other_organisation: Organisation, now: datetime
) -> None:
    person = register_person("to@steder.example", now=now)
    for place, role in [(other_organisation, Role.MANAGER), (organisation, Role.MEMBER)]:
        add_member(person, organisation=place, role=role, viewer=OPERATOR, now=now)
    assert viewer_of(person) == Viewer(person.pk, other_organisation.pk, Role.MANAGER)


def test_inactive_person_is_a_visitor(member: Person) -> None:
    member.is_active = False
    assert viewer_of(member) == VISITOR


def test_grants_of_an_object_are_those_in_force_by_name(
    organisation: Organisation, other_organisation: Organisation, manager: Person, now: datetime
) -> None:
    file = decision_file(organisation, Visibility.ORGANISATION, now)
    early, late = (
        Organisation.objects.create(slug=name, name=name, kind="engineer") for name in ("Anlæg Øst", "Vej og Bro")
    )
    viewer = viewer_of(manager)
    for guest in (late, early):
        grant_access(file, organisation=guest, viewer=viewer, now=now)
    revoke_access(grant_access(file, organisation=other_organisation, viewer=viewer, now=now), viewer=viewer, now=now)
    assert [str(grant.receiver) for grant in grants_of(file, now=now)] == ["Anlæg Øst", "Vej og Bro"]


def test_own_organisation_is_not_offered_for_sharing(
    other_organisation: Organisation, organisation: Organisation, member: Person
) -> None:
    assert list(organisations_to_share_with(viewer_of(member))) == [other_organisation]


def test_names_are_those_of_the_organisations_asked_for(
    organisation: Organisation, other_organisation: Organisation
) -> None:
    assert organisation_names([other_organisation.pk]) == {other_organisation.pk: "Entreprenør Syd"}


def test_stored_names_of_object_types_never_change() -> None:
    assert [object_type_of(model) for model in (DecisionFile, PortfolioSnapshot, Project, Person, Organisation)] == [
        "decisions.DecisionFile",
        "decisions.PortfolioSnapshot",
        "partnerships.Project",
        "organisations.Person",
        "organisations.Organisation",
    ]


@isolate_apps("maskinrum.decisions")
def test_proxy_keeps_the_name_of_its_model() -> None:
    class Shown(DecisionFile):
        class Meta:
            proxy = True
            app_label = "decisions"

    assert object_type_of(Shown) == "decisions.DecisionFile"
