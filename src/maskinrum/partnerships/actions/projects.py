"""Writes to the organisation's projects: one verb each, in a transaction, with its trace in the audit log."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import SameName
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.facts.names import SameNamed, places_by_name
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

    @property
    def used(self) -> int:
        """How many stood on the list already and were left as they are."""
        return len(self.projects) - self.added - self.changed


class UnansweredError(DomainError):
    """Projects stand on the list with other facts, and nobody has said what to do. ``asked`` is the questions' mark."""

    def __init__(self, questions: Sequence[SameNamed], asked: str, *, is_again: bool) -> None:
        super().__init__(
            _("The list or your rows were changed after you were asked, so you are asked again. Nothing is saved yet.")
            if is_again
            else _("Nothing is saved yet: say first what to do with the projects that stand on your list already.")
        )
        self.questions = questions
        self.asked = asked


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

    For lists that only one hand writes. Raises DomainError when the list would become longer than a table on screen
    may be.
    """
    existing = _held(organisation)
    answers = dict.fromkeys(range(len(facts)), SameName.CHANGE)
    return _settle(organisation, existing, facts, answers, viewer, now)


@transaction.atomic
def bring_projects(
    organisation: Organisation,
    *,
    facts: Sequence[ProjectFacts],
    answers: Mapping[int, SameName],
    asked: str,
    viewer: Viewer,
    now: datetime,
) -> KeptProjects:
    """Find projects on the list, or add them; what a list of many hands says is changed by an answer alone.

    ``answers`` says by place what to do with each that stands there with other facts; ``asked`` is the mark of the
    questions they answer. Raises UnansweredError, with the questions, when one has no answer or when the list or the
    projects are others than those asked about; DomainError when the list would become too long.
    """
    existing = _held(organisation)
    listed = [project_facts(project) for project in existing]
    questions = [
        SameNamed(n, listed[place], facts[n])
        for n, place in enumerate(places_by_name(facts, listed))
        if place is not None and listed[place] != facts[n]
    ]
    mark = _mark(existing, facts)
    if questions and (asked != mark or any(one.place not in answers for one in questions)):
        raise UnansweredError(questions, mark, is_again=bool(asked) and asked != mark)
    return _settle(organisation, existing, facts, answers, viewer, now)


def _held(organisation: Organisation) -> list[Project]:
    """The list, with nobody else writing to it until the end of the transaction."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    return current_projects(organisation)


def _settle(
    organisation: Organisation,
    existing: Sequence[Project],
    facts: Sequence[ProjectFacts],
    answers: Mapping[int, SameName],
    viewer: Viewer,
    now: datetime,
) -> KeptProjects:
    places = places_by_name(facts, [project_facts(project) for project in existing])
    kept: list[tuple[Project, str]] = []
    for n, (one, place) in enumerate(zip(facts, places, strict=True)):
        answer = answers.get(n, SameName.USE)
        if place is not None and (answer is SameName.USE or project_facts(existing[place]) == one):
            kept.append((existing[place], ""))
        elif place is not None and answer is SameName.CHANGE:
            project = existing[place]
            kept.append(_keep(organisation, project, one, project.position, viewer, now))
        else:
            kept.append(_keep(organisation, None, one, len(existing) + n, viewer, now))
    added, changed = _counts(kept)
    if len(existing) + added > MAX_ROWS:
        words = _("Your list would hold more than %(most)s projects. Nothing was saved; take some off the list first.")
        raise DomainError(words % {"most": MAX_ROWS})
    return KeptProjects([project for project, _change in kept], added, changed, removed=0)


def _mark(existing: Sequence[Project], facts: Sequence[ProjectFacts]) -> str:
    content = [list_version(existing), [one.to_json() for one in facts]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


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
