"""A decision and a disagreement that are sent twice, because no answer came, stand once; what is off a board is off."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.steering.actions import remove_placement
from maskinrum.steering.models import Disagreement, LadderStep, PartnershipDecision
from tests.steering import boards
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


def test_a_project_that_is_off_the_board_is_taken_off_it_once_and_said_to_be(
    client_of: Callable[[Person | None], Client], now: datetime
) -> None:
    board = boards.running(now)
    row = board.place("Nordvej")
    page = reverse("steering:remove_project", args=[board.partnership.slug, row.pk])
    browser = client_of(board.people["client"])
    pressed = [browser.post(page) for _press in range(2)]
    assert [(one.status_code, one["Location"]) for one in pressed] == 2 * [
        (302, reverse("steering:board", args=[board.partnership.slug]))
    ]
    remove_placement(row, viewer=board.viewer("client"), now=now)
    assert AuditEvent.objects.filter(verb="remove_placement").count() == 1
    assert [client_of(board.people[name]).post(page).status_code for name in ("east", "outside")] == [404, 404]
    assert browser.get(page).status_code == 404
