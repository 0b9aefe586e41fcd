"""Move the waiting list on. Only the other actions call this, with the salon held until the transaction ends."""

from datetime import datetime

from maskinrum.meetings.actions.salon_letters import LAPSED, OFFERED, write_to_participant
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.facts.waiting_list import Place, answer_by, changed, settled
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer

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
