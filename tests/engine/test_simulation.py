"""Edges of the schedule and of the cost, one rule each."""

import numpy as np
import pytest

from maskinrum.engine import (
    BASELINE,
    ApprovalState,
    Distribution,
    Portfolio,
    Prior,
    Priors,
    PriorsError,
    Settings,
    SettingsError,
    simulate,
    summarise,
)
from maskinrum.engine.agreement import years_discounted
from tests.engine.cases import (
    CONTRACTED,
    DONE,
    neutral,
    neutral_mapping,
    project,
    run,
    shipped,
    shipped_portfolio,
)

NEVER = ApprovalState("never", 1, 0.0, (0, 0, 0))
WORKS, TENDER, BIDDER, DISPUTE, REWORK, WAITING, SETUP, BID, RUNNING = range(9)


def test_an_empty_portfolio_costs_what_the_agreement_costs() -> None:
    found = run([], neutral({"setup_cost": 3, "running_cost": 2}))
    assert found.cost[:, 0].tolist() == [0, 11]
    result = summarise(found)
    assert result.model("strategic_partnership").share_inside is not None
    assert result.model(BASELINE).cost_ratio is None
    assert result.cheapest.slug == BASELINE


def test_handed_over_projects_cost_nothing() -> None:
    assert run([project(10, 7, approval=DONE)], neutral()).cost[:, 0].tolist() == [0, 0]


def test_a_portfolio_of_committed_projects_is_never_inside() -> None:
    found = run([project(10, 7, approval=CONTRACTED), project(30, 9, approval=CONTRACTED)], neutral())
    assert found.draws.inside_volume[1, 0] == 0
    assert found.draws.open_volume[0] == 0
    assert found.cost[:, 0].tolist() == [40, 40]


def test_a_project_that_is_not_realised_costs_nothing() -> None:
    found = run([project(10, 7, approval=NEVER), project(30, 9)], neutral({"client_tender_cost": 0.1}))
    assert found.cost[:, 0].tolist() == pytest.approx([30, 33])


def test_ineligible_projects_are_tendered_separately_from_an_agreement() -> None:
    projects = [project(10, 7, eligible=False), project(30, 9)]
    found = run(projects, neutral({"price_level": 0.5, "outside_activity": 1}, {"dispute_cost": 0.1}))
    assert found.draws.inside_volume[:, 0].tolist() == [40, 30]
    assert found.components[WORKS, :, 0].tolist() == pytest.approx([40, 55])
    assert found.components[DISPUTE, :, 0].tolist() == pytest.approx([4, 1])


def test_without_an_agreement_there_is_no_ceiling_and_no_window() -> None:
    found = run([project(10, 7), project(30, 300)], neutral(), ceiling=5.0)
    assert found.draws.inside_volume[:, 0].tolist() == [40, 0]


def test_a_ceiling_equal_to_the_planned_volume_holds_it_all() -> None:
    found = run([project(0.1 * turn, 7 + turn) for turn in range(1, 20)], neutral())
    assert not found.draws.refused[1].any()


def test_a_project_refused_by_the_ceiling_earns_no_experience_and_no_continuity() -> None:
    projects = [project(50, 7, 12), project(70, 19, 12), project(50, 31, 12)]
    found = run(projects, neutral({"progress_ratio": 0.9, "term": 36}), ceiling=100.0)
    k = 24 / 36
    assert found.draws.continuity[1, 0] == pytest.approx(k)
    assert found.cost[1, 0] == pytest.approx(50 + 70 + 50 * (1 - 0.35 * 0.1 * k))


def test_overlapping_works_are_counted_once_in_the_continuity() -> None:
    projects = [project(10, 7, 30), project(10, 12, 6), project(10, 31, 12), project(10, 54.5, 20)]
    found = run(projects, neutral())
    assert found.draws.continuity[1, 0] == pytest.approx((36 + 0.5) / 48)
    assert found.draws.idle_months[1, 0] == pytest.approx(11.5)


def test_not_yet_opens_later_and_waits_for_nobody() -> None:
    later = Settings(futures=2, alternatives=("strategic_partnership", "not_yet"), shift=18)
    priors = neutral({"setup_time": 5, "setup_cost": 1}, common={"real_discount_rate": 0.1})
    found = simulate(Portfolio([]), priors, later)
    assert found.draws.opening[:, 0].tolist() == [5, 23]
    assert found.present_value[:, 0].tolist() == pytest.approx([1.1 ** (-5 / 12), 1.1 ** (-23 / 12)])


