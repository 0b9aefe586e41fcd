"""Reads of what should no longer be kept about people."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from maskinrum.partnerships.models import Correction


def answered_corrections(now: datetime) -> QuerySet[Correction]:
    """The corrections with an address whose answer was given 30 days ago."""
    return Correction.objects.filter(handled_at__lte=now - timedelta(days=30)).exclude(email="")
