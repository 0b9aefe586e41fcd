"""The examples of the model's description, worked by hand and exact to 1e-9."""

from math import log2

import numpy as np
import pytest

from maskinrum.engine import Settings, best_shares, better_shares, regrets
from maskinrum.engine.agreement import agreement
from maskinrum.engine.arrays import Floats
from maskinrum.engine.option import believed
from maskinrum.engine.schedule import closed
from maskinrum.engine.streams import Streams
from tests.engine.cases import CONTRACTED, neutral, project, run

STARTS = range(7, 44, 4)


def approx(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


@pytest.mark.parametrize("elasticity", [0.0, 0.4])
def test_tender_savings_do_not_pay_for_a_small_partnership(elasticity: float) -> None:
    separate = {"client_tender_cost": 0.012, "client_tender_cost_elasticity": elasticity}
    strategic = {**separate, "client_tender_cost": 0.0018, "setup_cost": 4, "running_cost": 2}
    found = run([project(50, start) for start in STARTS], neutral(strategic, separate))
    assert found.cost[:, 0].tolist() == [approx(506.0), approx(512.9)]


def test_three_similar_projects_learn() -> None:
    projects = [project(100, start, 12) for start in (7, 19, 31)]
    found = run(projects, neutral({"term": 36, "progress_ratio": 0.95}))
    assert found.draws.continuity[1, 0] == approx(1)
    assert found.cost[1, 0] == approx(100 + 98.25 + 100 * (1 - 0.35 * (1 - 0.95 ** log2(3))))
    assert found.cost[1, 0] == pytest.approx(295.5171638, abs=5e-8)


def test_only_favourable_effects_shrink_with_continuity() -> None:
    strategic = {"term": 36, "price_level": 0.02, "dispute_cost": 0.003}
    found = run([project(100, 7, 6), project(100, 31, 6)], neutral(strategic, {"dispute_cost": 0.006}))
    assert found.draws.continuity[1, 0] == approx(1 / 3)
    assert found.components[[0, 3], 1, 0].tolist() == [approx(204), approx(1)]
    assert found.cost[:, 0].tolist() == [approx(201.2), approx(205)]


def test_a_smaller_project_later_still_fits_under_the_ceiling() -> None:
    projects = [project(budget, start) for budget, start in ((40, 10), (40, 14), (40, 18), (20, 22))]
    found = run(projects, neutral(), ceiling=100.0)
    assert found.draws.inside_volume[1, 0] == approx(100)
    assert found.draws.open_volume[0] == approx(140)
    assert found.draws.refused[1, 0]


def test_ties_share_the_probability_of_being_best() -> None:
    costs = np.array([[10.0, 9, 7, 5], [10, 8, 7, 6], [12, 8, 7, 4]])
    assert best_shares(costs).mean(axis=1).tolist() == [approx(5 / 24), approx(8 / 24), approx(11 / 24)]
    assert better_shares(costs[1:], costs[0]).mean(axis=1).tolist() == [0.5, 0.625]
    assert regrets(costs).mean(axis=1).tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(("request_month", "inside"), [(6, True), (5.9, False), (47.9, True), (48, False)])
def test_the_window_takes_what_can_wait_for_it_and_comes_before_its_close(request_month: float, inside: bool) -> None:
    strategic = {"setup_time": 12, "term": 36, "procurement_time": 1, "delay_cost": 0.01}
    found = run([project(100, request_month + 7)], neutral(strategic), ceiling=1000.0)
    assert found.draws.inside_volume[1, 0] == (100 if inside else 0)


@pytest.mark.parametrize(("procurement", "months_late"), [(1, 0), (4, 3)])
def test_a_project_that_waits_for_the_opening_starts_after_its_procurement(procurement: int, months_late: int) -> None:
    strategic = {"setup_time": 12, "procurement_time": procurement, "delay_cost": 0.01}
    waiting = run([project(200, 13)], neutral(strategic)).components[5, 1, 0]
    assert waiting == approx(200 * 0.01 * months_late)


def test_experience_is_lost_by_gaps_and_turnover() -> None:
    strategic = {"term": 36, "progress_ratio": 0.95, "team_turnover": 0.2, "forgetting": 0.4}
    projects = [project(100, 7, 6), project(100, 31, 6)]
    found = run(projects, neutral(strategic))
    scaled = 1 - 0.05 / 3
    assert found.cost[1, 0] == approx(100 + 100 * (1 - 0.35 * (1 - scaled ** log2(0.8**2 * 0.6 + 1))))
    assert found.cost[1, 0] == pytest.approx(199.7252867, abs=5e-8)
    assert run(projects, neutral({**strategic, "outside_activity": 0.5})).draws.continuity[1, 0] == approx(2 / 3)


def test_an_early_stop_closes_the_window_and_ends_the_running_cost() -> None:
    opening, term, stop, u_stop = (np.full((1, 1), value) for value in (12.0, 48.0, 0.5, 0.25))
    closing, stopped = closed(opening, term, stop, u_stop)
    assert stopped.all()
    assert closing[0, 0] == approx(36)
    zero = np.zeros((1, 1))
    values = {"setup_cost": zero, "pass_through": zero, "agreement_bid_cost": zero, "running_cost": zero + 2}
    common = {"tail_running_share": np.array([0.25]), "real_discount_rate": np.array([0.0])}
    assert agreement(values, opening, closing, closing, common).running[0, 0] == approx(4)


def test_leadership_goes_on_in_the_tail_at_a_quarter() -> None:
    found = run([project(100, 53, 20)], neutral({"running_cost": 2}))
    assert found.components[8, 1, 0] == approx(8.75)


@pytest.mark.parametrize(("budget", "cost"), [(50, 0.5), (200, 1.0), (0.5, 0.5 * 0.01 * 0.02**-0.5)])
def test_small_tenders_cost_a_larger_share(budget: float, cost: float) -> None:
    separate = {"client_tender_cost": 0.01, "client_tender_cost_elasticity": 0.5}
    assert run([project(budget, 7)], neutral({}, separate)).components[1, 0, 0] == approx(cost)
    assert pytest.approx(0.0353553, abs=5e-8) == 0.5 * 0.01 * 0.02**-0.5


@pytest.mark.parametrize(("deviation", "with_partnership"), [(0.40, 0.20), (-0.10, -0.10)])
def test_the_multiplier_acts_on_late_time_only(deviation: float, with_partnership: float) -> None:
    priors = neutral({"time_multiplier": 0.5}, {"time_deviation": deviation})
    found = run([project(10, 7, 48)], priors)
    months = found.draws.handover_delay[:, 0] / 10 + 7  # without procurement time it starts 7 months before plan
    assert months.tolist() == [approx(48 * deviation), approx(48 * with_partnership)]


@pytest.mark.parametrize(("ahead", "extends"), [(200, True), (100, False)])
def test_the_option_is_used_when_what_is_ahead_pays_for_it(ahead: float, extends: bool) -> None:
    advantage = believed(np.array([8.0]), np.array([8 * -0.05]), np.array([4.0]))
    assert bool(advantage[0] * ahead + 4 < 0) is extends
    finished = [project(10, 7 + 6 * turn, 6) for turn in range(8)]
    strategic = {"price_level": -0.05, "running_cost": 2, "extension": 24, "ceiling_factor": 2}
    found = run([*finished, project(ahead, 60, 6)], neutral(strategic))
    assert bool(found.draws.extended[1, 0]) is extends
    inside, years = (80 + ahead, 6) if extends else (80, 4)
    assert found.cost[1, 0] == approx(80 + ahead - 0.05 * inside + 2 * years)
    assert found.draws.option_gain[1, 0] == approx(0.05 * ahead - 4 if extends else 0)


def test_present_value_discounts_from_the_same_month_in_every_model() -> None:
    strategic = {"setup_cost": 4, "setup_time": 12, "running_cost": 2, "agreement_bid_cost": 5}
    priors = neutral(strategic, common={"real_discount_rate": 0.035})
    found = run([project(100, 31, 24, delay=(5, 5, 5))], priors)
    assert found.cost[1, 0] == approx(115)
    assert found.present_value[0, 0] == approx(100 / 1.035**4)
    assert found.present_value[1, 0] == pytest.approx(101.1287436, abs=5e-8)


def test_bids_and_rework_are_counted_once() -> None:
    separate = {
        "client_tender_cost": 0.02,
        "dispute_cost": 0.005,
        "delay_cost": 0.01,
        "procurement_time": 9,
        "bidder_cost": 0.008,
        "bidder_count": 4,
        "rework_cost": 0.05,
        "cost_deviation_mean": 0.1,
    }
    common = {"market_index_drift": 0.04}
    found = run([project(50, 19)], neutral(separate, separate, common))
    market = np.exp(0.04 * 21 / 12)
    assert found.cost[:, 0].tolist() == [approx(50 * (market * 1.1 + 0.02 + 0.005 + 0.01 * 2))] * 2


def test_committed_projects_cost_the_same_in_every_model() -> None:
    separate = {"client_tender_cost": 0.02, "dispute_cost": 0.006, "delay_cost": 0.01}
    strategic = {"client_tender_cost": 0.001, "price_level": -0.1}
    committed = project(60, 7, approval=CONTRACTED, delay=(3, 3, 3))
    found = run([committed], neutral(strategic, separate, {"market_index_drift": 0.04}))
    assert found.cost[:, 0].tolist() == [approx(60 * (1 + 0.006 + 0.01 * 3))] * 2


def test_a_problem_project_has_twice_the_probability_of_the_tail() -> None:
    separate = {"cost_tail_probability": 0.03, "cost_tail_size": 0.5}

    def hit(*, problem: bool) -> object:
        found = run([project(100, 7, problem_project=problem)], neutral({}, separate), futures=1024)
        return (found.cost[0] > 125).tolist()

    u_tail = tail_uniforms()
    assert hit(problem=False) == (u_tail < 0.03).tolist()
    assert hit(problem=True) == (u_tail < 0.06).tolist()
    assert ((u_tail > 0.045) & (u_tail < 0.055)).any()


def tail_uniforms() -> Floats:
    stream = Streams(Settings().seed, 0).project(0)
    for _normal in range(3):
        stream.standard_normal()
    stream.random()
    return stream.random()
