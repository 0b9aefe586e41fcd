"""Move the waiting list on. Only the other actions call this, with the salon held until the transaction ends."""

from datetime import datetime

from django.utils.translation import gettext as _

from maskinrum.meetings.actions.salon_letters import CONFIRMED, LAPSED, OFFERED, write_to_participant
from maskinrum.meetings.enums import Presence, SignUpState
from maskinrum.meetings.facts.salons import REMIND_WITHIN
from maskinrum.meetings.facts.waiting_list import Place, answer_by, changed, rehoused, seats_needed, settled
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError

LETTERS = {SignUpState.OFFERED: OFFERED, SignUpState.LAPSED: LAPSED}


def held(salon: Salon) -> Salon:
    """The salon as it is stored now. Whoever else wants to change who has a seat waits until the transaction ends.

    PostgreSQL locks the row; on SQLite the transaction has begun by locking the database for writing.
    """
    return Salon.objects.select_for_update().get(pk=salon.pk)


def settle(salon: Salon, *, viewer: Viewer, now: datetime) -> list[SignUp]:
    """Let offers lapse whose time is up, offer free seats in order, and write to whoever that concerns."""
    if salon.state not in TAKING_PLACE:
        return []
    rows = {row.number: row for row in salon.sign_ups.filter(takes_seat=True, state__in=ON_THE_WAY)}
    before = [Place(row.number, row.state, row.offered_until) for row in rows.values()]
    until = answer_by(now, salon.starts_at)
    moved = []
    for place in changed(before, settled(before, seats=salon.seats, now=now, until=until)):
        row = rows[place.number]
        was, row.state, row.offered_until = row.state, place.state, place.until
        row.save(update_fields=["state", "offered_until"])
        record("move_waiting_list", row, viewer=viewer, now=now, changes={"state": [was, row.state]})
        write_to_participant(LETTERS[SignUpState(row.state)], row, salon, now=now)
        moved.append(row)
    return moved


def shorten_offers(salon: Salon, *, now: datetime) -> None:
    """Let no offer stand longer than one made now: a salon that begins earlier leaves less time to answer."""
    latest = min(answer_by(now, salon.starts_at) or salon.starts_at, salon.starts_at)
    salon.sign_ups.filter(state=SignUpState.OFFERED, offered_until__gt=latest).update(offered_until=latest)


def rehouse(salon: Salon, *, viewer: Viewer, now: datetime) -> set[int]:
    """Let everybody take part as the salon is held now, after it has gained or lost its room or its link.

    Whoever gets a seat by it from the list is written to; their numbers are returned. Raises DomainError where
    somebody who has said yes would be left without.
    """
    rows = {row.number: row for row in salon.sign_ups.filter(state__in=ON_THE_WAY)}
    before = [_place(row) for row in rows.values()]
    after = rehoused(before, has_room=bool(salon.place), has_screen=bool(salon.online_link))
    _refuse_too_many(salon, seats_needed(before, after, now=now))
    confirmed = set()
    for place in changed(before, after):
        row = rows[place.number]
        was, row.state, row.offered_until, row.takes_seat = row.state, place.state, place.until, place.takes_seat
        row.presence = Presence.ON_SCREEN.value if place.on_screen else Presence.IN_ROOM.value
        if row.state != was:
            row.reminded_at = told_by_confirmation(salon, now)
        row.save(update_fields=["state", "offered_until", "takes_seat", "presence", "reminded_at"])
        if row.state != was:
            record("move_waiting_list", row, viewer=viewer, now=now, changes={"state": [was, row.state]})
            write_to_participant(CONFIRMED, row, salon, now=now)
            confirmed.add(row.number)
    return confirmed


def told_by_confirmation(salon: Salon, now: datetime) -> datetime | None:
    """When somebody who gets a seat now counts as reminded: at once where the salon is near, as the letter says it."""
    return now if salon.starts_at <= now + REMIND_WITHIN else None


def _place(row: SignUp) -> Place:
    return Place(row.number, row.state, row.offered_until, row.presence == Presence.ON_SCREEN, row.takes_seat)


def _refuse_too_many(salon: Salon, needed: int) -> None:
    if needed <= salon.seats:
        return
    if salon.place:
        words = _(
            "Those on screen have a yes, and the room has no seats for them. Write %(needed)s seats, or keep the link."
        )
        raise DomainError(words % {"needed": needed}, field="online_link")
    words = _("More have a yes than there are seats. Write %(needed)s seats, or keep the place.")
    raise DomainError(words % {"needed": needed}, field="place")
