"""Totals of earlier rounds that are brought twice at once are brought once, and nobody meets an error of ours."""

from datetime import timedelta

import pytest

from maskinrum.evaluation.actions import import_rounds, importing
from maskinrum.evaluation.actions.importing import EarlierRound
from maskinrum.evaluation.actions.questions import begin_model
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.models import Round
from maskinrum.evaluation.queries import party_organisations
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import OPERATOR
from tests.conftest import NOW
from tests.evaluation.rounding import partnership_of
from tests.partnerships.test_register_at_once import at_once, meeting


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_earlier_rounds_brought_twice_at_once_are_brought_once(
    organisation: Organisation, other_organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = partnership_of(organisation, other_organisation)
    counts = dict.fromkeys(asked_by(begin_model(row, viewer=OPERATOR, now=NOW)), (3, 3, 2, 2, 2, 0))
    day = NOW.date() - timedelta(days=90)
    earlier = EarlierRound(day, day + timedelta(days=10), 20, 12, {None: counts})
    monkeypatch.setattr(importing, "party_organisations", meeting(party_organisations))
    told = at_once(lambda _number: import_rounds(row, [earlier], viewer=OPERATOR, now=NOW))
    assert (told, Round.objects.count()) == (["", "done"], 1)
