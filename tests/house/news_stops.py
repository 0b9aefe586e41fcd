"""Stops of what everybody may read: the tour, the page of feeds, and the feeds, for which a member is a visitor."""

from collections.abc import Iterator
from typing import Any

from tests.house.question_stops import everything as asked
from tests.house.stand_stops import everything as standing
from tests.house.walk import OPEN, Answer, Stop, World, alike


def everything(world: World) -> dict[str, Any]:
    """All that not everybody may read of the network."""
    return asked(world) | standing(world)


def feed(world: World) -> dict[str, str]:
    """The feed of everything, with all of that in the database."""
    return everything(world) | {"name": "alt"}


def no_feed(world: World) -> dict[str, str]:
    """One that there is not."""
    return {"name": "hemmeligt"}


def whom_to_ask(world: World) -> dict[str, str]:
    """The page of the tour that shows questions and where organisations stand."""
    return everything(world) | {"slug": "spoerg"}


def news_stops() -> Iterator[Stop]:
    """The tour and the feeds."""
    yield Stop("network:tour", OPEN, everything)
    yield Stop("network:tour_step", OPEN, whom_to_ask)
    yield Stop("network:feeds", OPEN)
    yield Stop("network:feed", OPEN, feed)
    yield Stop("network:feed", alike(Answer.MISSING), no_feed)
