"""Plans to test with: few draws, since what is planned does not depend on them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from maskinrum.deadlines import Text
from maskinrum.planning.analysis import schedule
from maskinrum.planning.facts.plan import CallerFacts, Days, PlanFacts, TaskFacts
from maskinrum.planning.facts.schedule import Schedule

TODAY = date(2026, 12, 1)
START = date(2027, 1, 4)
FEW = 200

WHOLE = PlanFacts(
    procedure="negotiated",
    today=TODAY,
    start=START,
    callers=(CallerFacts("Afdeling 1", Decimal(300)), CallerFacts("Afdeling 2", Decimal("199.5"))),
    expected_mdkk=Decimal(500),
    maximum_mdkk=Decimal(500),
    term_months=48,
    option_months=0,
    teams=3,
    criteria=("Pris", "Samarbejde"),
)


def plan(*tasks: TaskFacts, draws: int = FEW, **changed: Any) -> Schedule:
    """The schedule of the whole plan with some tasks and fields said otherwise."""
    return schedule(facts(*tasks, **changed), draws=draws)


def facts(*tasks: TaskFacts, **changed: Any) -> PlanFacts:
    """The whole plan with some tasks and fields said otherwise."""
    return replace(WHOLE, tasks=tasks, **changed)


def own(name: str, *after: str, days: int = 10, **more: Any) -> TaskFacts:
    """A task of the client's own."""
    return TaskFacts(name, Text(f"Egen {name}", f"Own {name}"), "F1", Days(days, days, days), after, **more)


def ids(found: Schedule) -> set[str]:
    """What a schedule warns of."""
    return {warning.id for warning in found.warnings}
