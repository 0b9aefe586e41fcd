"""What a plan would become: calculated of rows as they stand in memory, and held against what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maskinrum.deadlines.chain import VARIANTS
from maskinrum.planning.analysis.comparing import compare_schedules
from maskinrum.planning.analysis.scheduling import schedule
from maskinrum.planning.analysis.storing import schedule_from_json
from maskinrum.planning.analysis.tasks import REQUIRED_EVENTS
from maskinrum.planning.analysis.template import changed_by, plan_template
from maskinrum.planning.facts.difference import Difference
from maskinrum.planning.facts.plan import Days
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.models import PlanMeeting, PlanTask, StartPlan
from maskinrum.planning.queries import plan_facts


@dataclass(frozen=True)
class Proposal:
    """A plan calculated anew, and how it differs from the stored one; None where there is no stored one."""

    schedule: Schedule
    difference: Difference | None

    @property
    def moves_something(self) -> bool:
        """Whether anything that a reader would see differs."""
        one = self.difference
        if one is None:
            return False
        seen = (one.moved, one.added, one.dropped, one.warnings_come, one.warnings_gone, one.newly_critical)
        return any(seen) or one.signature_days != 0 or one.p90_days != 0


def proposed(plan: StartPlan, tasks: Sequence[PlanTask], meetings: Iterable[PlanMeeting], *, today: date) -> Proposal:
    """Calculate a plan as it stands in memory. Raises PlanRefusedError."""
    after = calculated(plan, tasks, meetings, today=today)
    before = kept_schedule(plan)
    return Proposal(after, None if before is None else compare_schedules(before, after))


def calculated(plan: StartPlan, tasks: Sequence[PlanTask], meetings: Iterable[PlanMeeting], *, today: date) -> Schedule:
    """The schedule of a plan as it stands in memory. Raises PlanRefusedError."""
    return schedule(plan_facts(plan, tasks, meetings, today=today))


def kept_schedule(plan: StartPlan) -> Schedule | None:
    """The schedule that is stored with a plan; None where there is none that this release can read."""
    try:
        return None if plan.schedule is None else schedule_from_json(plan.schedule)
    except ValueError:
        return None


def signature_task() -> str:
    """The key of the task that ends with the signature."""
    return next(task.id for task in plan_template().tasks if task.is_milestone)


def can_be_left_out(schedule: Schedule, key: str) -> bool:
    """Whether no period of the law and no signature rests on a task; one that the plan has not is left out already."""
    told, template = schedule.by_id.get(key), plan_template()
    known = template.by_id.get(key)
    carries = known is not None and (known.is_milestone or known.event in REQUIRED_EVENTS)
    return told is None or (told.legal is None and not carries)


def usual_days(key: str, procedure: str) -> Days | None:
    """How long the template says a task takes in a procedure; None for a task it does not have."""
    tasks = changed_by(plan_template(), VARIANTS.get(procedure, procedure))
    return next((task.days for task in tasks if task.id == key), None)
