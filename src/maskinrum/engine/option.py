"""Whether the client extends the agreement, on what it has seen by then (section 3.4)."""

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.cost import BUDGET_RANGE, REFERENCE_BUDGET, Seen
from maskinrum.engine.schedule import OUTSIDE, Schedule, Window
from maskinrum.engine.values import Values


def expected_ratio(case: Case) -> Floats:
    """a₀: what the client expects of a separate tender, over budget, from the means of the baseline's; (projects,)."""
    mean = {
        slug: case.baseline_distribution(slug).mean()
        for slug in (
            "cost_deviation_mean",
            "cost_tail_probability",
            "cost_tail_size",
            "client_tender_cost",
            "client_tender_cost_elasticity",
            "dispute_cost",
        )
    }
    portfolio = case.portfolio
    times = np.where(portfolio.problem, case.priors.common["problem_tail_multiplier"].mean(), 1)
    tail = np.minimum(1, mean["cost_tail_probability"] * times) * mean["cost_tail_size"]
    size = np.clip(portfolio.budget, *BUDGET_RANGE) / REFERENCE_BUDGET
    tender = mean["client_tender_cost"] * size ** -mean["client_tender_cost_elasticity"]
    return np.asarray(1 + mean["cost_deviation_mean"] + tail + tender + mean["dispute_cost"])


def extended(case: Case, values: Values, common: Values, found: Schedule, opened: Window, seen: Seen) -> Bools:
    """Extend iff n ≥ 1 and A·W + R·extension/12 < 0; (options, futures)."""
    lanes = case.options
    running = values["running_cost"][:lanes] * values["extension"][:lanes] / 12
    shrunk = believed(seen.finished, seen.advantage, common["option_noise_ratio"])
    return (seen.finished >= 1) & ~opened.stopped[:lanes] & (shrunk * ahead(case, found) + running < 0)


def believed(finished: Floats, advantage: Floats, noise_ratio: Floats) -> Floats:
    """A: mean advantage of ``finished`` projects that sum to ``advantage``, shrunk by n / (n + noise ratio)."""
    return np.asarray(advantage / np.maximum(finished + noise_ratio, 1))


def ahead(case: Case, found: Schedule) -> Floats:
    """W: Σ V of projects that would go inside in the extension, mDKK, (options, futures)."""
    inside = (found.start[: case.options] > OUTSIDE) & found.late
    total: Floats = np.einsum("p,lpf->lf", case.portfolio.budget, inside.astype(np.float64))
    return total