def test_price_drift_counts_from_the_opening_and_not_outside() -> None:
    strategic = {"setup_time": 6, "price_drift": 0.12}
    found = run([project(100, 31), project(100, 90)], neutral(strategic))
    assert found.cost[1, 0] == pytest.approx(100 * (1 + 0.01 * (24 - 6)) + 100)


def test_models_without_an_agreement_pay_for_leadership_to_the_last_start() -> None:
    found = run([project(10, 7), project(10, 43), project(10, 90, approval=NEVER)], neutral({}, {"running_cost": 2}))
    assert found.components[RUNNING, 0, 0] == pytest.approx(2 * 36 / 12)


def test_projects_learn_by_the_models_own_ratio_without_an_agreement() -> None:
    found = run([project(100, 7), project(100, 19)], neutral({}, {"progress_ratio": 0.9}))
    assert found.cost[:, 0].tolist() == pytest.approx([100 + 100 * (1 - 0.35 * 0.1), 200])


def test_outside_projects_wait_for_the_ordinary_procurement() -> None:
    found = run(
        [project(100, 31), project(50, 31, eligible=False)], neutral({}, {"procurement_time": 9, "delay_cost": 0.01})
    )
    assert found.components[WAITING, :, 0].tolist() == pytest.approx([150 * 0.02, 50 * 0.02])


def test_groups_learn_apart() -> None:
    projects = [project(100, 7, group="a"), project(100, 8, group="b"), project(100, 9, group="a")]
    found = run(projects, neutral({"progress_ratio": 0.9, "outside_activity": 1}))
    assert found.cost[1, 0] == pytest.approx(200 + 100 * (1 - 0.35 * 0.1))


def test_a_team_replaced_at_once_forgets_everything_but_the_same_day() -> None:
    strategic = {"progress_ratio": 0.9, "outside_activity": 1, "team_turnover": 1}
    assert run([project(100, 7), project(100, 19)], neutral(strategic)).cost[1, 0] == 200
    same_day = run([project(100, 7), project(100, 7)], neutral(strategic))
    assert same_day.cost[1, 0] == pytest.approx(100 + 100 * (1 - 0.35 * 0.1))


def test_shares_and_durations_are_clipped_to_what_can_be() -> None:
    priors = neutral({"setup_time": -3, "pass_through": 1.7, "agreement_bid_cost": 2})
    found = run([], priors)
    assert found.draws.opening[1, 0] == 0
    assert found.components[BID, 1, 0] == 2


def test_costs_never_fall_below_a_tenth_of_the_works() -> None:
    assert run([project(10, 7)], neutral({}, {"cost_deviation_mean": -3})).cost[0, 0] == pytest.approx(1)


def test_an_agreement_of_no_length_is_empty() -> None:
    found = run([project(10, 7)], neutral({"term": 0}))
    assert (found.draws.inside_volume[1, 0], found.draws.continuity[1, 0]) == (0, 0)


def test_a_stopped_agreement_is_not_extended() -> None:
    finished = [project(10, 7 + 6 * turn, 6) for turn in range(8)]
    strategic = {"price_level": -0.05, "extension": 24, "ceiling_factor": 2}
    priors = neutral({**strategic, "early_stop": 0.4, "outside_activity": 1})
    found = run([*finished, project(200, 60, 6)], priors, futures=1024)
    assert not (found.draws.stopped[1] & found.draws.extended[1]).any()
    assert found.draws.extended[1].mean() == pytest.approx(1 - found.draws.stopped[1].mean())
    np.testing.assert_array_less(found.draws.closing[1][found.draws.stopped[1]], 48)
    assert set(found.draws.closing[1][found.draws.extended[1]]) == {72}


def test_the_ceiling_may_refuse_in_the_extension_alone() -> None:
    finished = [project(10, 7 + 6 * turn, 6) for turn in range(8)]
    strategic = {"price_level": -0.05, "extension": 24}
    ahead = [project(200, 60, 6), project(200, 62, 6)]
    extended = run([*finished, *ahead], neutral(strategic), ceiling=300.0)
    assert (extended.draws.extended[1, 0], extended.draws.refused[1, 0]) == (True, True)
    dear = run([*finished, *ahead], neutral({**strategic, "running_cost": 50}), ceiling=300.0)
    assert (dear.draws.extended[1, 0], dear.draws.refused[1, 0]) == (False, False)


