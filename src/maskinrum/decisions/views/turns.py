"""A turn at calculating: members of organisations and everybody else have places of their own."""

from contextlib import AbstractContextManager

from django.conf import settings

from maskinrum.organisations.middleware import PageRequest
from maskinrum.shared.limits import turn

# An answer has two such parts, and those of an answer that was changed meanwhile are still calculated.
PARTS_LET_IN = 6


def turn_of(request: PageRequest) -> AbstractContextManager[None]:
    """Hold a place while calculating. Raises BusyError when none comes free in time."""
    return turn(_group(request), places=settings.CALCULATIONS_AT_ONCE, patience=settings.CALCULATION_PATIENCE)


def turn_of_part(request: PageRequest) -> AbstractContextManager[None]:
    """A place for what loads by itself below an answer: it may wait, and never keeps an answer waiting."""
    places, patience = settings.PARTS_AT_ONCE, settings.PART_PATIENCE
    return turn(f"{_group(request)}-parts", places=places, patience=patience, let_in=PARTS_LET_IN)


def _group(request: PageRequest) -> str:
    return "members" if request.viewer.is_member else "visitors"
