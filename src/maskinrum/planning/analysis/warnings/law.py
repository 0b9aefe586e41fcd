"""Warnings about the law: periods cut too short, thresholds, what nobody vouches for."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from maskinrum.deadlines import (
    HOLIDAYS,
    DeadlineError,
    LegalRules,
    Period,
    WorkingDays,
    prior_notice_window,
    threshold,
)
from maskinrum.planning.analysis.template import varied
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.schedule import Schedule, TaskPlan
from maskinrum.planning.facts.template import Template
from maskinrum.planning.facts.warnings import PlanWarning, Severity

BUYER: Final = "sub_central"  # non-profit housing organisations count as bodies governed by public law
THRESHOLDS: Final = "thresholds"
PRIOR_NOTICE: Final = "prior_notice"
WINDOW: Final = "prior-notice-window"
DKK: Final = 1_000_000
IDS: Final = {"below": "threshold-below", "perhaps": "threshold-perhaps", "reached": "threshold-reached"}


def law_warnings(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> Iterator[PlanWarning]:
    """What the law demands otherwise, or may."""
    yield from _too_short(schedule)
    yield from _order(schedule, template)
    yield from _wish(facts, schedule)
    yield from _prior_notice(facts, schedule, template, rules, working)
    yield from _threshold(facts, schedule, template, rules)
    yield from _not_in_force(schedule)
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


def _order(schedule: Schedule, template: Template) -> Iterator[PlanWarning]:
    """Links taken away from which a legal period, or the signature, is counted."""
    shipped = {task.id: task for task in varied(template, schedule.variant_of or schedule.procedure)}
    by_id = schedule.by_id
    for task in schedule.tasks:
        if task.state == "planned" and task.id in shipped and (task.legal or task.id == template.milestone):
            before = _before(task, by_id)
            lost = [name for name in shipped[task.id].predecessors if name in by_id and name not in before]
            if lost:
                values = {"task": task.name, "lost": tuple(by_id[name].name for name in lost)}
                yield PlanWarning("order-changed", "error", "predecessors", values, task.legal_ref, task.id)


def _before(task: TaskPlan, by_id: Mapping[str, TaskPlan]) -> set[str]:
    """Everything a task waits for, at once or through others."""
    found, left = set[str](), [*task.predecessors]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(by_id[name].predecessors)
    return found


def _wish(facts: PlanFacts, schedule: Schedule) -> Iterator[PlanWarning]:
    """A wish that the law makes impossible; one that has passed is not the law's doing."""
    wish = schedule.wish
    if wish is not None and facts.today <= wish.signature < wish.earliest_lawful:
        values = {"wished": wish.signature, "earliest": wish.earliest_lawful}
        yield PlanWarning("wish-below-legal-minimum", "error", "wished_signature", values)


def _prior_notice(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> Iterator[PlanWarning]:
    """A prior notice that is to shorten a period and was not sent when it must be."""
    if PRIOR_NOTICE not in facts.shortenings:
        return
    notice = schedule.task(template.with_event("notice_dispatch"))
    first, last = prior_notice_window(rules, notice.end, working)
    values = {"first": first, "last": last, "notice": notice.end}
    if facts.prior_notice is None:
        yield PlanWarning("prior-notice-missing", "warning", PRIOR_NOTICE, values, WINDOW, notice.id)
    elif not first <= facts.prior_notice <= last:
        values["sent"] = facts.prior_notice
        yield PlanWarning("prior-notice-outside", "error", PRIOR_NOTICE, values, WINDOW, notice.id)


def _not_in_force(schedule: Schedule) -> Iterator[PlanWarning]:
    """Rules whose time a day lies outside of that they are counted from: another length may have held then."""
    counted = [(task.id, task.legal) for task in schedule.tasks if task.legal is not None]
    counted += [(watch.task, watch.period) for watch in schedule.watches]
    outside: dict[str, list[tuple[str, Period]]] = {}
    for key, found in counted:
        if not found.rule.reference.is_in_force(found.ending.event):
            outside.setdefault(found.rule.id, []).append((key, found))
    for name, found_ones in outside.items():
        task, first = min(found_ones, key=lambda one: one[1].ending.event)
        reference = first.rule.reference
        values = {
            "slug": name,
            "tasks": tuple(schedule.task(key).name for key, _found in found_ones),
            "paragraph": reference.paragraph or name,
            "day": first.ending.event,
            "first": reference.valid_from,
            "last": reference.valid_to,
        }
        yield PlanWarning("rule-not-in-force", "note", "start", values, name, task)


def _threshold(facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules) -> Iterator[PlanWarning]:
    stated = (facts.maximum_mdkk, facts.expected_mdkk, facts.callers_total or None)
    worth = max((one for one in stated if one is not None), default=None)
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