def test_money_over_time_has_its_limit_at_rate_zero() -> None:
    begin, end = np.array([6.0, 6.0]), np.array([30.0, 30.0])
    found = years_discounted(begin, end, np.array([0.0, 0.035]))
    exact = (1.035**-0.5 - 1.035**-2.5) / np.log(1.035)
    assert found.tolist() == pytest.approx([2, exact])


def test_present_value_can_be_the_criterion() -> None:
    priors = neutral({"setup_cost": 4}, common={"real_discount_rate": 0.035})
    found = run([project(100, 31, 24)], priors, criterion="present_value")
    difference = summarise(found).model("strategic_partnership").difference
    assert difference is not None
    assert difference.mean == pytest.approx(float(found.present_value[1, 0] - found.present_value[0, 0]))


def test_nothing_is_compared_with_separate_tenders_that_are_not_there() -> None:
    found = summarise(run([project(10, 7)], neutral(), alternatives=("strategic_partnership",)))
    assert (found.models[0].p_better, found.models[0].difference, found.pairs) == (None, None, ())


def test_a_model_without_an_agreement_has_no_window_to_describe() -> None:
    separate = summarise(run([project(10, 7)], neutral())).model(BASELINE)
    assert (separate.share_inside, separate.option_value, separate.stopped_early) == (None, None, None)
    assert separate.handover_delay is not None
    with pytest.raises(KeyError):
        summarise(run([], neutral())).model("alliance")


def test_the_least_regret_is_what_information_could_be_worth() -> None:
    result = summarise(simulate(shipped_portfolio("real_portfolio.csv"), shipped(), Settings(futures=1024)))
    assert result.evpi == result.cheapest.regret.mean
    assert result.cheapest.cost.mean == min(model.cost.mean for model in result.models)
    assert sum(model.p_best for model in result.models) == pytest.approx(1)


@pytest.mark.parametrize(("projects", "expected"), [(0, [(2, 3), (3, 3)]), (76, [(1, 3), (2, 3), (3, 3)])])
def test_progress_is_told_as_blocks_are_done(projects: int, expected: list[tuple[int, int]]) -> None:
    seen: list[tuple[int, int]] = []
    settings = Settings(futures=2500, alternatives=(BASELINE,))
    portfolio = Portfolio([project(10, 7)] * projects)
    simulate(portfolio, neutral(), settings, lambda done, total: seen.append((done, total)))
    assert seen == expected


def test_common_parameters_may_be_uncertain() -> None:
    rate = Distribution.triangular(0.01, 0.03, 0.06)
    found = simulate(
        Portfolio([project(100, 43, 24)]),
        neutral(common={"real_discount_rate": rate}),
        Settings(futures=4096, alternatives=(BASELINE,)),
    )
    grid = rate.quantile((np.arange(4096) + 0.5) / 4096)
    assert found.present_value[0].mean() == pytest.approx(float((100 * (1 + grid) ** (-55 / 12)).mean()), rel=2e-3)


@pytest.mark.parametrize("change", ["missing", "form"])
def test_a_share_of_the_portfolio_needs_the_partnerships_prior(change: str) -> None:
    priors = neutral().with_overrides({("strategic_partnership", "realisation"): Prior("none")})
    if change == "missing":
        mapping = neutral_mapping()
        models = mapping["models"]
        assert isinstance(models, dict)
        del models["strategic_partnership"], models["not_yet"]
        priors = Priors.from_mapping(mapping)
    with pytest.raises(PriorsError) as error:
        simulate(Portfolio([]), priors, Settings(alternatives=(BASELINE,), realisation="portfolio"))
    assert error.value.field == "models.strategic_partnership.parameters.realisation"


def test_an_unknown_alternative_is_refused() -> None:
    with pytest.raises(SettingsError, match="alliance"):
        simulate(Portfolio([]), neutral(), Settings(alternatives=("alliance",)))


def test_only_simulated_alternatives_can_be_picked() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        run([], neutral()).only(("not_yet",))


def test_five_hundred_projects_cost_what_they_cost_one_by_one() -> None:
    projects = [project(1 + row % 7, 7 + row / 12, 3 + row % 4, group=f"g{row % 9}") for row in range(500)]
    strategic = {"client_tender_cost": 0.01, "running_cost": 1}
    found = run(projects, neutral(strategic))
    total = sum(one.budget for one in projects)
    assert found.cost[:, 0].tolist() == pytest.approx([total, total * 1.01 + 4], rel=1e-9)


def test_one_project_alone_has_nothing_to_learn_from() -> None:
    assert run([project(30, 7)], neutral({"progress_ratio": 0.5, "outside_activity": 1})).cost[1, 0] == 30
