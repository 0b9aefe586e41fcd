"""What is forecast for each project."""

import numpy as np
import pytest

from maskinrum.engine import (
    STRATEGIC,
    Distribution,
    Portfolio,
    Settings,
    covariance,
    drawn_together,
    project_forecasts,
    simulate,
    timeline,
)
from tests.engine.cases import CONTRACTED, DONE, neutral, project, shipped, shipped_portfolio


def test_each_project_costs_and_ends_as_worked_out_by_hand() -> None:
    projects = [project(100, 7, 12), project(50, 30, 6, approval=CONTRACTED), project(9, 1, approval=DONE)]
    projects.append(project(40, 20, realisation=0.0))
    told: list[tuple[int, int]] = []
    priors = neutral({"setup_cost": 4.0, "procurement_time": 2.0}, {"client_tender_cost": 0.02})
    found = project_forecasts(
        Portfolio(projects), priors, Settings(futures=4), STRATEGIC, lambda *done: told.append(done)
    )
    assert [own.row for own in found] == [0, 1, 3]
    assert [own.p_realised for own in found] == [1.0, 1.0, 0.0]
    assert (found[2].cost, found[2].handover) == (None, None)
    costs, months = (
        list(filter(None, ends)) for ends in zip(*((own.cost, own.handover) for own in found), strict=True)
    )
    assert [(own.p10, own.p90) for own in costs] == [pytest.approx((value, value)) for value in (100, 50)]
    assert [own.p50 for own in months] == pytest.approx([14.0, 36.0])
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_stated_range_is_that_of_the_draws() -> None:
    priors = neutral({}, {"cost_deviation_sd": 0.1}).with_overrides(
        {(STRATEGIC, "cost_deviation_sd"): Distribution.constant(0.1)}
    )
    (found,) = project_forecasts(Portfolio([project(100, 7)]), priors, Settings(futures=8192), "separate")
    assert found.cost is not None
    assert (found.cost.p10, found.cost.p50, found.cost.p90) == pytest.approx((87.18, 100.0, 112.82), abs=0.6)


def test_projects_and_agreement_add_up_and_end_as_the_timeline_says() -> None:
    portfolio, settings = shipped_portfolio("demo_portfolio.csv"), Settings(futures=2, alternatives=(STRATEGIC,))
    found = project_forecasts(portfolio, shipped(), settings, STRATEGIC)
    drawn = timeline(portfolio, shipped(), settings, STRATEGIC)
    for own, other in zip(found, drawn.projects, strict=True):
        assert (own.row, own.p_realised, own.handover is None) == (other.row, other.p_realised, other.handover is None)
        if own.handover and other.handover:
            assert own.handover.p50 == pytest.approx(other.handover.p50)
    agreement = simulate(portfolio, shipped(), settings).components[-3:, 0].sum(axis=0).mean()
    assert agreement > 0
    # of two futures the median is the mean where a project is realised in both, the value itself where in one
    projects = sum(own.cost.p50 * own.p_realised for own in found if own.cost)
    assert projects + agreement == pytest.approx(simulate(portfolio, shipped(), settings).cost[0].mean())


def test_what_contractors_are_paid_leaves_out_tender_disputes_and_waiting() -> None:
    # 100 and its tender of 2, a dispute of 1; bids and rework are in the price of the baseline already
    priors = neutral({}, {"client_tender_cost": 0.02, "dispute_cost": 0.01, "bidder_cost": 0.004, "bidder_count": 5.0})
    (found,) = project_forecasts(Portfolio([project(100, 7)]), priors, Settings(futures=4), "separate")
    assert found.cost is not None
    assert found.building is not None
    assert (found.cost.p50, found.building.p50, found.building_mean) == pytest.approx((103.0, 100.0, 100.0))
    assert found.building_steps == pytest.approx((100.0,) * 20)
    assert found.building_drawn == "cccc"  # where all are alike, all lie within


def test_where_each_project_fell_is_kept_of_the_same_futures() -> None:
    portfolio, settings = shipped_portfolio("demo_portfolio.csv"), Settings(futures=512)
    found = project_forecasts(portfolio, shipped(), settings, STRATEGIC)
    drawn = drawn_together([own.building_drawn for own in found], [own.building_steps for own in found])
    assert drawn.shape == (len(found), 256)
    for own, row in zip(found, drawn, strict=True):
        assert own.building_mean is not None
        assert float(np.nanmean(row)) == pytest.approx(own.building_mean, rel=0.03)
        places = drawn_together([own.building_drawn])[0]
        known = places[~np.isnan(places)]
        assert 0.7 < np.mean((known >= 2) & (known < 18)) < 0.9
        assert [letter == "-" for letter in own.building_drawn] == [letter == "-" for letter in own.handover_drawn]


def test_a_project_that_never_comes_is_drawn_in_no_future() -> None:
    (found,) = project_forecasts(
        Portfolio([project(40, 20, realisation=0.0)]), neutral(), Settings(futures=3), STRATEGIC
    )
    assert (found.building, found.building_drawn, found.handover_drawn, found.building_steps) == (
        None,
        "---",
        "---",
        (),
    )


def test_covariance_is_of_the_futures_in_which_both_are_known() -> None:
    nan = float("nan")
    found = covariance(np.array([[1.0, 3.0, nan, 5.0], [2.0, 4.0, 9.0, nan], [nan, nan, nan, 1.0]]))
    assert found[0, 1] == pytest.approx(1.0)  # of (1, 2) and (3, 4)
    assert found[0, 0] == pytest.approx(np.var([1, 3, 5]))
    assert (found[1, 2], found[2, 2]) == (0, 0)


def test_projects_of_one_market_vary_together() -> None:
    """Ten alike with a chance of 0.8: on their own 1.26 of them, but s = 0.2 is common to all."""
    portfolio = Portfolio([project(50, 7 + 3 * place, realisation=0.8) for place in range(10)])
    common = {"pipeline_correlation": 0.2}
    found = project_forecasts(portfolio, neutral({}, {}, common), Settings(futures=256), STRATEGIC)
    come = ~np.isnan(drawn_together([own.handover_drawn for own in found]))
    assert float(covariance(come.astype(np.float64)).sum()) ** 0.5 == pytest.approx(1.76, abs=0.2)
