"""Small portfolios, files and posted pages for the tests of decisions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from maskinrum.decisions.actions import open_decision_file
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Case
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.models import Organisation
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.partnerships.forms import typed_values
from maskinrum.partnerships.models import Project

CASE_DATE = date(2027, 1, 1)
TAGET = ProjectFacts(
    name="Taget",
    kind=ProjectKind.RENOVATION,
    group="tage",
    homes=84,
    budget=Decimal("41.5"),
    planned_start=date(2028, 9, 1),
    duration=Decimal(14),
    approval=ApprovalState.SCHEME_A,
)
THREE = (
    TAGET,
    replace(TAGET, name="Facaden", group="", budget=Decimal(120), planned_start=date(2028, 3, 1), duration=Decimal(22)),
    replace(TAGET, name="Kælderen", homes=None, budget=Decimal("17.6"), planned_start=date(2029, 5, 1)),
)


def one_roof(month: int, mdkk: int) -> ProjectFacts:
    """A roof planned so many months after the case date."""
    return replace(
        TAGET,
        name=f"Tag {month}",
        homes=mdkk,
        budget=Decimal(mdkk),
        planned_start=date(CASE_DATE.year + month // 12, month % 12 + 1, 1),
    )


def every_third_month(first: int) -> tuple[ProjectFacts, ...]:
    """Sixty million of one kind every third month, for four years."""
    return tuple(one_roof(month, 60) for month in range(first, first + 46, 3))


def case(*facts: ProjectFacts, futures: int = 256, **assumptions: Any) -> Case:
    """A case of these projects, or of three, quick enough for a test; what is named differs from the standard."""
    return Case(facts or THREE, CASE_DATE, Assumptions(**assumptions), futures=futures)


def listed(organisation: Organisation, viewer: Viewer, now: datetime, *facts: ProjectFacts) -> list[Project]:
    """Put projects, or the three, on an organisation's list."""
    return import_projects(organisation, facts=facts or THREE, viewer=viewer, now=now).projects


def opened(
    organisation: Organisation, viewer: Viewer, now: datetime, *facts: ProjectFacts, **given: Any
) -> DecisionFile:
    """A file of an organisation that rests on these projects, or on the three."""
    projects = listed(organisation, viewer, now, *facts)
    named: dict[str, Any] = {"title": "Partnerskab 2028", "case_date": CASE_DATE, **given}
    return open_decision_file(organisation, projects=projects, viewer=viewer, now=now, **named)


def posted(facts: Sequence[ProjectFacts] = THREE, **others: str) -> dict[str, str]:
    """The fields of a page with these projects in its table, as a person sends it in the active language."""
    rows = {f"rows-{n}-{name}": text for n, one in enumerate(facts) for name, text in typed_values(one).items()}
    return rows | {"case_date": CASE_DATE.isoformat()} | others


def by_length(value: Any) -> Any:
    """The same JSON in the order in which PostgreSQL gives it back."""
    if isinstance(value, dict):
        return {key: by_length(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
    return [by_length(one) for one in value] if isinstance(value, list) else value


def address(name: str, file: DecisionFile, *others: object) -> str:
    return reverse(f"decisions:{name}", args=[file.pk, *others])


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]
