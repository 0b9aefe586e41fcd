"""What a planner does with a sign-up whose letter came back: mend the address, or give the seat to the next."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.meetings.actions.salon_letters import write_to_participant
from maskinrum.meetings.actions.seats import held, settle
from maskinrum.meetings.actions.signing_up import LETTER_OF, withdraw
from maskinrum.meetings.enums import SignUpState
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.meetings.permissions import can_keep_salon
from maskinrum.meetings.queries.mails import refused
from maskinrum.meetings.queries.salons import TAKING_PLACE
from maskinrum.meetings.queries.sign_ups import ON_THE_WAY
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


@transaction.atomic
def correct_address(row: SignUp, email: str, *, viewer: Viewer, now: datetime) -> SignUp:
    """Mend the address of a sign-up whose letter came back, and write the letter again, to the right one.

    Earlier letters may have reached somebody else, or reach them still, so their link stops working.

    Raises DomainError without the right, for one whose letter did not come back, for an address that is signed up
    already, and once the salon has begun.
    """
    current, salon = _undelivered(row, viewer, now)
    address = email.strip().lower()
    if salon.sign_ups.filter(email=address).exclude(pk=current.pk).exists():
        words = _("That address has signed up already. Sign this one off, so that nobody has two seats.")
        raise DomainError(words, field="email")
    if address == current.email:
        raise DomainError(_("That is the address the e-mail came back from. Write another."), field="email")
    current.email, current.link_number = address, current.link_number + 1
    current.save(update_fields=["email", "link_number"])
    record("correct_address", current, viewer=viewer, now=now, changes={"email": ["", ""]})
    write_to_participant(LETTER_OF[SignUpState(current.state)], current, salon, now=now)
    return current


@transaction.atomic
def sign_off_undelivered(row: SignUp, *, viewer: Viewer, now: datetime) -> SignUp:
    """Give the seat of a sign-up whose letter came back to the next. No letter: it would come back too.

    Raises DomainError as above.
    """
    current, salon = _undelivered(row, viewer, now)
    withdraw(current, viewer=viewer, now=now)
    settle(salon, viewer=viewer, now=now)
    return current


def _undelivered(row: SignUp, viewer: Viewer, now: datetime) -> tuple[SignUp, Salon]:
    salon = held(row.salon)
    current = SignUp.objects.get(pk=row.pk)
    if not can_keep_salon(viewer, salon):
        raise DomainError(_("Only those who planned the salon can change it."))
    if salon.state not in TAKING_PLACE or salon.starts_at <= now:
        raise DomainError(_("The salon has begun or is over, so its list stays as it is."))
    if current.state not in ON_THE_WAY or not refused([current.mail]):
        raise DomainError(_("The last e-mail to this address did not come back, so it is for the person to change it."))
    return current, salon
