"""What a plan warns of in its first month, by pure rules."""

from collections.abc import Iterator
from typing import Final

from maskinrum.deadlines import LegalRules, WorkingDays
from maskinrum.planning.analysis.warnings.agreement import agreement_warnings
from maskinrum.planning.analysis.warnings.dates import date_warnings
from maskinrum.planning.analysis.warnings.first_call_offs import first_call_off_warnings
from maskinrum.planning.analysis.warnings.law import law_warnings
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.schedule import Schedule
from maskinrum.planning.facts.template import Template
from maskinrum.planning.facts.warnings import PlanWarning

ORDER: Final = ("error", "warning", "note")


def plan_warnings(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> tuple[PlanWarning, ...]:
    """Every warning of a schedule, the most serious first."""
    return tuple(sorted(_found(facts, schedule, template, rules, working), key=lambda one: ORDER.index(one.severity)))


def _found(
    facts: PlanFacts, schedule: Schedule, template: Template, rules: LegalRules, working: WorkingDays
) -> Iterator[PlanWarning]:
    yield from agreement_warnings(facts, rules)
    yield from law_warnings(facts, schedule, template, rules, working)
    yield from date_warnings(facts, schedule, template, working)
    yield from first_call_off_warnings(facts, schedule, template)
