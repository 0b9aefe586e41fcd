"""Stops of where organisations stand: members read it, managers write it, and people are shown to members only."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.network.actions import show_of_oneself, write_stand
from maskinrum.network.facts.stands import CardFacts, StandFacts
from maskinrum.network.models import ContactCard, Stand
from tests.conftest import NOW
from tests.house.walk import OPEN, SIGNED_IN, Answer, Stop, World, alike

MISSING, LOGIN, MOVED = Answer.MISSING, Answer.LOGIN, Answer.MOVED
MEMBERS = ("outsider", "secretariat", "party")
MANAGERS = replace(alike(MISSING), visitor=LOGIN, manager=Answer.OK, secretariat=Answer.OK)
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)


def everything(world: World) -> dict[str, Any]:
    """A stand and a card that members may read, and visitors and newcomers may not."""
    if not Stand.objects.exists():
        facts = StandFacts("preparing", tried=world.secret("Proevet", is_shared=True, known_to=MEMBERS))
        write_stand(facts, expected_revision=0, viewer=world.viewer("manager"), now=NOW)
    if not ContactCard.objects.exists():
        role = world.secret("Rollen", is_shared=True, known_to=MEMBERS)
        show_of_oneself(CardFacts(role=role), viewer=world.viewer("member"), now=NOW)
    return {}


def told(world: World) -> dict[str, str]:
    """Where one stands."""
    return {"stage": "operating", "visibility": "network", "revision": "1"}


def shown(world: World) -> dict[str, str]:
    """What one shows."""
    return {"role": "Projektleder"}


def stand_stops() -> Iterator[Stop]:
    """Where organisations stand."""
    yield Stop("network:stands", OPEN, everything)
    yield Stop("network:write_stand", MANAGERS, everything)
    wrote = replace(MANAGERS, manager=MOVED, secretariat=Answer.OK)
    yield Stop("network:write_stand", wrote, everything, "post", told)
    yield Stop("network:remove_stand", NOT_SO)
    yield Stop("network:remove_stand", replace(MANAGERS, manager=MOVED, secretariat=MOVED), everything, "post")
    yield Stop("network:card", replace(SIGNED_IN, newcomer=MISSING), everything)
    yield Stop("network:card", replace(alike(MOVED), visitor=LOGIN, newcomer=MISSING), everything, "post", shown)
