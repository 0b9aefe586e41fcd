"""Call a meeting, change it, cancel it."""

import secrets
import uuid
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.facts import MOST_THEMES, theme_named
from maskinrum.meetings.actions.letters import tell_of_change
from maskinrum.meetings.actions.turns import kept
from maskinrum.meetings.enums import Answer, MeetingRole, MeetingState
from maskinrum.meetings.facts.meetings import MeetingFacts
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.meetings.permissions import can_call_meeting
from maskinrum.organisations.actions import record
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
KEY_LENGTH = 10
PLAIN = ("title", "purpose", "starts_at", "ends_at", "place", "online_url", "visibility")
TOLD = ("starts_at", "ends_at", "place", "online_url")
"""What those who come must be told of when it changes."""


@transaction.atomic
def call_meeting(facts: MeetingFacts, *, viewer: Viewer, now: datetime, follows: Meeting | None = None) -> Meeting:
    """Call a meeting for the viewer's organisation; whoever calls it leads it, until somebody else is said to.

    ``follows`` is the one before it in a series. Raises DomainError for who acts for no organisation, and where it ends
    before it begins.
    """
    if viewer.organisation is None or not can_call_meeting(viewer):
        raise DomainError(_("A meeting is called by an organisation, and you act for none."))
    row = Meeting(
        key="".join(secrets.choice(LETTERS) for _place in range(KEY_LENGTH)),
        organisation_id=viewer.organisation,
        written_by=viewer.person,
        follows=follows,
        created_at=now,
    )
    if follows is not None:
        row.series = follows.series
    _store(row, facts, now)
    _let_lead(row, viewer, now)
    record("call_meeting", row, viewer=viewer, now=now)
    note_change(row)
    return row


def _let_lead(row: Meeting, viewer: Viewer, now: datetime) -> None:
    person = Person.objects.filter(pk__in=[viewer.person]).first()
    if person is not None:
        Participant.objects.create(
            meeting=row,
            person=person.pk,
            email=person.email.lower(),
            organisation_id=viewer.organisation,
            role=MeetingRole.LEADS,
            answer=Answer.COMING,
            invited_at=now,
            answered_at=now,
        )


@transaction.atomic
def change_meeting(row: Meeting, facts: MeetingFacts, *, viewer: Viewer, now: datetime) -> Meeting:
    """Change what a meeting says; those who are invited get a letter when day, hour or place changes.

    Raises DomainError without the right, for one that was held or cancelled, and where it ends before it begins.
    """
    current = kept(row, viewer)
    if current.state not in {MeetingState.PLANNED, MeetingState.RUNNING}:
        raise DomainError(_("The meeting is over, so day and place are no longer changed."))
    before, after = asdict(facts_of(current)), asdict(facts)
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return current
    if "ends_at" in names:
        current.reminded_at = None
    _store(current, facts, now)
    changes: dict[str, object] = {name: [_plain(before[name]), _plain(after[name])] for name in names}
    record("change_meeting", current, viewer=viewer, now=now, changes=changes)
    note_change(current)
    if set(names) & set(TOLD):
        tell_of_change(current, now=now)
    return current


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def facts_of(row: Meeting) -> MeetingFacts:
    """What a stored meeting says."""
    given = {name: getattr(row, name) for name in PLAIN}
    return MeetingFacts(**given, partnership=str(row.partnership_id or ""), themes=tuple(row.theme_codes.split()))


def _store(row: Meeting, facts: MeetingFacts, now: datetime) -> None:
    if not facts.title:
        raise DomainError(_("Write a title."), field="title")
    if facts.ends_at <= facts.starts_at:
        raise DomainError(_("It ends before it begins. Choose a later hour."), field="ends")
    if len(facts.themes) > MOST_THEMES or any(theme_named(code) is None for code in facts.themes):
        raise DomainError(_("Choose three themes at most."), field="theme_1")
    if facts.visibility == Visibility.PARTNERSHIP and not facts.partnership:
        raise DomainError(_("Say which partnership, or choose that others may see it."), field="partnership")
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    row.theme_codes = " ".join(facts.themes)
    row.partnership_id = uuid.UUID(facts.partnership) if facts.partnership else None
    row.changed_at = now
    row.save()


@transaction.atomic
def cancel_meeting(row: Meeting, *, viewer: Viewer, now: datetime) -> Meeting:
    """Call a meeting off and tell those who are invited. Raises DomainError without the right, and for one held."""
    current = kept(row, viewer)
    if current.state != MeetingState.PLANNED:
        raise DomainError(_("Only a meeting that has not begun can be cancelled."))
    current.state, current.changed_at = MeetingState.CANCELLED, now
    current.save()
    record("cancel_meeting", current, viewer=viewer, now=now)
    note_change(current)
    tell_of_change(current, now=now)
    return current
