"""What comes out of a meeting: decisions, actions, and experiences that were begun at it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions import start_draft
from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.facts import ExperienceFacts
from maskinrum.meetings.actions.letters import tell_what_came
from maskinrum.meetings.actions.turns import counted_on, held, open_to, refuse_closed, refuse_gone, run_by
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import (
    AgendaItem,
    CapturedExperience,
    Meeting,
    MeetingAction,
    MeetingDecision,
    Participant,
)
from maskinrum.meetings.permissions import can_run_meeting
from maskinrum.meetings.queries import own_participant
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@dataclass(frozen=True)
class ActionFacts:
    """What somebody is to do and by when; ``owner`` is the key of a participant."""

    text: str
    owner: uuid.UUID | None
    due_on: date


@transaction.atomic
def decide(row: Meeting, item: AgendaItem | None, *, text: str, viewer: Viewer, now: datetime) -> MeetingDecision:
    """Write down what was decided, once however often it is sent. Raises DomainError without the right or words."""
    current = running(row, viewer, now)
    refuse_gone(current, item)
    if not text:
        raise DomainError(_("Write what was decided."), field="text")
    if sent := current.decisions.filter(item=item, text=text, written_by=viewer.person).first():
        return sent
    made = MeetingDecision.objects.create(
        meeting=current, item=item, text=text, written_by=viewer.person, seq=counted_on(current), decided_at=now
    )
    record("decide", made, viewer=viewer, now=now)
    note_change(current)
    return made


@transaction.atomic
def add_action(
    row: Meeting, item: AgendaItem | None, facts: ActionFacts, *, viewer: Viewer, now: datetime
) -> MeetingAction:
    """Write down who does what by when, once however often it is sent; after the meeting its owner is told at once.

    Raises DomainError without the right, an owner, or for a day that is past.
    """
    current = running(row, viewer, now)
    refuse_gone(current, item)
    owner = check_action(current, facts, now)
    same = {"item": item, "owner": owner, "text": facts.text, "due_on": facts.due_on, "written_by": viewer.person}
    if sent := current.actions.filter(**same, done_at=None).first():
        return sent
    action = MeetingAction.objects.create(meeting=current, **same, seq=counted_on(current), written_at=now)
    record("add_meeting_action", action, viewer=viewer, now=now)
    tell_at_once(current, [], [action], now=now)
    return action


def check_action(row: Meeting, facts: ActionFacts, now: datetime, *, was_due: date | None = None) -> Participant:
    """Who does it. Raises DomainError without words or an owner, and for a day that is past unless it stood before."""
    if not facts.text:
        raise DomainError(_("Write what is to be done."), field="text")
    owner = row.participants.filter(pk__in=[facts.owner], removed_at__isnull=True).first()
    if owner is None:
        raise DomainError(_("Choose who does it."), field="owner")
    if facts.due_on < timezone.localdate(now) and facts.due_on != was_due:
        raise DomainError(_("The day has passed. Choose a later one."), field="due_on")
    return owner


def tell_at_once(
    row: Meeting, captured: Sequence[CapturedExperience], actions: Sequence[MeetingAction], *, now: datetime
) -> None:
    """Write what is written down in the day after the end to whom it belongs: the letter of the end has gone."""
    if row.state == MeetingState.HELD:
        tell_what_came(row, captured, actions, now=now)


def running(row: Meeting, viewer: Viewer, now: datetime) -> Meeting:
    """The meeting, held, for those who run it, from its beginning until a day after its end. Else DomainError."""
    current = run_by(row, viewer)
    if current.state == MeetingState.PLANNED:
        raise DomainError(_("Start the meeting first."))
    refuse_closed(current, now)
    return current


@transaction.atomic
def tick_action(
    action: MeetingAction, *, is_done: bool, viewer: Viewer, now: datetime, by: Participant | None = None
) -> MeetingAction:
    """Say that an action is done, or that it is not after all. Raises DomainError for who neither owns nor keeps it.

    ``by`` is whoever opened the page by the link of the own letter, and needs no account.
    """
    current = held(action.meeting)
    found = MeetingAction.objects.select_related("owner").get(pk=action.pk)
    owns = found.owner is not None and viewer.person is not None and found.owner.person == viewer.person
    owns = owns or (by is not None and by.removed_at is None and found.owner_id == by.pk)
    if not owns and not can_run_meeting(viewer, current, own_participant(viewer, current)):
        raise DomainError(_("Only whoever does it, and those who run the meeting, can say that it is done."))
    if (found.done_at is not None) == is_done:
        return found
    found.done_at, found.seq = now if is_done else None, counted_on(current)
    found.save(update_fields=["done_at", "seq"])
    record("tick_action", found, viewer=viewer, now=now, changes={"is_done": [not is_done, is_done]})
    return found


@transaction.atomic
def capture_experience(
    row: Meeting, item: AgendaItem | None, *, happened: str, viewer: Viewer, now: datetime
) -> CapturedExperience:
    """Begin an experience from a few words, with the theme, phase and partnership that are talked of.

    The draft belongs to who wrote it, like any other; its address is sent when the meeting ends, or at once after that.
    The same words sent twice begin one. Raises DomainError for who acts for no organisation.
    """
    current = open_to(row, viewer, now)
    refuse_gone(current, item)
    same = {"experience__happened": happened, "experience__state": ExperienceState.DRAFT}
    if sent := current.captured.filter(**same, item=item, captured_by=viewer.person).first():
        return sent
    themes = tuple((item.theme_codes if item else "").split() or current.theme_codes.split())
    facts = ExperienceFacts(
        happened=happened,
        themes=themes,
        phase=item.phase if item else "",
        partnership=str(current.partnership_id or ""),
    )
    draft = start_draft(facts, viewer=viewer, now=now)
    captured = CapturedExperience.objects.create(
        meeting=current, item=item, experience=draft, captured_by=viewer.person, captured_at=now
    )
    record("capture_experience", captured, viewer=viewer, now=now)
    tell_at_once(current, [captured], [], now=now)
    return captured
