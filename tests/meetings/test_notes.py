"""Notes of a running meeting: nothing typed is lost, and a page is told of what is newer than it has."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.meetings import queries
from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    end_meeting,
    remind_of_actions,
    remove_participant,
    settle_note,
)
from maskinrum.meetings.indexing.meetings import documents
from maskinrum.meetings.models import Meeting, Note, NoteVersion
from maskinrum.meetings.queries import own_actions, pass_to
from maskinrum.meetings.queries.meeting_events import meeting_events
from maskinrum.organisations.actions import end_membership
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import tokens_of, viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun, note

ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def newer(browser: Client, row: Meeting, version: int) -> tuple[int, str]:
    answer = browser.get(reverse("meetings:newer", args=[row.key]), {"fra": version})
    return answer.status_code, answer.content.decode()


def test_a_note_is_written_and_gone_on_with(row: Meeting, outsider: Person) -> None:
    first = note(row, outsider, "Driften var for sent med.")
    again = note(row, outsider, "Driften var alt for sent med.", key=first.pk, based_on=1)
    assert (again.text, again.version, again.beside) == ("Driften var alt for sent med.", 2, 0)


def test_two_edits_of_one_note_stand_beside_each_other(row: Meeting, outsider: Person) -> None:
    key = note(row, outsider, "Grund").pk
    note(row, outsider, "På telefonen", key=key, based_on=1)
    late = note(row, outsider, "På computeren", key=key, based_on=1)
    assert (late.text, late.beside) == ("På telefonen", 1)
    assert set(late.versions.values_list("text", "standing")) == {
        ("Grund", "earlier"),
        ("På telefonen", "current"),
        ("På computeren", "beside"),
    }


def test_going_on_typing_beside_keeps_one_text_beside(row: Meeting, outsider: Person) -> None:
    key = note(row, outsider, "Grund").pk
    note(row, outsider, "Den ene", key=key, based_on=1)
    for text in ("Den an", "Den anden"):
        last = note(row, outsider, text, key=key, based_on=1)
    assert last.beside == 1
    assert last.versions.get(standing="beside").text == "Den anden"


def test_the_same_words_twice_are_one_note(row: Meeting, outsider: Person) -> None:
    key = uuid4()
    for _each in range(2):
        note(row, outsider, "Grund", key=key)
    for _each in range(2):
        note(row, outsider, "Videre", key=key, based_on=1)
        note(row, outsider, "Ved siden af", key=key, based_on=1)
    assert (Note.objects.count(), NoteVersion.objects.count()) == (1, 3)


def test_a_choice_between_two_texts_keeps_the_others_as_earlier(row: Meeting, outsider: Person) -> None:
    key = note(row, outsider, "Grund").pk
    note(row, outsider, "Den ene", key=key, based_on=1)
    found = note(row, outsider, "Den anden", key=key, based_on=1)
    settled = settle_note(row, found, text="Begge", seen=3, viewer=viewer_of(outsider), now=NOW)
    assert (settled.text, settled.version, settled.beside) == ("Begge", 4, 0)
    assert settled.versions.filter(standing="earlier").count() == 3


def test_a_choice_made_before_a_third_text_came_is_not_taken(row: Meeting, outsider: Person) -> None:
    key = note(row, outsider, "Grund").pk
    note(row, outsider, "Den ene", key=key, based_on=1)
    found = note(row, outsider, "Den anden", key=key, based_on=1)
    note(row, outsider, "Den tredje", key=key, based_on=2)
    with pytest.raises(DomainError, match="kommet en tekst til"):
        settle_note(row, found, text="Begge", seen=3, viewer=viewer_of(outsider), now=NOW)


def test_somebody_elses_note_is_changed_only_by_those_who_run_the_meeting(
    row: Meeting, member: Person, outsider: Person, manager: Person
) -> None:
    theirs, ours = note(row, outsider, "Deres"), note(row, member, "Vores")
    with pytest.raises(DomainError, match="En anden har skrevet"):
        note(row, outsider, "Ændret", key=ours.pk, based_on=1)
    assert note(row, member, "Rettet", key=theirs.pk, based_on=1).text == "Rettet"


def test_who_is_taken_off_the_list_midway_writes_no_more_and_keeps_what_was_written(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    note(row, outsider, "Nåede at skrive")
    browser = client_of(outsider)
    assert newer(browser, row, 0)[0] == 200
    remove_participant(row, row.participants.get(person=outsider.pk).pk, viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError, match="ikke længere på mødets liste"):
        note(row, outsider, "For sent")
    assert newer(browser, row, 0)[0] == 404
    assert Note.objects.get().text == "Nåede at skrive"


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_a_note_is_mended_for_a_day_after_the_meeting(
    hours: int,
    is_kept: bool,
    row: Meeting,
    member: Person,
    outsider: Person,
) -> None:
    key = note(row, outsider, "Grund").pk
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    later = NOW + timedelta(hours=hours)
    if is_kept:
        assert note(row, outsider, "Rettet", key=key, based_on=1, now=later).text == "Rettet"
    else:
        with pytest.raises(DomainError, match="står her endnu"):
            note(row, outsider, "Rettet", key=key, based_on=1, now=later)


def test_the_log_holds_one_line_for_what_is_written_without_pause_and_no_words(row: Meeting, outsider: Person) -> None:
    key = note(row, outsider, "Grund").pk
    for number in range(1, 4):
        note(row, outsider, f"Hemmelig {number}", key=key, based_on=number)
    verbs = list(AuditEvent.objects.filter(object_id=key).values_list("verb", flat=True))
    assert verbs == ["write_note"]
    assert not AuditEvent.objects.filter(changes__icontains="Hemmelig").exists()


def test_the_page_saves_by_itself_and_is_told_of_a_text_beside(
    row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    item = row.items.first()
    assert item is not None
    browser, address, key = client_of(outsider), reverse("meetings:note", args=[row.key, item.pk]), uuid4()

    def save(text: str, based_on: int) -> dict[str, object]:
        data = {"note": key, "based_on": based_on, "text": text}
        answer = browser.post(address, data, headers={"X-Autosave": "1"})
        assert answer.status_code == 200
        told: dict[str, object] = json.loads(answer.content)
        return told

    assert (save("Et", 0)["version"], save("To", 1)["version"]) == (1, 2)
    told = save("Tre", 1)
    assert told["beside"] is True
    page = browser.get(str(told["settle"])).content.decode()
    assert [text in page for text in ("To", "Tre")] == [True, True]


def test_without_script_a_note_is_saved_by_a_button_and_a_text_beside_is_shown(
    row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    item = row.items.first()
    assert item is not None
    browser, address, key = client_of(outsider), reverse("meetings:note", args=[row.key, item.pk]), uuid4()
    for text in ("Et", "To"):
        answer = browser.post(address, {"note": key, "based_on": 0, "text": text})
    settle = reverse("meetings:settle", args=[row.key, key])
    assert answer.headers["Location"] == settle
    browser.post(settle, {"text": "Et og to", "seen": 2})
    assert Note.objects.get().text == "Et og to"


def test_an_old_choice_shows_all_the_texts_again_and_keeps_what_was_typed(
    row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    key = note(row, outsider, "Grund").pk
    note(row, outsider, "Videre", key=key, based_on=1)
    address = reverse("meetings:settle", args=[row.key, key])
    page = client_of(outsider).post(address, {"text": "Mit valg", "seen": 1}).content.decode()
    assert "kommet en tekst til" in page
    assert "Mit valg" in page


def test_what_was_typed_when_the_session_had_run_out_is_there_after_signing_in(
    row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    item = row.items.first()
    assert item is not None
    address, browser = reverse("meetings:note", args=[row.key, item.pk]), client_of(None)
    typed = {"note": uuid4(), "based_on": 0, "text": "Skrevet for sent", "writer": outsider.pk}
    assert browser.post(address, typed, headers={"X-Autosave": "1"}).status_code == 401
    assert browser.post(address, typed).status_code == 302
    browser.force_login(outsider)
    assert "Skrevet for sent" in browser.get(address).content.decode()


def test_a_page_gets_only_what_is_newer_than_it_has(row: Meeting, outsider: Person, client_of: ClientOf) -> None:
    note(row, outsider, "Den gamle")
    row.refresh_from_db()
    browser, version = client_of(outsider), row.version
    assert newer(browser, row, version) == (204, "")
    note(row, outsider, "Den nye")
    status, page = newer(browser, row, version)
    assert (status, "Den nye" in page, "Den gamle" in page) == (200, True, False)


@pytest.mark.parametrize("asked", ["", "x", "-1", "999999999999999999"])
def test_a_version_that_is_none_gives_everything(
    asked: str, row: Meeting, outsider: Person, client_of: ClientOf
) -> None:
    note(row, outsider, "Den gamle")
    answer = client_of(outsider).get(reverse("meetings:newer", args=[row.key]), {"fra": asked})
    assert "Den gamle" in answer.content.decode()


def test_asking_while_nothing_happens_is_one_question(
    row: Meeting, outsider: Person, client_of: ClientOf, django_assert_num_queries: Callable[[int], object]
) -> None:
    row.refresh_from_db()
    browser = client_of(outsider)
    let_in = asked_with(browser, row, "", row.version)["Meeting-Pass"]
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        answer = asked_with(browser, row, let_in, row.version)
    assert (answer.status_code, answer.content) == (204, b"")


def asked_with(browser: Client, row: Meeting, let_in: str, version: int) -> Any:
    """What a page gets that shows its pass."""
    address = reverse("meetings:newer", args=[row.key])
    return browser.get(address, {"fra": version}, headers={"Meeting-Pass": let_in})


def test_a_pass_opens_nothing_but_that_nothing_happened(
    row: Meeting, member: Person, outsider: Person, newcomer: Person, client_of: ClientOf
) -> None:
    row.refresh_from_db()
    other = begun(member)
    other.refresh_from_db()
    let_in, version = pass_to(row), row.version
    for browser, status in ((client_of(newcomer), 404), (client_of(None), 401)):
        assert asked_with(browser, row, let_in, version - 1).status_code == status
        assert asked_with(browser, other, let_in, other.version).status_code == status
        assert asked_with(browser, row, let_in + "x", version).status_code == status


def test_a_pass_runs_out(row: Meeting, newcomer: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    row.refresh_from_db()
    let_in, browser = pass_to(row), client_of(newcomer)
    assert asked_with(browser, row, let_in, row.version).status_code == 204
    monkeypatch.setattr(queries.live, "LET_IN_FOR", timedelta(seconds=-1))
    assert asked_with(browser, row, let_in, row.version).status_code == 404


def test_whoever_is_taken_off_the_list_is_told_at_the_next_question(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row.refresh_from_db()
    let_in, version = pass_to(row), row.version
    remove_participant(row, row.participants.get(person=outsider.pk).pk, viewer=viewer_of(member), now=NOW)
    assert asked_with(client_of(outsider), row, let_in, version).status_code == 404


def test_whoever_leaves_the_organisation_they_came_for_leaves_the_meeting(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    action = ActionFacts("Spørg driften", row.participants.get(person=outsider.pk).pk, DUE)
    add_action(row, row.items.first(), action, viewer=viewer_of(member), now=NOW)
    (document,) = documents([str(row.pk)])
    assert document.readers & tokens_of(viewer_of(outsider), now=NOW)
    end_membership(outsider.memberships.get(), viewer=OPERATOR, now=NOW)
    viewer = viewer_of(outsider)
    assert not document.readers & tokens_of(viewer, now=NOW)  # nothing was written anew in the index
    assert newer(client_of(outsider), row, 0)[0] == 404
    assert list(own_actions(viewer)) == []
    assert list(meeting_events(viewer, NOW)) == []
    assert remind_of_actions(NOW + timedelta(days=60)) == 0


def test_nobody_who_does_not_take_part_learns_that_anything_happens(
    row: Meeting, newcomer: Person, client_of: ClientOf
) -> None:
    assert [newer(client_of(who), row, 0)[0] for who in (None, newcomer)] == [401, 404]
