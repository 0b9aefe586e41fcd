"""The tour of somebody who is new: what it draws on, how long it takes, and that it shows what a visitor may see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.knowledge.actions import load_evidence, load_experiences, load_recommendations
from maskinrum.network.actions import withdraw_question, write_stand
from maskinrum.network.facts.stands import StandFacts
from maskinrum.network.facts.tour import MOST_MINUTES, STEPS, minutes_for, place_of, words_in
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import load_register
from tests.conftest import NOW
from tests.meetings.holding import called
from tests.meetings.salon_making import opened
from tests.network.asking import answered_by, asked_by

ClientOf = Callable[[Person | None], Client]


def step(client: Client, slug: str) -> str:
    return client.get(reverse("network:tour_step", args=[slug])).content.decode()


def test_words_are_what_is_read_of_a_page() -> None:
    assert words_in('<p title="not this">Et &amp; to</p><svg><text>Tre</text></svg><p>4,5 % – <b>ja</b></p>') == 4


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (200, 1), (201, 2)])
def test_a_minute_begun_is_a_minute(words: int, minutes: int) -> None:
    assert minutes_for(words) == minutes


def test_a_step_that_there_is_not_has_no_place(client: Client, db: None) -> None:
    assert (place_of("hvad"), place_of("nej")) == (0, None)
    assert client.get(reverse("network:tour_step", args=["nej"])).status_code == 404


@pytest.mark.django_db
def test_with_the_content_that_ships_the_tour_takes_a_quarter_of_an_hour_at_most(client: Client) -> None:
    load_register(NOW)
    load_evidence(NOW)
    load_experiences(NOW)
    load_recommendations(NOW)
    told = client.get(reverse("network:tour")).context
    assert 12 <= told["minutes"] <= MOST_MINUTES
    assert "fsb HJEM" in step(client, "hvad")
    assert "Af de 134 tal" in step(client, "for-jer")
    others = client.get(reverse("network:tour_step", args=["de-andre"]))
    assert others.content.decode().count('<div class="labelled">') == 5


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [one.slug for one in STEPS])
def test_a_tour_of_nothing_still_has_one_way_on(slug: str, client: Client) -> None:
    page = step(client, slug)
    place = place_of(slug) or 0
    assert page.count('<a class="ds-button"') == 1
    assert f"Side {place + 1} af 5" in page


def test_whom_to_ask_is_what_visitors_may_read_also_for_a_member(
    client_of: ClientOf, member: Person, manager: Person, outsider: Person
) -> None:
    write_stand(StandFacts("preparing"), expected_revision=0, viewer=viewer_of(manager), now=NOW)
    for title, visibility in (("Aabent?", "open"), ("Lukket?", "network")):
        answered_by(outsider, row := asked_by(member, title=title, visibility=visibility))
        row.contributions.get()
        type(row).objects.filter(pk=row.pk).update(state="answered")
    withdrawn = asked_by(member, title="Fortrudt?", visibility="open")
    withdraw_question(withdrawn, viewer=viewer_of(member), now=NOW)
    page = step(client_of(member), "spoerg")
    assert ("Aabent?" in page, "Lukket?" in page, "Fortrudt?" in page) == (True, False, False)
    assert "?stage=preparing" not in page


def test_one_signs_up_for_salons_and_not_for_development_meetings(
    client: Client, member: Person, secretary: Person
) -> None:
    ahead = timezone.now() + timedelta(days=9)
    times: dict[str, Any] = {"starts_at": ahead, "ends_at": ahead + timedelta(hours=1)}
    opened(viewer_of(secretary), title="Salonen", deadline=ahead, **times)
    called(member, title="Det aabne moede", visibility="open", **times)
    page = step(client, STEPS[-1].slug)
    assert ("Salonen" in page, "Det aabne moede" in page) == (True, False)


def test_the_front_page_and_whoever_asks_to_take_part_are_led_to_the_tour(
    client: Client, client_of: ClientOf, newcomer: Person
) -> None:
    tour = f'href="{reverse("network:tour")}"'
    assert tour in client.get("/").content.decode()
    assert tour in client_of(newcomer).get(reverse("joining:ask")).content.decode()
    assert tour in client.get(reverse("decisions:index")).content.decode()
