"""From a person's rows to the engine's arrays, and from the engine's draws to what a page shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import Assumptions, ParameterKey, Range
from maskinrum.decisions.analysis.parameters import Shipped, shipped_priors
from maskinrum.decisions.analysis.pooling import Renewal
from maskinrum.engine import BreakEven, ModelResult, ProjectTimeline, Result, Timeline
from maskinrum.engine.standing import SURE_ENOUGH, WITHOUT_PARTNERSHIP, reference_of
from maskinrum.engine.statistics import Estimate, Stat
from maskinrum.engine.timeline import Band
from maskinrum.partnerships.facts import Delay, ProjectFacts, months_between
from maskinrum.partnerships.queries import approval_states
from maskinrum.shared.errors import DomainError

__all__ = [
    "COMPONENTS",
    "DEFAULT_SEED",
    "FUTURES",
    "SURE_ENOUGH",
    "UNGROUPED",
    "Band",
    "BreakEven",
    "Calculation",
    "Case",
    "Difference",
    "Estimate",
    "Inputs",
    "ModelResult",
    "ProjectTimeline",
    "Result",
    "Stat",
    "Timeline",
    "answered",
    "break_even_futures",
    "calculate",
    "calculate_break_even",
    "calculate_chance",
    "calculate_inputs",
    "calculation_of",
    "check_usable",
    "engine_inputs",
    "json_document",
    "other_than_shipped",
    "portfolio_of",
    "with_priors_file",
]

FUTURES = 4096
THREADS = 2
# The break-even chart runs the portfolio nine times over, up to four times as large.
BREAK_EVEN_FUTURES = 2048
BREAK_EVEN_PROJECTS = 120
LEAST_FUTURES = 256
TIMELINE_FUTURES = 1024
DEFAULT_SEED = engine.Settings().seed
COMPONENTS = engine.COMPONENTS

# Marks a group of one; the engine needs a name, and nobody can type this character.
UNGROUPED = "\0"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Case:
    """Everything one answer rests on: the projects in row order, the day months count from, the choices, the seed.

    ``renewed``: priors that newer evidence puts in place of shipped ones (``pooling.renewed_priors``). ``shipped``: of
    a stored case, what the numbers were said to rest on; None of a case of today.
    """

    facts: tuple[ProjectFacts, ...]
    case_date: date
    assumptions: Assumptions
    seed: int = DEFAULT_SEED
    futures: int = FUTURES
    renewed: Mapping[ParameterKey, Renewal] = field(default_factory=dict)
    shipped: Shipped | None = None


@dataclass(frozen=True)
class Difference:
    """Mean and 5–95 per cent range of one cost component's difference to separate tenders, mDKK."""

    mean: float
    p05: float
    p95: float


@dataclass(frozen=True)
class Calculation:
    """What the engine says about a case.

    ``outcomes`` holds, per alternative but separate, 20 equally likely differences to it in the chosen criterion,
    mDKK, rising; ``components`` the differences in cost per alternative and component, ``totals`` their sums;
    ``timeline`` and ``stands``, how the partnership stands against all others, are None when it is not compared.
    """

    case: Case
    result: engine.Result
    outcomes: Mapping[str, Sequence[float]]
    components: Mapping[str, Mapping[str, Difference]]
    totals: Mapping[str, Difference]
    timeline: Timeline | None
    stands: engine.Standing | None = None


@dataclass(frozen=True)
class Inputs:
    """A case as the engine takes it."""

    case: Case
    portfolio: engine.Portfolio
    priors: engine.Priors
    settings: engine.Settings


def engine_inputs(case: Case) -> Inputs:
    """Turn a case into arrays and distributions. Raises DomainError when the assumptions cannot be used."""
    chosen = case.assumptions
    settings = engine.Settings(
        futures=case.futures,
        seed=case.seed,
        alternatives=chosen.alternatives,
        # As numbers of one kind: the check sum of the inputs is taken of their text.
        ceiling=None if chosen.ceiling is None else float(chosen.ceiling),
        shift=float(chosen.shift),
        criterion=chosen.criterion,  # type: ignore[arg-type]
        realisation=chosen.realisation,  # type: ignore[arg-type]
    )
    try:
        return Inputs(case, portfolio_of(case), priors_of(chosen.overrides, case.renewed), settings)
    except engine.EngineError as error:
        raise _unusable(error) from error


def check_usable(assumptions: Assumptions) -> None:
    """Raise DomainError when the engine would refuse these assumptions for any portfolio."""
    engine_inputs(Case((), date(2000, 1, 1), assumptions))


