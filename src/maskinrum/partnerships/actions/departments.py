"""Which department's homes a project is about."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Department
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import departments
from maskinrum.partnerships.queries import projects, ties_version
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def tie_to_departments(
    chosen: Mapping[uuid.UUID, Department | None],
    *,
    viewer: Viewer,
    now: datetime,
    expected_version: str | None = None,
) -> int:
    """Tie projects of the own list, by their ids, to departments the viewer keeps; None unties. Returns the changes.

    Raises DomainError for a project or department that is not the viewer's, and when a colleague has tied others since
    ``expected_version``, if that is given.
    """
    rows = {one.pk: one for one in projects(viewer).select_for_update(of=("self",))}
    if expected_version is not None and ties_version(list(rows.values())) != expected_version:
        words = _(
            "A colleague has changed the list or the choices since you opened the page. Yours still stand here. "
            "Open the page in a new tab and compare, then save again."
        )
        raise DomainError(words)
    kept = set(departments(viewer).values_list("pk", flat=True))
    wanted = {one.pk for one in chosen.values() if one is not None}
    if chosen.keys() - rows.keys() or wanted - kept - {one.department_id for one in rows.values()}:
        raise DomainError(_("The list has changed meanwhile. Open the page again. Nothing was changed."))
    changed = 0
    for pk, department in chosen.items():
        project, key = rows[pk], department.pk if department else None
        if project.department_id != key:
            changes = {"department": [str(project.department_id or ""), str(key or "")]}
            project.department = department
            project.save(update_fields=["department"])
            note_change(project)
            record("change_project", project, viewer=viewer, now=now, changes=changes)
            changed += 1
    return changed
