"""Warnings about the dates: holidays, set days that are missed, wishes, and courses quicker than any known."""

from collections.abc import Iterator
from datetime import date, timedelta

from maskinrum.deadlines import WorkingDays
from maskinrum.planning.analysis.prolonging import late_answers
from maskinrum.planning.analysis.real_durations import real_durations
from maskinrum.planning.analysis.watching import ANSWERS
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.schedule import Schedule, TaskPlan
from maskinrum.planning.facts.template import HolidayPeriod, Template
from maskinrum.planning.facts.warnings import PlanWarning

BOARD, FACILITATOR, LADDER_NAMES = "board", "facilitator", "names"
EVEN = 0.5
FROM_NOTICE = ("notice_to_signature", "notice_to_award")


def date_warnings(
    facts: PlanFacts, schedule: Schedule, template: Template, working: WorkingDays
) -> Iterator[PlanWarning]:
    """What the dates of a schedule warn of."""
    yield from _start(facts, schedule)
    yield from _wish(schedule)
    yield from _real_cases(schedule, template)
    for period in template.holiday_periods:
        yield from _holidays(schedule, template, period)
    yield from _answers(schedule, template)
    yield from _names(schedule, template)
    yield from _set_days(facts, schedule, working)
    yield from _people(facts, schedule, template)
    yield from _order(schedule)
    if schedule.dropped:
        names = tuple(template.by_id[task].name for task in schedule.dropped)
        yield PlanWarning("tasks-dropped", "note", "procedure", {"tasks": names})


def _start(facts: PlanFacts, schedule: Schedule) -> Iterator[PlanWarning]:
    if facts.start is not None and facts.start < facts.today and all(one.state == "planned" for one in schedule.tasks):
        yield PlanWarning("start-passed", "note", "start", {"start": facts.start, "today": facts.today})


def _wish(schedule: Schedule) -> Iterator[PlanWarning]:
    wish = schedule.wish
    if wish is None:
        return
    values = {"wished": wish.signature, "signature": schedule.signature, "probability": wish.probability}
    if not wish.met:
        yield PlanWarning("wish-not-met", "warning", "wished_signature", values)
    elif wish.probability < EVEN:
        yield PlanWarning("wish-improbable", "warning", "wished_signature", values)


def _real_cases(schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    span = schedule.span("notice_to_signature")
    if span.planned < template.least_real_days:
        known = tuple(f"{real.days} ({real.clients[0]})" for real in real_durations() if real.span in FROM_NOTICE)
        values = {"days": span.planned, "least": template.least_real_days, "known": known}
        yield PlanWarning("below-real-cases", "warning", "tasks", values)


def _holidays(schedule: Schedule, template: Template, period: HolidayPeriod) -> Iterator[PlanWarning]:
    """The days of a tender, from notice to award, that lie in a time when bidders are away."""
    first, last = template.with_event("notice_dispatch"), template.with_event("award_notice")
    begins, ends = schedule.task(first).end, schedule.task(last).start
    met = dict[str, list[date]]()
    for task in schedule.tasks:
        if template.by_id.get(task.id) and task.state != "done" and begins <= task.start and task.end <= ends:
            days = [day for day in _days(task) if is_within(day, period)]
            if days:
                met[task.id] = days
    if met:
        every = sorted({day for days in met.values() for day in days})
        values = {
            "period": period.name,
            "slug": period.slug,
            "first": every[0],
            "last": every[-1],
            "days": len(every),
            "tasks": tuple(schedule.task(task).name for task in met),
        }
        yield PlanWarning("holiday-period", "warning", "start", values, task=min(met))


def _days(task: TaskPlan) -> Iterator[date]:
    return (task.start + timedelta(days=passed) for passed in range(1, (task.end - task.start).days + 1))


def is_within(day: date, period: HolidayPeriod) -> bool:
    """Whether a day lies in a time of the year, which may go over New Year."""
    place = (day.month, day.day)
    if period.first <= period.last:
        return period.first <= place <= period.last
    return place >= period.first or place <= period.last


def _answers(schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    """Answers planned so late that a deadline they run beside must be extended."""
    for task, watch in late_answers(schedule):
        values: dict[str, object] = {"end": task.end, "last": watch.period.end, "prolong": watch.task}
        values["deadline"] = template.by_id[watch.task].name
        yield PlanWarning("answers-late", "warning", "days", values, ANSWERS, task.id)


def _names(schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    for watch in schedule.watches:
        for task in schedule.tasks:
            named = watch.rule == LADDER_NAMES == task.legal_ref and task.id in template.by_id
            if named and task.end > watch.period.end:
                values = {"end": task.end, "last": watch.period.end}
                yield PlanWarning("names-late", "warning", "days", values, LADDER_NAMES, task.id)


def _set_days(facts: PlanFacts, schedule: Schedule, working: WorkingDays) -> Iterator[PlanWarning]:
    by_id = schedule.by_id
    for said in facts.tasks:
        task = by_id.get(said.id)
        day = None if task is None else said.set_day(task.end)
        if task is None or day is None or task.state == "done":
            continue
        values = {"task": task.name, "day": day, "end": task.end}
        if task.end > day:
            yield PlanWarning("fixed-end-missed", "warning", "fixed_end", values, task=task.id)
        elif working.closed(day) is not None:
            yield PlanWarning("fixed-end-closed", "note", "fixed_end", values, task=task.id)


def _order(schedule: Schedule) -> Iterator[PlanWarning]:
    """Tasks that are done though what they wait for is not: it was forgotten to say so."""
    by_id = schedule.by_id
    early = [
        task
        for task in schedule.tasks
        if task.state == "done" and any(by_id[name].state != "done" for name in task.predecessors)
    ]
    if early:
        values = {"tasks": tuple(task.name for task in early)}
        yield PlanWarning("done-out-of-order", "warning", "finished", values, task=early[0].id)


def _people(facts: PlanFacts, schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    """Boards that decide when they meet, and a partnership developer who comes too late."""
    fixed = {said.id for said in facts.tasks if said.fixed_end is not None or said.meetings}
    before = [task for task in schedule.tasks if task.end <= schedule.signature]
    open_dates = [task for task in before if BOARD in task.roles and task.state != "done" and task.id not in fixed]
    if open_dates:
        values = {"tasks": tuple(task.name for task in open_dates)}
        yield PlanWarning("board-cycle", "note", "fixed_end", values, task=open_dates[0].id)
    if not any(FACILITATOR in task.roles for task in before if task.id != template.milestone):
        yield PlanWarning("facilitator-late", "warning", "tasks")
