"""The verdict on the strategic partnership, and what the numbers behind it depend on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from maskinrum import engine
from maskinrum.decisions.analysis.calculation import BreakEven, Calculation, Inputs, portfolio_of
from maskinrum.decisions.analysis.pooling import is_relative
from maskinrum.decisions.analysis.readiness import UNANSWERED, ReadinessGrounds
from maskinrum.engine import Changed, Driver, Flip, Information, LaterStart, Reason, Standing, Verdict, Worth
from maskinrum.engine.flips import distribution_of

__all__ = [
    "BEST_SUBSET",
    "FLIP_FUTURES",
    "REASONS",
    "Changed",
    "Driver",
    "Findings",
    "Flip",
    "Information",
    "LaterStart",
    "Reason",
    "Standing",
    "Verdict",
    "Weighed",
    "Worth",
    "affordable",
    "can_be_decided",
    "find",
    "first_verdict",
    "is_searched",
    "whole_document",
    "with_best_subset",
]

REASONS = engine.REASONS
# Held to two seconds at 60 projects: fewer futures for what is simulated many times over, and none for a large search.
FLIP_FUTURES: Final = 512
FLIPPED: Final = 6
SEARCH_FUTURES: Final = 256
SEARCH_PROJECTS: Final = 60
MORE_PROJECTS: Final = 60
LEAST_FUTURES: Final = 256
BEST_SUBSET: Final = "best_subset"


@dataclass(frozen=True)
class Weighed:
    """A verdict, what it was told of readiness, and whether later starts and changed portfolios are part of it.

    ``levels``: the numbers, as “model.parameter”, that newer evidence gave a value of their own where a difference or a
    multiplier ships, so that their values are read as such.
    """

    verdict: Verdict
    readiness: ReadinessGrounds
    futures: int
    is_whole: bool
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """All that the verdict rests on.

    ``drivers`` are about the partnership − ``now.reference``, ranked; ``flips`` of the foremost of them.
    ``further_futures``: futures behind ``later`` and ``changed``.
    """

    weighed: Weighed
    now: Standing
    drivers: tuple[Driver, ...]
    information: Information
    flips: tuple[Flip, ...]
    later: tuple[LaterStart, ...]
    changed: tuple[Changed, ...]
    futures: int
    further_futures: int
    seed: int

    @property
    def leaving_out_is_tried(self) -> bool:
        """Whether the rule has tried the best subset; true too where it never came to changed portfolios."""
        return not self.changed or any(one.change == BEST_SUBSET for one in self.changed)


def first_verdict(calculation: Calculation, readiness: ReadinessGrounds = UNANSWERED) -> Weighed | None:
    """The verdict from the answer's own numbers alone; None when there is nothing to decide."""
    if calculation.stands is None or not can_be_decided(portfolio_of(calculation.case)):
        return None
    partnership = calculation.result.model(engine.STRATEGIC)
    grounds = engine.Grounds(calculation.stands, readiness.gates, readiness.stops, partnership=partnership)
    return Weighed(engine.verdict(grounds), readiness, calculation.result.futures, is_whole=calculation.stands.holds)


def find(inputs: Inputs, readiness: ReadinessGrounds = UNANSWERED) -> Findings | None:
    """The whole verdict, and what drives it, on the very draws of the answer; None when there is nothing to decide."""
    if engine.STRATEGIC not in inputs.settings.alternatives or not can_be_decided(inputs.portfolio):
        return None
    simulation = engine.simulate(inputs.portfolio, inputs.priors, inputs.settings)
    now = engine.standing(simulation, engine.STRATEGIC)
    drawn = engine.drawn_inputs(inputs.priors, inputs.settings)
    places = [simulation.slugs.index(slug) for slug in (engine.STRATEGIC, now.reference)]
    ranked = engine.drivers(simulation.compared[places[0]] - simulation.compared[places[1]], drawn)
    flips = _flips(inputs, ranked, now.reference)
    later, changed, further = _elsewhere(inputs)
    partnership = engine.summarise(simulation).model(engine.STRATEGIC)
    grounds = engine.Grounds(now, readiness.gates, readiness.stops, later, changed, partnership, flips)
    return Findings(
        weighed=Weighed(
            engine.verdict(grounds), readiness, inputs.settings.futures, is_whole=True, levels=_levels(inputs)
        ),
        now=now,
        drivers=ranked,
        information=engine.value_of_information(simulation.compared, drawn),
        flips=flips,
        later=later,
        changed=changed,
        futures=inputs.settings.futures,
        further_futures=further,
        seed=inputs.settings.seed,
    )


