"""What every test can ask for: an hour, two organisations, their people, and a browser signed in as one of them.

The tests run on SQLite, or on PostgreSQL with ``MASKINRUM_TEST_DATABASE=postgres``.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, 10.30 in Copenhagen."""
    return NOW


@pytest.fixture
def organisation(db: None) -> Organisation:
    """The organisation most tests look from."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    return create_organisation("Boligselskabet Nord", kind=kind, viewer=OPERATOR, now=NOW)


@pytest.fixture
def other_organisation(db: None) -> Organisation:
    """An organisation in the network that shares nothing with the first."""
    return create_organisation("Entreprenør Syd", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)


def _person(email: str, name: str, organisation: Organisation | None = None, role: Role = Role.MEMBER) -> Person:
    person = register_person(email, name=name, password="en lang adgangskode", now=NOW)
    if organisation is not None:
        add_member(person, organisation=organisation, role=role, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def member(organisation: Organisation) -> Person:
    """Somebody who acts for ``organisation``."""
    return _person("mette@nord.example", "Mette Holm", organisation)


@pytest.fixture
def manager(organisation: Organisation) -> Person:
    """Somebody who decides for ``organisation``."""
    return _person("bo@nord.example", "Bo Lind", organisation, Role.MANAGER)


@pytest.fixture
def outsider(other_organisation: Organisation) -> Person:
    """Somebody who acts for ``other_organisation``."""
    return _person("sara@syd.example", "Sara Krog", other_organisation)


@pytest.fixture
def newcomer(db: None) -> Person:
    """Somebody who has signed up and acts for no organisation yet."""
    return _person("ny@person.example", "Ny Person")


@pytest.fixture
def client_of() -> Callable[[Person | None], Client]:
    """Give a browser signed in as a person; as nobody for None."""

    def client_of(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return client_of
