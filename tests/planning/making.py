"""Start plans for tests, made by the actions."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from maskinrum.organisations.models import Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.planning.actions import Change, accept_change, keep_task, open_plan
from maskinrum.planning.actions.changing import other_dates
from maskinrum.planning.facts.terms import PlanTerms, TaskDates
from maskinrum.planning.models import PlanChange, PlanTask, StartPlan

BEGINS = date(2031, 1, 6)  # so far ahead that nothing is late on the day of the test
TERMS = PlanTerms(
    title="Partnerskab 2028",
    procedure="negotiated",
    direction="forward",
    start=BEGINS,
    expected_mdkk=Decimal(800),
    maximum_mdkk=Decimal(1000),
    term_months=48,
    teams=3,
)


def planned(organisation: Organisation, viewer: Viewer, now: datetime, **given: Any) -> StartPlan:
    """A plan of an organisation; what is named differs from the usual terms."""
    more = {name: given.pop(name) for name in ("origin", "first_call_offs", "copied_from") if name in given}
    return open_plan(organisation, replace(TERMS, **given), viewer=viewer, now=now, **more)


def accepted(plan: StartPlan, change: Change, viewer: Viewer, now: datetime, *, reason: str = "") -> PlanChange:
    """A change that somebody accepts on the plan as it stands."""
    plan.refresh_from_db()
    row = accept_change(plan, change, reason=reason, expected_revision=plan.revision, viewer=viewer, now=now)
    plan.refresh_from_db()
    return row


def done(plan: StartPlan, key: str, day: date, viewer: Viewer, now: datetime) -> PlanChange:
    """A task that is said to be done on a day."""
    dates = TaskDates(state="done", done_on=day)
    return accepted(plan, other_dates(key, dates, now=now), viewer, now)


def given(task: PlanTask, owner: Person | None, viewer: Viewer, now: datetime, **more: Any) -> PlanTask:
    """A task that somebody takes on."""
    usual: dict[str, Any] = {"role": "", "tool": None, "deliverable_url": "", "note": ""} | more
    return keep_task(task, owner=str(owner.pk) if owner else "", viewer=viewer, now=now, **usual)


def posted(**given: str) -> dict[str, str]:
    """The form of a plan's terms as a browser sends it."""
    usual = {
        "title": "Partnerskab 2028",
        "procedure": "negotiated",
        "direction": "forward",
        "start": BEGINS.isoformat(),
        "expected_mdkk": "800",
        "maximum_mdkk": "1.000",
        "term_months": "48",
        "teams": "3",
    }
    return usual | given
