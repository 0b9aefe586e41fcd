"""Every address answers every kind of viewer as it should, and gives nobody outside a secret."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from tests.conftest import NOW, PASSWORD
from tests.house.stops import MANAGERS, STOPS
from tests.house.walk import KINDS, OWN, SHARED, Answer, Stop, World, answer_of, leaks, named_urls


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
    world.cookies = {kind: world.browser(kind).cookies for kind in people}
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


def test_every_address_has_a_stop() -> None:
    assert sorted(set(named_urls()) - {stop.name for stop in STOPS}) == []


def test_no_stop_is_left_over_from_an_address_that_is_gone() -> None:
    assert sorted({stop.name for stop in STOPS} - set(named_urls())) == []


@pytest.mark.thorough("postgresql")
@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_each_viewer_gets_the_answer_due_and_no_secret(stop: Stop, world: World, pytestconfig: pytest.Config) -> None:
    kinds = stop.telling_kinds(STOPS.index(stop)) if pytestconfig.getoption("quick") else KINDS
    address = stop.address(world)
    got, leaked = {}, {}
    for kind in kinds:
        with untouched_afterwards():
            response = stop.ask(address, world, kind)
            got[kind] = answer_of(response)
            leaked[kind] = leaks(response, world.hidden_from(kind))
    assert got == {kind: stop.gets.to(kind) for kind in kinds}
    assert leaked == {kind: set() for kind in kinds}


def test_a_quick_run_asks_for_every_answer_and_as_every_viewer() -> None:
    asked = [stop.telling_kinds(turn) for turn, stop in enumerate(STOPS)]
    answers = [{stop.gets.to(kind) for kind in kinds} for stop, kinds in zip(STOPS, asked, strict=True)]
    assert answers == [{stop.gets.to(kind) for kind in KINDS} for stop in STOPS]
    assert {kind for kinds in asked for kind in kinds} == set(KINDS)


@contextmanager
def untouched_afterwards() -> Iterator[None]:
    """Take back what one viewer changes, so that the next finds what the first found."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What this holds is the walk itself, not the site: a secret that is shown to nobody could not leak.
@pytest.mark.thorough
def test_every_secret_is_shown_to_a_manager_or_the_secretariat_somewhere(world: World) -> None:
    shown = {
        secret
        for stop in STOPS
        if stop.method == "get"
        for secret in leaks(stop.visit(world, _who_sees(stop)), world.secrets)
    }
    assert shown == set(world.secrets)


def _who_sees(stop: Stop) -> str:
    return "manager" if stop.gets.manager is Answer.OK else "secretariat"


# Each way: the method, the language of the address, the headers.
WAYS: dict[str, tuple[str, str, dict[str, str]]] = {
    "in English": ("GET", "en", {}),
    "for its head": ("HEAD", "da", {}),
    "for what it allows": ("OPTIONS", "da", {}),
    "for a part": ("GET", "da", {"HX-Request": "true"}),
}


@pytest.mark.thorough("postgresql")
def test_no_other_way_of_asking_tells_an_outsider_more(world: World) -> None:
    answers = {}
    for stop in STOPS:
        if stop.gets in {SHARED, OWN, MANAGERS} and stop.method == "get":
            arguments = stop.arguments(world)
            for way, (method, language, headers) in WAYS.items():
                with untouched_afterwards(), override(language):
                    address = reverse(stop.name, kwargs=dict(arguments))
                    answer: HttpResponse = world.browser("outsider").generic(method, address, headers=headers)  # type: ignore[assignment]
                answers[way, str(stop)] = (answer.status_code in {404, 405}, leaks(answer, world.secrets))
    assert {way for way, _ in answers} == set(WAYS)
    assert {key: answer for key, answer in answers.items() if answer != (True, set())} == {}


def packed(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<si>{text}</si>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<h1>hemmeligtitelkraghede</h1>"),
        HttpResponse("<h1>Hemmelig&#84;itelKraghede</h1>"),
        HttpResponse(
            "ok", headers={"Content-Disposition": "attachment; filename*=UTF-8''Hemmelig%54itelKraghede.xlsx"}
        ),
        HttpResponse(packed("HemmeligTitelKraghede")),
    ],
    ids=["body", "entity", "file name", "Excel file"],
)
def test_secret_is_found_wherever_it_hides(response: HttpResponse, world: World) -> None:
    secret = world.secret("Titel")
    assert leaks(response, [secret, "HemmeligAndetKraghede"]) == {secret}


def test_guest_may_know_what_is_shared_and_nothing_else(world: World) -> None:
    shared, own = world.secret("Fil", is_shared=True), world.secret("Note")
    assert [world.hidden_from(kind) for kind in ("outsider", "guest", "member")] == [{shared, own}, {own}, set()]
