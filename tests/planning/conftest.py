"""A plan of the first organisation, and who looks at it."""

from datetime import UTC, datetime

import pytest

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.planning.models import StartPlan
from tests.planning.making import planned


@pytest.fixture
def now() -> datetime:
    """A day before the plan begins, so that nothing of it is late."""
    return datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def viewer(manager: Person) -> Viewer:
    """The manager of the organisation that owns the plan."""
    return viewer_of(manager)


@pytest.fixture
def plan(organisation: Organisation, viewer: Viewer, now: datetime) -> StartPlan:
    """A plan with the usual terms."""
    return planned(organisation, viewer, now)
