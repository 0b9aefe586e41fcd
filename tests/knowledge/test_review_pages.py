"""The pages where an experience is read before others, and where those named answer."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.organisations.models import Organisation, Person
from tests.knowledge.telling import changed, fresh, published_one, sent, state_of

ClientOf = Callable[[Person | None], Client]


def address(name: str, row: Experience) -> str:
    return reverse(f"knowledge:{name}", args=[row.key])


def revision_on(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found, "the form says what was read"
    return found[1]


def test_what_was_changed_while_it_was_read_is_shown_and_read_once_more(
    member: Person, secretary: Person, other_organisation: Organisation, client_of: ClientOf
) -> None:
    row, browser = sent(member), client_of(secretary)
    given = {
        "outcome": "pass",
        "answer": "",
        "revision": revision_on(browser.get(address("review", row)).content.decode()),
    }
    changed(row, member, happened=f"{other_organisation.name} snød os.")
    page = browser.post(address("review", row), given | {"review_on": "2027-10-01"}).content.decode()
    assert state_of(row) == "in_review"
    shown = ("efter at du åbnede den", "snød os", 'value="2027-10-01"', f'value="{other_organisation.pk}"')
    assert [one for one in shown if one not in page] == []
    assert (revision_on(page), page.count("checked")) == ("2", 2), "what now, and the one that the new words name"
    browser.post(address("review", row), given | {"revision": "2", "named": [str(other_organisation.pk)]})
    assert state_of(row) == "approval"


def test_a_yes_to_words_that_were_changed_meanwhile_is_asked_for_once_more(
    member: Person,
    secretary: Person,
    other_manager: Person,
    other_organisation: Organisation,
    client_of: ClientOf,
) -> None:
    row, browser = published_one(member, named=[other_organisation]), client_of(other_manager)
    given = {"decision": "approved", "note": "Helt i orden."}
    read = revision_on(browser.get(address("approval", row)).content.decode())
    changed(row, secretary, happened="Noget helt andet.")
    page = browser.post(address("approval", row), given | {"revision": read}).content.decode()
    assert state_of(row) == "approval"
    assert [one for one in ("efter at du åbnede den", "Noget helt andet.", "Helt i orden.") if one not in page] == []
    browser.post(address("approval", row), given | {"revision": revision_on(page)})
    assert state_of(row) == "published"


@pytest.mark.parametrize("revision", ["", "x"])
def test_a_form_that_does_not_say_what_was_read_is_no_error_of_ours(
    revision: str, member: Person, secretary: Person, client_of: ClientOf
) -> None:
    row = sent(member)
    answer = client_of(secretary).post(address("review", row), {"outcome": "pass", "revision": revision})
    assert answer.status_code in {200, 302}
    assert fresh(row).revision == 1
