"""Add to the log of what was done."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from maskinrum.organisations.models import AuditEvent
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import object_type_of
from maskinrum.organisations.queries.audit import CHANGED, as_logged

__all__ = ["CHANGED", "record"]


def record(
    verb: str, obj: Model, *, viewer: Viewer, now: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add one line to the audit log about an object whose key is a UUID.

    ``changes`` maps a field to ``[before, after]``; what ``as_logged`` leaves unsaid keeps only the word "changed",
    whatever the caller gives.
    """
    return AuditEvent.objects.create(
        at=now,
        actor=viewer.person,
        organisation=viewer.organisation,
        verb=verb,
        object_type=object_type_of(obj),
        object_id=obj.pk,
        changes=as_logged(obj._meta.model, changes or {}),
    )
