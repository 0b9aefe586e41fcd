"""What is refused, in words and without a change; and what a page shows of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maskinrum.knowledge.actions import change_experience, pass_review, send_to_review
from maskinrum.meetings.actions import (
    ActionFacts,
    NoteText,
    add_action,
    add_item,
    answer_invitation,
    call_meeting,
    cancel_meeting,
    capture_experience,
    change_item,
    change_meeting,
    change_meeting_role,
    decide,
    end_meeting,
    invite_to_meeting,
    note_attendance,
    open_round,
    remove_participant,
    start_meeting,
    take_up,
    tick_action,
    write_note,
)
from maskinrum.meetings.enums import Answer, MeetingRole
from maskinrum.meetings.facts.meetings import ItemFacts
from maskinrum.meetings.models import Meeting
from maskinrum.meetings.views import minutes as pages
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from tests.conftest import NOW
from tests.knowledge.telling import told_facts
from tests.meetings.holding import DUE, begun, called, let_in, meeting_facts, note

ClientOf = Callable[[Person | None], Client]
Refused = Callable[[Meeting, Viewer], object]

BEFORE: dict[str, Refused] = {
    "an item without a title": lambda row, viewer: add_item(row, ItemFacts(""), viewer=viewer, now=NOW),
    "an item of unknown themes": lambda row, viewer: add_item(
        row, ItemFacts("a", themes=("X9",)), viewer=viewer, now=NOW
    ),
    "an end before it runs": lambda row, viewer: end_meeting(row, viewer=viewer, now=NOW),
    "an item taken up before it runs": lambda row, viewer: take_up(row, uuid4(), viewer=viewer, now=NOW),
    "a decision before it runs": lambda row, viewer: decide(row, None, text="Ja", viewer=viewer, now=NOW),
    "attendance before it runs": lambda row, viewer: note_attendance(row, set(), viewer=viewer, now=NOW),
    "a round before it runs": lambda row, viewer: open_round(
        row, None, question="?", options=["a", "b"], dots=1, viewer=viewer, now=NOW
    ),
    "nobody invited": lambda row, viewer: invite_to_meeting(row, [], viewer=viewer, now=NOW),
    "too many invited": lambda row, viewer: invite_to_meeting(
        row, [f"{number}@sted.example" for number in range(61)], viewer=viewer, now=NOW
    ),
    "unknown themes": lambda row, viewer: change_meeting(row, meeting_facts(themes=("X9",)), viewer=viewer, now=NOW),
    "no title": lambda row, viewer: change_meeting(row, meeting_facts(title=""), viewer=viewer, now=NOW),
}

WHILE: dict[str, Refused] = {
    "an item that is gone": lambda row, viewer: take_up(row, uuid4(), viewer=viewer, now=NOW),
    "cancelling what runs": lambda row, viewer: cancel_meeting(row, viewer=viewer, now=NOW),
    "a decision without words": lambda row, viewer: decide(row, None, text="", viewer=viewer, now=NOW),
    "an action without words": lambda row, viewer: add_action(
        row, None, ActionFacts("", None, DUE), viewer=viewer, now=NOW
    ),
    "a day that has passed": lambda row, viewer: add_action(
        row,
        None,
        ActionFacts("a", row.participants.get().pk, NOW.date() - timedelta(days=1)),
        viewer=viewer,
        now=NOW,
    ),
    "a round about nothing": lambda row, viewer: open_round(
        row, None, question="", options=["a", "b"], dots=1, viewer=viewer, now=NOW
    ),
    "an empty note": lambda row, viewer: write_note(row, NoteText(uuid4(), first_of(row), " "), viewer=viewer, now=NOW),
    "a note that is too long": lambda row, viewer: write_note(
        row, NoteText(uuid4(), first_of(row), "a" * 10_001), viewer=viewer, now=NOW
    ),
    "a note on an item that is gone": lambda row, viewer: write_note(
        row, NoteText(uuid4(), uuid4(), "a"), viewer=viewer, now=NOW
    ),
}

AFTER: dict[str, Refused] = {
    "a new day": lambda row, viewer: change_meeting(row, meeting_facts(title="Ny"), viewer=viewer, now=NOW),
    "a new item": lambda row, viewer: add_item(row, ItemFacts("a"), viewer=viewer, now=NOW),
    "somebody invited": lambda row, viewer: invite_to_meeting(row, ["a@b.example"], viewer=viewer, now=NOW),
    "a second beginning": lambda row, viewer: start_meeting(row, viewer=viewer, now=NOW),
    "an answer": lambda row, viewer: answer_invitation(
        row.participants.get(), answer=Answer.COMING, person=None, viewer=viewer, now=NOW
    ),
}


def first_of(row: Meeting) -> Any:
    """The key of the first item."""
    item = row.items.first()
    assert item is not None
    return item.pk


@pytest.mark.parametrize("what", BEFORE)
def test_what_a_planned_meeting_refuses(what: str, member: Person) -> None:
    with pytest.raises(DomainError):
        BEFORE[what](called(member), viewer_of(member))


@pytest.mark.parametrize("what", WHILE)
def test_what_a_running_meeting_refuses(what: str, member: Person) -> None:
    with pytest.raises(DomainError):
        WHILE[what](begun(member), viewer_of(member))


@pytest.mark.parametrize("what", AFTER)
def test_what_a_meeting_that_was_held_refuses(what: str, member: Person) -> None:
    row = end_meeting(begun(member), viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError):
        AFTER[what](row, viewer_of(member))


def test_a_full_agenda_takes_no_more(member: Person) -> None:
    row = begun(member, items=[str(number) for number in range(40)])
    with pytest.raises(DomainError, match="højst have 40"):
        add_item(row, ItemFacts("a"), viewer=viewer_of(member), now=NOW)


def test_a_note_of_another_meeting_is_not_written_to(member: Person) -> None:
    there = note(begun(member), member, "Der")
    here = begun(member)
    with pytest.raises(DomainError, match="et andet møde"):
        note(here, member, "Her", key=there.pk, based_on=1)


def test_what_is_the_same_as_before_changes_nothing(member: Person) -> None:
    row, viewer = called(member), viewer_of(member)
    item = add_item(row, ItemFacts("a"), viewer=viewer, now=NOW)
    row.refresh_from_db()
    changed, version = row.changed_at, row.version
    later = NOW + timedelta(hours=1)
    change_meeting(row, meeting_facts(), viewer=viewer, now=later)
    change_item(row, item.pk, ItemFacts("a"), viewer=viewer, now=later)
    row.refresh_from_db()
    assert (row.changed_at, row.version) == (changed, version)


def test_whoever_runs_the_machine_calls_no_meeting(db: None) -> None:
    with pytest.raises(DomainError):
        call_meeting(meeting_facts(), viewer=OPERATOR, now=NOW)


def test_who_is_off_the_list_answers_no_more_and_is_given_no_role(member: Person, outsider: Person) -> None:
    row, viewer = called(member), viewer_of(member)
    (participant,) = let_in(row, member, outsider)
    change_meeting_role(row, participant.pk, role=MeetingRole.WRITES, viewer=viewer, now=NOW)
    remove_participant(row, participant.pk, viewer=viewer, now=NOW)
    remove_participant(row, participant.pk, viewer=viewer, now=NOW)
    change_meeting_role(row, participant.pk, role=MeetingRole.LEADS, viewer=viewer, now=NOW)
    participant.refresh_from_db()
    assert participant.role == MeetingRole.WRITES
    with pytest.raises(DomainError, match="ikke længere"):
        answer_invitation(participant, answer=Answer.COMING, person=None, viewer=viewer_of(outsider), now=NOW)


def test_whoever_writes_the_minutes_runs_the_meeting_too(member: Person, outsider: Person) -> None:
    row = begun(member, outsider)
    own = row.participants.get(person=outsider.pk)
    change_meeting_role(row, own.pk, role=MeetingRole.WRITES, viewer=viewer_of(member), now=NOW)
    assert decide(row, None, text="Ja", viewer=viewer_of(outsider), now=NOW).text == "Ja"


def test_an_action_is_not_ticked_by_who_neither_does_it_nor_runs_the_meeting(member: Person, outsider: Person) -> None:
    row = begun(member, outsider)
    facts = ActionFacts("Skriv", row.participants.get(person=member.pk).pk, DUE)
    action = add_action(row, None, facts, viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError, match="at det er gjort"):
        tick_action(action, is_done=True, viewer=viewer_of(outsider), now=NOW)


def test_the_pages_keep_roles_lists_and_attendance(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row, browser = begun(member, outsider), client_of(member)
    browser.post(reverse("meetings:participants", args=[row.key]), {"emails": "a@b.example", "role": "brings"})
    invited = row.participants.get(email="a@b.example")
    address = reverse("meetings:participant", args=[row.key, invited.pk])
    browser.post(address, {"role": "leads"})
    invited.refresh_from_db()
    assert invited.role == "leads"
    browser.post(address, {"remove": "1"})
    own = row.participants.get(person=outsider.pk)
    browser.post(reverse("meetings:attendance", args=[row.key]), {"there": [own.pk, "noget andet"]})
    found = {(one.was_there, one.removed_at is None) for one in row.participants.all()}
    assert found == {(None, False), (True, True), (False, True)}


def test_the_page_moves_on_changes_and_cancels(member: Person, client_of: ClientOf) -> None:
    row, browser = begun(member), client_of(member)
    second = row.items.last()
    assert second is not None
    steer = reverse("meetings:steer", args=[row.key])
    browser.post(steer, {"item": second.pk})
    row.refresh_from_db()
    assert row.current_item_id == second.pk
    assert browser.post(steer, {"item": "intet"}).status_code == 404
    browser.post(reverse("meetings:move_item", args=[row.key, second.pk]), {"way": "up"})
    assert row.items.first() == second
    browser.post(reverse("meetings:remove_item", args=[row.key, second.pk]))
    answer = browser.post(steer, {"end": "1"})
    assert answer.headers["Location"] == reverse("meetings:minutes", args=[row.key])
    ahead = called(member)
    browser.post(reverse("meetings:cancel", args=[ahead.key]))
    assert "Aflyst" in browser.get(reverse("meetings:meeting", args=[ahead.key])).content.decode()


def test_the_next_in_a_series_begins_as_the_one_before(member: Person, outsider: Person, client_of: ClientOf) -> None:
    row = called(member, themes=("F6",))
    address = reverse("meetings:new")
    shown = client_of(member).get(address, {"efter": row.key}).context["form"].initial
    assert (shown["title"], shown["theme_1"]) == (row.title, "F6")
    assert "title" not in client_of(outsider).get(address, {"efter": row.key}).context["form"].initial


def test_an_empty_day_leads_back_and_a_suggestion_that_is_gone_fills_nothing(
    member: Person, client_of: ClientOf
) -> None:
    row, browser = called(member), client_of(member)
    assert browser.get(reverse("meetings:live", args=[row.key])).status_code == 302
    for asked in ({"fra": "andet"}, {"fra": "huller", "emne": "X9-F9"}):
        page = browser.get(reverse("meetings:new_item", args=[row.key]), asked)
        assert "theme_1" not in page.context["form"].initial


def test_too_many_files_in_a_minute_are_refused_in_words(
    member: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_A_MINUTE", 0)
    answer = client_of(member).get(reverse("meetings:file", args=[begun(member).key, "pdf"]), follow=True)
    assert "mange filer på kort tid" in answer.content.decode()


def test_what_was_begun_at_a_meeting_stands_in_its_minutes_once_it_is_published(
    member: Person, client_of: ClientOf
) -> None:
    row, viewer = begun(member), viewer_of(member)
    told = capture_experience(row, None, happened="Det regnede.", viewer=viewer, now=NOW).experience
    facts = replace(told_facts(), title="Det regnede ind", visibility="network")
    change_experience(told, facts=facts, expected_revision=1, viewer=viewer, now=NOW)
    send_to_review(told, viewer=viewer, now=NOW)
    pass_review(told, named=[], viewer=OPERATOR, now=NOW)
    decide(row, None, text="Taget løst", viewer=viewer, now=NOW)
    end_meeting(row, viewer=viewer, now=NOW)
    browser = client_of(member)
    page = browser.get(reverse("meetings:minutes", args=[row.key])).content.decode()
    assert [words in page for words in ("Det regnede ind", "Også besluttet", "Taget løst")] == [True] * 3
    assert "Det regnede ind" in browser.get(reverse("meetings:meeting", args=[row.key])).content.decode()
