"""A plan of an organisation that does not exist, as a visitor may see one: no row of a database, and nobody's data."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Organisation
from maskinrum.planning.analysis.proposing import calculated
from maskinrum.planning.analysis.template import plan_template
from maskinrum.planning.enums import TaskState
from maskinrum.planning.facts.plan import CallerFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.queries.facts import callers_stored

BEGUN, LOOKED = timedelta(days=170), timedelta(days=9)
LATE = (0, 4, 0, 9, 2)  # days that one task after the other took longer than planned
UNDER_WAY = "T14"
# Said in the language of each page, though the plan is calculated once.
NAME, TITLE = _("The housing association Example"), _("An invented partnership")


@dataclass(frozen=True)
class Example:
    """A plan half-way, its tasks, and the schedule that was calculated of them."""

    plan: StartPlan
    tasks: tuple[PlanTask, ...]
    schedule: Schedule


@lru_cache(maxsize=2)
def example_plan(today: date) -> Example:
    """The example as it stands on a day: begun half a year ago, with what should be done by now done, mostly.

    Calculated once a day, so that no visitor can ask for a calculation.
    """
    plan = _plan(today)
    tasks = tuple(PlanTask(plan=plan, key=one.id, position=n) for n, one in enumerate(plan_template().tasks))
    begun = calculated(plan, tasks, (), today=today - BEGUN)
    looked = today - LOOKED
    for number, task in enumerate(tasks):
        planned = begun.by_id.get(task.key)
        if task.key == UNDER_WAY:
            task.state, task.started_on = TaskState.UNDER_WAY, looked
        elif planned is not None and planned.end <= looked:
            late = timedelta(days=LATE[number % len(LATE)])
            task.state, task.done_on = TaskState.DONE, min(planned.end + late, looked)
    found = calculated(plan, tasks, (), today=today)
    plan.signature = found.signature
    return Example(plan, tasks, found)


def _plan(today: date) -> StartPlan:
    """What is said of it; its values are made up."""
    return StartPlan(
        organisation=Organisation(name=cast("str", NAME), is_fictitious=True),
        title=cast("str", TITLE),
        start=today - BEGUN,
        expected_mdkk=Decimal(950),
        maximum_mdkk=Decimal(1100),
        term_months=48,
        teams=3,
        criteria="40 %\n35 %\n25 %",
        callers=callers_stored([CallerFacts("A", Decimal(430)), CallerFacts("B", Decimal(520))]),
        scheduled_on=today,
    )
