"""Telling of a use again shows what was told before, and loses no words of a colleague."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import record_tool_use, record_use
from maskinrum.knowledge.enums import UseOutcome
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.knowledge.tooling import shipped_tool

ClientOf = Callable[[Person | None], Client]
MARK = re.compile(r'name="seen" value="([0-9a-f]+)"')
FIRST = "Elleve fejl færre."


@pytest.fixture(params=["experience", "tool"])
def used(request: pytest.FixtureRequest, member: Person, outsider: Person) -> tuple[Any, str]:
    """Something that a colleague told of, without saying where; and the address where that is told."""
    viewer, words = viewer_of(outsider), {"outcome": UseOutcome.WORKED, "text": FIRST}
    if request.param == "experience":
        told = published_one(member)
        record_use(told, **words, viewer=viewer, now=NOW)  # type: ignore[arg-type]
        return told, reverse("knowledge:used", args=[told.key])
    tool = shipped_tool()
    record_tool_use(tool, **words, viewer=viewer, now=NOW)  # type: ignore[arg-type]
    return tool, reverse("tools:used", args=[tool.key])


def test_what_was_told_before_stands_in_the_form_and_is_changed_there(
    used: tuple[Any, str], outsider: Person, client_of: ClientOf
) -> None:
    (row, address), browser = used, client_of(outsider)
    shown = browser.get(address).content.decode()
    mark = MARK.search(shown)
    assert mark
    assert [one for one in (FIRST, "har fortalt, står herunder") if one not in shown] == []
    browser.post(address, {"outcome": "partly", "text": "Ti fejl færre.", "seen": mark[1]})
    assert [(use.outcome, use.text) for use in row.uses.all()] == [("partly", "Ti fejl færre.")]
    event = AuditEvent.objects.filter(verb__in=["change_use", "change_tool_use"]).get()
    assert event.changes["text"] == "changed"


def test_words_of_a_colleague_are_not_wiped_unseen(
    used: tuple[Any, str], outsider: Person, client_of: ClientOf
) -> None:
    (row, address), browser = used, client_of(outsider)
    said = {"outcome": "partly", "text": ""}
    shown = browser.post(address, said).content.decode()
    assert ("allerede fortalt om det" in shown, "har fortalt, står herunder" in shown) == (True, False)
    assert (shown.count(FIRST), row.uses.get().text) == (2, FIRST)  # above the form and at the field
    mark = MARK.search(shown)
    assert mark
    browser.post(address, {**said, "seen": mark[1]})
    assert row.uses.get().text == ""


def test_another_place_is_another_use(used: tuple[Any, str], outsider: Person, client_of: ClientOf) -> None:
    (row, address), browser = used, client_of(outsider)
    browser.post(address, {"outcome": "worked", "text": "Også her.", "place": "40 altaner"})
    assert sorted(use.text for use in row.uses.all()) == [FIRST, "Også her."]
