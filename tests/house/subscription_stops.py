"""Stops of what somebody follows: each sees and changes only the own; a token stops only its own person's mails."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from maskinrum.network.actions import follow
from maskinrum.network.actions.digests import token_of
from maskinrum.network.actions.subscriptions import Followed
from maskinrum.network.enums import Rhythm
from maskinrum.network.models import Subscription
from tests.conftest import NOW
from tests.house.question_stops import network
from tests.house.walk import OPEN, SIGNED_IN, Answer, Gets, Stop, World, alike

MISSING, LOGIN, MOVED = Answer.MISSING, Answer.LOGIN, Answer.MOVED
NOT_SO = replace(alike(Answer.NOT_ALLOWED), visitor=LOGIN)
MANAGERS = Gets(LOGIN, MISSING, MISSING, MISSING, MISSING, MOVED)


def followed(world: World) -> dict[str, Any]:
    """The words of a search that the manager follows."""
    words = Followed(words=world.secret("Fulgt"))
    row = follow(words, rhythm=Rhythm.WEEKLY, viewer=world.viewer("manager"), now=NOW)
    return {"subscription_id": row.pk}


def everything(world: World) -> dict[str, Any]:
    """The same, for the page without arguments."""
    followed(world)
    return {}


def token(world: World) -> dict[str, str]:
    """The token of the manager."""
    followed(world)
    return {"token": token_of(Subscription.objects.latest("created_at", "id").person)}


def often(world: World) -> dict[str, str]:
    """How often."""
    return {"rhythm": "daily"}


def a_theme(world: World) -> dict[str, str]:
    """A theme."""
    return {"theme": "F6", "rhythm": "daily"}


def subscription_stops() -> Iterator[Stop]:
    """What is followed."""
    yield Stop("network:subscriptions", SIGNED_IN, everything)
    yield Stop("network:followed_news", SIGNED_IN, everything)
    yield Stop("network:subscriptions", replace(alike(MOVED), visitor=LOGIN), everything, "post", a_theme)
    for name in ("rhythm", "unfollow"):
        yield Stop(f"network:{name}", NOT_SO, followed)
        yield Stop(f"network:{name}", MANAGERS, followed, "post", often)
    yield Stop("network:stop_digests", OPEN, token)
    yield Stop("network:stop_digests", OPEN, token, "post")
    yield Stop("network:follow_question", NOT_SO, network)
    yield Stop("network:follow_question", replace(alike(MOVED), visitor=LOGIN, newcomer=MISSING), network, "post")
