"""What must hold on average: within four Monte-Carlo errors of a closed form."""

import numpy as np
import pytest

from maskinrum.engine import BASELINE, ApprovalState, Distribution, Portfolio, Settings, simulate
from maskinrum.engine.arrays import Floats
from maskinrum.engine.market import QUARTERS, Market
from maskinrum.engine.streams import BLOCK, Streams
from tests.engine.cases import BOTH, neutral, project, shipped

FLAT = {("common", "market_index_quarterly_sd"): 0.0}
MANY = 65_536


def assert_mean(values: Floats, expected: float) -> None:
    error = values.std() / len(values) ** 0.5
    assert abs(values.mean() - expected) < 4 * error


def assert_variance(values: Floats, expected: float) -> None:
    squares = (values - values.mean()) ** 2
    assert_mean(squares, expected)


def test_the_mean_of_a_separate_tender_with_the_shipped_priors() -> None:
    priors = shipped().with_overrides({**FLAT, (BASELINE, "procurement_time"): 7})
    found = simulate(Portfolio([project(50, 20)]), priors, Settings(futures=MANY, alternatives=(BASELINE,)))
    assert pytest.approx(53.0567, abs=5e-5) == 50 * (1 + 0.0273 + 0.03 * 0.45 + 0.014 + 0.019 / 3)
    assert_mean(found.cost[0], 53.0567)


def test_projects_are_postponed_together() -> None:
    maybe = ApprovalState("maybe", 3, 0.5, (0, 0, 0))
    priors = neutral(common={"pipeline_correlation": 0.2})
    portfolio = Portfolio([project(10, 7, approval=maybe), project(30, 7, approval=maybe)])
    found = simulate(portfolio, priors, Settings(futures=MANY, alternatives=(BASELINE,)))
    assert_mean((found.draws.realised_volume == 40).astype(float), 0.282047)
    assert_mean((found.draws.realised_volume >= 30).astype(float), 0.5)


def test_the_variance_of_the_market_after_eight_quarters() -> None:
    flat, spread, memory = np.zeros(BLOCK), np.full(BLOCK, 0.012), np.full(BLOCK, 0.5)
    common = {
        "market_index_quarterly_sd": spread,
        "market_index_autocorrelation": memory,
        "market_index_drift": flat,
    }
    after = [np.log(Market.drawn(Streams(3, block), common).at(np.full(BLOCK, 24.0))) for block in range(64)]
    assert_variance(np.concatenate(after), 0.00288225)


def test_the_market_is_linear_in_logs_between_quarters_and_constant_at_the_end() -> None:
    levels = np.repeat(np.linspace(0.1, 8.0, QUARTERS)[:, np.newaxis], BLOCK, axis=1)
    levels[1] = 0.4
    market = Market.through(levels)

    def log_index(month: float) -> float:
        return float(np.log(market.at(np.full(BLOCK, month))[5]))

    assert [log_index(month) for month in (0, 1, 3, 4.5, 6)] == pytest.approx([0, 0.1 / 3, 0.1, 0.25, 0.4])
    assert [log_index(month) for month in (240, 900)] == pytest.approx([8, 8])


def test_an_agreement_that_always_stops_does_so_halfway_on_average() -> None:
    found = simulate(
        Portfolio([project(50, 20)]), neutral({"early_stop": 1.0}), Settings(futures=MANY, alternatives=BOTH)
    )
    assert found.draws.stopped[1].all()
    assert_mean(found.draws.closing[1] - found.draws.opening[1], 24)


def test_the_time_deviation_is_on_time_in_46_per_cent() -> None:
    priors = shipped().with_overrides({(BASELINE, "procurement_time"): 7})
    found = simulate(Portfolio([project(1, 20, 10)]), priors, Settings(futures=MANY, alternatives=(BASELINE,)))
    assert_mean((found.draws.handover_delay[0] <= 1e-9).astype(float), 0.46)


def test_the_sum_of_triangulars_has_their_moments() -> None:
    setup, bid, running = (Distribution.triangular(*ends) for ends in ((2, 4, 9), (2, 4.5, 10), (1, 2, 4)))
    priors = neutral({"setup_cost": setup, "agreement_bid_cost": bid, "running_cost": running, "pass_through": 1})
    found = simulate(Portfolio([]), priors, Settings(futures=MANY, alternatives=BOTH))
    assert_mean(found.cost[1], setup.mean() + bid.mean() + 4 * running.mean())
    assert_variance(found.cost[1], setup.variance() + bid.variance() + 16 * running.variance())


def test_the_sum_of_lognormals_has_their_moments() -> None:
    deviation = Distribution.lognormal(-1.5, 0.5, -0.25)
    priors = neutral({}, {"time_deviation": deviation, "procurement_time": 7})
    portfolio = Portfolio([project(3, 20, 10), project(1, 30, 20)])
    found = simulate(portfolio, priors, Settings(futures=MANY, alternatives=(BASELINE,)))
    months = found.draws.handover_delay[0]
    assert_mean(months, 50 * deviation.mean())
    assert_variance(months, (30**2 + 20**2) * deviation.variance())


def test_effects_move_together_and_other_parameters_do_not() -> None:
    spread = Distribution.normal(0, 0.01)
    effects = {"price_level": spread, "dispute_cost": spread, "setup_cost": spread}
    common = {"effect_correlation": 0.4}
    found = simulate(
        Portfolio([project(100, 7, 48)]), neutral(effects, common=common), Settings(futures=MANY, alternatives=BOTH)
    )
    works, dispute, setup = found.components[[0, 3, 6], 1]
    assert np.corrcoef(works, dispute)[0, 1] == pytest.approx(0.4, abs=0.02)
    assert np.corrcoef(works, setup)[0, 1] == pytest.approx(0, abs=0.02)


def test_one_share_of_the_portfolio_can_replace_the_states() -> None:
    share = Distribution.triangular(0.4, 0.75, 1.05)
    priors = neutral({"realisation": share}, common={"pipeline_correlation": 0.0})
    idea = ApprovalState("idea", 1, 0.0, (0, 0, 0))
    contracted = ApprovalState("contracted", 8, 1.0, (0, 0, 0))
    portfolio = Portfolio([project(1, 7, approval=idea), project(10, 7, approval=contracted)])
    chosen = Settings(futures=MANY, alternatives=(BASELINE,), realisation="portfolio")
    found = simulate(portfolio, priors, chosen)
    capped = np.minimum(share.quantile((np.arange(MANY) + 0.5) / MANY), 1)
    assert_mean(found.draws.realised_volume, 10 + float(capped.mean()))


def test_an_effect_may_be_lognormal() -> None:
    dispute = Distribution.lognormal_through(0.006, 0.012)
    priors = neutral().with_overrides({("strategic_partnership", "dispute_cost"): dispute})
    found = simulate(Portfolio([project(100, 7)]), priors, Settings(futures=MANY, alternatives=BOTH))
    assert_mean(np.log(found.cost[1] / 100 - 1), np.log(0.006))
