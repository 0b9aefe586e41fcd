"""Of two who change the same of a running partnership the later one is told, and saves by pressing again."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.organisations.models import Person
from maskinrum.steering.models import Board, Disagreement, PartnershipDecision
from tests.steering import boards
from tests.steering.running import Running, decided, disagreed, running

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


def typed(browser: Client, page: str) -> dict[str, object]:
    """What a browser sends of a form that nobody has touched."""
    form = browser.get(page).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def test_a_disagreement_is_saved_by_pressing_again(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    row = disagreed(world)
    page = reverse("steering:edit_disagreement", args=[world.partnership.slug, row.pk])
    sent = typed(client, page)
    Disagreement.objects.update(revision=row.revision + 1)
    slip = client.post(page, sent | {"subject": ""})
    assert int(slip.context["form"]["revision"].value()) == row.revision, "nobody has told of the colleague yet"
    told = client.post(page, sent | {"subject": "Stilladset"})
    assert (told.status_code, told.context["form"]["subject"].value()) == (200, "Stilladset")
    again = client.post(page, sent | {"subject": "Stilladset", "revision": told.context["form"]["revision"].value()})
    assert (again.status_code, Disagreement.objects.get().subject) == (302, "Stilladset")


def test_how_a_disagreement_ended_is_saved_by_pressing_again(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    row = disagreed(world)
    page = reverse("steering:settle", args=[world.partnership.slug, row.pk])
    sent = typed(client, page) | {"outcome": "Vi deler.", "settled_on": "2026-11-20"}
    Disagreement.objects.update(revision=row.revision + 1)
    told = client.post(page, sent)
    again = client.post(page, sent | {"revision": told.context["form"]["revision"].value()})
    assert (told.status_code, again.status_code, Disagreement.objects.get().outcome) == (200, 302, "Vi deler.")


def test_a_decision_is_saved_by_pressing_again(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    row = decided(world)
    page = reverse("steering:edit_decision", args=[world.partnership.slug, row.pk])
    sent = typed(client, page) | {"text": "Vi bruger to."}
    PartnershipDecision.objects.update(revision=row.revision + 1)
    told = client.post(page, sent)
    again = client.post(page, sent | {"revision": told.context["form"]["revision"].value()})
    assert (told.status_code, again.status_code, PartnershipDecision.objects.get().text) == (200, 302, "Vi bruger to.")


def test_a_board_and_a_project_on_it_are_saved_by_pressing_again(client_of: ClientOf, now: datetime) -> None:
    board = boards.running(now)
    browser, row = client_of(board.people["client"]), board.place("Nordvej")
    page = reverse("steering:terms", args=[board.partnership.slug])
    sent = typed(browser, page) | {"revision": browser.get(page).context["revision"]}
    Board.objects.update(revision=board.board.revision + 1)
    told = browser.post(page, sent)
    again = browser.post(page, sent | {"revision": told.context["revision"]})
    assert (told.status_code, again.status_code) == (200, 302)
    page = reverse("steering:edit_project", args=[board.partnership.slug, row.pk])
    sent = typed(browser, page) | {"version": browser.get(page).context["version"]}
    type(row).objects.update(revision=row.revision + 1)
    told = browser.post(page, sent)
    again = browser.post(page, sent | {"version": told.context["version"]})
    assert (told.status_code, again.status_code) == (200, 302)
