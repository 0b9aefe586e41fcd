"""The events that development meetings put into calendars."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from maskinrum.meetings.enums import Answer, MeetingState
from maskinrum.meetings.models import Meeting
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
        sequence=int((row.changed_at - row.created_at).total_seconds()),
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


def meeting_events(viewer: Viewer, now: datetime) -> Iterator[Event]:
    """The open meetings for whoever is not known; for a person those invited to, unless the answer was no."""
    rows = meetings(viewer, now=now).filter(ends_at__gt=now - LEAVES_CALENDARS)
    if viewer.is_known:
        rows = rows.filter(pk__in=own_places(viewer).exclude(answer=Answer.NOT_COMING).values("meeting"))
    rows = rows.select_related("organisation").order_by("starts_at", "id")
    yield from (meeting_event(row, is_invited=viewer.is_known) for row in rows)
