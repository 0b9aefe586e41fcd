"""Legal dates beside the tasks: complaint periods, names for the conflict ladder, last days for answers."""

from collections.abc import Iterator, Mapping
from typing import Final

from maskinrum.deadlines import LegalRules, Text, WorkingDays, period
from maskinrum.planning.facts.schedule import LegalWatch, TaskPlan
from maskinrum.planning.facts.template import Template

ANSWERS: Final = "supplementary-information"


def plan_watches(
    template: Template, rules: LegalRules, working: WorkingDays, tasks: Mapping[str, TaskPlan]
) -> tuple[LegalWatch, ...]:
    """Every legal date to watch, by its day."""
    found = [*_counted(template, rules, working, tasks), *_answers(template, rules, working, tasks)]
    return tuple(sorted(found, key=lambda watch: (watch.period.end, watch.rule)))


def _counted(
    template: Template, rules: LegalRules, working: WorkingDays, tasks: Mapping[str, TaskPlan]
) -> Iterator[LegalWatch]:
    for watch in template.watches:
        if watch.after in tasks:
            found = period(rules, rules.rule(watch.legal_ref), tasks[watch.after].end, working)
            yield LegalWatch(watch.legal_ref, watch.after, watch.name, found)


def _answers(
    template: Template, rules: LegalRules, working: WorkingDays, tasks: Mapping[str, TaskPlan]
) -> Iterator[LegalWatch]:
    rule = rules.rule(ANSWERS)
    name = rule.reference.text or Text("", "")
    for task in template.tasks:
        if task.is_deadline and task.id in tasks:
            yield LegalWatch(ANSWERS, task.id, name, period(rules, rule, tasks[task.id].end, working))
