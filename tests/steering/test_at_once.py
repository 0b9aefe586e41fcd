"""Of two who write the same of a running partnership at once the later one is told, and keeps the words."""

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.steering.actions import name_for_ladder
from maskinrum.steering.models import LadderNames
from tests.steering.running import Running, running

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def world(db: None) -> Running:
    """A partnership of four."""
    return running()


def names_page(world: Running) -> str:
    """Where the client names its own people."""
    return reverse("steering:ladder_names", args=[world.partnership.slug, world.organisations["client"].pk])


def test_of_two_who_name_those_who_negotiate_the_later_one_is_told(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    page = names_page(world)
    seen = client.get(page).context["form"]["seen"].value()
    world.act(name_for_ladder, world.partnership, world.organisations["client"], leader="Pia Leder", management="")
    answer = client.post(page, {"leader": "", "management": "Ole Chef", "seen": seen})
    told = answer.content.decode()
    assert [words in told for words in ("»Pia Leder · –«", 'value="Ole Chef"')] == [True, True]
    assert LadderNames.objects.get().management == ""
    client.post(page, {"management": "Ole Chef", "seen": answer.context["form"]["seen"].value()})
    assert LadderNames.objects.get().management == "Ole Chef"


def test_the_same_names_sent_twice_are_no_others(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    page = names_page(world)
    typed = {"leader": "Pia Leder", "management": "Ole Chef", "seen": client.get(page).context["form"]["seen"].value()}
    assert [client.post(page, typed).status_code for _press in range(2)] == [302, 302]


def test_a_name_too_long_is_not_taken_for_having_seen_what_others_named(world: Running, client: Client) -> None:
    client.force_login(world.people["client"])
    page = names_page(world)
    seen = client.get(page).context["form"]["seen"].value()
    world.act(name_for_ladder, world.partnership, world.organisations["client"], leader="Pia Leder", management="")
    answer = client.post(page, {"leader": "o" * 121, "seen": seen})
    assert answer.context["form"]["seen"].value() == seen
