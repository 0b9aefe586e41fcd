"""Let an organisation or a person see one object beside the rule, and shut them out again."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.meanwhile import held_carrier
from maskinrum.organisations.models import Grant, Organisation, Person
from maskinrum.organisations.permissions import Viewer, can_share
from maskinrum.organisations.queries import grants_of, object_of, object_type_of
from maskinrum.shared.errors import DomainError


@transaction.atomic
def grant_access(
    obj: Model,
    *,
    viewer: Viewer,
    now: datetime,
    organisation: Organisation | None = None,
    email: str = "",
    expires_at: datetime | None = None,
) -> Grant:
    """Let another organisation, or whoever has an e-mail address, see one object of the viewer's own organisation.

    It ends at ``expires_at`` if given. Nobody learns whether the address has an account: the grant waits for one. A
    grant that has run out is closed and a new one takes its place. Raises DomainError without the right, when the
    receiver already has access, and when the end lies in the past.
    """
    organisation = held_carrier(organisation) if organisation else None
    _refuse_grant_without_right(obj, organisation, viewer)
    if expires_at is not None and expires_at <= now:
        raise DomainError(_("The last day has passed. Choose a later one."), field="expires_at")
    receiver: dict[str, Any] = {"organisation": organisation} if organisation else {"email": email.strip().lower()}
    key = {"object_type": object_type_of(obj), "object_id": obj.pk} | receiver
    Grant.objects.filter(**key, revoked_at__isnull=True, expires_at__lte=now).update(revoked_at=now)
    try:
        with transaction.atomic():
            grant = Grant.objects.create(**key, granted_by=viewer.person, granted_at=now, expires_at=expires_at)
    except IntegrityError as error:
        raise _has_access_already(organisation) from error
    _bind(grant)
    to = {"organisation": [None, str(organisation.pk)]} if organisation else {"email": CHANGED}
    record("grant_access", obj, viewer=viewer, now=now, changes=to | {"expires_at": [None, expires_at]})
    if act := _ON_GRANT.get(object_type_of(obj)):
        act(obj, grant, viewer, now)
    return grant


_ON_GRANT: dict[str, Callable[[Any, Grant, Viewer, datetime], None]] = {}


def on_grant(model: type[Model], act: Callable[[Any, Grant, Viewer, datetime], None]) -> None:
    """Say what happens besides, in the same transaction, when an object of a model is opened to somebody by name."""
    _ON_GRANT[object_type_of(model)] = act


@transaction.atomic
def bind_grants(person: Person) -> None:
    """Let what was opened for the person's addresses be theirs, now that they have shown that these are theirs."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    waiting = Grant.objects.filter(email__in=[one.lower() for one in addresses], person__isnull=True)
    for grant in waiting.filter(revoked_at__isnull=True):
        _bind(grant)


def _bind(grant: Grant) -> None:
    """Name the person whose address it is; of what two of their addresses were given, the one that opens it longer."""
    if not grant.email:
        return
    holder = EmailAddress.objects.filter(email__iexact=grant.email, verified=True).select_related("user").first()
    if holder is None:
        return
    same = Grant.objects.filter(object_type=grant.object_type, object_id=grant.object_id, revoked_at__isnull=True)
    other = same.filter(person=holder.user).first()
    if other is not None and opens_until(other) >= opens_until(grant):
        return
    same.filter(person=holder.user).update(person=None)
    grant.person = holder.user
    grant.save(update_fields=["person"])


def opens_until(grant: Grant) -> datetime:
    """When a grant runs out, for comparing two that have not been stopped."""
    return grant.expires_at or datetime.max.replace(tzinfo=UTC)


def _has_access_already(organisation: Organisation | None) -> DomainError:
    if organisation is not None:
        return DomainError(_("The organisation already has access."), field="organisation")
    return DomainError(_("This address already has access."), field="email")


def _refuse_grant_without_right(obj: Model, organisation: Organisation | None, viewer: Viewer) -> None:
    owner: uuid.UUID = obj.organisation_id  # type: ignore[attr-defined]
    if not can_share(viewer, owner):
        raise DomainError(_("Only a manager of your organisation can share this. Ask one of them."))
    if organisation is not None and organisation.pk == owner:
        raise DomainError(_("Your own organisation already has access."), field="organisation")


@transaction.atomic
def revoke_access(grant: Grant, *, viewer: Viewer, now: datetime) -> Grant:
    """Stop sharing; the grant stays as a record for a while. Revoking twice changes nothing.

    Raises DomainError without the right.
    """
    obj = object_of(grant)
    if obj is None or not can_share(viewer, obj.organisation_id):
        raise DomainError(_("Only a manager of your organisation can stop sharing this. Ask one of them."))
    if grant.revoked_at is None:
        grant.revoked_at = now
        grant.save(update_fields=["revoked_at"])
        to = {"organisation": [str(grant.organisation_id), None]} if grant.organisation_id else {"email": CHANGED}
        record("revoke_access", obj, viewer=viewer, now=now, changes=to)
    return grant


@transaction.atomic
def close_grants(obj: Model, *, viewer: Viewer, now: datetime) -> None:
    """Stop all sharing of an object that is about to go. Raises DomainError when it is shared, without the right."""
    for grant in grants_of(obj, now=now):
        revoke_access(grant, viewer=viewer, now=now)
