"""A decision and a disagreement that are sent twice, because no answer came, stand once."""

import pytest

from maskinrum.steering.models import Disagreement, LadderStep, PartnershipDecision
from tests.steering.running import Running, decided, disagreed, running

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


def test_a_decision_is_written_down_once(world: Running) -> None:
    bound = (world.key("second"), world.key("first"))
    rows = [decided(world, bound=bound, reason="Det er prøvet.") for _press in range(2)]
    assert (len({row.pk for row in rows}), PartnershipDecision.objects.count()) == (1, 1)
    decided(world, bound=bound, reason="Det er billigst.")
    decided(world, bound=bound, reason="Det er prøvet.", who="first")
    assert PartnershipDecision.objects.count() == 3


def test_a_decision_that_takes_the_place_of_another_can_be_sent_twice(world: Running) -> None:
    old = decided(world, text="Vi bruger to.")
    rows = [decided(world, replaces=f"d{old.pk}") for _press in range(2)]
    assert rows[0] == rows[1]


def test_a_disagreement_is_opened_once_between_the_same(world: Running) -> None:
    rows = [disagreed(world) for _press in range(2)]
    assert (rows[0], LadderStep.objects.count()) == (rows[1], 1)
    disagreed(world, parties=(world.key("client"), world.key("second")))
    assert Disagreement.objects.count() == 2
