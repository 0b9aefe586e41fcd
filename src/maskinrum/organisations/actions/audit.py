"""Add to the log of what was done."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from maskinrum.organisations.models import AuditEvent
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import object_type_of

CHANGED = "changed"


def record(
    verb: str, obj: Model, *, viewer: Viewer, now: datetime, changes: dict[str, Any] | None = None
) -> AuditEvent:
    """Add one line to the audit log about an object whose key is a UUID.

    ``changes`` maps a field to ``[before, after]``; a field that the model declares as personal, as ``free_text`` in
    which anybody may be named, or as ``confidential``, such as a price, keeps only the word "changed", whatever the
    caller gives.
    """
    declared = getattr(obj, "personal_data", None)
    unsaid = {*(declared.fields if declared else ())}
    unsaid |= {*getattr(type(obj), "free_text", ()), *getattr(type(obj), "confidential", ())}
    return AuditEvent.objects.create(
        at=now,
        actor=viewer.person,
        organisation=viewer.organisation,
        verb=verb,
        object_type=object_type_of(obj),
        object_id=obj.pk,
        changes={field: CHANGED if field in unsaid else value for field, value in (changes or {}).items()},
    )
