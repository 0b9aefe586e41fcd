"""The schedule of a plan: planned by the most probable days, with how sure each date is from draws."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from maskinrum.deadlines import DeadlineError, LegalRules
from maskinrum.deadlines.days import months_later
from maskinrum.engine import (
    Course,
    Durations,
    NetworkError,
    NetworkResult,
    Percentiles,
    Times,
    course,
    criticality,
    described,
    drawn_durations,
    latest_ends,
    latest_starts,
    most_probable,
    percentiles,
    probability,
)
from maskinrum.planning.analysis.calendar import Calendar, calendar
from maskinrum.planning.analysis.checking import check_plan
from maskinrum.planning.analysis.errors import PlanRefusedError
from maskinrum.planning.analysis.explaining import Dated, counted_days, explained, rests_on
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.analysis.network import PlanNetwork, legal_period, plan_network
from maskinrum.planning.analysis.tasks import PlanTasks, plan_tasks
from maskinrum.planning.analysis.template import plan_template
from maskinrum.planning.analysis.warnings import plan_warnings
from maskinrum.planning.analysis.watching import plan_watches
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.reasons import Unverified
from maskinrum.planning.facts.schedule import (
    DateRange,
    LatestStart,
    LegalWatch,
    Schedule,
    Span,
    SpanDays,
    TaskPlan,
    Wish,
)
from maskinrum.planning.facts.template import Template

DEFAULT_SEED: Final = 1
DEFAULT_DRAWS: Final = 10_000
SHARES: Final = (0.5, 0.8, 0.9)  # with which probability a wished signature should be met
CERTAIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Simulated:
    """A plan with all that was drawn for it: what schedules and what-ifs are made from."""

    facts: PlanFacts
    rules: LegalRules
    template: Template
    found: PlanTasks
    plan: PlanNetwork
    planned: Course
    probable: Durations
    drawn: Durations
    course: Course

    @property
    def calendar(self) -> Calendar:
        """The calendar its days are numbered by."""
        return self.plan.calendar

    @property
    def milestone(self) -> str:
        """The signature."""
        return self.template.milestone


def schedule(facts: PlanFacts, *, seed: int = DEFAULT_SEED, draws: int = DEFAULT_DRAWS) -> Schedule:
    """The schedule of a plan, the same for the same facts and seed.

    Raises ``PlanRefusedError`` that names the field. Nothing unfinished is planned before today.
    """
    return scheduled(simulated(facts, seed=seed, draws=draws))


def simulated(facts: PlanFacts, *, seed: int = DEFAULT_SEED, draws: int = DEFAULT_DRAWS) -> Simulated:
    """The plan with its draws; raises as ``schedule`` does."""
    rules, template = legal_rules(), plan_template()
    check_plan(facts)
    found = plan_tasks(facts, template, rules)
    try:
        days = calendar(facts.holidays, _first_year(facts), facts.today.year - 1)
    except DeadlineError as error:
        raise PlanRefusedError.from_deadline(error, "holidays") from error
    plan = plan_network(facts, found, rules, days, template.milestone)
    try:
        plan = _from_wish(facts, plan)
        probable = most_probable(plan.network)
        drawn = drawn_durations(
            plan.network, np.random.default_rng(seed), correlation=template.correlation, draws=draws
        )
        planned, drawn_course = course(plan.network, probable), course(plan.network, drawn)
    except NetworkError as error:
        raise PlanRefusedError("horizon", field="days", task=error.field) from error
    return Simulated(facts, rules, template, found, plan, planned, probable, drawn, drawn_course)


def _first_year(facts: PlanFacts) -> int:
    """The year its days are numbered from: what is counted from something that happened needs that day too."""
    happened = (day for task in facts.tasks for day in (task.started, task.finished) if day is not None)
    return min((facts.today.year - 1, *(day.year for day in happened)))


def scheduled(made: Simulated) -> Schedule:
    """Dates, ranges, reasons, watches and warnings of a plan that was simulated."""
    facts, days = made.facts, made.calendar
    result = described(made.plan.network, made.course)
    tasks = _task_plans(made, result)
    by_id = {task.id: task for task in tasks}
    signature = by_id[made.milestone].end
    watches = plan_watches(made.template, made.rules, days.working, by_id)
    other = made.found.variant_of
    plain = Schedule(
        procedure=facts.procedure,
        procedure_name=made.found.procedure.name,
        variant_of=other,
        variant_name=None if other is None else made.rules.procedure(other).name,
        note=made.template.variants[made.found.variant].note,
        start=min(task.start for task in tasks),
        signature=signature,
        signature_range=date_range(days, result.milestone),
        expiry=None if facts.term_months is None else months_later(signature, facts.term_months),
        tasks=tasks,
        watches=watches,
        warnings=(),
        unverified=_unverified(tasks, watches),
        dropped=made.found.dropped,
        wish=_wish(made, signature),
        spans=tuple(_spans(made)),
        correlation=made.template.correlation,
        draws=result.draws,
        disclaimer=made.rules.disclaimer,
    )
    return replace(plain, warnings=plan_warnings(facts, plain, made.template, made.rules, days.working))


def date_range(days: Calendar, found: Percentiles) -> DateRange:
    """Percentiles as dates."""
    p10, p50, p90 = (days.day(number) for number in (found.p10, found.p50, found.p90))
    return DateRange(p10, p50, p90, max(found.error10, found.error50, found.error90))


def _from_wish(facts: PlanFacts, plan: PlanNetwork) -> PlanNetwork:
    """The same plan, begun as late as the most probable days allow for a wished signature."""
    if facts.start is not None or facts.wished_signature is None:
        return plan
    wished, earliest = plan.calendar.number(facts.wished_signature), plan.network.start
    (found,) = latest_starts(plan.network, most_probable(plan.network), wished, (CERTAIN,), earliest)
    return replace(plan, network=plan.network.starting(earliest if found is None else found))


def _wish(made: Simulated, signature: date) -> Wish | None:
    wished = made.facts.wished_signature
    if wished is None:
        return None
    number, today = made.calendar.number(wished), made.calendar.number(made.facts.today)
    ends = made.course.ends[made.milestone]
    found = latest_starts(made.plan.network, made.drawn, number, SHARES, today)
    latest = tuple(
        LatestStart(share, None if start is None else made.calendar.day(start))
        for share, start in zip(SHARES, found, strict=True)
    )
    return Wish(wished, signature <= wished, _earliest_lawful(made), probability(ends, number), latest)


def _earliest_lawful(made: Simulated) -> date:
    """The earliest signature from today when no task takes any time but by law, and one signs the day after."""
    at_once = {name: np.zeros(1) for name in made.probable} | {made.milestone: np.ones(1)}
    network = made.plan.network.starting(made.calendar.number(made.facts.today)).to_milestone
    return made.calendar.day(course(network, at_once).ends[made.milestone][0])


def _task_plans(made: Simulated, result: NetworkResult) -> tuple[TaskPlan, ...]:
    network, days = made.plan.network, made.calendar
    slack = _slack(made)
    shares = criticality(network, made.planned)
    ends = {name: days.day(values[0]) for name, values in made.planned.ends.items()}
    plan_start = days.day(network.start)
    found = []
    for task in made.plan.tasks:
        start = days.day(made.planned.starts[task.id][0])
        legal = legal_period(made.facts, task, made.rules, days, days.number(start))
        counted = counted_days(task, start, made.facts.today, days.working)
        dated = Dated(task, start, ends[task.id], counted, legal, ends, plan_start)
        found.append(_task_plan(made, dated, result, slack.get(task.id), critical=shares[task.id] > 0))
    return tuple(found)


def _task_plan(made: Simulated, dated: Dated, result: NetworkResult, slack: int | None, *, critical: bool) -> TaskPlan:
    task, shipped, drawn = dated.task, dated.task.template, result.tasks[dated.task.id]
    done = task.finished is not None
    fixed = done or task.started is not None
    return TaskPlan(
        id=task.id,
        phase=shipped.phase,
        name=shipped.name,
        own=task.own,
        roles=shipped.roles,
        deliverable=shipped.deliverable,
        themes=shipped.themes,
        legal_ref=shipped.legal_ref,
        recurs_months=shipped.recurs_months,
        parallel=shipped.parallel,
        predecessors=shipped.predecessors,
        state="done" if done else "started" if fixed else "planned",
        days=shipped.days,
        start=dated.start,
        end=dated.end,
        reasons=explained(made.facts, dated),
        legal=dated.legal,
        start_range=None if fixed else date_range(made.calendar, drawn.start),
        end_range=None if done else date_range(made.calendar, drawn.end),
        slack_days=None if done else slack,
        critical=critical and not done,
        criticality=0.0 if done else drawn.criticality,
        unverified=() if done else rests_on(made.rules, dated),
    )


def _spans(made: Simulated) -> Iterator[SpanDays]:
    """Days over the spans that are known of real courses; every plan has both ends of each."""
    notice, award = made.template.with_event("notice_dispatch"), made.template.with_event("award_notice")
    known: tuple[tuple[Span, str, str], ...] = (
        ("idea_to_signature", "", made.milestone),
        ("notice_to_signature", notice, made.milestone),
        ("notice_to_award", notice, award),
    )
    for span, first, last in known:
        planned, drawn = (_passed(made, one, first, last) for one in (made.planned, made.course))
        found = percentiles(drawn)
        yield SpanDays(span, int(planned[0]), int(found.p10), int(found.p50), int(found.p90))


def _passed(made: Simulated, found: Course, first: str, last: str) -> Times:
    """Days from the end of one task to the end of another; without the first, from the earliest start of all."""
    begun = found.ends[first] if first else min(int(starts[0]) for starts in made.planned.starts.values())
    return np.asarray(found.ends[last] - begun, dtype=np.intp)


def _slack(made: Simulated) -> Mapping[str, int]:
    """Days a task may end later, on a working day, with the planned signature where it is."""
    latest = latest_ends(made.plan.network, made.planned, made.probable)
    return {
        name: max(int(made.calendar.open_before[int(day)]) - int(made.planned.ends[name][0]), 0)
        for name, day in latest.items()
        if day >= 0
    }


def _unverified(tasks: tuple[TaskPlan, ...], watches: tuple[LegalWatch, ...]) -> tuple[Unverified, ...]:
    found = [Unverified(rule, task.id) for task in tasks for rule in task.unverified]
    found += [Unverified(rule, watch.task) for watch in watches for rule in watch.period.unverified]
    return tuple(dict.fromkeys(found))
