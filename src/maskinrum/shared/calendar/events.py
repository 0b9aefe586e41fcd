"""Events, and the apps that offer them: no app knows another's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

CALENDAR_TYPE = "text/calendar"


@dataclass(frozen=True)
class Event:
    """One event as a calendar shows it.

    ``uid`` never changes and ``sequence`` rises with each change of time, place or standing; ``changed_at`` says when.
    An event that was called off stays, as ``is_cancelled``. ``join`` is a link to take part on screen: give it only for
    who may have it. ``alarm`` is how long before the start a calendar should remind, or None. ``kind`` is what the app
    calls such an event (``salon``, ``meeting``), ``organiser`` who invites, ``is_example`` that it is made up.
    One that ``is_all_day`` has a day and no hour: it begins and ends at midnight in Denmark.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    changed_at: datetime
    description: str = ""
    place: str = ""
    address: str = ""
    join: str = ""
    is_cancelled: bool = False
    alarm: timedelta | None = None
    is_all_day: bool = False
    kind: str = ""
    organiser: str = ""
    is_example: bool = False


Offered = Callable[[Any, datetime], Iterable[Event]]
"""``(viewer, now)`` to events. For whoever is not known: what is for everybody. For a person: that person's own."""

_OFFERED: dict[str, Offered] = {}


def offer_events(name: str, events: Offered) -> None:
    """Offer events under a name, at start-up. Offering the same name again replaces it."""
    _OFFERED[name] = events


def events_of(viewer: Any, *, now: datetime) -> list[Event]:
    """Every event that is offered for a viewer, the first first. The viewer is one of ``organisations``."""
    found = [event for offered in _OFFERED.values() for event in offered(viewer, now)]
    return sorted(found, key=lambda event: (event.starts_at, event.uid))