def with_priors_file(inputs: Inputs, mapping: Any) -> Inputs:
    """Put what a priors file states in place of the shipped values. Raises DomainError naming what cannot be used."""
    if not isinstance(mapping, Mapping) or not {"models", "common"} & mapping.keys():
        raise _unusable(engine.PriorsError("the file must name models or common", code="missing"))
    try:
        return replace(inputs, priors=inputs.priors.merged(mapping))
    except engine.EngineError as error:
        raise _unusable(error) from error


def other_than_shipped(inputs: Inputs) -> int:
    """How many numbers of the alternatives, and of what they have in common, are not those that were shipped."""
    ours = engine_inputs(inputs.case).priors
    models = [
        (model.parameters, ours.delivery_models[slug].parameters)
        for slug, model in inputs.priors.delivery_models.items()
    ]
    return sum(
        one.get(name) != other.get(name)
        for one, other in [*models, (inputs.priors.common, ours.common)]
        for name in one.keys() | other.keys()
    )


def calculate(case: Case, progress: Progress | None = None) -> Calculation:
    """Run all the compared alternatives on the same futures. Raises DomainError when the assumptions cannot be used."""
    return calculate_inputs(engine_inputs(case), progress)


def calculate_inputs(inputs: Inputs, progress: Progress | None = None) -> Calculation:
    """``calculate`` for inputs already made."""
    return calculation_of(inputs, answered(inputs, progress=progress))


def answered(
    inputs: Inputs, earlier: Sequence[engine.Answered] = (), progress: Progress | None = None
) -> engine.Answered:
    """The draws, with the timeline of the strategic partnership where it is compared.

    What ``earlier`` answers have in common with this one is taken from them, and not a bit of it changes. Raises
    DomainError when the assumptions cannot be used.
    """
    # Somebody waits for the answer, and most of a block is done outside of Python's lock.
    given = inputs.portfolio, inputs.priors, replace(inputs.settings, threads=THREADS)
    # A picture needs fewer futures than a comparison.
    futures = min(inputs.settings.futures, TIMELINE_FUTURES)
    pictured = (engine.STRATEGIC, futures) if engine.STRATEGIC in inputs.settings.alternatives else None
    try:
        return engine.simulate_again(*given, earlier, pictured, progress)
    except engine.EngineError as error:
        raise _unusable(error) from error


def calculation_of(inputs: Inputs, found: engine.Answered) -> Calculation:
    """What the draws of these inputs say."""
    simulation = found.simulation
    return Calculation(
        case=inputs.case,
        result=engine.summarise(simulation),
        outcomes=_outcomes(simulation),
        components=_component_differences(simulation),
        totals=_total_differences(simulation),
        timeline=found.timeline,
        stands=_stands(simulation),
    )


def calculate_chance(inputs: Inputs, earlier: Sequence[engine.Answered] = ()) -> float:
    """The chance that a strategic partnership is cheaper than separate tenders, as ``calculate`` finds it, alone.

    ``earlier`` as in ``answered``. Raises DomainError when the assumptions cannot be used.
    """
    settings = replace(inputs.settings, alternatives=(engine.BASELINE, engine.STRATEGIC), threads=THREADS)
    try:
        found = engine.simulate_again(inputs.portfolio, inputs.priors, settings, earlier)
    except engine.EngineError as error:
        raise _unusable(error) from error
    return engine.standing(found.simulation, engine.STRATEGIC).p_cheaper.mean


def calculate_break_even(inputs: Inputs, progress: Progress | None = None) -> BreakEven:
    """How the chance changes with the volume and with more of the same projects, on fewer futures.

    Against separate tenders, and against the cheapest without a partnership as the answer has it.
    """
    settings = replace(inputs.settings, futures=break_even_futures(inputs.case))
    return engine.break_even(inputs.portfolio, inputs.priors, settings, progress, reference=_reference(inputs))


def _reference(inputs: Inputs) -> str:
    """The cheapest in mean of those compared without a partnership, on all the futures of the answer."""
    without = tuple(slug for slug in inputs.settings.alternatives if slug in WITHOUT_PARTNERSHIP)
    if without == (engine.BASELINE,):
        return engine.BASELINE
    # Somebody waits for this too.
    settings = replace(inputs.settings, alternatives=without, threads=THREADS)
    found = engine.simulate(inputs.portfolio, inputs.priors, settings)
    return reference_of(dict(zip(found.slugs, found.compared, strict=True)))


def break_even_futures(case: Case) -> int:
    """How many futures the break-even rests on: fewer for a large portfolio, so that it never takes long."""
    affordable = BREAK_EVEN_FUTURES * BREAK_EVEN_PROJECTS // max(len(case.facts), 1)
    return min(case.futures, BREAK_EVEN_FUTURES, max(affordable, LEAST_FUTURES))


