"""What somebody has taken on, across plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maskinrum.planning.analysis import plan_template
from maskinrum.planning.models import PlanTask, StartPlan
from maskinrum.planning.phrases.values import in_language


@dataclass(frozen=True)
class OwnTaskLine:
    """One task, its plan, and whether its day has passed."""

    key: str
    name: str
    plan: StartPlan
    ends: date | None
    is_late: bool


def own_task_lines(tasks: Sequence[PlanTask], *, today: date) -> list[OwnTaskLine]:
    """Tasks with their names in the active language."""
    known = plan_template().by_id
    return [
        OwnTaskLine(
            task.key,
            task.title or (in_language(known[task.key].name) if task.key in known else task.key),
            task.plan,
            task.ends_on,
            task.ends_on is not None and task.ends_on < today,
        )
        for task in tasks
    ]
