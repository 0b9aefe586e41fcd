"""A partnership of two organisations, for every test of the evaluation."""

import pytest

from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership
from tests.evaluation.rounding import partnership_of


@pytest.fixture
def partnership(organisation: Organisation, other_organisation: Organisation) -> Partnership:
    """``organisation`` is its client, ``other_organisation`` a party."""
    return partnership_of(organisation, other_organisation)
