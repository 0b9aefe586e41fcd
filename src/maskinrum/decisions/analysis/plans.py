"""What a decision file and the records of its projects know of a start plan that is made from it."""

import uuid
from collections.abc import Sequence
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
from maskinrum.partnerships.models import Project
from maskinrum.planning.facts.plan import CallerFacts, FirstCallOff
from maskinrum.planning.facts.terms import Origin

PARTNERSHIP = Alternative.STRATEGIC_PARTNERSHIP.value
FIRST_PROJECTS = 3


def plan_origin(viewer: Viewer, key: uuid.UUID, now: datetime) -> Origin | None:
    """What is known under the key of an own file; None for one that is not there, and alike for one of others."""
    file = own_decision_files(viewer, now=now).filter(pk=key).first() if viewer.is_member else None
    return None if file is None else _of(file)


def _of(file: DecisionFile) -> Origin:
    snapshot = latest_snapshot(file)
    facts = [one for one in snapshot_facts(snapshot) if one.eligible]
    assumptions = read_assumptions(file.assumptions)
    first = sorted(facts, key=lambda one: (one.planned_start, one.name))[:FIRST_PROJECTS]
    return Origin(
        title=file.title,
        told=_("Carried over from the decision file: values, term, option, departments and the first projects."),
        address=reverse("decisions:file", args=[file.pk]),
        expected_mdkk=sum((one.budget for one in facts), Decimal(0)) or None,
        maximum_mdkk=None if assumptions.ceiling is None else Decimal(str(assumptions.ceiling)),
        term_months=_months(assumptions, "term"),
        option_months=_months(assumptions, "extension"),
        callers=_callers([row["project"] for row in snapshot.rows]),
        first_call_offs=tuple(FirstCallOff(project=one.name) for one in first),
    )


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
