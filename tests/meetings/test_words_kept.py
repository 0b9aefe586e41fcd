"""What was typed at a meeting is shown again: when the item was taken off meanwhile, and after signing in anew."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    capture_experience,
    decide,
    open_round,
    remove_agenda_item,
)
from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun, note

ClientOf = Callable[[Person | None], Client]
UNSAVED = "Det er ikke gemt endnu"
WORDS = "Ventilerne er talt op"
TYPED: dict[str, dict[str, str]] = {
    "decision": {"text": WORDS},
    "action": {"text": WORDS, "due_on": "2030-01-01"},
    "round": {"question": WORDS, "options": "Driften\nPrisen", "dots": "2"},
    "capture": {"happened": WORDS},
}


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def last(row: Meeting) -> AgendaItem:
    item = row.items.last()
    assert item is not None
    return item


def owned(row: Meeting, person: Person, typed: Mapping[str, str]) -> dict[str, str]:
    return {"owner": str(row.participants.get(person=person.pk).pk), **typed}


@pytest.mark.whole_list
@pytest.mark.parametrize("name", TYPED)
def test_what_is_written_about_an_item_that_was_taken_off_is_shown_again(
    name: str, row: Meeting, member: Person, client_of: ClientOf
) -> None:
    item = last(row)
    address = reverse(f"meetings:{name}", args=[row.key, item.pk])
    remove_agenda_item(row, item.pk, viewer=viewer_of(member), now=NOW)
    browser = client_of(member)
    answer = browser.post(address, owned(row, member, TYPED[name]))
    page = answer.content.decode()
    assert [words in page for words in (WORDS, "Nogen har taget punktet af imens")] == [True, True]
    counts = [each.count() for each in (row.decisions, row.actions, row.rounds, row.captured)]
    assert (browser.get(address).status_code, counts) == (404, [0, 0, 0, 0])


def test_an_item_taken_off_while_somebody_saves_is_told_and_is_no_error_of_ours(row: Meeting, member: Person) -> None:
    item, viewer = last(row), viewer_of(member)
    remove_agenda_item(row, item.pk, viewer=viewer, now=NOW)
    facts = ActionFacts(WORDS, row.participants.get(person=member.pk).pk, DUE)
    acts: list[Callable[[], object]] = [
        lambda: decide(row, item, text=WORDS, viewer=viewer, now=NOW),
        lambda: add_action(row, item, facts, viewer=viewer, now=NOW),
        lambda: open_round(row, item, question="?", options=["a", "b"], dots=1, viewer=viewer, now=NOW),
        lambda: capture_experience(row, item, happened=WORDS, viewer=viewer, now=NOW),
    ]
    for act in acts:
        with pytest.raises(DomainError, match="taget punktet af"):
            act()


def signed_in_again(address: str, typed: Mapping[str, str], who: Person, back: Person, browser: Client) -> str:
    """Send a form whose session has run out, sign in as somebody, and look at the page one is led back to."""
    assert browser.post(address, {"writer": str(who.pk), **typed}).status_code == 302
    browser.force_login(back)
    return browser.get(address).content.decode()


@pytest.mark.whole_list
@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_when_the_session_ran_out_is_there_after_signing_in(
    name: str, row: Meeting, member: Person, client: Client
) -> None:
    address = reverse(f"meetings:{name}", args=[row.key, last(row).pk])
    page = signed_in_again(address, owned(row, member, TYPED[name]), member, member, client)
    assert [words in page for words in (WORDS, UNSAVED)] == [True, True]
    assert UNSAVED not in client.get(address).content.decode()


def test_nobody_else_reads_what_was_typed(row: Meeting, member: Person, manager: Person, client: Client) -> None:
    address = reverse("meetings:decision", args=[row.key, last(row).pk])
    assert WORDS not in signed_in_again(address, TYPED["decision"], member, manager, client)


def test_two_texts_joined_when_the_session_ran_out_are_there_after_signing_in(
    row: Meeting, outsider: Person, client: Client
) -> None:
    made = note(row, outsider, "Fra først af")
    address = reverse("meetings:settle", args=[row.key, made.pk])
    page = signed_in_again(address, {"text": WORDS, "seen": "1"}, outsider, outsider, client)
    assert [words in page for words in (WORDS, UNSAVED)] == [True, True]


@pytest.mark.parametrize("name", ["change_decision", "change_action"])
def test_a_correction_typed_when_the_session_ran_out_is_there_with_the_number_it_was_made_on(
    name: str, row: Meeting, member: Person, client: Client
) -> None:
    viewer = viewer_of(member)
    facts = ActionFacts("Før", row.participants.get(person=member.pk).pk, DUE)
    if name == "change_action":
        made: object = add_action(row, last(row), facts, viewer=viewer, now=NOW).pk
    else:
        made = decide(row, last(row), text="Før", viewer=viewer, now=NOW).pk
    typed = owned(row, member, {"text": WORDS, "due_on": "2030-01-01", "seen": "7777", "save": "1"})
    page = signed_in_again(reverse(f"meetings:{name}", args=[row.key, made]), typed, member, member, client)
    assert [words in page for words in (WORDS, 'name="seen" value="7777"', UNSAVED)] == [True, True, True]


@pytest.mark.parametrize("name", ["decision", "action", "round", "capture"])
def test_the_forms_of_the_day_say_whose_they_are(name: str, row: Meeting, member: Person, client_of: ClientOf) -> None:
    page = client_of(member).get(reverse("meetings:live", args=[row.key])).content.decode()
    assert f'name="writer" value="{member.pk}" id="{name}_form_writer"' in page
