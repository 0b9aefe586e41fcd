"""The events that salons put into calendars, and whose calendar an address is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maskinrum.meetings.enums import SalonState, SignUpState
from maskinrum.meetings.models import CalendarLink, Salon
from maskinrum.meetings.permissions import can_plan_salons
from maskinrum.meetings.queries.salons import salons_for_calendars
from maskinrum.meetings.queries.sign_ups import own_sign_ups
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.calendar import Event
from maskinrum.shared.tokens import digest_of

THE_DAY_BEFORE = timedelta(days=1)


def salon_event(salon: Salon, *, is_joined: bool = False, language: str = "") -> Event:
    """A salon as an event. Only for who ``is_joined`` it holds the link to take part on screen, and an alarm."""
    with translation.override(language or salon.language):
        address = str(settings.ENVIRONMENT.base_url) + reverse("salons:salon", args=[salon.key])
    return Event(
        uid=f"salon-{salon.pk}@maskinrum",
        sequence=salon.sequence,
        starts_at=salon.starts_at,
        ends_at=salon.ends_at,
        title=salon.title,
        changed_at=salon.changed_at,
        description=salon.summary,
        place=salon.place,
        address=address,
        join=salon.online_link if is_joined and salon.state != SalonState.CANCELLED else "",
        is_cancelled=salon.state == SalonState.CANCELLED,
        alarm=THE_DAY_BEFORE if is_joined else None,
        kind="salon",
        organiser=salon.organisation.name,
        is_example=salon.organisation.is_fictitious,
    )


def salon_events(viewer: Viewer, now: datetime) -> Iterator[Event]:
    """All salons for whoever is not known; for a person those with a seat there, and those of the own organisation."""
    rows = salons_for_calendars(now=now).select_related("organisation")
    if not viewer.is_known:
        yield from (salon_event(row) for row in rows)
        return
    seats = own_sign_ups(viewer).filter(state=SignUpState.CONFIRMED)
    keys = set(seats.values_list("salon", flat=True))
    if can_plan_salons(viewer):
        keys |= set(rows.filter(organisation__in=[viewer.organisation]).values_list("pk", flat=True))
    yield from (salon_event(row, is_joined=True) for row in rows.filter(pk__in=keys))


def calendar_link(viewer: Viewer) -> CalendarLink | None:
    """The address of the viewer's own calendar, or None."""
    return CalendarLink.objects.filter(person__in=[viewer.person]).first() if viewer.is_known else None


def reader_of(token: str) -> Viewer | None:
    """Whose calendar an address is, acting as that person does now; None for one that opens nothing."""
    found: Any = CalendarLink.objects.filter(token_digest=digest_of(token)).select_related("person").first()
    viewer = viewer_of(found.person) if found and found.person.erased_at is None else VISITOR
    return viewer if viewer.is_known else None
