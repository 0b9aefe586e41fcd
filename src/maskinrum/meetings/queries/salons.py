"""Reads of salons."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.meetings.enums import SalonState
from maskinrum.meetings.models import Salon, SalonFile
from maskinrum.meetings.permissions import can_plan_salons
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer, can_manage_network

TAKING_PLACE = (SalonState.OPEN, SalonState.CLOSED)
"""The states in which people have seats and get letters."""

MOST_EARLIER = 50
LEAVES_CALENDARS = timedelta(days=90)


def salons(viewer: Viewer) -> QuerySet[Salon]:
    """The salons that the viewer may see: everybody all but drafts, and planners the drafts they keep."""
    rule = ~Q(state=SalonState.DRAFT)
    if can_manage_network(viewer):
        return Salon.objects.all()
    if can_plan_salons(viewer):
        rule |= Q(organisation=viewer.organisation)
    return Salon.objects.filter(rule)


def salon_of(viewer: Viewer, key: str) -> Salon:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not see."""
    return get_object_or_404(salons(viewer).select_related("organisation"), key=key)


def upcoming_and_earlier(viewer: Viewer, *, now: datetime) -> tuple[list[Salon], list[Salon]]:
    """The salons that are not over, the next first, and the latest of those that are."""
    rows = salons(viewer).select_related("organisation")
    ahead = rows.filter(ends_at__gt=now).exclude(state=SalonState.HELD).order_by("starts_at", "id")
    over = rows.exclude(state=SalonState.CANCELLED).filter(Q(ends_at__lte=now) | Q(state=SalonState.HELD))
    return list(ahead), list(over.order_by("-starts_at", "id")[:MOST_EARLIER])


def takes_sign_ups(salon: Salon, *, now: datetime) -> bool:
    """Whether one can sign up now."""
    return salon.state == SalonState.OPEN and now < salon.deadline


def taking_place(*, now: datetime) -> QuerySet[Salon]:
    """The salons that people have seats at and that have not begun."""
    return Salon.objects.filter(state__in=TAKING_PLACE, starts_at__gt=now)


def salons_for_calendars(*, now: datetime) -> QuerySet[Salon]:
    """The salons that calendars show, also those called off, until some months after."""
    return Salon.objects.exclude(state=SalonState.DRAFT).filter(ends_at__gt=now - LEAVES_CALENDARS)


def files_shown(salon: Salon) -> QuerySet[SalonFile]:
    """The files beside a salon that can be fetched: those put aside cannot."""
    return salon.files.filter(set_aside_at=None)


def salons_by(organisation: Organisation) -> QuerySet[Salon]:
    """The salons an organisation invites to."""
    return Salon.objects.filter(organisation=organisation)
