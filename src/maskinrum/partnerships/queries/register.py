"""Reads of the register of partnerships, the viewer first."""

import uuid
from typing import Any

from django.db.models import QuerySet

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Party


def partnerships_of(viewer: Viewer) -> QuerySet[Party, dict[str, uuid.UUID]]:
    """The keys of the partnerships that the organisation the viewer acts for is a party to."""
    found: Any = Party.objects.filter(organisation__in=[viewer.organisation]).values("partnership")
    return found  # type: ignore[no-any-return]
