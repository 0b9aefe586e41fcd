"""A meeting while it runs: items, rounds, decisions, actions, and what comes after."""

import io
from collections.abc import Callable
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    capture_experience,
    close_round,
    decide,
    end_meeting,
    forget_participants,
    give_dots,
    note_attendance,
    open_round,
    remind_of_actions,
    remove_agenda_item,
    remove_participant,
    start_meeting,
    take_up,
    tick_action,
)
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import DotVote, Meeting, Round
from maskinrum.meetings.queries import carried_actions
from maskinrum.meetings.queries.live import seconds_spent
from maskinrum.meetings.queries.outcomes import lines_of, yield_of
from maskinrum.meetings.queries.retention import past_participants
from maskinrum.organisations.models import Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun, called, let_in, note

ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


def asked_in(row: Meeting, host: Person) -> Round:
    return open_round(
        row,
        row.items.first(),
        question="Hvad først?",
        options=["Driften", "Prisen", "Driften", " "],
        dots=3,
        viewer=viewer_of(host),
        now=NOW,
    )


def test_the_time_of_an_item_is_kept_when_the_next_is_taken_up(row: Meeting, member: Person) -> None:
    first, second = row.items.all()
    take_up(row, second.pk, viewer=viewer_of(member), now=NOW + timedelta(minutes=5))
    row.refresh_from_db()
    first.refresh_from_db()
    later = NOW + timedelta(minutes=7)
    assert [seconds_spent(item, row, now=later) for item in (first, second)] == [300, 120]


def test_a_meeting_without_an_agenda_does_not_begin(member: Person) -> None:
    with pytest.raises(DomainError, match="ikke noget på dagsordenen"):
        start_meeting(called(member), viewer=viewer_of(member), now=NOW)


def test_only_those_who_run_it_move_it_on(row: Meeting, outsider: Person, client_of: ClientOf) -> None:
    assert client_of(outsider).post(reverse("meetings:steer", args=[row.key]), {"end": "1"}).status_code == 404
    with pytest.raises(DomainError):
        end_meeting(row, viewer=viewer_of(outsider), now=NOW)
    row.refresh_from_db()
    assert row.state == MeetingState.RUNNING


def test_an_item_with_notes_is_not_taken_out(row: Meeting, member: Person) -> None:
    note(row, member, "Noget")
    item = row.items.first()
    assert item is not None
    with pytest.raises(DomainError, match="Der er noter"):
        remove_agenda_item(row, item.pk, viewer=viewer_of(member), now=NOW)


