"""Whose name and address are no longer needed."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from maskinrum.meetings.models import Participant

KEPT = timedelta(days=365)


def past_participants(now: datetime) -> QuerySet[Participant]:
    """Those invited to meetings that ended a year ago and more, of whom something is still held."""
    is_held = Q(person__isnull=False) | ~Q(email="") | ~Q(name="")
    return Participant.objects.filter(is_held, meeting__ends_at__lt=now - KEPT)
