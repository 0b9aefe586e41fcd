"""Let an organisation see one object beside the rule, and shut it out again."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from maskinrum.organisations.actions.audit import record
from maskinrum.organisations.models import Grant, Organisation
from maskinrum.organisations.permissions import Viewer, can_share
from maskinrum.organisations.queries import object_of, object_type_of
from maskinrum.shared.errors import DomainError


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
