"""Close what an experience said before."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.knowledge.actions.writing import locked
from maskinrum.knowledge.models import ExperienceVersion
from maskinrum.knowledge.permissions import can_keep
from maskinrum.knowledge.queries import parties_of
from maskinrum.knowledge.queries.versions import is_closable
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError


@transaction.atomic
def close_version(version: ExperienceVersion, *, reason: str, viewer: Viewer, now: datetime) -> ExperienceVersion:
    """Let only those who work on it read an earlier version.

    Raises DomainError without the right or a reason, and for what stands there now.
    """
    row = locked(version.experience)
    current = ExperienceVersion.objects.select_for_update().get(pk=version.pk)
    if not can_keep(viewer, row, parties=parties_of(row)):
        raise DomainError(_("Only the managers of its organisation, and whoever reads it before others, can do that."))
    if not is_closable(current, row):
        raise DomainError(_("Only an earlier version that others can read is closed. Change what stands there now."))
    if not reason.strip():
        raise DomainError(_("Write why it is closed."), field="reason")
    current.closed_at, current.closed_reason = now, reason.strip()
    current.save(update_fields=["closed_at", "closed_reason"])
    record("close_version", row, viewer=viewer, now=now, changes={"revision": [current.revision, None]})
    return current
