"""Sign up, take an offered seat, change and sign off: whoever does it needs no account."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.salon_letters import CONFIRMED, OFFERED, SIGNED_OFF, WAITS, token_of
from maskinrum.meetings.actions.salon_letters import write_to_participant as write
from maskinrum.meetings.actions.seats import held, settle, told_by_confirmation
from maskinrum.meetings.enums import Presence, SalonState, SignUpState
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.facts.waiting_list import is_on_screen, state_of_newcomer, takes_seat
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.queries import Seats, seats_of, takes_sign_ups
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError
from maskinrum.shared.queueing import in_line
from maskinrum.shared.tokens import digest_of

LETTER_OF = {
    SignUpState.CONFIRMED: CONFIRMED,
    SignUpState.WAITING: WAITS,
    SignUpState.OFFERED: OFFERED,
}
SAY_YES = gettext_lazy("Tick that we may keep it, or leave the field about food and access empty.")
AGAIN_AFTER = timedelta(minutes=10)
"""Whoever signs up again gets the letter again, but nobody can fill a letter box with them."""


def sign_up(salon: Salon, facts: SignUpFacts, *, viewer: Viewer, now: datetime) -> str:
    """Give somebody the next seat, or the next place on the list, and send the letter with the own link.

    Returns the state that a newcomer gets at this moment. An address that has signed up already keeps what it has and
    gets its letter again, and the answer is the same, so that nobody learns who is coming. Raises DomainError when
    nobody can sign up any more. However many come at once, they go one by one in the order they came.
    """
    with in_line("salons"), transaction.atomic():
        return _sign_up(held(salon), facts, viewer, now)


def _sign_up(current: Salon, facts: SignUpFacts, viewer: Viewer, now: datetime) -> str:
    if not takes_sign_ups(current, now=now):
        raise DomainError(_("Sign-up is closed. What you wrote is still here, but nothing was sent."))
    seats = _counted(current, viewer=viewer, now=now)
    presence = _presence(current, facts.presence)
    state = _state(current, presence, seats)
    email = facts.email.strip().lower()
    row = current.sign_ups.filter(email=email).first()
    if row is None or row.state not in ON_THE_WAY:
        row = row or SignUp(salon=current, email=email, language=(get_language() or "da")[:2])
        _begin_anew(row, now)
        was = row.state or None
        _put(row, facts, presence, state, seats.last + 1, now)
        record("sign_up", row, viewer=viewer, now=now, changes={"state": [was, state]})
        write(LETTER_OF[SignUpState(state)], row, current, now=now)
    elif row.mailed_at is None or row.mailed_at <= now - AGAIN_AFTER:
        write(LETTER_OF[SignUpState(row.state)], row, current, now=now)
    return state


def _counted(salon: Salon, *, viewer: Viewer, now: datetime) -> Seats:
    """How full it is once offers whose time is up have gone on to the next."""
    seats = seats_of(salon, now=now)
    if seats.lapsed:
        settle(salon, viewer=viewer, now=now)
        seats = seats_of(salon, now=now)
    return seats


def _presence(salon: Salon, wanted: str) -> str:
    has_room, has_screen = bool(salon.place), bool(salon.online_link)
    on_screen = is_on_screen(wanted=wanted == Presence.ON_SCREEN, has_room=has_room, has_screen=has_screen)
    return Presence.ON_SCREEN.value if on_screen else Presence.IN_ROOM.value


def _takes_seat(salon: Salon, presence: str) -> bool:
    return takes_seat(on_screen=presence == Presence.ON_SCREEN, has_room=bool(salon.place))


def _state(salon: Salon, presence: str, seats: Seats) -> str:
    if not _takes_seat(salon, presence):
        return SignUpState.CONFIRMED.value
    return state_of_newcomer(seats=seats.seats, held=seats.held, waiting=seats.waiting)


def _put(row: SignUp, facts: SignUpFacts, presence: str, state: str, number: int, now: datetime) -> None:
    if facts.needs and not facts.agrees:
        raise DomainError(str(SAY_YES), field="agrees")
    row.name, row.organisation_name = facts.name, facts.organisation_name
    row.is_on_list, row.needs = facts.is_on_list, facts.needs
    row.needs_agreed_at = (row.needs_agreed_at or now) if facts.needs else None
    row.presence, row.takes_seat = presence, _takes_seat(row.salon, presence)
    row.state, row.number, row.offered_until = state, number, None
    row.token_digest = digest_of(token_of(row))
    row.save()


def _begin_anew(row: SignUp, now: datetime) -> None:
    """Whoever comes, and whoever comes back, signs up now and is reminded later."""
    row.signed_up_at, row.reminded_at = now, None


def _current(row: SignUp) -> tuple[SignUp, Salon]:
    """The row and its salon as they are stored now, held until the transaction ends.

    Raises DomainError where the address was corrected since the link was opened: it was not the link of this person.
    """
    salon = held(row.salon)
    current = SignUp.objects.get(pk=row.pk)
    if current.link_number != row.link_number:
        raise DomainError(_("This link opens nothing any more. The newest e-mail has the right one."))
    return current, salon


def _refuse_when_over(salon: Salon, now: datetime) -> None:
    if salon.state == SalonState.CANCELLED:
        raise DomainError(_("The salon is called off, so there is nothing to change."))
    if salon.state not in TAKING_PLACE or salon.starts_at <= now:
        raise DomainError(_("The salon has begun or is over, so your sign-up cannot be changed any more."))


@transaction.atomic
def accept_offer(row: SignUp, *, viewer: Viewer, now: datetime) -> SignUp:
    """Take the seat that was offered. Taking it twice does no harm.

    Raises DomainError when the offer has run out, and when the salon is called off or over.
    """
    current, salon = _current(row)
    _refuse_when_over(salon, now)
    if current.state == SignUpState.CONFIRMED:
        return current
    if current.state != SignUpState.OFFERED or current.offered_until is None or current.offered_until <= now:
        raise DomainError(_("The offer has run out, and the seat has gone on. You can join the list again here."))
    current.state, current.offered_until = SignUpState.CONFIRMED, None
    current.reminded_at = told_by_confirmation(salon, now)
    current.save(update_fields=["state", "offered_until", "reminded_at"])
    record("accept_seat", current, viewer=viewer, now=now, changes={"state": ["offered", "confirmed"]})
    write(CONFIRMED, current, salon, now=now)
    return current


@transaction.atomic
def sign_off(row: SignUp, *, viewer: Viewer, now: datetime) -> SignUp:
    """Give the seat or the place on the list to others. Doing it twice does no harm. Raises DomainError as above."""
    current, salon = _current(row)
    _refuse_when_over(salon, now)
    if current.state not in ON_THE_WAY:
        return current
    withdraw(current, viewer=viewer, now=now)
    write(SIGNED_OFF, current, salon, now=now)
    settle(salon, viewer=viewer, now=now)
    return current


def withdraw(current: SignUp, *, viewer: Viewer, now: datetime) -> None:
    """Take seat or place from a row that is held; the list is to be settled after it."""
    was, current.state, current.offered_until = current.state, SignUpState.WITHDRAWN.value, None
    current.needs, current.needs_agreed_at = "", None
    current.save(update_fields=["state", "offered_until", "needs", "needs_agreed_at"])
    record("sign_off", current, viewer=viewer, now=now, changes={"state": [was, current.state]})


@transaction.atomic
def change_sign_up(row: SignUp, facts: SignUpFacts, *, viewer: Viewer, now: datetime) -> SignUp:
    """Change what one said of oneself; the address stays. Whoever had signed off comes back as a newcomer.

    From the screen to the room is a newcomer's way too; from the room to the screen a seat is free for the next.
    Raises DomainError when the salon is called off or over, and for whoever comes back when sign-up is closed.
    """
    current, salon = _current(row)
    _refuse_when_over(salon, now)
    seats = _counted(salon, viewer=viewer, now=now)
    current.refresh_from_db()
    comes_back = current.state not in ON_THE_WAY
    if comes_back and not takes_sign_ups(salon, now=now):
        raise DomainError(_("Sign-up is closed, so you cannot come back. Write to the organiser."))
    presence = _presence(salon, facts.presence)
    starts_anew = comes_back or _takes_seat(salon, presence) != current.takes_seat
    was, state, number = current.state, current.state, current.number
    if starts_anew:
        state, number = _state(salon, presence, seats), seats.last + 1
    if comes_back:
        _begin_anew(current, now)
    offered = None if starts_anew else current.offered_until
    changes = {name: ["", ""] for name in ("name", "organisation_name", "needs") if _differs(current, facts, name)}
    _put(current, facts, presence, state, number, now)
    SignUp.objects.filter(pk=current.pk).update(offered_until=offered)
    record("change_sign_up", current, viewer=viewer, now=now, changes={**changes, "state": [was, state]})
    if starts_anew:
        write(LETTER_OF[SignUpState(state)], current, salon, now=now)
        settle(salon, viewer=viewer, now=now)
    return current


def _differs(row: SignUp, facts: SignUpFacts, name: str) -> bool:
    return bool(getattr(row, name) != getattr(facts, name))
