"""Warnings about the law: periods cut too short, thresholds, what nobody vouches for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from maskinrum.deadlines import HOLIDAYS, DeadlineError, LegalRules, Question, WorkingDays, latest_dispatch, threshold
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.facts.template import Template
from maskinrum.planning.facts.warnings import PlanWarning, Severity

BUYER: Final = "sub_central"  # non-profit housing organisations count as bodies governed by public law
THRESHOLDS: Final = "thresholds"
DKK: Final = 1_000_000
IDS: Final = {"below": "threshold-below", "perhaps": "threshold-perhaps", "reached": "threshold-reached"}
WORK: Final = ("selection", "evaluation")  # the client's own work, which the law gives no length


def law_warnings(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> Iterator[PlanWarning]:
    """What the law demands otherwise, or may."""
    yield from _too_short(schedule)
    yield from _wish(facts, schedule, template, rules, working)
    yield from _threshold(facts, schedule, template, rules)
    if schedule.variant_of is not None:
        values = {"procedure": schedule.procedure_name, "variant": schedule.variant_name}
        yield PlanWarning("procedure-variant", "note", "procedure", values)
    legal = {watch.task for watch in schedule.watches} | {task.id for task in schedule.tasks if task.legal_ref}
    doubtful = [one for one in schedule.unverified if one.rule != HOLIDAYS or one.task in legal]
    if doubtful:
        used = tuple(dict.fromkeys(one.rule for one in doubtful))
        tasks = dict.fromkeys(one.task for one in doubtful)
        names = tuple(schedule.task(task).name for task in tasks)
        yield PlanWarning("unverified-rules", "note", "procedure", {"rules": used, "tasks": names})


def _too_short(schedule: Schedule) -> Iterator[PlanWarning]:
    for task in schedule.tasks:
        if task.legal is not None and task.state != "done" and task.days.mode < task.legal.ending.count:
            values = {
                "task": task.name,
                "days": task.days.mode,
                "least": task.legal.ending.count,
                "paragraph": task.legal.rule.reference.paragraph,
                "end": task.end,
            }
            yield PlanWarning("below-legal-minimum", "error", "days", values, task.legal.rule.id, task.id)


def _wish(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> Iterator[PlanWarning]:
    """A wished signature that even the legal minimum, with a day for all else, does not reach."""
    if schedule.wish is None or schedule.wish.met:
        return
    notice = schedule.task(template.with_event("notice_dispatch"))
    sent = notice.end if notice.state == "done" else facts.today
    try:
        last = latest_dispatch(rules, working, _quickest(facts, rules), schedule.wish.signature).dispatch
    except DeadlineError:  # no day is early enough
        last = None
    if last is None or last < sent:
        values = {"wished": schedule.wish.signature, "latest": last}
        yield PlanWarning("wish-below-legal-minimum", "error", "wished_signature", values, task=notice.id)


def _quickest(facts: PlanFacts, rules: LegalRules) -> Question:
    """The procedure with one day for all that has no length by law."""
    own, other = rules.procedure(facts.procedure), rules.procedure("dialogue")
    source = other if "dialogue" not in own.stages and facts.procedure == "innovation_partnership" else own
    periods = {**source.periods, **own.periods}
    stages = (*source.stages, *(stage for stage in WORK if stage != "selection" or "application" in source.stages))
    days = {stage: 1 for stage in stages if stage not in periods or periods[stage].count is None}
    return Question(facts.procedure, shortenings=facts.shortenings, days=days, channel=facts.channel)


def _threshold(facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules) -> Iterator[PlanWarning]:
    worth = facts.maximum_mdkk if facts.maximum_mdkk is not None else facts.expected_mdkk
    notice = schedule.task(template.with_event("notice_dispatch"))
    try:
        found = threshold(rules.thresholds, on=notice.end, kind=facts.kind, buyer=BUYER)
    except DeadlineError:
        yield PlanWarning("threshold-unknown", "note", "kind", {"day": notice.end}, THRESHOLDS, notice.id)
        return
    if worth is None:
        return
    values: dict[str, object] = {
        "worth": worth,
        "threshold": Decimal(found.dkk) / DKK,
        "low": Decimal(found.low) / DKK,
        "high": Decimal(found.high) / DKK,
        "exact": found.exact,
        "verified": found.verified,
        "period": found.period,
        "day": notice.end,
        "source": found.source,
    }
    reached = found.against(float(worth * DKK))
    severity: Severity = "note" if reached == "reached" else "warning"
    yield PlanWarning(IDS[reached], severity, "maximum_mdkk", values, THRESHOLDS, notice.id)
