"""Writes to the organisation's projects: one verb each, in a transaction, with its trace in the audit log."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.facts.names import loose_name
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import current_projects, list_version, project_facts
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError
from maskinrum.shared.tables import MAX_ROWS


@dataclass(frozen=True)
class KeptProjects:
    """What saving a list did: the projects in order, and how many of them were new, changed and taken off the list."""

    projects: list[Project]
    added: int
    changed: int
    removed: int


@transaction.atomic
def save_project_list(
    organisation: Organisation,
    *,
    rows: Sequence[tuple[uuid.UUID | None, ProjectFacts]],
    expected_version: str,
    viewer: Viewer,
    now: datetime,
) -> KeptProjects:
    """Make the list what the person sees: each row with the id of its project, or None for a new one.

    Projects that are not among the rows are taken off the list; snapshots that hold them stay as they are. An id that
    stands in two rows is the first one's; the other is new. Raises
    DomainError when a colleague has changed the list since ``expected_version``.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    existing = {project.pk: project for project in current_projects(organisation)}
    if list_version(list(existing.values())) != expected_version:
        raise DomainError(
            _(
                "A colleague has changed the list since you opened it. What you typed still stands here. "
                "Open the list in a new tab and compare, then save again."
            )
        )
    unclaimed = dict(existing)
    kept = [
        _keep(organisation, unclaimed.pop(pk, None) if pk else None, facts, n, viewer, now)
        for n, (pk, facts) in enumerate(rows)
    ]
    gone = [project for pk, project in existing.items() if pk not in {project.pk for project, _change in kept}]
    for project in gone:
        _take_off(project, viewer, now)
    return KeptProjects([project for project, _change in kept], *_counts(kept), removed=len(gone))


@transaction.atomic
def import_projects(
    organisation: Organisation, *, facts: Sequence[ProjectFacts], viewer: Viewer, now: datetime
) -> KeptProjects:
    """Add projects to the list; one with the name of a project already there updates that project.

    Raises DomainError when the list would become longer than a table on screen may be.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    existing = current_projects(organisation)
    unclaimed = {loose_name(project.name): project for project in reversed(existing)}
    kept = []
    for n, one in enumerate(facts):
        project = unclaimed.pop(loose_name(one.name), None)
        position = project.position if project else len(existing) + n
        kept.append(_keep(organisation, project, one, position, viewer, now))
    added, changed = _counts(kept)
    if len(existing) + added > MAX_ROWS:
        words = _("Your list would hold more than %(most)s projects. Nothing was saved; take some off the list first.")
        raise DomainError(words % {"most": MAX_ROWS})
    return KeptProjects([project for project, _change in kept], added, changed, removed=0)


def _keep(
    organisation: Organisation,
    project: Project | None,
    facts: ProjectFacts,
    position: int,
    viewer: Viewer,
    now: datetime,
) -> tuple[Project, str]:
    before = project_facts(project).to_json() if project else {}
    after = facts.to_json()
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if project is None:
        project = Project(organisation=organisation)
        verb = "add_project"
    elif changes:
        verb = "change_project"
    elif project.position == position:
        return project, ""
    else:
        verb = ""
    _write(project, facts, position)
    if verb:
        note_change(project)
        record(verb, project, viewer=viewer, now=now, changes=changes)
    return project, verb


def _write(project: Project, facts: ProjectFacts, position: int) -> None:
    for name in ("name", "kind", "group", "homes", "budget", "planned_start", "duration", "approval"):
        setattr(project, name, getattr(facts, name))
    project.problem_project, project.eligible = facts.problem_project, facts.eligible
    project.realisation = facts.realisation
    delay = facts.delay
    project.delay_least = delay.least if delay else None
    project.delay_typical = delay.typical if delay else None
    project.delay_most = delay.most if delay else None
    project.position = position
    project.save()


def _take_off(project: Project, viewer: Viewer, now: datetime) -> None:
    project.removed_at = now
    project.save(update_fields=["removed_at"])
    note_change(project)
    record("remove_project", project, viewer=viewer, now=now)


def _counts(kept: Sequence[tuple[Project, str]]) -> tuple[int, int]:
    verbs = [verb for _project, verb in kept]
    return verbs.count("add_project"), verbs.count("change_project")
