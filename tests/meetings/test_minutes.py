"""What minutes say: both texts of a note that was changed in two places, and who was there, by name or by number."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import (
    answer_invitation,
    end_meeting,
    invite_to_meeting,
    note_attendance,
    settle_note,
)
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import Meeting, Note
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from tests.conftest import NOW
from tests.meetings.holding import begun, note
from tests.meetings.test_live import text_of_pdf, text_of_word

ClientOf = Callable[[Person | None], Client]
BESIDE = "En anden tekst i samme note"


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def changed_twice(row: Meeting, person: Person, first: str, second: str) -> Note:
    """A note that was opened in two windows, and saved in both."""
    made = note(row, person, "Fra først af")
    note(row, person, first, key=made.pk, based_on=1)
    return note(row, person, second, key=made.pk, based_on=1)


def minutes_of(row: Meeting, browser: Client) -> str:
    return browser.get(reverse("meetings:minutes", args=[row.key])).content.decode()


@pytest.mark.parametrize(("kind", "read"), [("pdf", text_of_pdf), ("docx", text_of_word), ("", bytes.decode)])
def test_both_texts_of_a_note_stand_in_the_minutes_until_one_is_chosen(
    kind: str, read: Callable[[bytes], str], row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    made = changed_twice(row, outsider, "Ventilerne er talt", "Ventilerne mangler")
    address = reverse("meetings:file", args=[row.key, kind]) if kind else reverse("meetings:minutes", args=[row.key])
    words = ("Ventilerne er talt", "Ventilerne mangler", BESIDE)

    def told() -> list[bool]:
        text = " ".join(read(client_of(outsider).get(address).content).split())
        return [one in text for one in words]

    assert told() == [True, True, True]
    settle_note(row, made, text="Ventilerne mangler", seen=3, viewer=viewer_of(outsider), now=NOW)
    assert told() == [False, True, False]


def test_a_note_emptied_in_one_place_stands_in_the_minutes_with_the_text_of_the_other(
    row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    changed_twice(row, outsider, "", "Ventilerne mangler")
    text = minutes_of(row, client_of(outsider))
    assert [one in text for one in ("Ventilerne mangler", BESIDE)] == [True, True]


def test_a_text_beside_is_for_those_who_took_part(
    row: Meeting, outsider: Person, secretary: Person, client_of: ClientOf, member: Person
) -> None:
    changed_twice(row, outsider, "Ventilerne er talt", "Ventilerne mangler")
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    text = minutes_of(row, client_of(secretary))
    assert [one in text for one in ("Ventilerne", BESIDE)] == [False, False]


def test_whoever_wrote_without_answering_stands_in_the_minutes_by_name(
    row: Meeting, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    invite_to_meeting(row, [secretary.email], viewer=viewer_of(member), now=NOW)
    note(row, secretary, "Jeg svarede aldrig")
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    text = minutes_of(row, client_of(outsider))
    assert (secretary.email in text, f"Deltagere: {secretary.name}." in text) == (False, True)


def test_whoever_has_no_name_is_counted_and_whoever_gave_one_with_the_answer_is_called_by_it(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    addresses = ["en@drift.example", "to@drift.example"]
    one, other = invite_to_meeting(row, addresses, viewer=viewer_of(member), now=NOW)
    answer_invitation(one, answer=Answer.COMING, name="Dorte Drift", person=None, viewer=VISITOR, now=NOW)
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    note_attendance(row, {one.pk, other.pk}, viewer=viewer_of(member), now=NOW)
    text = minutes_of(row, client_of(outsider))
    assert [each in text for each in ("Deltagere: Dorte Drift og 1 anden.", *addresses)] == [True, False, False]


def test_whether_the_address_of_somebody_who_never_answered_has_an_account_is_not_told(
    row: Meeting, member: Person, secretary: Person, client_of: ClientOf
) -> None:
    (silent,) = invite_to_meeting(row, [secretary.email], viewer=viewer_of(member), now=NOW)
    note_attendance(row, {silent.pk}, viewer=viewer_of(member), now=NOW)
    text = minutes_of(row, client_of(member))
    assert [each in text for each in ("1 var med.", secretary.name, secretary.email)] == [True, False, False]
