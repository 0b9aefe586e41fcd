"""The difference between two schedules, to be seen before the later one is accepted."""

from datetime import date

from maskinrum.planning.facts.difference import Difference, Moved
from maskinrum.planning.facts.schedule import Schedule, TaskPlan
from maskinrum.planning.facts.warnings import PlanWarning


def compare_schedules(before: Schedule, after: Schedule) -> Difference:
    """What changes from one to the other, tasks in the order of the later."""
    old, new = before.by_id, after.by_id
    was, now = ({task.id for task in plan.tasks if task.critical} for plan in (before, after))
    moved = (_moved(old[task.id], task) for task in after.tasks if task.id in old)
    signature = (before.signature, after.signature)
    p90 = (before.signature_range.p90, after.signature_range.p90)
    return Difference(
        moved=tuple(one for one in moved if one.start_days or one.end_days),
        added=tuple(task.id for task in after.tasks if task.id not in old),
        dropped=tuple(task.id for task in before.tasks if task.id not in new),
        newly_critical=tuple(task.id for task in after.tasks if task.id in now - was and task.id in old),
        no_longer_critical=tuple(task.id for task in after.tasks if task.id in was - now),
        signature=signature,
        signature_days=_days(signature),
        p90=p90,
        p90_days=_days(p90),
        warnings_come=_only(after.warnings, before.warnings),
        warnings_gone=_only(before.warnings, after.warnings),
    )


def _moved(before: TaskPlan, after: TaskPlan) -> Moved:
    old, new = (before.start, before.end), (after.start, after.end)
    return Moved(after.id, after.name, old, new, _days((old[0], new[0])), _days((old[1], new[1])))


def _days(pair: tuple[date, date]) -> int:
    return (pair[1] - pair[0]).days


def _only(these: tuple[PlanWarning, ...], those: tuple[PlanWarning, ...]) -> tuple[PlanWarning, ...]:
    """Those of the first that the second lacks; a changed number is the same warning."""
    known = {one.about for one in those}
    return tuple(one for one in these if one.about not in known)
