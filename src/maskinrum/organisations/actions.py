"""Writes: people, organisations, access and the log of what was done."""

import uuid
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Grant, Membership, Organisation, Person
from maskinrum.organisations.permissions import (
    VISITOR,
    Viewer,
    can_add_member,
    can_create_organisation,
    can_erase,
    can_share,
)
from maskinrum.organisations.queries import object_of, object_type_of, sessions_mentioning
from maskinrum.shared.errors import DomainError

CHANGED = "changed"


def record(
    verb: str, obj: Model, *, viewer: Viewer, now: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add one line to the audit log about an object whose key is a UUID.

    ``changes`` maps a field to ``[before, after]``; a field that the model declares as personal, or as ``free_text``
    in which anybody may be named, keeps only the word "changed", whatever the caller gives.
    """
    declared = getattr(obj, "personal_data", None)
    personal = {*(declared.fields if declared else ()), *getattr(type(obj), "free_text", ())}
    return AuditEvent.objects.create(
        at=now,
        actor=viewer.person,
        organisation=viewer.organisation,
        verb=verb,
        object_type=object_type_of(obj),
        object_id=obj.pk,
        changes={field: CHANGED if field in personal else value for field, value in (changes or {}).items()},
    )


@transaction.atomic
def register_person(
    email: str,
    *,
    now: datetime,
    viewer: Viewer = VISITOR,
    name: str = "",
    password: str | None = None,
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
    """Give the person a new password; every session opened with the old one ends."""
    person.set_password(password)
    person.save(update_fields=["password"])
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
def create_organisation(
    name: str,
    *,
    kind: OrganisationKind,
    viewer: Viewer,
    now: datetime,
    cvr: str = "",
    is_fictitious: bool = False,
) -> Organisation:
    """Add an organisation to the network. Raises DomainError without the right, or when the CVR number is taken."""
    if not can_create_organisation(viewer):
        raise DomainError(_("Only the secretariat can add an organisation. Write to it."))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(), kind=kind, cvr=cvr.strip(), is_fictitious=is_fictitious
            )
    except IntegrityError as error:
        raise DomainError(_("An organisation with this CVR number is already here."), field="cvr") from error
    record("create_organisation", organisation, viewer=viewer, now=now, changes={"name": [None, organisation.name]})
    return organisation


@transaction.atomic
def add_member(person: Person, *, organisation: Organisation, role: Role, viewer: Viewer, now: datetime) -> Membership:
    """Let a person act for an organisation. Raises DomainError without the right, or when the person already does."""
    if not can_add_member(viewer, organisation.pk, role):
        raise DomainError(_("Only a manager of the organisation can add people to it. Ask one of them."))
    try:
        with transaction.atomic():
            membership = Membership.objects.create(person=person, organisation=organisation, role=role)
    except IntegrityError as error:
        raise DomainError(_("The person already belongs to the organisation.")) from error
    record("add_member", membership, viewer=viewer, now=now, changes={"role": [None, role]})
    return membership


@transaction.atomic
def grant_access(
    obj: Model,
    *,
    organisation: Organisation,
    viewer: Viewer,
    now: datetime,
    expires_at: datetime | None = None,
) -> Grant:
    """Let another organisation see one object of the viewer's own organisation, until ``expires_at`` if given.

    A grant that has run out is closed and a new one takes its place. Raises DomainError without the right, when the
    organisation already has access, and when the end lies in the past.
    """
    _refuse_grant_without_right(obj, organisation, viewer)
    if expires_at is not None and expires_at <= now:
        raise DomainError(_("The last day has passed. Choose a later one."), field="expires_at")
    kind = object_type_of(obj)
    same = Grant.objects.filter(object_type=kind, object_id=obj.pk, organisation=organisation, revoked_at__isnull=True)
    same.filter(expires_at__lte=now).update(revoked_at=now)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                object_type=kind,
                object_id=obj.pk,
                organisation=organisation,
                granted_by=viewer.person,
                granted_at=now,
                expires_at=expires_at,
            )
    except IntegrityError as error:
        raise DomainError(_("The organisation already has access."), field="organisation") from error
    changes = {"organisation": [None, str(organisation.pk)], "expires_at": [None, expires_at]}
    record("grant_access", obj, viewer=viewer, now=now, changes=changes)
    return grant


def _refuse_grant_without_right(obj: Model, organisation: Organisation, viewer: Viewer) -> None:
    owner: uuid.UUID = obj.organisation_id  # type: ignore[attr-defined]
    if not can_share(viewer, owner):
        raise DomainError(_("Only a manager of your organisation can share this. Ask one of them."))
    if organisation.pk == owner:
        raise DomainError(_("Your own organisation already has access."), field="organisation")


@transaction.atomic
def revoke_access(grant: Grant, *, viewer: Viewer, now: datetime) -> Grant:
    """Stop sharing; the grant stays as a record. Revoking twice changes nothing.

    Raises DomainError without the right.
    """
    obj = object_of(grant)
    if obj is None or not can_share(viewer, obj.organisation_id):
        raise DomainError(_("Only a manager of your organisation can stop sharing this. Ask one of them."))
    if grant.revoked_at is None:
        grant.revoked_at = now
        grant.save(update_fields=["revoked_at"])
        changes = {"organisation": [str(grant.organisation_id), None]}
        record("revoke_access", obj, viewer=viewer, now=now, changes=changes)
    return grant


@transaction.atomic
def erase_person(person: Person, *, viewer: Viewer, now: datetime) -> Person:
    """Forget a person: address, name, password, memberships and open sessions go; what they wrote stays under the id.

    Erasing twice changes nothing. Raises DomainError unless the person or the secretariat asks.
    """
    if not can_erase(viewer, person.pk):
        raise DomainError(_("You can only erase your own account. Others must ask for it themselves."))
    if person.erased_at is not None:
        return person
    sessions_mentioning(person).delete()
    EmailAddress.objects.filter(user=person).delete()
    person.memberships.all().delete()
    _blank(person, now=now)
    record("erase_person", person, viewer=viewer, now=now, changes={"email": CHANGED, "name": CHANGED})
    return person


def _blank(person: Person, *, now: datetime) -> None:
    person.email = f"{person.pk}@erased.invalid"
    person.name = ""
    person.set_unusable_password()
    person.last_login = None
    person.is_active = False
    person.erased_at = now
    person.save()
