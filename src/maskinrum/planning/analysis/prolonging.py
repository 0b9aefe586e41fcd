"""How far the deadline of bidders must move when answers to their questions come later than the law lets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from maskinrum.deadlines import period
from maskinrum.planning.analysis.calendar import working_days
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.analysis.watching import ANSWERS
from maskinrum.planning.facts.plan import HolidayChoice
from maskinrum.planning.facts.schedule import LegalWatch, Schedule, TaskPlan

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prolongation:
    """A deadline that must move: ``needed`` is its earliest day when answers are given until ``answered``."""

    deadline: str
    answered: date
    last: date
    ends: date
    needed: date
    paragraph: str


def late_answers(schedule: Schedule) -> Iterator[tuple[TaskPlan, LegalWatch]]:
    """Every task in which answers are given too late for a deadline they run beside, with that deadline's last day."""
    by_id = schedule.by_id
    answers = [task for task in schedule.tasks if task.legal_ref == ANSWERS and task.state != "done"]
    for watch in schedule.watches:
        beside = set(by_id[watch.task].predecessors) if watch.rule == ANSWERS else set()
        for task in answers:
            if beside & set(task.predecessors) and task.end > watch.period.end:
                yield task, watch


def prolongation(schedule: Schedule, key: str, holidays: HolidayChoice) -> Prolongation | None:
    """How far the deadline with a key must move so that the law's days are left; None when it need not."""
    late = [(task, watch) for task, watch in late_answers(schedule) if watch.task == key]
    if not late or schedule.task(key).state == "done":
        return None
    (_task, watch), answered = late[0], max(task.end for task, _watch in late)
    rules, working = legal_rules(), working_days(holidays)
    rule = rules.rule(ANSWERS)
    ends = needed = schedule.task(key).end
    while working.closed(needed) is not None or period(rules, rule, needed, working).end < answered:
        needed += A_DAY
    return Prolongation(key, answered, watch.period.end, ends, needed, rule.reference.paragraph or "")