def _levels(inputs: Inputs) -> tuple[str, ...]:
    own = inputs.case.assumptions.overrides
    return tuple(f"{key[0]}.{key[1]}" for key in sorted(inputs.case.renewed) if is_relative(key) and key not in own)


def with_best_subset(
    findings: Findings, inputs: Inputs, inside: engine.Inside, partnership: engine.ModelResult
) -> Findings:
    """The findings of a portfolio too large to be searched at once, with the rule in full.

    ``inside`` is what a search found afterwards, judged on the same futures as the other changes. Readiness is what the
    verdict was told then.
    """
    settings = replace(inputs.settings, futures=findings.further_futures)
    changed = engine.changed_standings(inputs.portfolio, inputs.priors, settings, inside)
    told = findings.weighed
    grounds = engine.Grounds(
        now=findings.now,
        gates=told.readiness.gates,
        stops=told.readiness.stops,
        later=findings.later,
        changed=changed,
        partnership=partnership,
        flips=findings.flips,
    )
    return replace(findings, weighed=replace(told, verdict=engine.verdict(grounds)), changed=changed)


def whole_document(
    calculation: Calculation, even: BreakEven, inputs: Inputs, findings: Findings | None
) -> dict[str, object]:
    """The result by the engine's schema with the verdict and, where there are any, the findings behind it."""
    given = inputs.portfolio, inputs.priors, inputs.settings
    if findings is None:
        return engine.result_document(calculation.result, even, *given)
    found, known = findings.weighed.verdict, findings.information
    document = engine.result_document(calculation.result, even, *given, verdict=found)
    against = [{**asdict(reason), "subjects": list(reason.subjects)} for reason in found.against]
    return document | {
        "findings": {
            "against": against,
            "drivers": [asdict(driver) for driver in findings.drivers],
            "everything": asdict(known.everything),
            "parameters": asdict(known.parameters),
            "each": [asdict(worth) for worth in known.each],
            "flips": [asdict(flip) for flip in findings.flips],
        }
    }


def can_be_decided(portfolio: engine.Portfolio) -> bool:
    """Whether any project may still go into an agreement."""
    return any(project.eligible and project.is_uncommitted for project in portfolio.projects)


def is_searched(projects: int) -> bool:
    """Whether the portfolio is small enough for its best subset to be searched while somebody waits."""
    return projects <= SEARCH_PROJECTS


def _flips(inputs: Inputs, ranked: Sequence[Driver], reference: str) -> tuple[Flip, ...]:
    keys = [(one.model, one.parameter) for one in ranked if one.parameter != "realisation"]
    drawn = [key for key in keys if distribution_of(inputs.priors, key) is not None][:FLIPPED]
    settings = replace(inputs.settings, futures=affordable(inputs, FLIP_FUTURES))
    return engine.flip_values(inputs.portfolio, inputs.priors, settings, reference, drawn)


def _elsewhere(inputs: Inputs) -> tuple[tuple[LaterStart, ...], tuple[Changed, ...], int]:
    """Later starts, and changed portfolios; the subset only where its search does not take long."""
    futures = affordable(inputs, inputs.settings.futures)
    given = inputs.portfolio, inputs.priors, replace(inputs.settings, futures=futures)
    later = engine.later_starts(*given)
    if is_searched(len(inputs.portfolio.projects)):
        searching = replace(inputs.settings, futures=min(futures, SEARCH_FUTURES))
        inside = engine.best_inside(inputs.portfolio, inputs.priors, searching)
        return later, engine.changed_standings(*given, inside), futures
    rows = tuple(row for row, project in enumerate(inputs.portfolio.projects) if project.eligible)
    stated = engine.Inside(rows, (), engine.Estimate(0.0, 0.0), (), (), ())
    changed = engine.changed_standings(*given, stated)
    return later, tuple(one for one in changed if one.change != BEST_SUBSET), futures


def affordable(inputs: Inputs, wanted: int) -> int:
    """Fewer futures for a large portfolio, so that nobody waits long; never fewer than ``LEAST_FUTURES``."""
    room = wanted * MORE_PROJECTS // max(len(inputs.portfolio.projects), 1)
    return min(inputs.settings.futures, wanted, max(room, LEAST_FUTURES))
