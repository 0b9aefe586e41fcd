"""What a decision file and the records of its projects know of a start plan that is made from it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.parameters import parameter_row, read_assumptions
from maskinrum.decisions.enums import Alternative
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import latest_snapshot, own_decision_files, snapshot_facts
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.models import Project
from maskinrum.planning.facts.plan import Approval, CallerFacts, FirstCallOff
from maskinrum.planning.facts.terms import Origin

PARTNERSHIP = Alternative.STRATEGIC_PARTNERSHIP.value
FIRST_PROJECTS = 3
REACHED: Mapping[Approval, ApprovalState] = {
    "department_meeting": ApprovalState.DEPARTMENT_VOTE,
    "scheme_a": ApprovalState.SCHEME_A,
    "scheme_b": ApprovalState.SCHEME_B,
}


def plan_origin(viewer: Viewer, key: uuid.UUID, now: datetime) -> Origin | None:
    """What is known under the key of an own file; None for one that is not there, and alike for one of others."""
    file = own_decision_files(viewer, now=now).filter(pk=key).first() if viewer.is_member else None
    return None if file is None else _of(file)


def _of(file: DecisionFile) -> Origin:
    snapshot = latest_snapshot(file)
    facts = [one for one in snapshot_facts(snapshot) if one.eligible]
    assumptions = read_assumptions(file.assumptions)
    keys = [row["project"] for row in snapshot.rows]
    return Origin(
        title=file.title,
        told=_("Carried over from the decision file: values, term, option, departments and the first projects."),
        address=reverse("decisions:file", args=[file.pk]),
        expected_mdkk=sum((one.budget for one in facts), Decimal(0)) or None,
        maximum_mdkk=None if assumptions.ceiling is None else Decimal(str(assumptions.ceiling)),
        term_months=_months(assumptions, "term"),
        option_months=_months(assumptions, "extension"),
        callers=_callers(keys),
        first_call_offs=_first(keys, snapshot_facts(snapshot)),
    )


def _first(keys: Sequence[str], facts: Sequence[ProjectFacts]) -> tuple[FirstCallOff, ...]:
    """The projects that are to begin first, with the approvals that their record, else the file, says they have."""
    recorded = {str(key): state for key, state in Project.objects.filter(pk__in=keys).values_list("pk", "approval")}
    known = [(one, recorded.get(str(key), one.approval)) for key, one in zip(keys, facts, strict=True) if one.eligible]
    first = sorted(known, key=lambda pair: (pair[0].planned_start, pair[0].name))[:FIRST_PROJECTS]
    return tuple(FirstCallOff(project=one.name, given=_given(ApprovalState(state))) for one, state in first)


def _given(state: ApprovalState) -> tuple[Approval, ...]:
    """The approvals that lie at or before a state on the usual path."""
    order = list(ApprovalState)
    return tuple(name for name, reached in REACHED.items() if order.index(reached) <= order.index(state))


def _months(assumptions: Assumptions, name: str) -> int | None:
    row = parameter_row((PARTNERSHIP, name), assumptions)
    return None if row.in_force is None else round(row.in_force.typical * row.factor)


def _callers(keys: Sequence[str]) -> tuple[CallerFacts, ...]:
    """The departments whose homes the projects are, each with the sum of its budgets."""
    rows = Project.objects.filter(pk__in=keys, eligible=True, department__isnull=False).select_related("department")
    sums: dict[str, Decimal] = {}
    for row in rows.order_by("department__name", "department_id"):
        if row.department is not None:
            sums[row.department.name] = sums.get(row.department.name, Decimal(0)) + row.budget
    return tuple(CallerFacts(name, value) for name, value in sums.items())
