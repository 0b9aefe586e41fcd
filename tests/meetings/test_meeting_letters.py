"""Letters about meetings, followed by whoever got them and has no account."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    answer_invitation,
    cancel_meeting,
    change_meeting,
    decide,
    end_meeting,
    forget_participants,
    invite_to_meeting,
    remind_of_actions,
    remove_participant,
)
from maskinrum.meetings.actions.letters import token_of
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import Meeting, MeetingAction, Participant
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import STARTS, begun, called, let_in, meeting_facts, note
from tests.meetings.test_calling import link_in

ClientOf = Callable[[Person | None], Client]
ADDRESS = "dorte@drift.example"
LATER = NOW + timedelta(hours=1)


def invited(row: Meeting, host: Person) -> Participant:
    """Somebody without an account, who says yes by the link of the letter."""
    (participant,) = invite_to_meeting(row, [ADDRESS], viewer=viewer_of(host), now=NOW)
    return answer_invitation(
        participant, answer=Answer.COMING, name="Dorte Drift", person=None, viewer=VISITOR, now=NOW
    )


def event_in(content: bytes) -> Any:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def event_of(kind: str, to: str = ADDRESS) -> Any:
    """The event in the file that goes with the latest letter of a kind."""
    mail = OutboxMail.objects.filter(kind=kind, to=to).latest("created_at", "id")
    return event_in(base64.b64decode(mail.attachments[0]["content"]))


def held(host: Person) -> Meeting:
    """One that was held, at which somebody without an account promised something."""
    row = begun(host, visibility="organisation")
    dorte, viewer = invited(row, host), viewer_of(host)
    note(row, host, "Kun for dem, der var med")
    decide(row, row.items.first(), text="Driften er med fra programmet.", viewer=viewer, now=NOW)
    facts = ActionFacts("Skriv listen over haner", dorte.pk, timezone.localdate(NOW))
    add_action(row, row.items.first(), facts, viewer=viewer, now=NOW)
    return end_meeting(row, viewer=viewer, now=NOW)


def test_whoever_is_told_of_another_day_without_an_account_can_follow_the_link(
    member: Person, client_of: ClientOf
) -> None:
    row = called(member, visibility="organisation")
    invited(row, member)
    moved = meeting_facts(visibility="organisation", starts_at=STARTS + timedelta(hours=1), place="Det nye sted")
    change_meeting(row, moved, viewer=viewer_of(member), now=LATER)
    answer = client_of(None).get(link_in("meeting_changed", ADDRESS))
    assert (answer.status_code, "Det nye sted" in answer.content.decode()) == (200, True)


def test_the_calendar_follows_from_invited_over_moved_to_cancelled(member: Person, client_of: ClientOf) -> None:
    row = called(member, visibility="organisation")
    invited(row, member)
    moved = meeting_facts(visibility="organisation", starts_at=STARTS + timedelta(hours=1))
    change_meeting(row, moved, viewer=viewer_of(member), now=LATER)
    first, second = event_of("meeting_invited"), event_of("meeting_changed")
    cancel_meeting(row, viewer=viewer_of(member), now=LATER + timedelta(hours=1))
    last = event_of("meeting_changed")
    assert {str(one["UID"]) for one in (first, second, last)} == {f"meeting-{row.pk}@maskinrum"}
    assert int(first["SEQUENCE"]) < int(second["SEQUENCE"]) < int(last["SEQUENCE"])
    assert [str(one["STATUS"]) for one in (first, second, last)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second["DTSTART"].dt == STARTS + timedelta(hours=1)
    assert "CONFERENCE" not in last
    page = client_of(None).get("/" + str(first["URL"]).split("/", 3)[3])
    assert "Mødet er aflyst" in page.content.decode(), "the address in the file opens without an account"


def test_the_page_of_the_link_offers_the_same_file(member: Person, client_of: ClientOf) -> None:
    row = called(member, visibility="organisation")
    browser, address = client_of(None), reverse("meetings:calendar_by_link", args=[token_of(invited(row, member))])
    assert address in browser.get(link_in("meeting_invited", ADDRESS)).content.decode()
    assert event_in(browser.get(address).content) == event_of("meeting_invited")
    assert browser.get(reverse("meetings:calendar_by_link", args=["gaettet"])).status_code == 404


def test_members_fetch_the_file_and_only_those_invited_the_link_in_it(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = called(member)
    address = reverse("meetings:calendar", args=[row.key])
    inside, outside = (client_of(who).get(address).content for who in (member, outsider))
    assert [b"moede.example" in one for one in (inside, outside)] == [True, False]
    Meeting.objects.update(visibility="organisation")
    assert client_of(outsider).get(address).status_code == 404


def test_what_one_promised_without_an_account_is_seen_and_ticked_by_the_link_of_every_letter(
    member: Person, client_of: ClientOf
) -> None:
    held(member)
    remind_of_actions(NOW)
    browser = client_of(None)
    for kind in ("meeting_after", "meeting_action"):
        page = browser.get(link_in(kind, ADDRESS)).content.decode()
        assert [words in page for words in ("Skriv listen over haner", "Driften er med", "Kun for dem")] == [
            True,
            True,
            False,
        ]
    action = MeetingAction.objects.get()
    token = token_of(Participant.objects.get(email=ADDRESS))
    address = reverse("meetings:tick_by_link", args=[token, action.pk])
    browser.post(address, {"done": "1"})
    action.refresh_from_db()
    assert action.done_at is not None
    browser.post(address, {"open": "1"})
    action.refresh_from_db()
    assert action.done_at is None


def test_nobody_ticks_what_another_promised(member: Person, client_of: ClientOf) -> None:
    row = held(member)
    action = MeetingAction.objects.get()
    other = row.participants.get(person=member.pk)
    MeetingAction.objects.update(owner=other)
    token = token_of(row.participants.get(email=ADDRESS))
    assert client_of(None).post(reverse("meetings:tick_by_link", args=[token, action.pk])).status_code == 404


@pytest.mark.parametrize("name", ["answer_by_link", "calendar_by_link"])
def test_whoever_leaves_the_organisation_they_came_for_leaves_the_link_of_the_letter_too(
    name: str, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = called(member, visibility="organisation")
    (participant,) = let_in(row, member, outsider)
    address = reverse(f"meetings:{name}", args=[token_of(participant)])
    assert client_of(outsider).get(address).status_code == 200
    Membership.objects.filter(person=outsider).delete()
    assert [client_of(who).get(address).status_code for who in (outsider, None)] == [404, 404]


def test_whoever_is_put_back_on_the_list_may_come_for_another_organisation(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = called(member, visibility="organisation")
    (participant,) = let_in(row, member, outsider)
    Membership.objects.filter(person=outsider).delete()
    remove_participant(row, participant.pk, viewer=viewer_of(member), now=NOW)
    invite_to_meeting(row, [outsider.email], viewer=viewer_of(member), now=LATER)
    assert client_of(outsider).get(link_in("meeting_invited", outsider.email)).status_code == 200


def test_whoever_left_the_organisation_they_came_for_gets_no_more_letters(member: Person, outsider: Person) -> None:
    row = begun(member, outsider, visibility="organisation")
    there, viewer = row.participants.get(person=outsider.pk), viewer_of(member)
    facts = ActionFacts("Skriv listen over haner", there.pk, timezone.localdate(NOW))
    add_action(row, row.items.first(), facts, viewer=viewer, now=NOW)
    other = called(member, visibility="organisation")
    let_in(other, member, outsider)
    Membership.objects.filter(person=outsider).delete()
    moved = meeting_facts(visibility="organisation", online_url="https://moede.example/ny")
    change_meeting(other, replace(moved, starts_at=STARTS + timedelta(hours=1)), viewer=viewer, now=LATER)
    end_meeting(row, viewer=viewer, now=NOW)
    assert not OutboxMail.objects.filter(to=outsider.email, kind__in=["meeting_changed", "meeting_after"]).exists()


def test_the_link_of_somebody_who_is_forgotten_stays_dead(member: Person, client_of: ClientOf) -> None:
    row = held(member)
    token = token_of(row.participants.get(email=ADDRESS))
    forget_participants(row.participants.filter(email=ADDRESS))
    remind_of_actions(NOW)
    assert client_of(None).get(reverse("meetings:answer_by_link", args=[token])).status_code == 404


@pytest.mark.parametrize("name", ["answer_by_link", "calendar_by_link"])
def test_the_link_of_whoever_was_taken_off_the_list_opens_nothing(
    name: str, member: Person, client_of: ClientOf
) -> None:
    row = called(member)
    participant = invited(row, member)
    remove_participant(row, participant.pk, viewer=viewer_of(member), now=NOW)
    assert client_of(None).get(reverse(f"meetings:{name}", args=[token_of(participant)])).status_code == 404


def test_letters_to_an_account_lead_to_the_page_of_the_account(
    member: Person, outsider: Person, client_of: ClientOf
) -> None:
    row = called(member, visibility="organisation")
    invite_to_meeting(row, [outsider.email], viewer=viewer_of(member), now=NOW)
    cancel_meeting(row, viewer=viewer_of(member), now=LATER)
    link = link_in("meeting_changed", outsider.email)
    assert link.endswith(reverse("meetings:meeting", args=[row.key]))
    assert client_of(outsider).get(link).status_code == 200
    assert str(event_of("meeting_changed", outsider.email)["STATUS"]) == "CANCELLED"


def test_the_page_of_the_link_leads_to_what_is_kept_of_those_invited(member: Person, client_of: ClientOf) -> None:
    browser = client_of(None)
    invite_to_meeting(called(member), [ADDRESS], viewer=viewer_of(member), now=NOW)
    address = reverse("privacy") + "#meetings"
    assert address in browser.get(link_in("meeting_invited", ADDRESS)).content.decode()
    page = browser.get(address).content.decode()
    assert ('id="meetings"' in page, "et år efter mødet" in page) == (True, True)
