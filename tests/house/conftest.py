"""The world that walks go through: organisations and people, and what was told at each stop."""

from copy import deepcopy
from typing import Any

import pytest

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from tests.conftest import NOW, PASSWORD
from tests.house.stops import STOPS
from tests.house.visits import Walk
from tests.house.walk import World


@pytest.fixture(scope="module")
def peopled(until_the_module_ends: None) -> World:
    """The organisations and people that every stop is asked by, made once."""
    organisation, member = somebody(
        "Boligselskabet Nord", OrganisationKind.HOUSING_ORGANISATION, "mette@nord.example", Role.MEMBER
    )
    manager = register_person("bo@nord.example", name="Bo Lind", password=PASSWORD, is_verified=True, now=NOW)
    add_member(manager, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    guests, guest = somebody("Rådgiver Vest", OrganisationKind.ENGINEER, "gro@vest.example", Role.MEMBER)
    people = {
        "visitor": None,
        "newcomer": register_person(
            "ny@person.example", name="Ny Person", password=PASSWORD, is_verified=True, now=NOW
        ),
        "outsider": somebody("Entreprenør Syd", OrganisationKind.CONTRACTOR, "sara@syd.example", Role.MEMBER)[1],
        "guest": guest,
        "member": member,
        "manager": manager,
        "secretariat": somebody(
            "Netværkets Sekretariat", OrganisationKind.ASSOCIATION, "siv@net.example", Role.SECRETARIAT
        )[1],
        "party": somebody("Arkitekt Øst", OrganisationKind.ARCHITECT, "per@oest.example", Role.MEMBER)[1],
    }
    world = World(organisation=organisation, guest_organisation=guests, people=people)
    for kind in people:
        browser = world.browser(kind)
        browser.get("/")  # notes the session
        world.cookies[kind] = browser.cookies
    return world


@pytest.fixture
def world(peopled: World, db: None) -> World:
    """The world as nobody has touched it yet."""
    return deepcopy(peopled)


def somebody(organisation: str, kind: OrganisationKind, email: str, role: Role) -> tuple[Organisation, Person]:
    """An organisation made for the purpose, and somebody who acts for it."""
    place = create_organisation(organisation, kind=kind, viewer=OPERATOR, now=NOW)
    person = register_person(email, name=email.partition("@")[0], password=PASSWORD, is_verified=True, now=NOW)
    add_member(person, organisation=place, role=role, viewer=OPERATOR, now=NOW)
    return place, person


@pytest.fixture(scope="module")
def walk(peopled: World, request: pytest.FixtureRequest) -> Walk:
    """A walk past the stops that the tests ask for which are run of one file; past all where none asks for one."""
    items = [item for item in request.session.items if item.path == request.path]
    rules = {rule.__name__: rule for item in items for mark in item.iter_markers("judges") for rule in mark.args}
    asked: set[Any] = {
        item.callspec.params["turn"]
        for item in items
        if isinstance(item, pytest.Function) and "turn" in item.fixturenames
    }
    turns = sorted(asked) or range(len(STOPS))
    return Walk(peopled, [rules[name] for name in sorted(rules)], turns, is_quick=request.config.getoption("quick"))