def test_dots_are_hidden_until_the_round_is_closed_and_nobody_counts_twice(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    asked = asked_in(row, member)
    first, second = asked.options.all()
    viewer = viewer_of(outsider)
    give_dots(row, asked, {first.pk: 3}, viewer=viewer, now=NOW)
    give_dots(row, asked, {first.pk: 1, second.pk: 2}, viewer=viewer, now=NOW)
    give_dots(row, asked, {second.pk: 1}, viewer=viewer_of(member), now=NOW)
    page = client_of(member).get(reverse("meetings:live", args=[row.key])).content.decode()
    assert "dot-count" not in page
    close_round(row, asked, viewer=viewer_of(member), now=NOW)
    asked.refresh_from_db()
    assert [option.count for option in asked.options.all()] == [1, 3]
    assert (asked.voters, DotVote.objects.count()) == (2, 0)


def test_more_dots_than_one_has_are_refused_and_so_are_those_that_come_too_late(
    row: Meeting, member: Person, outsider: Person
) -> None:
    asked, viewer = asked_in(row, member), viewer_of(outsider)
    first = asked.options.first()
    assert first is not None
    with pytest.raises(DomainError, match="3 prikker"):
        give_dots(row, asked, {first.pk: 4}, viewer=viewer, now=NOW)
    close_round(row, asked, viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError, match="lukket"):
        give_dots(row, asked, {first.pk: 1}, viewer=viewer, now=NOW)
    assert asked.options.get(pk=first.pk).count == 0


@pytest.mark.parametrize(("typed", "words"), [("9", "Skriv et tal fra 0 til 3."), ("to", "Skriv et helt tal")])
def test_dots_that_cannot_be_given_are_told_where_they_were_typed(
    typed: str, words: str, row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    asked = asked_in(row, member)
    first, second = asked.options.all()
    address = reverse("meetings:vote", args=[row.key, asked.pk])
    answer = client_of(outsider).post(address, {str(first.pk): typed, str(second.pk): "1"})
    page = answer.content.decode()
    assert (answer.status_code, words in page, f'value="{typed}"' in page) == (200, True, True)
    answer = client_of(outsider).post(address, {str(first.pk): "2", str(second.pk): "2"})
    assert "Du har 3 prikker og gav 4. Tag nogle væk." in answer.content.decode()
    assert not DotVote.objects.exists()


@pytest.mark.parametrize(("options", "dots"), [(["kun én"], 3), (["a", "a"], 3), (["a", "b"], 0), (["a", "b"], 11)])
def test_a_round_needs_options_and_dots(options: list[str], dots: int, row: Meeting, member: Person) -> None:
    with pytest.raises(DomainError):
        open_round(row, None, question="?", options=options, dots=dots, viewer=viewer_of(member), now=NOW)


def test_what_was_typed_wrong_is_sent_by_the_same_words_and_ending_asks_once_more(
    row: Meeting, member: Person, client_of: ClientOf
) -> None:
    item = row.items.first()
    assert item is not None
    browser = client_of(member)
    page = browser.post(reverse("meetings:decision", args=[row.key, item.pk]), {"text": ""}).content.decode()
    assert (">Det er besluttet</button>" in page, ">Gem</button>" in page) == (True, False)
    live = browser.get(reverse("meetings:live", args=[row.key])).content.decode()
    assert live.index("<summary>Afslut mødet</summary>") < live.index("Noter kan rettes") < live.index('name="end"')


def test_the_forms_of_the_day_write_and_count(row: Meeting, member: Person, client_of: ClientOf) -> None:
    item = row.items.first()
    assert item is not None
    browser, owner = client_of(member), row.participants.get(person=member.pk)

    def post(name: str, **data: object) -> None:
        address = reverse(f"meetings:{name}", args=[row.key, item.pk])
        assert browser.post(address, data).status_code == 302

    post("decision", text="Driften er med.")
    post("action", text="Skriv listen", owner=owner.pk, due_on="2030-01-01")
    post("round", question="Hvad først?", options="a\nb", dots="2")
    post("capture", happened="Afløbene blev fundet i tide.")
    asked = row.rounds.get()
    option = asked.options.first()
    assert option is not None
    browser.post(reverse("meetings:vote", args=[row.key, asked.pk]), {str(option.pk): "2"})
    browser.post(reverse("meetings:close_round", args=[row.key, asked.pk]))
    line = lines_of([row])[0]
    assert (line.decisions, line.actions, line.begun, asked.options.get(pk=option.pk).count) == (1, 1, 1, 2)


@pytest.mark.parametrize("name", ["decision", "action", "round", "capture"])
def test_an_empty_form_of_the_day_is_shown_again(name: str, row: Meeting, member: Person, client_of: ClientOf) -> None:
    item = row.items.first()
    assert item is not None
    answer = client_of(member).post(reverse(f"meetings:{name}", args=[row.key, item.pk]), {})
    assert answer.status_code == 200
    assert "Fejl:" in answer.content.decode()


def test_a_captured_experience_is_a_draft_of_whoever_wrote_it_with_what_is_talked_of(
    row: Meeting, outsider: Person
) -> None:
    item = row.items.first()
    assert item is not None
    item.theme_codes, item.phase = "F6", "F5"
    captured = capture_experience(row, item, happened="Det regnede.", viewer=viewer_of(outsider), now=NOW)
    told = captured.experience
    assert (told.written_by, told.theme_codes, told.phase, told.state) == (outsider.pk, "F6", "F5", "draft")
    assert (yield_of(viewer_of(outsider), row, now=NOW).begun) == 1


def promised(row: Meeting, host: Person, owner: Person) -> object:
    participant = row.participants.get(person=owner.pk)
    facts = ActionFacts("Skriv en side", participant.pk, DUE)
    return add_action(row, row.items.first(), facts, viewer=viewer_of(host), now=NOW)


def test_when_it_ends_drafts_and_actions_go_to_their_owners_and_nobody_else(
    row: Meeting, member: Person, outsider: Person
) -> None:
    capture_experience(row, None, happened="Det regnede.", viewer=viewer_of(outsider), now=NOW)
    for _each in range(2):
        end_meeting(row, viewer=viewer_of(member), now=NOW)
    mail = OutboxMail.objects.get(kind="meeting_after")
    assert mail.to == outsider.email
    assert reverse("knowledge:edit", args=[row.captured.get().experience.key]) in mail.text


def test_an_open_round_is_counted_when_the_meeting_ends(row: Meeting, member: Person) -> None:
    asked = asked_in(row, member)
    option = asked.options.first()
    assert option is not None
    give_dots(row, asked, {option.pk: 2}, viewer=viewer_of(member), now=NOW)
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    assert (asked.options.get(pk=option.pk).count, DotVote.objects.count()) == (2, 0)


def test_whoever_wrote_was_there_and_the_rest_is_said(row: Meeting, member: Person, outsider: Person) -> None:
    note(row, outsider, "Jeg var der")
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    there = dict(row.participants.values_list("person", "was_there"))
    assert there == {member.pk: None, outsider.pk: True}
    own = row.participants.get(person=member.pk)
    assert note_attendance(row, {own.pk}, viewer=viewer_of(member), now=NOW) == 1


def test_an_action_is_reminded_of_once_a_week_and_not_when_it_is_done(
    row: Meeting, member: Person, outsider: Person
) -> None:
    promised(row, member, outsider)
    action = row.actions.get()
    early, late = NOW, NOW + timedelta(days=30)
    told = [remind_of_actions(moment) for moment in (early, late, late, late + timedelta(days=7))]
    assert told == [0, 1, 0, 1]
    tick_action(action, is_done=True, viewer=viewer_of(outsider), now=late)
    assert remind_of_actions(late + timedelta(days=20)) == 0
    assert OutboxMail.objects.filter(kind="meeting_action", to=outsider.email).count() == 2


def test_an_action_is_ticked_by_its_owner_and_by_nobody_outside(
    row: Meeting, member: Person, outsider: Person, manager: Person, client_of: ClientOf
) -> None:
    promised(row, member, outsider)
    action = row.actions.get()
    browser = client_of(outsider)
    browser.post(reverse("meetings:actions"), {"action": action.pk, "done": "1"})
    assert row.actions.get().done_at is not None
    browser.post(reverse("meetings:tick", args=[row.key, action.pk]), {"open": "1"})
    assert row.actions.get().done_at is None
    assert client_of(manager).post(reverse("meetings:actions"), {"action": action.pk}).status_code == 404


def test_what_is_still_to_be_done_is_carried_to_the_next_in_the_series(
    row: Meeting, member: Person, outsider: Person
) -> None:
    promised(row, member, outsider)
    following = called(member, follows=row, starts_at=NOW + timedelta(days=30), ends_at=NOW + timedelta(days=31))
    assert [one.text for one in carried_actions(viewer_of(member), following, now=NOW)] == ["Skriv en side"]
    tick_action(row.actions.get(), is_done=True, viewer=viewer_of(member), now=NOW)
    assert not carried_actions(viewer_of(member), following, now=NOW).exists()


def test_what_others_agreed_is_carried_only_to_those_who_may_see_that_meeting(member: Person, outsider: Person) -> None:
    row = begun(member, visibility="organisation")
    promised(row, member, member)
    following = called(member, follows=row, starts_at=NOW + timedelta(days=30), ends_at=NOW + timedelta(days=31))
    let_in(following, member, outsider)
    assert not carried_actions(viewer_of(outsider), following, now=NOW).exists()


def held(row: Meeting, member: Person, outsider: Person) -> Meeting:
    note(row, outsider, "Kun for os, der var med")
    decide(row, row.items.first(), text="Driften er med fra programmet.", viewer=viewer_of(member), now=NOW)
    promised(row, member, outsider)
    close_round(row, asked_in(row, member), viewer=viewer_of(member), now=NOW)
    return end_meeting(row, viewer=viewer_of(member), now=NOW)


def test_minutes_tell_notes_and_names_to_those_who_took_part_and_decisions_to_all_who_see_the_meeting(
    row: Meeting, member: Person, outsider: Person, secretary: Person, client_of: ClientOf
) -> None:
    held(row, member, outsider)
    address = reverse("meetings:minutes", args=[row.key])
    inside, outside = (client_of(who).get(address).content.decode() for who in (outsider, secretary))
    words = ("Driften er med fra programmet.", "Kun for os", outsider.name)
    assert [one in inside for one in words] == [True, True, True]
    assert [one in outside for one in words] == [True, False, False]


def text_of_pdf(content: bytes) -> str:
    """All that another reader finds on the pages."""
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def text_of_word(content: bytes) -> str:
    """All paragraphs and cells, as another reader finds them."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(("kind", "read"), [("pdf", text_of_pdf), ("docx", text_of_word)])
def test_minutes_are_fetched_as_files_that_others_can_read(
    kind: str,
    read: Callable[[bytes], str],
    row: Meeting,
    member: Person,
    outsider: Person,
    secretary: Person,
    client_of: ClientOf,
) -> None:
    held(row, member, outsider)
    answers = [client_of(who).get(reverse("meetings:file", args=[row.key, kind])) for who in (outsider, secretary)]
    inside, outside = (" ".join(read(answer.content).split()) for answer in answers)
    words = (row.title, "Driften er med fra programmet.", "Hvad først?", "Kun for os", outsider.name)
    assert [one in inside for one in words] == [True] * 5
    assert [one in outside for one in words] == [True, True, True, False, False]
    assert answers[0]["Content-Disposition"] == f'attachment; filename="referat-{row.key}.{kind}"'


@pytest.mark.parametrize(("kind", "read"), [("pdf", text_of_pdf), ("docx", text_of_word), ("", None)])
def test_what_was_agreed_about_an_item_that_was_taken_off_stands_in_the_minutes(
    kind: str, read: Callable[[bytes], str] | None, row: Meeting, member: Person, client_of: ClientOf
) -> None:
    item, viewer = row.items.first(), viewer_of(member)
    assert item is not None
    decide(row, item, text="Driften er med.", viewer=viewer, now=NOW)
    promised(row, member, member)
    close_round(row, asked_in(row, member), viewer=viewer, now=NOW)
    remove_agenda_item(row, item.pk, viewer=viewer, now=NOW)
    end_meeting(row, viewer=viewer, now=NOW)
    page = reverse("meetings:file", args=[row.key, kind]) if kind else reverse("meetings:minutes", args=[row.key])
    content = client_of(member).get(page).content
    text = " ".join((read(content) if read else content.decode()).split())
    assert [words in text for words in ("Driften er med.", "Hvad først?", "Skriv en side")] == [True] * 3


def test_whose_session_has_run_out_is_told_so_and_not_that_they_are_off_the_list(
    row: Meeting, client_of: ClientOf
) -> None:
    answers = [client_of(None).get(reverse("meetings:newer", args=[key]), {"fra": "0"}) for key in (row.key, "ukendt")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "Log ind igen" in answers[0].json()["problem"]
    assert answers[0].json() == answers[1].json()


def test_there_are_no_minutes_before_the_meeting(member: Person, client_of: ClientOf) -> None:
    row = called(member)
    assert client_of(member).get(reverse("meetings:minutes", args=[row.key])).status_code == 404


def test_names_and_addresses_are_forgotten_a_year_after(row: Meeting, outsider: Person) -> None:
    later = row.ends_at + timedelta(days=366)
    assert forget_participants(past_participants(later)) == 2
    assert not past_participants(later).exists()
    assert set(row.participants.values_list("email", "person")) == {("", None)}


def test_the_page_of_the_day_asks_the_same_number_of_questions_however_much_is_written(
    row: Meeting, member: Person, client_of: ClientOf, assert_constant_queries: Callable[..., None]
) -> None:
    browser = client_of(member)

    def more(count: int) -> None:
        for _each in range(count):
            note(row, member, "Noget")
            asked_in(row, member)
            promised(row, member, member)

    assert_constant_queries(more, lambda: browser.get(reverse("meetings:live", args=[row.key])))


def test_who_was_taken_off_the_list_is_not_reminded_and_who_runs_the_meeting_sees_it(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    promised(row, member, outsider)
    browser, words = client_of(member), "Ingen gør det"
    address = reverse("meetings:minutes", args=[row.key])
    assert words not in browser.get(address).content.decode()
    remove_participant(row, row.participants.get(person=outsider.pk).pk, viewer=viewer_of(member), now=NOW)
    assert remind_of_actions(NOW + timedelta(days=60)) == 0
    assert words in browser.get(address).content.decode()


def test_an_owner_taken_off_the_list_promises_nothing(row: Meeting, member: Person, outsider: Person) -> None:
    participant = row.participants.get(person=outsider.pk)
    remove_participant(row, participant.pk, viewer=viewer_of(member), now=NOW)
    facts = ActionFacts("Skriv", participant.pk, timezone.localdate(NOW))
    with pytest.raises(DomainError, match="hvem der gør det"):
        add_action(row, None, facts, viewer=viewer_of(member), now=NOW)
