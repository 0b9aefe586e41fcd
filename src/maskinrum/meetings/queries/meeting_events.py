"""The events that development meetings put into calendars."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from maskinrum.meetings.enums import Answer, MeetingState
from maskinrum.meetings.models import Meeting, Participant
from maskinrum.meetings.queries.meetings import meetings, own_places
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.calendar import Event

LEAVES_CALENDARS = timedelta(days=90)
THE_DAY_BEFORE = timedelta(days=1)


def meeting_event(row: Meeting, *, is_invited: bool, address: str = "") -> Event:
    """A meeting as an event. Only for who ``is_invited`` it holds place, online link and alarm.

    ``address`` leads to a page that opens without an account, in the place of the page of the meeting.

    A meeting changes at different seconds, so those since it was called are a sequence that rises with each change.
    """
    is_cancelled = row.state == MeetingState.CANCELLED
    return Event(
        uid=f"meeting-{row.pk}@maskinrum",
        sequence=_sequence(row, row.changed_at),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        changed_at=row.changed_at,
        description=row.purpose,
        place=row.place if is_invited else "",
        address=address or str(settings.ENVIRONMENT.base_url) + reverse("meetings:meeting", args=[row.key]),
        join=row.online_url if is_invited and not is_cancelled else "",
        is_cancelled=is_cancelled,
        alarm=THE_DAY_BEFORE if is_invited else None,
        kind="meeting",
        organiser=row.organisation.name,
        is_example=row.organisation.is_fictitious,
    )


def _sequence(row: Meeting, moment: datetime) -> int:
    return int((moment - row.created_at).total_seconds())


def event_of_participant(participant: Participant, *, address: str = "") -> Event:
    """The meeting as the event of somebody invited: struck out once they are taken off the list, and there again when
    they are put back on it. Each of these is a later number of the sequence, as a change of the meeting is.
    """
    row, removed_at = participant.meeting, participant.removed_at
    event = meeting_event(row, is_invited=removed_at is None, address=address)
    latest = max(row.changed_at, participant.invited_at, removed_at or participant.invited_at)
    is_cancelled = event.is_cancelled or removed_at is not None
    return replace(event, sequence=_sequence(row, latest), changed_at=latest, is_cancelled=is_cancelled)


def meeting_events(viewer: Viewer, now: datetime) -> Iterator[Event]:
    """The open meetings for whoever is not known; for a person those invited to, unless the answer was no."""
    rows = meetings(viewer, now=now).filter(ends_at__gt=now - LEAVES_CALENDARS)
    if viewer.is_known:
        rows = rows.filter(pk__in=own_places(viewer).exclude(answer=Answer.NOT_COMING).values("meeting"))
    rows = rows.select_related("organisation").order_by("starts_at", "id")
    yield from (meeting_event(row, is_invited=viewer.is_known) for row in rows)
