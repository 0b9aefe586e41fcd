"""From draws to the result: statistics of every alternative and of every pair (section 4)."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.comparison import best_shares, better_shares, estimates, regrets
from maskinrum.engine.parameters import BASELINE
from maskinrum.engine.results import COMPONENTS, ModelResult, PairResult, Result
from maskinrum.engine.simulation import Draws, Simulation
from maskinrum.engine.statistics import Estimate, Stat, describe, describe_all, estimate


def summarise(simulation: Simulation) -> Result:
    """Statistics over the futures, each with its Monte-Carlo error."""
    best, regret = estimates(best_shares(simulation.compared)), estimates(regrets(simulation.compared))
    models = tuple(_model(simulation, lane, best[lane], regret[lane]) for lane in range(len(simulation.slugs)))
    pairs = tuple(_pair(simulation, a, b) for a, b in combinations(range(len(simulation.slugs)), 2))
    evpi = min(found.mean for found in regret)
    return Result(simulation.futures, simulation.seed, simulation.criterion, models, pairs, evpi)


def _model(simulation: Simulation, lane: int, best: Estimate, regret: Estimate) -> ModelResult:
    draws = simulation.draws
    better, difference = _against_separate(simulation, lane)
    without_window = ModelResult(
        slug=simulation.slugs[lane],
        agreement=simulation.agreement[lane],
        cost=describe_all(draws.cost[lane]),
        cost_ratio=_per_volume(draws.cost[lane], draws.realised_volume),
        present_value=describe_all(draws.present_value[lane]),
        components={name: describe_all(draws.components[part, lane]) for part, name in enumerate(COMPONENTS)},
        p_best=best.mean,
        p_best_se=best.se,
        p_better=None if better is None else better.mean,
        p_better_se=None if better is None else better.se,
        difference=difference,
        regret=regret,
        handover_delay=_per_volume(draws.handover_delay[lane], draws.realised_volume),
    )
    return _with_window(without_window, draws, lane) if simulation.agreement[lane] else without_window


def _with_window(found: ModelResult, draws: Draws, lane: int) -> ModelResult:
    share = np.divide(
        draws.inside_volume[lane],
        draws.open_volume,
        out=np.zeros_like(draws.open_volume),
        where=draws.open_volume > 0,
    )
    return replace(
        found,
        share_inside=describe_all(share),
        continuity=describe_all(draws.continuity[lane]),
        ceiling_reached=float(draws.refused[lane].mean()),
        idle_months=describe_all(draws.idle_months[lane]),
        stopped_early=float(draws.stopped[lane].mean()),
        extended=float(draws.extended[lane].mean()),
        option_value=estimate(draws.option_gain[lane]),
    )


def _against_separate(simulation: Simulation, lane: int) -> tuple[Estimate | None, Stat | None]:
    if BASELINE not in simulation.slugs:
        return None, None
    own, separate = simulation.compared[lane], simulation.compared[simulation.slugs.index(BASELINE)]
    is_separate = simulation.slugs[lane] == BASELINE
    return None if is_separate else estimate(better_shares(own, separate)), describe_all(own - separate)


def _per_volume(amounts: Floats, volume: Floats) -> Stat | None:
    some = volume > 0
    return describe(amounts[some] / volume[some])


def _pair(simulation: Simulation, a: int, b: int) -> PairResult:
    one, other = simulation.compared[a], simulation.compared[b]
    better = estimate(better_shares(one, other))
    return PairResult(simulation.slugs[a], simulation.slugs[b], describe_all(one - other), better.mean, better.se)
