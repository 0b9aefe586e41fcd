"""A turn at calculating: members of organisations and everybody else have places of their own."""

from contextlib import AbstractContextManager

from django.conf import settings

from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.limits import turn


def turn_of(request: PageRequest) -> AbstractContextManager[None]:
    """Hold a place while calculating. Raises BusyError when none comes free in time."""
    group = "members" if request.viewer.is_member else "visitors"
    return turn(group, places=settings.CALCULATIONS_AT_ONCE, patience=settings.CALCULATION_PATIENCE)
