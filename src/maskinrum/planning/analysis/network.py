"""A plan as a network of the engine: durations, what waits for what, set days, and the law as tables."""

from dataclasses import dataclass
from math import inf
from typing import cast

from maskinrum.deadlines import DeadlineError, LegalRules, Period, period
from maskinrum.engine import Network, NetworkError, Task
from maskinrum.planning.analysis.calendar import Calendar
from maskinrum.planning.analysis.errors import PlanRefusedError
from maskinrum.planning.analysis.tasks import PlanTask, PlanTasks
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.phrases.values import in_language
from maskinrum.shared.phrases import quoted


@dataclass(frozen=True, slots=True)
class PlanNetwork:
    """The network with the calendar its days are numbered by. ``tasks`` are in its order."""

    network: Network
    calendar: Calendar
    tasks: tuple[PlanTask, ...]


def plan_network(facts: PlanFacts, found: PlanTasks, rules: LegalRules, days: Calendar, milestone: str) -> PlanNetwork:
    """The network of a plan that starts today, or on its start where that is later.

    Raises ``PlanRefusedError``: ``circle``, or what legal time refuses of the conditions claimed.
    """
    start = max(facts.today, facts.start or facts.today)
    tasks = [_task(facts, task, rules, days) for task in found.tasks]
    try:
        network = Network.of(tasks, milestone, start=days.number(start), ends_on=days.ends_on)
    except NetworkError as error:  # a circle: whatever else can be wrong was refused before
        names = {task.id: in_language(task.template.name) for task in found.tasks}
        circle = " → ".join(quoted(names[key]) for key in cast("tuple[str, ...]", error.value))
        raise PlanRefusedError("circle", field="predecessors", task=error.field, tasks=circle) from error
    by_id = {task.id: task for task in found.tasks}
    return PlanNetwork(network, days, tuple(by_id[task.id] for task in network.tasks))


def legal_period(facts: PlanFacts, task: PlanTask, rules: LegalRules, days: Calendar, number: float) -> Period | None:
    """The legal minimum of a task that starts on a day; raises ``PlanRefusedError`` for what a condition forbids."""
    if task.rule is None or not task.has_minimum:
        return None
    try:
        return period(rules, task.rule, days.day(number), days.working, shortenings=facts.shortenings)
    except DeadlineError as error:
        raise PlanRefusedError.from_deadline(error, "shortenings") from error


def _task(facts: PlanFacts, task: PlanTask, rules: LegalRules, days: Calendar) -> Task:
    said, lasts = task.said, task.template.days
    started = None if task.started is None else days.number(task.started)
    least = legal_period(facts, task, rules, days, days.number(facts.today) if started is None else started)
    held = [days.number(said.fixed_end)] if said.fixed_end is not None else []
    if least is not None and started is not None:
        held.append(days.number(least.end))
    if started is not None:
        held.append(days.number(facts.today))
    anchor = _anchor(facts, task)
    return Task(
        id=task.id,
        low=lasts.low,
        mode=lasts.mode,
        high=lasts.high,
        predecessors=task.template.predecessors,
        not_before=-inf if said.not_before is None else days.number(said.not_before),
        not_ended_before=max(held, default=-inf),
        started=started,
        elapsed=0 if started is None else days.number(facts.today) - started,
        finished=None if task.finished is None else days.number(task.finished),
        least_end=None if least is None or started is not None else days.period_ends(least.ending.count),
        after_milestone=None if anchor is None else days.months_after(anchor),
        ends_on=days.first_of(said.meetings) if said.meetings and task.finished is None else None,
    )


def _anchor(facts: PlanFacts, task: PlanTask) -> int | None:
    """Months from the signature to the start of a task that is dated from the agreement's end, when that is known."""
    if task.template.anchor_months is None or facts.term_months is None:
        return None
    return max(facts.term_months + task.template.anchor_months, 0)
