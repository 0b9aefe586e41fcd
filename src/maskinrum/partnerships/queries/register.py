"""Reads of the register of partnerships, the viewer first."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Correction, Party


def partnerships_of(viewer: Viewer) -> QuerySet[Party, dict[str, uuid.UUID]]:
    """The keys of the partnerships that the organisation the viewer acts for is a party to."""
    found: Any = Party.objects.filter(organisation__in=[viewer.organisation]).values("partnership")
    return found  # type: ignore[no-any-return]


def answered_corrections(now: datetime) -> QuerySet[Correction]:
    """The corrections with an address whose answer was given 30 days ago."""
    return Correction.objects.filter(handled_at__lte=now - timedelta(days=30)).exclude(email="")
