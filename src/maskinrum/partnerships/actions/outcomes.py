"""Writes of what became of projects."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import outcome_of, outcomes_version
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def record_outcomes(
    organisation: Organisation,
    *,
    outcomes: Mapping[uuid.UUID, Outcome],
    expected_version: str,
    viewer: Viewer,
    now: datetime,
) -> int:
    """Write what became of these projects, and return how many said something new.

    Projects of others, or that are gone, are passed over. Raises DomainError when a colleague has written since
    ``expected_version``.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rows = list(Project.objects.filter(organisation=organisation, pk__in=outcomes))
    if outcomes_version(rows) != expected_version:
        raise DomainError(
            _(
                "A colleague has written what became of these projects since you opened the page. What you typed still "
                "stands here. Compare in a new tab, then save again."
            )
        )
    return sum(_write(row, outcomes[row.pk], viewer, now) for row in rows)


@transaction.atomic
def record_progress(
    project: Project, *, approval: ApprovalState, outcome: Outcome, viewer: Viewer, now: datetime
) -> bool:
    """Write how far one project is and what became of it, and say whether that was new.

    Whoever calls has looked whether a colleague was quicker.
    """
    row = Project.objects.select_for_update().get(pk=project.pk)
    is_new = _write(row, outcome, viewer, now)
    if row.approval == approval:
        return is_new
    changes = {"approval": [row.approval, str(approval.value)]}
    row.approval = approval
    row.save(update_fields=["approval"])
    record("change_project", row, viewer=viewer, now=now, changes=changes)
    note_change(row)
    return True


def _write(project: Project, outcome: Outcome, viewer: Viewer, now: datetime) -> bool:
    before, after = outcome_of(project).to_json(), outcome.to_json()
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if not changes:
        return False
    project.end = outcome.end or ""
    project.handed_over_on, project.outturn = outcome.handed_over_on, outcome.outturn
    project.save(update_fields=["end", "handed_over_on", "outturn"])
    record("record_outcome", project, viewer=viewer, now=now, changes=changes)
    return True
