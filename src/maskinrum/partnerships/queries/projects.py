"""Reads of projects, the viewer first, and of the domain data about them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db.models import QuerySet

from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.facts import Delay, ProjectFacts
from maskinrum.partnerships.models import Project
from maskinrum.shared.domain import load

_FIRST_COMMITTED = 7
_FIRST_HANDED_OVER = 10


@dataclass(frozen=True)
class ApprovalFacts:
    """What a state of approval means for a project: judgement, strength D.

    ``order`` 1-13 is the usual path; ``realisation`` a share; ``delay`` of the planned start in months. Committed
    states are contracted outside any new agreement; handed-over ones are left out of a decision.
    """

    slug: ApprovalState
    order: int
    da: str
    en: str
    realisation: Decimal
    delay: Delay
    past_own_decision: bool
    reason_da: str
    reason_en: str

    @property
    def is_committed(self) -> bool:
        return _FIRST_COMMITTED <= self.order < _FIRST_HANDED_OVER

    @property
    def is_handed_over(self) -> bool:
        return self.order >= _FIRST_HANDED_OVER


@cache
def approval_states() -> tuple[ApprovalFacts, ...]:
    """Return the states of approval in their usual order."""
    return tuple(
        ApprovalFacts(
            slug=ApprovalState(value["slug"]),
            order=value["order"],
            da=value["da"],
            en=value["en"],
            realisation=Decimal(str(value["default_realisation"])),
            delay=Delay(*(Decimal(str(value["start_delay_months"][key])) for key in "amb")),
            past_own_decision=value["past_own_decision"],
            reason_da=value["reason"]["da"],
            reason_en=value["reason"]["en"],
        )
        for value in load("facets")["approval_state"]["values"]
    )


def approval_state(slug: str) -> ApprovalFacts:
    """Return one state. Raise KeyError when there is none of that slug."""
    return {state.slug.value: state for state in approval_states()}[slug]


def projects(viewer: Viewer) -> QuerySet[Project]:
    """The projects on the list of the organisation the viewer acts for; none for anybody else."""
    if not viewer.is_member:
        return Project.objects.none()
    return Project.objects.filter(organisation=viewer.organisation, removed_at__isnull=True)


def current_projects(organisation: Organisation) -> list[Project]:
    """The projects on an organisation's list, in order."""
    return list(Project.objects.filter(organisation=organisation, removed_at__isnull=True))


def list_version(rows: Sequence[Project]) -> str:
    """A mark that changes whenever anything on the list does, so that two colleagues never overwrite each other."""
    content = [[str(row.pk), row.position, project_facts(row).to_json()] for row in rows]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def ties_version(rows: Sequence[Project]) -> str:
    """A mark that changes whenever a project comes, goes or is tied to another department."""
    content = sorted([str(row.pk), str(row.department_id or "")] for row in rows)
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def project_facts(project: Project) -> ProjectFacts:
    """The facts of a stored project."""
    least, typical, most = project.delay_least, project.delay_typical, project.delay_most
    return ProjectFacts(
        name=project.name,
        kind=ProjectKind(project.kind),
        group=project.group,
        homes=project.homes,
        budget=project.budget,
        planned_start=project.planned_start,
        duration=project.duration,
        approval=ApprovalState(project.approval),
        problem_project=project.problem_project,
        eligible=project.eligible,
        realisation=project.realisation,
        delay=None if least is None or typical is None or most is None else Delay(least, typical, most),
    )
