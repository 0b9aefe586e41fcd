"""What-if: each task at its shortest and longest, and the same plan by every procedure."""

from dataclasses import replace
from typing import Final

from maskinrum.engine import Percentiles, percentiles, swings
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.analysis.scheduling import DEFAULT_DRAWS, DEFAULT_SEED, Simulated, date_range, simulated
from maskinrum.planning.facts.exploring import Alternative, Swing
from maskinrum.planning.facts.plan import PlanFacts

FEWER_DRAWS: Final = 2_000  # of what is compared with the same draws, where a day more or less decides nothing


def plan_swings(facts: PlanFacts, *, seed: int = DEFAULT_SEED, draws: int = FEWER_DRAWS) -> tuple[Swing, ...]:
    """What the signature moves when one task is as short or as long as it can be, the widest first.

    Raises ``PlanRefusedError``. Law and holidays hold inside: a task that cannot be shorter moves nothing.
    """
    made = simulated(facts, seed=seed, draws=draws)
    base = percentiles(made.course.ends[made.milestone])
    names = {task.id: task.template.name for task in made.plan.tasks}
    found = [
        Swing(one.task, names[one.task], _moved(one.at_low, base), _moved(one.at_high, base))
        for one in swings(made.plan.network, made.drawn)
    ]
    return tuple(sorted(found, key=lambda one: (-one.width, one.task)))


def plan_alternatives(
    facts: PlanFacts, *, seed: int = DEFAULT_SEED, draws: int = DEFAULT_DRAWS
) -> tuple[Alternative, ...]:
    """The same plan by every procedure, each begun on the same day, the plan's own first.

    Conditions that shorten and tasks are kept where a procedure has them. Raises ``PlanRefusedError``.
    """
    own = simulated(facts, seed=seed, draws=draws)
    begun = replace(facts, start=own.calendar.day(own.plan.network.start), wished_signature=None)
    others = [slug for slug in legal_rules().procedures if slug != facts.procedure]
    made = [own, *(simulated(_by(begun, slug), seed=seed, draws=draws) for slug in others)]
    base = percentiles(own.course.ends[own.milestone])
    return tuple(_alternative(one, base, is_own=one is own) for one in made)


def _by(facts: PlanFacts, procedure: str) -> PlanFacts:
    """The plan by another procedure, with the conditions that one has."""
    rules = legal_rules()
    codes = {one.code for rule in rules.procedure(procedure).periods.values() for one in rule.shortenings}
    kept = {code: None for code in facts.shortenings if code in codes}
    return replace(facts, procedure=procedure, shortenings=kept)


def _alternative(made: Simulated, base: Percentiles, *, is_own: bool) -> Alternative:
    found = percentiles(made.course.ends[made.milestone])
    p50_days, p90_days = _moved(found, base)
    return Alternative(
        procedure=made.found.procedure.slug,
        name=made.found.procedure.name,
        variant_of=made.found.variant_of,
        is_own=is_own,
        signature=made.calendar.day(made.planned.ends[made.milestone][0]),
        signature_range=date_range(made.calendar, found),
        p50_days=p50_days,
        p90_days=p90_days,
    )


def _moved(found: Percentiles, base: Percentiles) -> tuple[int, int]:
    return int(found.p50 - base.p50), int(found.p90 - base.p90)
