"""Call a meeting, put an agenda together, invite, answer."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    add_item,
    answer_invitation,
    call_meeting,
    cancel_meeting,
    change_item,
    change_meeting,
    invite_to_meeting,
    move_agenda_item,
    remove_agenda_item,
    remove_participant,
)
from maskinrum.meetings.enums import Answer, MeetingState
from maskinrum.meetings.facts.meetings import ItemFacts, moment_of
from maskinrum.meetings.forms.agenda import key_in
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.meetings.queries import meetings
from maskinrum.organisations.actions import grant_access, merge_organisations
from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.search.actions import keep_up
from maskinrum.search.indexing import Question, ask
from maskinrum.shared.enums import MailState
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.knowledge.telling import published_one
from tests.meetings.holding import STARTS, begun, called, let_in, meeting_facts

ClientOf = Callable[[Person | None], Client]


def letters(kind: str) -> list[str]:
    return sorted(OutboxMail.objects.filter(kind=kind).values_list("to", flat=True))


def link_in(kind: str, to: str) -> str:
    """The path of the link in the latest letter to an address."""
    text = OutboxMail.objects.filter(kind=kind, to=to).latest("created_at", "id").text
    line = next(line for line in text.splitlines() if line.startswith("http"))
    return "/" + line.split("/", 3)[3]


@pytest.fixture
def row(member: Person) -> Meeting:
    return called(member)


def form_data(**given: Any) -> dict[str, Any]:
    return {
        "title": "Hvem siger god for materialerne?",
        "day": "2027-02-10",
        "starts": "09:00",
        "ends": "12.30",
        "visibility": "network",
        **given,
    }


def test_a_meeting_is_called_by_a_form_and_leads_on_to_its_agenda(member: Person, client_of: ClientOf) -> None:
    answer = client_of(member).post(reverse("meetings:new"), form_data())
    row = Meeting.objects.get()
    assert answer.headers["Location"] == reverse("meetings:agenda", args=[row.key])
    assert row.ends_at - row.starts_at == timedelta(hours=3, minutes=30)
    assert row.participants.get().person == member.pk


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends": "08:00"}, "slutter, før det begynder"),
        ({"day": "2027-03-28", "starts": "02:30"}, "uret stilles frem"),
        ({"visibility": "partnership"}, "hvilket partnerskab"),
        ({"title": " "}, "Udfyld"),
        ({"day": "i morgen"}, "Skriv en dag"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    given: dict[str, str], words: str, member: Person, client_of: ClientOf
) -> None:
    page = client_of(member).post(reverse("meetings:new"), form_data(purpose="Mit formål", **given)).content.decode()
    assert words in page
    assert "Mit formål" in page
    assert not Meeting.objects.exists()


def test_a_meeting_across_the_change_to_summer_time_is_an_hour_shorter() -> None:
    before, after = moment_of(date(2027, 3, 28), time(1, 0)), moment_of(date(2027, 3, 28), time(4, 0))
    assert before is not None
    assert after is not None
    assert after - before == timedelta(hours=2)


def test_an_hour_that_comes_twice_is_the_first() -> None:
    moment = moment_of(date(2026, 10, 25), time(2, 30))
    assert moment is not None
    assert moment.isoformat() == "2026-10-25T00:30:00+00:00"


def test_who_acts_for_no_organisation_calls_no_meeting(db: None) -> None:
    with pytest.raises(DomainError):
        call_meeting(meeting_facts(), viewer=VISITOR, now=NOW)


@pytest.mark.parametrize(
    ("visibility", "expected"), [("open", [1, 1, 1]), ("network", [1, 1, 0]), ("organisation", [1, 0, 0])]
)
def test_a_meeting_is_seen_by_the_one_rule(
    visibility: str, expected: list[int], member: Person, outsider: Person
) -> None:
    called(member, visibility=visibility)
    viewers = (viewer_of(member), viewer_of(outsider), VISITOR)
    assert [meetings(viewer, now=NOW).count() for viewer in viewers] == expected


def test_whoever_is_invited_sees_it_until_taken_off_the_list(member: Person, outsider: Person) -> None:
    row = called(member, visibility="organisation")
    (participant,) = let_in(row, member, outsider)
    assert meetings(viewer_of(outsider), now=NOW).get() == row
    remove_participant(row, participant.pk, viewer=viewer_of(member), now=NOW)
    assert not meetings(viewer_of(outsider), now=NOW).exists()


def test_a_grant_opens_the_meeting_but_not_the_page_of_the_day(
    manager: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = begun(manager, visibility="organisation")
    grant_access(
        row, organisation=Organisation.objects.get(memberships__person=outsider), viewer=viewer_of(manager), now=NOW
    )
    browser = client_of(outsider)
    assert browser.get(reverse("meetings:meeting", args=[row.key])).status_code == 200
    assert browser.get(reverse("meetings:live", args=[row.key])).status_code == 404


def test_only_those_invited_see_the_address_of_the_online_meeting(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    address = reverse("meetings:meeting", args=[row.key])
    assert "moede.example" not in client_of(outsider).get(address).content.decode()
    let_in(row, member, outsider)
    assert "moede.example" in client_of(outsider).get(address).content.decode()


def test_people_are_invited_once_and_an_address_that_is_none_invites_nobody(row: Meeting, member: Person) -> None:
    viewer = viewer_of(member)
    invite_to_meeting(row, ["Ny@sted.example", " ny@sted.example "], viewer=viewer, now=NOW)
    invite_to_meeting(row, ["ny@sted.example"], viewer=viewer, now=NOW)
    assert letters("meeting_invited") == ["ny@sted.example"]
    with pytest.raises(DomainError, match="ikke en e-mailadresse"):
        invite_to_meeting(row, ["god@sted.example", "ikke en adresse"], viewer=viewer, now=NOW)
    assert letters("meeting_invited") == ["ny@sted.example"]


def test_whether_an_address_has_an_account_is_not_told_before_an_answer(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    invite_to_meeting(row, [outsider.email, "ingen@sted.example"], viewer=viewer_of(member), now=NOW)
    page = client_of(member).get(reverse("meetings:participants", args=[row.key])).content.decode()
    assert outsider.name not in page
    assert page.count("har ikke svaret") == 2


def test_the_link_answers_without_an_account_and_can_be_used_again(
    row: Meeting, member: Person, client_of: ClientOf
) -> None:
    invite_to_meeting(row, ["drift@sted.example"], viewer=viewer_of(member), now=NOW)
    link, browser = link_in("meeting_invited", "drift@sted.example"), client_of(None)
    assert row.title in browser.get(link).content.decode()
    browser.post(link, {"answer": "coming", "name": "Dorte Drift"})
    browser.post(link, {"answer": "not_coming", "name": "Dorte Drift"})
    found = row.participants.get(email="drift@sted.example")
    assert (found.answer, found.name) == (Answer.NOT_COMING, "Dorte Drift")


def test_who_calls_the_meeting_sees_whose_letter_came_back(row: Meeting, member: Person, client_of: ClientOf) -> None:
    invite_to_meeting(row, ["god@sted.example", "nix@sted.example"], viewer=viewer_of(member), now=NOW)
    address, browser = reverse("meetings:participants", args=[row.key]), client_of(member)
    assert "Mailen kom retur" not in browser.get(address).content.decode()
    OutboxMail.objects.filter(to="nix@sted.example").update(state=MailState.GIVEN_UP)
    assert browser.get(address).content.decode().count("Mailen kom retur") == 1


def test_a_link_of_nobody_answers_like_a_page_that_is_not_there(client_of: ClientOf, db: None) -> None:
    gone = client_of(None).get(reverse("meetings:answer_by_link", args=["gaettet"]))
    assert (gone.status_code, "ikke længere på mødets liste" in gone.content.decode()) == (404, True)


def test_who_answers_by_the_link_while_signed_in_is_let_in_by_name(
    row: Meeting, member: Person, newcomer: Person, outsider: Person, client_of: ClientOf
) -> None:
    invite_to_meeting(row, [newcomer.email], viewer=viewer_of(member), now=NOW)
    row.participants.filter(email=newcomer.email).update(person=None)
    link = link_in("meeting_invited", newcomer.email)
    client_of(outsider).post(link, {"answer": "coming", "name": "En anden"})
    assert row.participants.get(email=newcomer.email).person is None
    client_of(newcomer).post(link, {"answer": "coming"})
    assert row.participants.get(email=newcomer.email).person == newcomer.pk


def test_one_answers_from_the_page_of_the_meeting(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    let_in(row, member, outsider, answer=Answer.WAITING)
    browser, address = client_of(outsider), reverse("meetings:answer", args=[row.key])
    browser.post(address, {"answer": "coming"})
    assert row.participants.get(person=outsider.pk).answer == Answer.COMING
    assert browser.post(address, {"answer": "maaske"}).status_code == 404


def test_nobody_answers_to_a_meeting_that_is_cancelled(row: Meeting, member: Person, outsider: Person) -> None:
    (participant,) = let_in(row, member, outsider)
    cancel_meeting(row, viewer=viewer_of(member), now=NOW)
    assert letters("meeting_changed") == [outsider.email]
    with pytest.raises(DomainError):
        answer_invitation(participant, answer=Answer.COMING, person=None, viewer=viewer_of(outsider), now=NOW)


def test_those_invited_are_told_of_another_day_but_not_of_another_title(
    row: Meeting, member: Person, outsider: Person
) -> None:
    let_in(row, member, outsider)
    viewer = viewer_of(member)
    change_meeting(row, meeting_facts(title="Nyt navn"), viewer=viewer, now=NOW)
    assert letters("meeting_changed") == []
    moved = meeting_facts(title="Nyt navn", starts_at=STARTS + timedelta(hours=1))
    change_meeting(row, moved, viewer=viewer, now=NOW)
    assert letters("meeting_changed") == [outsider.email]


def test_others_change_nothing(row: Meeting, outsider: Person) -> None:
    viewer = viewer_of(outsider)
    for act in (
        lambda: change_meeting(row, meeting_facts(title="Andet"), viewer=viewer, now=NOW),
        lambda: cancel_meeting(row, viewer=viewer, now=NOW),
        lambda: add_item(row, ItemFacts("Mit punkt"), viewer=viewer, now=NOW),
        lambda: invite_to_meeting(row, ["a@b.example"], viewer=viewer, now=NOW),
    ):
        with pytest.raises(DomainError):
            act()
    row.refresh_from_db()
    assert (row.title, row.state, row.items.count()) == ("Hvad gør vi med driften?", MeetingState.PLANNED, 0)


def test_an_agenda_is_put_in_order(row: Meeting, member: Person) -> None:
    viewer = viewer_of(member)
    items = [add_item(row, ItemFacts(title), viewer=viewer, now=NOW) for title in "abc"]
    move_agenda_item(row, items[2].pk, by=-1, viewer=viewer, now=NOW)
    move_agenda_item(row, items[0].pk, by=-1, viewer=viewer, now=NOW)
    remove_agenda_item(row, items[1].pk, viewer=viewer, now=NOW)
    assert list(row.items.values_list("title", flat=True)) == ["a", "c"]


def test_an_item_shows_its_experience_only_to_those_who_may_read_it(
    row: Meeting, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    told = published_one(member, title="Kun hos os", visibility="organisation")
    add_item(row, ItemFacts("Punktet", experience=told.key), viewer=viewer_of(member), now=NOW)
    let_in(row, member, outsider)
    address = reverse("meetings:meeting", args=[row.key])
    assert "Kun hos os" in client_of(member).get(address).content.decode()
    seen = client_of(outsider).get(address).content.decode()
    assert "Punktet" in seen
    assert "Kun hos os" not in seen


def test_an_experience_that_one_may_not_read_is_not_put_on_an_agenda(
    row: Meeting, member: Person, outsider: Person
) -> None:
    hidden = published_one(outsider, visibility="organisation")
    with pytest.raises(DomainError, match="findes ikke"):
        add_item(row, ItemFacts("Punktet", experience=hidden.key), viewer=viewer_of(member), now=NOW)


@pytest.mark.parametrize("text", ["abc", "/erfaringer/abc/", "https://sted.example/erfaringer/abc/?x=1#y", ""])
def test_the_key_of_an_experience_is_found_in_its_address(text: str) -> None:
    assert key_in(text) == ("abc" if text else "")


def test_an_item_is_written_and_changed_by_its_form(row: Meeting, member: Person, client_of: ClientOf) -> None:
    browser = client_of(member)
    data = {"title": "Et punkt", "minutes": "20", "theme_1": "F6", "phase": "F5", "about_url": "//andet.example/"}
    browser.post(reverse("meetings:new_item", args=[row.key]), data)
    item = row.items.get()
    assert (item.title, item.minutes, item.theme_codes, item.about_url) == ("Et punkt", 20, "F6", "")
    browser.post(reverse("meetings:item", args=[row.key, item.pk]), data | {"title": "Ret"})
    assert row.items.get().title == "Ret"


def test_a_suggestion_fills_the_form(row: Meeting, member: Person, client_of: ClientOf) -> None:
    published_one(member)
    page = client_of(member).get(reverse("meetings:new_item", args=[row.key]), {"fra": "huller", "emne": "F6-F5"})
    assert page.context["form"].initial["theme_1"] == "F6"


def test_an_item_somebody_took_out_keeps_what_was_typed(row: Meeting, member: Person) -> None:
    item = add_item(row, ItemFacts("a"), viewer=viewer_of(member), now=NOW)
    remove_agenda_item(row, item.pk, viewer=viewer_of(member), now=NOW)
    with pytest.raises(DomainError, match="står her endnu"):
        change_item(row, item.pk, ItemFacts("b"), viewer=viewer_of(member), now=NOW)


@pytest.mark.parametrize("page", ["meetings:index", "meetings:meeting"])
def test_a_page_asks_the_same_number_of_questions_however_much_there_is(
    page: str, row: Meeting, member: Person, outsider: Person, client_of: ClientOf, assert_constant_queries: Any
) -> None:
    browser, viewer = client_of(member), viewer_of(member)

    def more(count: int) -> None:
        for number in range(count):
            called(member, follows=row)
            add_item(row, ItemFacts("Punkt", themes=("F6",)), viewer=viewer, now=NOW)
            invite_to_meeting(row, [f"{Participant.objects.count()}-{number}@sted.example"], viewer=viewer, now=NOW)

    address = reverse(page) if page == "meetings:index" else reverse(page, args=[row.key])
    assert_constant_queries(more, lambda: browser.get(address))


def test_a_meeting_is_found_by_those_who_may_see_it(member: Person, outsider: Person) -> None:
    row = called(member, visibility="organisation", title="Kloakseparering i Egeparken")
    keep_up(timezone.now())
    answers = [ask(viewer_of(one), Question("kloakseparering"), language="da", now=NOW) for one in (member, outsider)]
    assert [len(answer.found) for answer in answers] == [1, 0]
    let_in(row, member, outsider)
    keep_up(timezone.now())
    assert len(ask(viewer_of(outsider), Question("kloakseparering"), language="da", now=NOW).found) == 1


def test_the_organisation_that_carries_on_keeps_the_meetings(
    row: Meeting, organisation: Organisation, other_organisation: Organisation
) -> None:
    merge_organisations(organisation, into=other_organisation, viewer=OPERATOR, now=NOW)
    row.refresh_from_db()
    assert row.organisation_id == other_organisation.pk
    assert row.participants.get().organisation_id == other_organisation.pk
