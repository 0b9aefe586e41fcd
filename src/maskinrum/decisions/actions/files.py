"""Writes to decision files: one verb each, in a transaction, with its trace in the audit log."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from maskinrum.decisions.actions.joint import end_joint_of
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import DEFAULT_SEED, Case, check_usable
from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.organisations.actions import close_grants, record
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import KeptProjects, bring_projects
from maskinrum.partnerships.enums import SameName
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import project_facts
from maskinrum.search.actions import note_change
from maskinrum.shared.errors import DomainError


@transaction.atomic
def open_decision_file(
    organisation: Organisation,
    *,
    title: str,
    case_date: date,
    projects: Sequence[Project],
    viewer: Viewer,
    now: datetime,
    assumptions: Assumptions = Assumptions(),  # noqa: B008 - frozen
    note: str = "",
) -> DecisionFile:
    """Create a file with a snapshot of the chosen projects. Raises DomainError when none is chosen."""
    file = DecisionFile.objects.create(
        organisation=organisation,
        title=title,
        case_date=case_date,
        note=note,
        assumptions=assumptions.to_json(),
        seed=DEFAULT_SEED,
        created_by=viewer.person,
        created_at=now,
        changed_at=now,
    )
    note_change(file)
    record("open_decision_file", file, viewer=viewer, now=now, changes={"title": [None, title]})
    _rest_on(file, projects, viewer, now)
    return file


@transaction.atomic
def keep_first_answer(
    organisation: Organisation,
    *,
    title: str,
    case: Case,
    viewer: Viewer,
    now: datetime,
    note: str = "",
    answers: Mapping[int, SameName] = MappingProxyType({}),
    asked: str = "",
) -> tuple[DecisionFile, KeptProjects]:
    """Find the projects of a first answer on the organisation's list, or put them there, and open a file on them.

    Nothing on the list is changed that ``answers`` does not say: see ``bring_projects``, which raises UnansweredError.
    """
    kept = bring_projects(organisation, facts=case.facts, answers=answers, asked=asked, viewer=viewer, now=now)
    file = open_decision_file(
        organisation,
        title=title,
        case_date=case.case_date,
        projects=kept.projects,
        assumptions=case.assumptions,
        note=note,
        viewer=viewer,
        now=now,
    )
    return file, kept


@transaction.atomic
def take_snapshot(
    file: DecisionFile, *, projects: Sequence[Project], expected_revision: int, viewer: Viewer, now: datetime
) -> PortfolioSnapshot:
    """Rest the file on these projects as they stand now; earlier snapshots are kept.

    Raises DomainError when a colleague has changed the file in the meantime, or when no project is chosen.
    """
    return _rest_on(_unchanged(file, expected_revision), projects, viewer, now)


def _rest_on(file: DecisionFile, projects: Sequence[Project], viewer: Viewer, now: datetime) -> PortfolioSnapshot:
    if not projects:
        raise DomainError(_("Choose at least one project. Nothing was changed."), field="projects")
    rows = [{"project": str(project.pk), "facts": project_facts(project).to_json()} for project in projects]
    snapshot = PortfolioSnapshot.objects.create(decision_file=file, taken_at=now, rows=rows)
    _touch(file, [], now)
    record("take_snapshot", file, viewer=viewer, now=now, changes={"projects": [None, len(rows)]})
    return snapshot


@transaction.atomic
def change_assumptions(
    file: DecisionFile, *, assumptions: Assumptions, expected_revision: int, viewer: Viewer, now: datetime
) -> DecisionFile:
    """Keep other assumptions.

    Raises DomainError when a colleague has changed the file in the meantime, or when no calculation can use them.
    """
    check_usable(assumptions)
    current = DecisionFile.objects.select_for_update().get(pk=file.pk)
    if current.revision != expected_revision:
        raise DomainError(
            _(
                "A colleague has changed the assumptions since you opened the page. Yours still stand here; "
                "look at theirs, then save again."
            )
        )
    before, current.assumptions = current.assumptions, assumptions.to_json()
    _touch(current, ["assumptions"], now)
    record(
        "change_assumptions", current, viewer=viewer, now=now, changes={"assumptions": [before, current.assumptions]}
    )
    return current


@transaction.atomic
def rename_decision_file(
    file: DecisionFile,
    *,
    title: str,
    case_date: date,
    note: str,
    expected_revision: int,
    viewer: Viewer,
    now: datetime,
) -> DecisionFile:
    """Change what the file is called, its case date and its note.

    Raises DomainError when a colleague has changed the file in the meantime.
    """
    current = _unchanged(file, expected_revision)
    changes = {
        name: [str(getattr(current, name)), str(value)]
        for name, value in (("title", title), ("case_date", case_date), ("note", note))
        if getattr(current, name) != value
    }
    current.title, current.case_date, current.note = title, case_date, note
    _touch(current, ["title", "case_date", "note"], now)
    note_change(current)
    record("rename_decision_file", current, viewer=viewer, now=now, changes=changes)
    return current


@transaction.atomic
def remove_decision_file(file: DecisionFile, *, viewer: Viewer, now: datetime) -> None:
    """Delete the file and its snapshots and close every grant in force. The projects stay.

    One that is deleted already is left so. Raises DomainError when it is shared and the viewer may not stop that.
    """
    current = DecisionFile.objects.select_for_update().filter(pk=file.pk).first()
    if current is None:
        return
    close_grants(current, viewer=viewer, now=now)
    end_joint_of(current, viewer=viewer, now=now)
    note_change(current)
    record("remove_decision_file", current, viewer=viewer, now=now)
    current.delete()


def _unchanged(file: DecisionFile, expected_revision: int) -> DecisionFile:
    """The file as it is stored, held until the end of the transaction. Raises DomainError when it is another one."""
    current = DecisionFile.objects.select_for_update().get(pk=file.pk)
    if current.revision != expected_revision:
        raise DomainError(
            _(
                "A colleague has changed the file since you opened the page. What you typed and chose still stands "
                "here; look at the file, then save again."
            )
        )
    return current


def _touch(file: DecisionFile, changed: Sequence[str], now: datetime) -> None:
    # Only what was changed is written: the file may be older than what a colleague has saved meanwhile.
    file.changed_at = now
    file.revision += 1
    file.save(update_fields=[*changed, "changed_at", "revision"])
