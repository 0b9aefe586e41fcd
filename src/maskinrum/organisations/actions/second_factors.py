"""Passkeys, authenticator apps and recovery codes: what happened to them is logged, and the secretariat can help."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.actions.letters import write_to
from maskinrum.organisations.actions.sessions import forget_sessions
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import Viewer, can_change_account, can_reset_second_factors
from maskinrum.organisations.queries import second_factors
from maskinrum.shared.errors import DomainError


def note_second_factor(verb: str, person: Person, *, kind: str, viewer: Viewer, now: datetime) -> None:
    """Log that a way to sign in was added, removed or renewed; never what it consists of."""
    record(verb, person, viewer=viewer, now=now, changes={"second_factor": [None, kind]})


@transaction.atomic
def remove_passkey(passkey: Authenticator, *, viewer: Viewer, now: datetime) -> Person:
    """Let a passkey sign nobody in any more; recovery codes that nothing needs any longer go with it."""
    person: Person = passkey.user
    if not can_change_account(viewer, person.pk):
        raise DomainError(_("You can only change your own account."))
    name = passkey.wrap().name
    passkey.delete()
    left = second_factors(person)
    if not left.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        left.delete()
    note_second_factor("remove_second_factor", person, kind=Authenticator.Type.WEBAUTHN, viewer=viewer, now=now)
    write_to(person, "passkey_removed", passkey=name, at=now, now=now)
    return person


@transaction.atomic
def rename_passkey(passkey: Authenticator, *, name: str, viewer: Viewer, now: datetime) -> Authenticator:
    """Call a passkey something else, so that its owner can tell it from the others. The name is not logged."""
    if not can_change_account(viewer, passkey.user_id):
        raise DomainError(_("You can only change your own account."))
    passkey.wrap().name = name
    passkey.save(update_fields=["data"])
    note_second_factor("rename_second_factor", passkey.user, kind=Authenticator.Type.WEBAUTHN, viewer=viewer, now=now)
    return passkey


@transaction.atomic
def reset_second_factors(person: Person, *, viewer: Viewer, now: datetime) -> Person:
    """Remove passkeys, app and recovery codes of somebody who has lost them, end all sessions and write to the person.

    Afterwards password or mailed code is enough. Without any of them nothing happens. Raises DomainError unless the
    secretariat or whoever runs the machine does it.
    """
    if not can_reset_second_factors(viewer):
        raise DomainError(_("Only the secretariat can do this. Write to it."))
    found = second_factors(person)
    if not found.exists():
        return person
    found.delete()
    forget_sessions(person)
    record("reset_second_factors", person, viewer=viewer, now=now)
    write_to(person, "second_factors_reset", at=now, now=now)
    return person