def json_document(
    calculation: Calculation, found: BreakEven, inputs: Inputs, verdict: engine.Verdict | None = None
) -> dict[str, object]:
    """The whole result by the engine's schema, version 1, with the verdict that stands beside it."""
    given = inputs.portfolio, inputs.priors, inputs.settings
    return engine.result_document(calculation.result, found, *given, verdict=verdict)


def _stands(simulation: engine.Simulation) -> engine.Standing | None:
    return engine.standing(simulation, engine.STRATEGIC) if engine.STRATEGIC in simulation.slugs else None


def _unusable(error: engine.EngineError) -> DomainError:
    words = _("These assumptions cannot be used together (%(reason)s). Put the last one back; everything else is kept.")
    return DomainError(words % {"reason": error})


def priors_of(
    overrides: Mapping[ParameterKey, Range], renewed: Mapping[ParameterKey, Renewal] | None = None
) -> engine.Priors:
    """The shipped priors, newer evidence in their place, and a person's own ranges in place of both.

    A range without width becomes a fixed number.
    """
    newer = {key: engine.Prior("absolute", one.prior) for key, one in (renewed or {}).items()}
    changes: dict[ParameterKey, engine.Prior | engine.Distribution] = {**newer}
    changes |= {key: _distribution(value) for key, value in overrides.items()}
    return shipped_priors().with_overrides(changes) if changes else shipped_priors()


def portfolio_of(case: Case) -> engine.Portfolio:
    """Rows as engine projects. A project without a similarity group resembles no other."""
    return _portfolio(case.facts, case.case_date)


# A page asks for the same several times over, and the next page for the same again.
@lru_cache(maxsize=8)
def _portfolio(facts: tuple[ProjectFacts, ...], case_date: date) -> engine.Portfolio:
    return engine.Portfolio(_project(row, one, case_date) for row, one in enumerate(facts))


@lru_cache(maxsize=1)
def _engine_states() -> dict[str, engine.ApprovalState]:
    return {
        state.slug: engine.ApprovalState(state.slug, state.order, float(state.realisation), _triple(state.delay))
        for state in approval_states()
    }


def _triple(delay: Delay) -> tuple[float, float, float]:
    return float(delay.least), float(delay.typical), float(delay.most)


def _project(row: int, facts: ProjectFacts, case_date: date) -> engine.Project:
    return engine.Project(
        name=facts.name,
        kind=facts.kind,
        group=facts.group or f"{UNGROUPED}{row}",
        homes=facts.homes or 0,
        budget=float(facts.budget),
        planned_start=months_between(case_date, facts.planned_start),
        duration=float(facts.duration),
        approval=_engine_states()[facts.approval],
        problem_project=facts.problem_project,
        eligible=facts.eligible,
        realisation=None if facts.realisation is None else float(facts.realisation),
        delay=_triple(facts.delay) if facts.delay else None,
    )


def _distribution(value: Range) -> engine.Distribution:
    if value.is_constant:
        return engine.Distribution.constant(value.typical)
    return engine.Distribution.triangular(value.least, value.typical, value.most)


def _outcomes(simulation: engine.Simulation) -> dict[str, list[float]]:
    values = simulation.compared
    base = values[simulation.slugs.index(engine.BASELINE)]
    return {
        slug: [float(dot) for dot in engine.quantile_dots(values[place] - base)]
        for place, slug in enumerate(simulation.slugs)
        if slug != engine.BASELINE
    }


def _component_differences(simulation: engine.Simulation) -> dict[str, dict[str, Difference]]:
    base = simulation.slugs.index(engine.BASELINE)
    return {
        slug: dict(
            zip(
                engine.COMPONENTS,
                _differences(simulation.components[:, place] - simulation.components[:, base]),
                strict=True,
            )
        )
        for place, slug in enumerate(simulation.slugs)
        if slug != engine.BASELINE
    }


def _total_differences(simulation: engine.Simulation) -> dict[str, Difference]:
    found = _differences(simulation.cost - simulation.cost[simulation.slugs.index(engine.BASELINE)])
    return {slug: one for slug, one in zip(simulation.slugs, found, strict=True) if slug != engine.BASELINE}


def _differences(draws: "np.typing.NDArray[np.float64]") -> list[Difference]:
    """Of each row of draws."""
    ends = engine.quantiles(draws, (0.05, 0.95))
    return [
        Difference(float(mean), float(low), float(high))
        for mean, (low, high) in zip(draws.mean(axis=-1), ends, strict=True)
    ]
