"""A decision file of the first organisation, and who looks at it."""

from datetime import UTC, datetime

import pytest

from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
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
def file(organisation: Organisation, viewer: Viewer, now: datetime) -> DecisionFile:
    """A file on three projects."""
    return opened(organisation, viewer, now)
