"""Warnings about the agreement itself: how long, how much, for whom, among how many."""

from collections.abc import Iterator
from typing import Final

from maskinrum.deadlines import LegalRules, framework_duration
from maskinrum.planning.analysis.real_durations import founders_terms
from maskinrum.planning.facts.plan import PlanFacts
from maskinrum.planning.facts.warnings import PlanWarning

LEAST_TEAMS: Final = 3  # both housing partnerships chose among three
BUYERS_AND_MAXIMUM: Final = "named-buyers-and-maximum"


def agreement_warnings(facts: PlanFacts, rules: LegalRules) -> Iterator[PlanWarning]:
    """What is missing or does not fit together of the agreement."""
    yield from _term(facts, rules)
    yield from _maximum(facts)
    yield from _callers(facts)
    yield from _teams(facts, rules)


def _term(facts: PlanFacts, rules: LegalRules) -> Iterator[PlanWarning]:
    if facts.term_months is None:
        yield PlanWarning("term-missing", "warning", "term_months")
        return
    option = facts.option_months or 0
    duration = framework_duration(rules.framework, term_months=facts.term_months, option_months=option)
    if duration.demands_justification and not facts.justification.strip():
        yield PlanWarning(
            "justification-missing",
            "error",
            "justification",
            {
                "months": duration.months,
                "longest": rules.framework.longest_months,
                "requires": rules.framework.longer_requires,
                "paragraph": rules.framework.reference.paragraph,
                **_founders(),
            },
            rules.framework.reference.id,
        )


def _founders() -> dict[str, object]:
    """How long the agreements of the founders last, where both last as long."""
    terms = founders_terms()
    known = {(one.term_years, one.option_years) for one in terms}
    if len(known) != 1:
        return {}
    ((term, option),) = known
    names = tuple(one.name for one in terms)
    return {"founders": names, "years": f"{term} + {option}", "source": terms[0].source}


def _maximum(facts: PlanFacts) -> Iterator[PlanWarning]:
    most, together = facts.maximum_mdkk, facts.callers_total
    if most is None:
        yield PlanWarning("maximum-missing", "error", "maximum_mdkk", reference=BUYERS_AND_MAXIMUM)
    expected = facts.expected_mdkk
    if expected is not None and expected < together:
        values = {"expected": expected, "together": together, "missing": together - expected}
        yield PlanWarning("expected-below-callers", "warning", "expected_mdkk", values, "departments")
    if most is None:
        return
    if facts.expected_mdkk is not None and most < facts.expected_mdkk:
        values = {"maximum": most, "expected": facts.expected_mdkk}
        yield PlanWarning("maximum-below-expected", "error", "maximum_mdkk", values, BUYERS_AND_MAXIMUM)
    if most < together:
        values = {"maximum": most, "together": together, "missing": together - most}
        yield PlanWarning("maximum-below-callers", "error", "maximum_mdkk", values, BUYERS_AND_MAXIMUM)


def _callers(facts: PlanFacts) -> Iterator[PlanWarning]:
    if not facts.callers:
        yield PlanWarning("callers-missing", "warning", "callers", reference=BUYERS_AND_MAXIMUM)
    silent = tuple(caller.name for caller in facts.callers if caller.value_mdkk is None)
    if silent:
        yield PlanWarning("callers-without-value", "note", "callers", {"names": silent}, "departments")


def _teams(facts: PlanFacts, rules: LegalRules) -> Iterator[PlanWarning]:
    least = rules.procedure(facts.procedure).least_selected
    if least is None:  # nobody is selected: whoever wants to may bid
        return
    if facts.teams is None:
        yield PlanWarning("teams-missing", "note", "teams", {"least": least.count, "verified": least.verified})
        return
    if facts.teams < LEAST_TEAMS:
        yield PlanWarning("fewer-than-three-teams", "warning", "teams", {"teams": facts.teams})
    if facts.teams < least.count:
        values = {"teams": facts.teams, "least": least.count, "paragraph": least.paragraph, "verified": least.verified}
        yield PlanWarning("fewer-than-least-selected", "warning", "teams", values)
