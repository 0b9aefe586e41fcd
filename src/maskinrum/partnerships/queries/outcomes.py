"""Reads of what became of projects: for the organisation itself alone."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project


def projects_of_old(viewer: Viewer, ids: Iterable[uuid.UUID]) -> list[Project]:
    """The viewer's organisation's own among these, also those taken off the list; none for anybody else."""
    if not viewer.is_member:
        return []
    return list(Project.objects.filter(organisation=viewer.organisation, pk__in=list(ids)))


def outcome_of(project: Project) -> Outcome:
    """What became of a project."""
    return Outcome(ProjectEnd(project.end) if project.end else None, project.handed_over_on, project.outturn)


def outcomes_version(rows: Sequence[Project]) -> str:
    """A mark that changes whenever one of these outcomes does, so that two colleagues never overwrite each other."""
    content = sorted([str(row.pk), outcome_of(row).to_json()] for row in rows)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
