"""Who has a seat and who is next: the rule of the waiting list, without database and without clock.

Seats go to whoever comes first. Once somebody waits, a newcomer waits behind. A seat that becomes free is offered to
the first who waits, with an hour by which to answer; an offer holds the seat, and one that runs out goes to the next.
Fewer seats take none from anybody: confirmed and offered stay, and nothing is offered before they fit again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

CONFIRMED, OFFERED, WAITING = "confirmed", "offered", "waiting"
LAPSED, WITHDRAWN = "lapsed", "withdrawn"
HOLDING = (CONFIRMED, OFFERED)
"""What takes a seat."""

TIME_TO_ANSWER = timedelta(hours=24)
LEAST_TIME = timedelta(hours=1)
NEARING = 4
"""An offer never takes more than this part of the time that is left."""


@dataclass(frozen=True)
class Place:
    """One place of the list. Lower numbers came before; ``until`` is set while a seat is offered."""

    number: int
    state: str
    until: datetime | None = None


def state_of_newcomer(*, seats: int, held: int, waiting: int) -> str:
    """What somebody gets who signs up now: a seat while one is free and nobody waits, else a place on the list."""
    return CONFIRMED if held < seats and waiting == 0 else WAITING


def answer_by(now: datetime, starts_at: datetime) -> datetime | None:
    """By when an offer made now must be answered; None when it is too late to offer anything.

    A day, less as the salon comes nearer: a quarter of the time left, at least an hour and never past the start.
    """
    left = starts_at - now
    if left <= LEAST_TIME:
        return None
    return now + min(TIME_TO_ANSWER, max(left / NEARING, LEAST_TIME))


def has_lapsed(place: Place, now: datetime) -> bool:
    """Whether the place holds an offer whose time is up."""
    return place.state == OFFERED and place.until is not None and place.until <= now


def settled(places: Iterable[Place], *, seats: int, now: datetime, until: datetime | None) -> list[Place]:
    """The list as it stands at a moment: offers whose time is up have lapsed, and free seats are offered in order.

    ``until`` is what ``answer_by`` gives for this moment. Settling a settled list changes nothing.
    """
    ordered = sorted(places, key=lambda place: place.number)
    current = [replace(place, state=LAPSED, until=None) if has_lapsed(place, now) else place for place in ordered]
    free = seats - sum(place.state in HOLDING for place in current)
    if until is None or free <= 0:
        return current
    chosen = [place.number for place in current if place.state == WAITING][:free]
    return [replace(place, state=OFFERED, until=until) if place.number in chosen else place for place in current]


def changed(before: Sequence[Place], after: Sequence[Place]) -> list[Place]:
    """The places of the second list that are not as in the first."""
    known = {place.number: place for place in before}
    return [place for place in after if known.get(place.number) != place]
