"""What is forecast for each project."""

import pytest

from maskinrum.engine import STRATEGIC, Distribution, Portfolio, Settings, project_forecasts, simulate, timeline
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
