"""Mend what was decided and agreed at a meeting, or take it out, as long as its notes can be mended."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.outcomes import ActionFacts, check_action, running, tell_at_once
from maskinrum.meetings.actions.turns import counted_on
from maskinrum.meetings.models import Meeting, MeetingAction, MeetingDecision
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError, OvertakenError


@transaction.atomic
def change_decision(
    row: Meeting, decision: uuid.UUID, *, text: str, viewer: Viewer, now: datetime, seen: int | None = None
) -> MeetingDecision:
    """Write a decision anew; ``seen`` is the number of the one that was shown.

    Raises DomainError without the right, without words, too late, and for one taken out or changed meanwhile.
    """
    current = running(row, viewer, now)
    found = current.decisions.filter(pk=decision).first()
    if found is None:
        raise DomainError(_gone())
    if not text:
        raise DomainError(_("Write what was decided."), field="text")
    if found.text == text:
        return found
    _refuse_changed(found, seen)
    before, found.text, found.seq = found.text, text, counted_on(current)
    found.save(update_fields=["text", "seq"])
    record("change_decision", found, viewer=viewer, now=now, changes={"text": [before, text]})
    note_change(current)
    return found


@transaction.atomic
def remove_decision(row: Meeting, decision: uuid.UUID, *, viewer: Viewer, now: datetime) -> None:
    """Take a decision out that was none. The log tells of it, not its words. Raises DomainError as above."""
    current = running(row, viewer, now)
    found = current.decisions.filter(pk=decision).first()
    if found is None:
        return
    counted_on(current)
    record("remove_decision", found, viewer=viewer, now=now, changes={"text": [found.text, ""]})
    found.delete()
    note_change(current)


@transaction.atomic
def change_action(
    row: Meeting, action: uuid.UUID, facts: ActionFacts, *, viewer: Viewer, now: datetime, seen: int | None = None
) -> MeetingAction:
    """Say anew who does what by when; ``seen`` is the number of the one that was shown.

    Raises DomainError as for a new action, too late, and for one taken out or changed meanwhile.
    """
    current = running(row, viewer, now)
    found = current.actions.filter(pk=action).first()
    if found is None:
        raise DomainError(_gone())
    owner = check_action(current, facts, now, was_due=found.due_on)
    before = ActionFacts(found.text, found.owner_id, found.due_on)
    if before == facts:
        return found
    _refuse_changed(found, seen)
    if (before.owner, before.due_on) != (facts.owner, facts.due_on):
        found.reminded_at = None
    found.text, found.owner, found.due_on, found.seq = facts.text, owner, facts.due_on, counted_on(current)
    found.save(update_fields=["text", "owner", "due_on", "seq", "reminded_at"])
    changes: dict[str, object] = {"text": [before.text, facts.text], "owner": [str(before.owner), str(facts.owner)]}
    changes["due_on"] = [before.due_on.isoformat(), facts.due_on.isoformat()]
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}  # type: ignore[index]
    record("change_meeting_action", found, viewer=viewer, now=now, changes=changes)
    if before.owner != facts.owner and found.done_at is None:
        tell_at_once(current, [], [found], now=now)
    return found


@transaction.atomic
def remove_action(row: Meeting, action: uuid.UUID, *, viewer: Viewer, now: datetime) -> None:
    """Take an action out that nobody is to do. The log tells of it, not its words. Raises DomainError as above."""
    current = running(row, viewer, now)
    found = current.actions.filter(pk=action).first()
    if found is None:
        return
    counted_on(current)
    record("remove_meeting_action", found, viewer=viewer, now=now, changes={"text": [found.text, ""]})
    found.delete()


def _refuse_changed(found: MeetingDecision | MeetingAction, seen: int | None) -> None:
    if seen is not None and seen != found.seq:
        words = _("Somebody has changed it meanwhile. Now it says “%(text)s”. Yours still stands here; save it again.")
        raise OvertakenError(words % {"text": found.text})


def _gone() -> str:
    return _("Somebody has taken it out meanwhile. What you typed still stands here.")
