"""Let a meeting begin, move on and end."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.letters import ask_to_end, tell_what_came
from maskinrum.meetings.actions.rounds import count_dots
from maskinrum.meetings.actions.turns import counted_on, run_by
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.facts.meetings import LEFT_RUNNING
from maskinrum.meetings.models import AgendaItem, Meeting, NoteVersion
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def start_meeting(row: Meeting, *, viewer: Viewer, now: datetime) -> Meeting:
    """Begin with the first item. Beginning what has begun changes nothing."""
    current = run_by(row, viewer)
    if current.state == MeetingState.RUNNING:
        return current
    if current.state != MeetingState.PLANNED:
        raise DomainError(_("The meeting is over or cancelled, so it cannot begin."))
    first = current.items.first()
    if first is None:
        raise DomainError(_("There is nothing on the agenda yet. Put an item on it first."))
    current.state, current.started_at = MeetingState.RUNNING, now
    current.current_item, current.item_since = first, now
    current.save()
    counted_on(current)
    record("start_meeting", current, viewer=viewer, now=now)
    return current


@transaction.atomic
def take_up(row: Meeting, item: uuid.UUID, *, viewer: Viewer, now: datetime) -> Meeting:
    """Go on to an item; the time that the one before took is kept. Taking up the same again changes nothing."""
    current = run_by(row, viewer)
    if current.state != MeetingState.RUNNING:
        raise DomainError(_("The meeting is not running, so no item can be taken up."))
    chosen = current.items.filter(pk=item).first()
    if chosen is None:
        raise DomainError(_("Somebody has taken the item out meanwhile. Choose another."))
    if current.current_item_id != chosen.pk:
        keep_time(current, now)
        current.current_item, current.item_since = chosen, now
        current.save()
        counted_on(current)
        record("take_up_item", current, viewer=viewer, now=now)
    return current


def keep_time(row: Meeting, now: datetime) -> None:
    """Keep how long the current item has taken."""
    item = AgendaItem.objects.filter(pk__in=[row.current_item_id]).first()
    if item is not None and row.item_since is not None:
        item.spent += max(0, int((now - row.item_since).total_seconds()))
        item.save(update_fields=["spent"])


@transaction.atomic
def end_meeting(row: Meeting, *, viewer: Viewer, now: datetime) -> Meeting:
    """End a meeting: open rounds are counted, and whoever has drafts or actions gets them by letter.

    Notes can still be mended for a day. Ending what has ended changes nothing, and nobody is written to twice.
    """
    current = run_by(row, viewer)
    if current.state == MeetingState.HELD:
        return current
    if current.state != MeetingState.RUNNING:
        raise DomainError(_("The meeting has not begun, so it cannot end."))
    keep_time(current, now)
    number = counted_on(current)
    for one in current.rounds.filter(closed_at__isnull=True):
        count_dots(one, seq=number, now=now)
    current.state, current.ended_at, current.current_item, current.item_since = MeetingState.HELD, now, None, None
    current.save()
    _see_who_was_there(current)
    captured = current.captured.select_related("experience")
    tell_what_came(current, captured, current.actions.filter(done_at__isnull=True), now=now)
    record("end_meeting", current, viewer=viewer, now=now)
    note_change(current)
    return current


def remind_to_end(now: datetime) -> int:
    """Ask those who lead a meeting to end it when its time is long past, once; and return of how many.

    Until it is ended no drafts and actions are sent, and who did not take part sees no minutes.
    """
    left = Meeting.objects.filter(state=MeetingState.RUNNING, ends_at__lte=now - LEFT_RUNNING, reminded_at=None)
    return sum(_reminded_to_end(row, now) for row in left)


@transaction.atomic
def _reminded_to_end(row: Meeting, now: datetime) -> bool:
    """The meeting is claimed before the letters are written, so that two runs at once send them once."""
    claimed = Meeting.objects.filter(pk=row.pk, state=MeetingState.RUNNING, reminded_at=None)
    if not claimed.update(reminded_at=now):
        return False
    ask_to_end(row, now=now)
    return True


def _see_who_was_there(row: Meeting) -> None:
    """Whoever wrote something was there; of the others nothing is said until somebody says it."""
    wrote = set(NoteVersion.objects.filter(note__meeting=row).values_list("written_by", flat=True))
    wrote |= set(row.captured.values_list("captured_by", flat=True))
    row.participants.filter(was_there__isnull=True, person__in=wrote - {None}).update(was_there=True)
