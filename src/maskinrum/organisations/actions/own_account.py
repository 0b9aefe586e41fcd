"""What a person changes about oneself, and how a person leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.letters import send_letter, write_to
from maskinrum.organisations.actions.meanwhile import hold_still
from maskinrum.organisations.actions.memberships import hold_secretariat_still
from maskinrum.organisations.actions.people import erase_person
from maskinrum.organisations.enums import OptionalMail
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_change_account, can_manage_network
from maskinrum.organisations.queries import is_last_of_secretariat, left_without_manager
from maskinrum.shared.errors import DomainError
from maskinrum.shared.mail import optional_mail


def change_name(person: Person, *, name: str, viewer: Viewer, now: datetime) -> Person:
    """Let colleagues see the person under this name; empty for none."""
    return _change(person, "name", name.strip(), viewer=viewer, now=now)


def change_language(person: Person, *, language: str, viewer: Viewer, now: datetime) -> Person:
    """Greet the person in this language from now on, and write in it. Raises DomainError for one we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise DomainError(_("Choose Danish or English."), field="language")
    return _change(person, "language", language, viewer=viewer, now=now)


def choose_mail(person: Person, *, muted: Sequence[str], viewer: Viewer, now: datetime) -> Person:
    """Write no more of these kinds. Raises DomainError for a mail that an account cannot do without."""
    if set(muted) - {kind.name for kind in optional_mail()}:
        raise DomainError(_("This e-mail is necessary for your account. The others can be chosen."), field="wanted")
    return _change(person, "muted_mail", sorted(set(muted)), viewer=viewer, now=now)


@transaction.atomic
def _change(person: Person, field: str, value: Any, *, viewer: Viewer, now: datetime) -> Person:
    if not can_change_account(viewer, person.pk):
        raise DomainError(_("You can only change your own account."))
    before = getattr(person, field)
    if value != before:
        setattr(person, field, value)
        person.save(update_fields=[field])
        record(f"change_{field}", person, viewer=viewer, now=now, changes={field: [before, value]})
    return person


@transaction.atomic
def close_account(person: Person, *, viewer: Viewer, now: datetime) -> Person:
    """Erase the person who asks for it, and write farewell to the address that was theirs.

    Raises DomainError for anybody else's account, and while others would be left without anybody who decides.
    """
    if not can_change_account(viewer, person.pk):
        raise DomainError(_("You can only erase your own account. Others must ask for it themselves."))
    refuse_last_manager(person)
    address, language = person.email, person.language
    erase_person(person, viewer=viewer, now=now)
    send_letter("farewell", to=address, language=language, context={}, now=now)
    return person


@transaction.atomic
def erase_on_request(person: Person, *, viewer: Viewer, now: datetime) -> Person:
    """Erase somebody who has asked the secretariat for it in writing, and write farewell to the address.

    That others are left without a manager stops nobody who asks. Raises DomainError without the right, when the
    account is erased already, and for the last of the secretariat.
    """
    if not can_manage_network(viewer):
        raise DomainError(_("Only the secretariat can erase the account of somebody else."))
    hold_still(person.memberships.values_list("organisation", flat=True))
    hold_secretariat_still()
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.erased_at is not None:
        raise DomainError(_("The account has been erased meanwhile. Nothing was changed."))
    if is_last_of_secretariat(current):
        raise DomainError(_("Nobody else is in the secretariat. Let somebody in first. Nothing was deleted."))
    address, language = current.email, current.language
    erase_person(current, viewer=viewer, now=now)
    send_letter("farewell", to=address, language=language, context={}, now=now)
    return current


def refuse_last_manager(person: Person) -> None:
    """Raise DomainError while an organisation, or the network, would be left without anybody who decides.

    Nobody else comes or goes there before the transaction is over: of two who leave at once, one is told to stay.
    """
    hold_still(person.memberships.values_list("organisation", flat=True))
    hold_secretariat_still()
    if left := left_without_manager(person):
        words = _(
            "You are the only manager of %(names)s, where others remain. Make one of them a manager first, or write to"
            " the secretariat. Nothing was deleted."
        )
        raise DomainError(words % {"names": ", ".join(left)})
    if is_last_of_secretariat(person):
        raise DomainError(_("Nobody else is in the secretariat. Let somebody in first. Nothing was deleted."))


def tell_of_new_browser(person: Person, *, device: str, now: datetime) -> None:
    """Write to the person that a browser new to the account has signed in, unless the person can do without it."""
    write_to(person, OptionalMail.NEW_BROWSER, device=device, at=now, now=now)
