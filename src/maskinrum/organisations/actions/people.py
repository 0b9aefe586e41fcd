"""People and their accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.memberships import close_ways_in
from maskinrum.organisations.actions.sessions import forget_sessions
from maskinrum.organisations.models import Grant, Invitation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer, can_erase
from maskinrum.organisations.queries import second_factors, sessions_mentioning
from maskinrum.shared.errors import DomainError
from maskinrum.shared.privacy import declarations


@dataclass(frozen=True)
class HashedPassword:
    """A password that is hashed already, for several people who have the same: hashing is made to take its time."""

    hashed: str


@transaction.atomic
def register_person(
    email: str,
    *,
    now: datetime,
    viewer: Viewer = VISITOR,
    name: str = "",
    password: str | HashedPassword | None = None,
    language: str = "da",
    is_demo: bool = False,
    is_verified: bool = False,
) -> Person:
    """Create somebody who can sign in. Without a password only a one-time code lets them in.

    ``is_verified`` says that the address is known to be theirs; otherwise they show it with a code at the first
    sign-in. Raises DomainError when the address is taken.
    """
    address = email.strip().lower()
    person = Person(email=address, name=name.strip(), language=language, is_demo=is_demo)
    if isinstance(password, HashedPassword):
        person.password = password.hashed
    else:
        person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(_("Somebody already uses this e-mail address. Use another."), field="email") from error
    if is_verified:
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    record("register_person", person, viewer=viewer, now=now, changes={"email": CHANGED})
    return person


@transaction.atomic
def change_password(person: Person, *, password: str, viewer: Viewer, now: datetime) -> Person:
    """Give the person a new password; every session opened before ends, and whoever asks opens a new one."""
    person.set_password(password)
    person.save(update_fields=["password"])
    forget_sessions(person)
    record("change_password", person, viewer=viewer, now=now, changes={"password": CHANGED})
    return person


@transaction.atomic
def settle_password(person: Person, *, hashed: str, viewer: Viewer, now: datetime) -> Person:
    """Let the password chosen at sign-up, already hashed, be the person's; with "" the person has none.

    Every session opened before ends.
    """
    if hashed or person.has_usable_password():
        person.password = hashed or make_password(None)
        person.save(update_fields=["password"])
        record("settle_password", person, viewer=viewer, now=now, changes={"password": CHANGED})
    return person


@transaction.atomic
def erase_person(person: Person, *, viewer: Viewer, now: datetime) -> Person:
    """Forget a person: address, name, ways to sign in, memberships and open sessions go; what they wrote stays.

    It stays under the id, which no longer leads to anybody.

    What other tables declare is erased with it. Erasing twice changes nothing. Raises DomainError unless the person or
    the secretariat asks.
    """
    if not can_erase(viewer, person.pk):
        raise DomainError(_("You can only erase your own account. Others must ask for it themselves."))
    if person.erased_at is not None:
        return person
    for erase in _other_erasers():
        erase(person, viewer=viewer, now=now)
    forget_sessions(person)
    sessions_mentioning(person).delete()
    second_factors(person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Invitation.objects.filter(email=person.email).update(email="")
    Grant.objects.filter(Q(person=person) | Q(email=person.email)).delete()
    person.join_requests.all().delete()
    belonged = list(person.memberships.values_list("organisation", flat=True))
    person.memberships.all().delete()
    close_ways_in(belonged, viewer=viewer, now=now)
    _blank(person, now=now)
    record("erase_person", person, viewer=viewer, now=now, changes={"email": CHANGED, "name": CHANGED})
    return person


def _other_erasers() -> list[Callable[..., object]]:
    """What the apps above do when a person is erased, as their tables declare."""
    paths = {data.erased_by for data in declarations().values() if data}
    return [found for path in sorted(paths - {""}) if (found := import_string(path)) is not erase_person]


def _blank(person: Person, *, now: datetime) -> None:
    person.email = f"{person.pk}@erased.invalid"
    person.name = ""
    person.set_unusable_password()
    person.last_login = None
    person.acting_for = None
    person.muted_mail = []
    person.is_active = False
    person.erased_at = now
    person.save()
