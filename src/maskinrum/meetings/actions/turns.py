"""How a meeting is held while it is written to. Only the other actions call this."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import AgendaItem, Meeting
from maskinrum.meetings.permissions import can_keep_meeting, can_run_meeting, can_take_part
from maskinrum.meetings.queries import own_participant
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

GRACE = timedelta(hours=24)
"""How long after its end a meeting can be written to: who was typing when it was closed loses nothing."""


def held(row: Meeting) -> Meeting:
    """The meeting as it is stored now, held until the transaction ends: what is written to it comes one by one.

    So whoever reads its version has everything that carries that number or a lower one.
    """
    return Meeting.objects.select_for_update().get(pk=row.pk)


def kept(row: Meeting, viewer: Viewer) -> Meeting:
    """The same for those who keep it. Raises DomainError for others."""
    current = held(row)
    if not can_keep_meeting(viewer, current):
        raise DomainError(_("Only the organisation that called the meeting can do that."))
    return current


def open_to(row: Meeting, viewer: Viewer, now: datetime) -> Meeting:
    """The same for those who take part, while it can be written to. Raises DomainError for others and too late."""
    current = held(row)
    if not can_take_part(viewer, current, own_participant(viewer, current)):
        raise DomainError(_("You are no longer on the list of this meeting, so nothing was saved."))
    refuse_closed(current, now)
    return current


def run_by(row: Meeting, viewer: Viewer) -> Meeting:
    """The same for those who move it on. Raises DomainError for others."""
    current = held(row)
    if not can_run_meeting(viewer, current, own_participant(viewer, current)):
        raise DomainError(_("Only whoever leads the meeting or writes its minutes can do that."))
    return current


def refuse_gone(row: Meeting, item: AgendaItem | None) -> None:
    """Raise DomainError for an item that somebody took off the agenda while others wrote about it."""
    if item is not None and not row.items.filter(pk=item.pk).exists():
        raise DomainError(_("Somebody has taken the item out meanwhile. What you typed still stands here."))


def refuse_closed(row: Meeting, now: datetime) -> None:
    """Raise DomainError for a meeting that was cancelled, or ended more than a day ago."""
    if row.state == MeetingState.CANCELLED:
        raise DomainError(_("The meeting is cancelled, so nothing is written to it. What you typed still stands here."))
    if row.ended_at is not None and now > row.ended_at + GRACE:
        words = _("The meeting ended more than a day ago, so its notes are closed. What you typed still stands here.")
        raise DomainError(words)


def can_be_mended(row: Meeting, now: datetime) -> bool:
    """Whether what was decided and agreed can be mended: from the beginning until a day after the end."""
    has_ended = row.ended_at is not None and now > row.ended_at + GRACE
    return row.state in {MeetingState.RUNNING, MeetingState.HELD} and not has_ended


def counted_on(row: Meeting, *, is_note: bool = False) -> int:
    """Count the meeting on by one, and return the number that what is written now carries."""
    row.version += 1
    if not is_note:
        row.other_seq = row.version
    Meeting.objects.filter(pk=row.pk).update(version=row.version, other_seq=row.other_seq)
    return row.version
