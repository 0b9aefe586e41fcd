"""Decisions and actions that were written wrong are mended or taken out, for a day."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.meetings.actions import (
    ActionFacts,
    add_action,
    change_action,
    change_decision,
    decide,
    end_meeting,
    remind_of_actions,
    remove_action,
    remove_decision,
)
from maskinrum.meetings.models import Meeting, MeetingAction, MeetingDecision
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
from maskinrum.shared.models import OutboxMail
from tests.conftest import NOW
from tests.meetings.holding import DUE, begun

ClientOf = Callable[[Person | None], Client]


@pytest.fixture
def row(member: Person, outsider: Person) -> Meeting:
    return begun(member, outsider)


@pytest.fixture
def decision(row: Meeting, member: Person) -> MeetingDecision:
    return decide(row, row.items.first(), text="Driften er ude.", viewer=viewer_of(member), now=NOW)


@pytest.fixture
def action(row: Meeting, member: Person) -> MeetingAction:
    owner = row.participants.get(person=member.pk)
    return add_action(row, row.items.first(), ActionFacts("Ring", owner.pk, DUE), viewer=viewer_of(member), now=NOW)


def verbs(row: object) -> list[str]:
    found = AuditEvent.objects.filter(object_id=str(row.pk)).order_by("at", "id")  # type: ignore[attr-defined]
    return list(found.values_list("verb", flat=True))


def test_a_decision_is_mended_and_taken_out_by_its_page(
    row: Meeting, decision: MeetingDecision, member: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(member), reverse("meetings:change_decision", args=[row.key, decision.pk])
    assert address in browser.get(reverse("meetings:minutes", args=[row.key])).content.decode()
    assert "Driften er ude." in browser.get(address).content.decode()
    assert "Fejl:" in browser.post(address, {"save": "1", "text": " "}).content.decode()
    browser.post(address, {"save": "1", "text": "Driften er med."})
    assert row.decisions.get().text == "Driften er med."
    browser.post(address, {"remove": "1"})
    assert not row.decisions.exists()
    assert verbs(decision) == ["decide", "change_decision", "remove_decision"]


def test_an_action_is_given_to_another_and_taken_out_by_its_page(
    row: Meeting, action: MeetingAction, member: Person, outsider: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(member), reverse("meetings:change_action", args=[row.key, action.pk])
    other = row.participants.get(person=outsider.pk)
    wrong = browser.post(address, {"save": "1", "text": "Ring til driften", "owner": other.pk, "due_on": "i morgen"})
    assert "Ring til driften" in wrong.content.decode(), "nothing typed is lost"
    browser.post(address, {"save": "1", "text": "Ring til driften", "owner": other.pk, "due_on": "2030-01-01"})
    action.refresh_from_db()
    assert (action.text, action.owner) == ("Ring til driften", other)
    browser.post(address, {"remove": "1"})
    assert not row.actions.exists()
    assert verbs(action) == ["add_meeting_action", "change_meeting_action", "remove_meeting_action"]


def test_a_new_owner_is_reminded_though_the_one_before_was(
    row: Meeting, action: MeetingAction, member: Person, outsider: Person
) -> None:
    remind_of_actions(NOW + timedelta(days=60))
    other = row.participants.get(person=outsider.pk)
    later = NOW + timedelta(days=60, hours=1)
    change_action(row, action.pk, ActionFacts("Ring", other.pk, DUE), viewer=viewer_of(member), now=later)
    remind_of_actions(later)
    assert OutboxMail.objects.filter(kind="meeting_action", to=outsider.email).count() == 1


def test_nothing_is_mended_more_than_a_day_after_nor_by_those_who_do_not_run_it(
    row: Meeting, decision: MeetingDecision, action: MeetingAction, member: Person, outsider: Person
) -> None:
    end_meeting(row, viewer=viewer_of(member), now=NOW)
    facts = ActionFacts("Ring til andre", action.owner_id, DUE)
    for who, now in ((member, NOW + timedelta(hours=25)), (outsider, NOW)):
        viewer = viewer_of(who)
        for act in (
            lambda viewer=viewer, now=now: change_decision(row, decision.pk, text="Nej", viewer=viewer, now=now),
            lambda viewer=viewer, now=now: remove_decision(row, decision.pk, viewer=viewer, now=now),
            lambda viewer=viewer, now=now: change_action(row, action.pk, facts, viewer=viewer, now=now),
            lambda viewer=viewer, now=now: remove_action(row, action.pk, viewer=viewer, now=now),
        ):
            with pytest.raises(DomainError):
                act()
    change_decision(row, decision.pk, text="Driften er med.", viewer=viewer_of(member), now=NOW + timedelta(hours=23))
    assert row.decisions.get().text == "Driften er med."
    assert row.actions.get().text == "Ring"


def test_the_pages_are_gone_when_the_day_is_over(
    row: Meeting, decision: MeetingDecision, member: Person, client_of: ClientOf
) -> None:
    end_meeting(row, viewer=viewer_of(member), now=timezone.now() - timedelta(hours=25))
    address = reverse("meetings:change_decision", args=[row.key, decision.pk])
    assert client_of(member).get(address).status_code == 404
    assert address not in client_of(member).get(reverse("meetings:minutes", args=[row.key])).content.decode()


def test_pages_that_are_open_learn_what_was_taken_out(
    row: Meeting,
    decision: MeetingDecision,
    action: MeetingAction,
    member: Person,
    outsider: Person,
    client_of: ClientOf,
) -> None:
    row.refresh_from_db()
    address, since = reverse("meetings:newer", args=[row.key]), {"fra": str(row.version)}
    remove_decision(row, decision.pk, viewer=viewer_of(member), now=NOW)
    told = client_of(outsider).get(address, since).content.decode()
    assert f'data-standing="action-{action.pk}"' in told


def test_what_somebody_took_out_meanwhile_is_said(row: Meeting, decision: MeetingDecision, member: Person) -> None:
    gone, viewer = UUID(int=1), viewer_of(member)
    remove_decision(row, gone, viewer=viewer, now=NOW)
    with pytest.raises(DomainError, match="imens"):
        change_decision(row, gone, text="Nej", viewer=viewer, now=NOW)
    with pytest.raises(DomainError, match="imens"):
        change_action(row, gone, ActionFacts("Ring", None, DUE), viewer=viewer, now=NOW)
    assert row.decisions.count() == 1


def test_what_is_typed_stays_when_somebody_took_it_out_or_the_day_is_over(
    row: Meeting, decision: MeetingDecision, member: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(member), reverse("meetings:change_decision", args=[row.key, decision.pk])
    typed = {"save": "1", "text": "Driften er med fra første dag."}
    Meeting.objects.update(state="held", ended_at=timezone.now() - timedelta(hours=25))
    late = browser.post(address, typed).content.decode()
    assert ("noterne er lukket" in late, typed["text"] in late) == (True, True)
    Meeting.objects.update(state="running", ended_at=None)
    decision.delete()
    gone = browser.post(address, typed).content.decode()
    assert ("Nogen har fjernet den imens" in gone, typed["text"] in gone) == (True, True)


def test_of_two_who_mend_the_same_decision_the_later_one_is_told_and_can_save_again(
    row: Meeting, decision: MeetingDecision, member: Person, client_of: ClientOf
) -> None:
    browser, address = client_of(member), reverse("meetings:change_decision", args=[row.key, decision.pk])
    shown = {"save": "1", "seen": decision.seq}
    browser.post(address, shown | {"text": "Den førstes ord."})
    slip = browser.post(address, shown | {"text": ""})
    assert slip.context["seen"] == str(decision.seq), "nobody has told of the first one yet"
    answer = browser.post(address, shown | {"text": "Den andens ord."})
    assert ("Den førstes ord." in (page := answer.content.decode()), "Den andens ord." in page) == (True, True)
    decision.refresh_from_db()
    assert (decision.text, f'name="seen" value="{decision.seq}"' in page) == ("Den førstes ord.", True)
    browser.post(address, shown | {"seen": decision.seq, "text": "Den andens ord."})
    decision.refresh_from_db()
    assert decision.text == "Den andens ord."
