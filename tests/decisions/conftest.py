"""A decision file of the first organisation, who looks at it, and another organisation that calculates with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.organisations.actions import (
    add_member,
    create_organisation,
    register_person,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from tests.conftest import PASSWORD
from tests.decisions.joining import calculated, invited
from tests.decisions.making import opened


@pytest.fixture
def now() -> datetime:
    """A day that has passed: pages ask the clock, and what they store must come after what stands there."""
    return datetime(2025, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def viewer(manager: Person) -> Viewer:
    """The manager of the organisation that owns the file."""
    return viewer_of(manager)


@pytest.fixture
def browser(manager: Person, client_of: Callable[[Person | None], Client]) -> Client:
    """The manager of the organisation that owns the file."""
    return client_of(manager)


@pytest.fixture
def file(organisation: Organisation, viewer: Viewer, now: datetime) -> DecisionFile:
    """A file on three projects."""
    return opened(organisation, viewer, now)


@pytest.fixture(scope="session")
def joint_result(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """The two calculated together, once."""
    with django_db_blocker.unblock():
        return calculated()


@pytest.fixture
def at() -> datetime:
    """Now: the pages ask the clock whether it still holds."""
    return timezone.now()


@pytest.fixture
def neighbour(db: None, at: datetime) -> Person:
    """The manager of another housing organisation."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Boligselskabet Vest", kind=kind, viewer=OPERATOR, now=at)
    person = register_person("vera@vest.example", name="Vera West", password=PASSWORD, is_verified=True, now=at)
    add_member(person, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=at)
    return person


@pytest.fixture
def theirs(neighbour: Person) -> Organisation:
    """That organisation."""
    return Organisation.objects.get(name="Boligselskabet Vest")


@pytest.fixture
def their_file(theirs: Organisation, neighbour: Person, now: datetime) -> DecisionFile:
    """A file of theirs."""
    return opened(theirs, viewer_of(neighbour), now, title="Deres hemmelige titel")


@pytest.fixture
def joint(file: DecisionFile, theirs: Organisation, viewer: Viewer, at: datetime) -> JointPortfolio:
    """An invitation that waits."""
    return invited(file, theirs, viewer, at)
