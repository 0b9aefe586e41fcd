"""The lists of organisations that became one may be longer than a table may become: nothing of them is cut."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maskinrum.organisations.models import Organisation, Person
from maskinrum.partnerships.models import Project
from tests.partnerships.pages import LIST, shown

MANY = 503


@pytest.fixture
def browser(organisation: Organisation, member: Person, client_of: Callable[[Person | None], Client]) -> Client:
    """Somebody who keeps a list of more projects than a table may become."""
    row = {"organisation": organisation, "budget": 1, "planned_start": "2028-01-01", "duration": 5}
    Project.objects.bulk_create([Project(name=f"Sag {n}", position=n, **row) for n in range(MANY)])
    return client_of(member)


def on_the_list() -> int:
    return Project.objects.filter(removed_at__isnull=True).count()


def test_a_long_list_is_saved_whole(browser: Client) -> None:
    answer = browser.post(LIST, shown(browser.get(LIST)) | {"rows-502-budget": "7"})
    assert (answer.status_code, on_the_list(), int(Project.objects.get(name="Sag 502").budget)) == (302, MANY, 7)


@pytest.mark.parametrize(("act", "left"), [("use", MANY), ("remove-1", MANY - 1), ("add", MANY)])
def test_a_long_list_with_something_wrong_is_shown_whole(act: str, left: int, browser: Client) -> None:
    answer: Any = browser.post(LIST, shown(browser.get(LIST)) | {"rows-0-budget": "x", "act": act})
    assert len(answer.context["portfolio"].rows) == left
    browser.post(LIST, shown(answer) | {"rows-0-budget": "2"})
    assert on_the_list() == left


def test_a_long_list_takes_no_more(browser: Client) -> None:
    text = "Navn\tBudget\tStart\tVarighed\tGodkendelse\nNyt\t39,5\t2028-09-01\t14\tSkema A\n"
    answer: Any = browser.post(LIST, shown(browser.get(LIST)) | {"act": "paste", "pasted": text})
    assert (len(answer.context["portfolio"].rows), len(answer.context["portfolio"].problems)) == (MANY, 1)
