"""Who has a seat and who is next: the rule of the waiting list, without database and without clock.

Seats go to whoever comes first. Once somebody waits, a newcomer waits behind. A seat that becomes free is offered to
the first who waits, with an hour by which to answer; an offer holds the seat, and one that runs out goes to the next.
Fewer seats take none from anybody: confirmed and offered stay, and nothing is offered before they fit again. Nor does
another way of being held: where a salon loses its link, whoever was on screen takes a seat in the room, and where that
would be more seats than there are the change is refused, because somebody who has said yes keeps it.
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
    """One place of the list. Lower numbers came before; ``until`` is set while a seat is offered.

    ``takes_seat`` is not set for who is on screen where there is a room.
    """

    number: int
    state: str
    until: datetime | None = None
    on_screen: bool = False
    takes_seat: bool = True


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
    free = seats - sum(place.takes_seat and place.state in HOLDING for place in current)
    if until is None or free <= 0:
        return current
    chosen = [place.number for place in current if place.takes_seat and place.state == WAITING][:free]
    return [replace(place, state=OFFERED, until=until) if place.number in chosen else place for place in current]


def is_on_screen(*, wanted: bool, has_room: bool, has_screen: bool) -> bool:
    """How somebody takes part: as wanted where one can choose, else as the salon is held."""
    return wanted if has_room and has_screen else not has_room


def takes_seat(*, on_screen: bool, has_room: bool) -> bool:
    """Seats count the room; where there is none they count everybody."""
    return not (on_screen and has_room)


def rehoused(places: Iterable[Place], *, has_room: bool, has_screen: bool) -> list[Place]:
    """The places once a salon has gained or lost its room or its link.

    Whoever no longer needs a seat has what they came for, also from the waiting list.
    """
    return [_rehoused(place, has_room=has_room, has_screen=has_screen) for place in places]


def _rehoused(place: Place, *, has_room: bool, has_screen: bool) -> Place:
    on_screen = is_on_screen(wanted=place.on_screen, has_room=has_room, has_screen=has_screen)
    takes = takes_seat(on_screen=on_screen, has_room=has_room)
    if place.takes_seat and not takes and place.state in (OFFERED, WAITING):
        return replace(place, state=CONFIRMED, until=None, on_screen=on_screen, takes_seat=takes)
    return replace(place, on_screen=on_screen, takes_seat=takes)


def seats_needed(before: Sequence[Place], after: Sequence[Place], *, now: datetime) -> int:
    """How many seats there must be for those who come to take one by it; 0 where nobody does."""
    without = {place.number for place in before if not place.takes_seat}
    if not any(place.takes_seat and place.number in without for place in after):
        return 0
    return sum(place.takes_seat and place.state in HOLDING and not has_lapsed(place, now) for place in after)


def changed(before: Sequence[Place], after: Sequence[Place]) -> list[Place]:
    """The places of the second list that are not as in the first."""
    known = {place.number: place for place in before}
    return [place for place in after if known.get(place.number) != place]
