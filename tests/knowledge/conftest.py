"""A partnership between the two organisations of every test, and who looks after it."""

import pytest

from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.partnerships.models import Partnership
from tests.conftest import NOW
from tests.partnerships.entries import added, entry_facts


@pytest.fixture
def partnership(organisation: Organisation, other_organisation: Organisation) -> Partnership:
    """Between the two organisations of every test."""
    return added(entry_facts(client=organisation.name, contractor=other_organisation.name))


@pytest.fixture
def facilitator(partnership: Partnership) -> Person:
    """Somebody who looks after the collaboration of the partnership's contractor's side."""
    person = register_person("fie@syd.example", name="Fie", is_verified=True, now=NOW)
    place = Organisation.objects.get(name="Entreprenør Syd")
    add_member(person, organisation=place, role=Role.FACILITATOR, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def other_manager(other_organisation: Organisation) -> Person:
    """Somebody who decides for the organisation that is named."""
    person = register_person("leo@syd.example", name="Leo", is_verified=True, now=NOW)
    add_member(person, organisation=other_organisation, role=Role.MANAGER, viewer=OPERATOR, now=NOW)
    return person
