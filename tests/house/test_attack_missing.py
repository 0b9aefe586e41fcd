"""What is not there and what is somebody else's are answered alike: words, headers and questions to the database."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.conftest import asked_during
from tests.house.stops import STOPS
from tests.house.test_access_walk import peopled, untouched_afterwards, world
from tests.house.walk import Answer, Stop, World

__all__ = ["peopled", "world"]

NAMES = {"key", "other", "slug", "token", "mark"}
BY_CHANCE = re.compile(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken[^:]*: ?)"[^"]+"')
UNALIKE = {"Content-Length", "Expires"}
LEAST = 40  # addresses: a walk that asks for none holds nothing


def elsewhere(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same address of something that is not there."""
    return {name: uuid4() if isinstance(value, UUID) else absent(name, value) for name, value in arguments.items()}


def absent(name: str, value: Any) -> Any:
    return "x" * len(str(value)) if name in NAMES else value


def told(answer: HttpResponse, address: str) -> tuple[object, ...]:
    """All that an answer tells, but for the address and what is drawn by lot."""
    page = BY_CHANCE.sub(r"\1", answer.content.decode(errors="replace")).replace(address, "ADDRESS")
    headers = {name: value for name, value in answer.headers.items() if name not in UNALIKE}
    return answer.status_code, headers, sorted(answer.cookies), page


def closed(kind: str, method: str) -> list[Stop]:
    """The stops of objects that are not there for one kind of viewer, and are there for somebody."""
    return [
        stop
        for stop in STOPS
        if stop.method == method and stop.gets.to(kind) is Answer.MISSING
        if {stop.gets.to(other) for other in ("manager", "secretariat", "guest")} - {Answer.MISSING}
    ]


@pytest.mark.thorough("postgresql")
@pytest.mark.parametrize(
    ("kind", "method"), [("outsider", "get"), pytest.param("outsider", "post", marks=pytest.mark.thorough)]
)
def test_not_there_and_not_yours_are_one_answer(kind: str, method: str, world: World) -> None:
    browser, unalike, compared = world.browser(kind), {}, 0
    ask = getattr(browser, method)
    ask("/")
    for place, stop in enumerate(closed(kind, method)):
        with untouched_afterwards():
            there = dict(stop.arguments(world))
            if elsewhere(there) == there:
                continue
            compared, data = compared + 1, dict(stop.data(world))
            answers = []
            for arguments in (there, elsewhere(there)):
                address = reverse(stop.name, kwargs=arguments)
                with untouched_afterwards():
                    answer, asked = asked_during(partial(ask, address, data))
                answers.append((told(answer, address), len(asked)))
            if answers[0] != answers[1]:
                unalike[f"{stop} {place}"] = [(one[0][0], one[1]) for one in answers]
    assert compared >= LEAST
    assert unalike == {}
