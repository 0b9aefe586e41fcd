"""Which projects belong inside, later starts and two clients in one partnership, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from maskinrum.engine import (
    BASELINE,
    STRATEGIC,
    Distribution,
    Portfolio,
    PortfolioError,
    PriorsError,
    Project,
    Settings,
    SettingsError,
    best_inside,
    changed_standings,
    judge_inside,
    later_starts,
    simulate,
    summarise,
    together,
    two_more,
)
from maskinrum.engine.inside import _Subsets
from tests.engine.cases import BOTH, CONTRACTED, neutral, project, run, shipped, shipped_portfolio

SAVES_TWO = {"client_tender_cost": 0.02}  # on each project of 100 bought inside
SETTINGS = Settings(futures=2, alternatives=BOTH)


def test_subsets_beside_each_other_cost_what_each_costs_by_itself() -> None:
    portfolio, settings = shipped_portfolio("demo_portfolio.csv"), Settings(futures=1100, ceiling=400.0)
    rng = np.random.Generator(np.random.Philox(5))
    chosen = (rng.random((18, len(portfolio.rows))) < 0.7) & portfolio.eligible
    costs = _Subsets(portfolio, shipped(), settings).costs(chosen)
    for which in (0, 17):
        places = dict(zip(portfolio.rows, chosen[which], strict=True))
        alone = Portfolio(
            replace(own, eligible=bool(places.get(row, False))) for row, own in enumerate(portfolio.projects)
        )
        expected = simulate(alone, shipped(), replace(settings, alternatives=(STRATEGIC,))).cost[0]
        assert costs[which] == pytest.approx(expected, abs=1e-9)


def test_the_ceiling_of_a_subset_follows_its_own_volume() -> None:
    portfolio = Portfolio([project(100, 7, 48), project(100, 7, 48)])
    priors = neutral({"price_level": -0.1, "ceiling_factor": 1.0})
    both, one = _Subsets(portfolio, priors, SETTINGS).costs(np.array([[True, True], [True, False]]))[:, 0]
    assert (both, one) == pytest.approx((180.0, 190.0))


def waiting() -> tuple[Portfolio, object]:
    """The first project would wait two months for the agreement, at 2 per cent a month; each saves a tender of 2."""
    priors = neutral({"setup_time": 6, "procurement_time": 3}, {"delay_cost": 0.02, **SAVES_TWO})
    priors = priors.with_overrides({(STRATEGIC, "delay_cost"): 0.02})
    return Portfolio([project(100, 7), project(100, 30), project(50, 1, approval=CONTRACTED)]), priors


def test_a_project_that_waits_for_more_than_it_saves_is_left_out() -> None:
    portfolio, priors = waiting()
    told: list[tuple[int, int]] = []
    found = best_inside(portfolio, priors, SETTINGS, lambda *done: told.append(done))  # type: ignore[arg-type]
    assert (found.rows, found.leave_out) == ((1,), (0,))
    assert found.gain.mean == pytest.approx(2.0)
    assert [(step.row, step.inside) for step in found.steps] == [(0, False)]
    assert found.steps[0].gain.mean == pytest.approx(2.0)
    assert [own.value.mean for own in found.as_stated] == pytest.approx([-2.0, 2.0])
    assert [(own.row, own.inside) for own in found.at_best] == [(0, False), (1, True)]
    assert [own.value.mean for own in found.at_best] == pytest.approx([-2.0, 2.0])
    assert [own.eligible for own in found.of(portfolio).projects] == [False, True, False]
    assert told == [(1, 2), (2, 2)]


def test_nothing_is_moved_where_every_project_belongs() -> None:
    found = best_inside(Portfolio([project(100, 7), project(100, 30)]), neutral({}, SAVES_TWO), SETTINGS)
    assert (found.rows, found.leave_out, found.steps) == ((0, 1), (), ())
    assert found.as_stated == found.at_best


def test_a_portfolio_without_eligible_projects_has_an_empty_best() -> None:
    found = best_inside(Portfolio([project(100, 7, eligible=False)]), neutral(), SETTINGS)
    assert (found.rows, found.as_stated, found.gain.mean) == ((), (), 0)


def test_ties_are_settled_by_the_lowest_row() -> None:
    priors = neutral({"price_level": 0.01})
    found = best_inside(Portfolio([project(100, 7), project(100, 7)]), priors, SETTINGS)
    assert [step.row for step in found.steps] == [0, 1]


def test_the_search_may_be_about_present_value() -> None:
    portfolio, priors = waiting()
    found = best_inside(portfolio, priors, replace(SETTINGS, criterion="present_value"))  # type: ignore[arg-type]
    assert found.leave_out == (0,)


def test_what_was_left_out_is_judged_on_futures_that_the_search_had_not_seen() -> None:
    """Projects that are as dear inside as outside on average: a search on few futures still finds some to leave out."""
    portfolio = Portfolio([project(100, 7) for _ in range(40)])
    priors, settings = neutral({"cost_deviation_sd": 0.1}), replace(SETTINGS, futures=32)
    found = best_inside(portfolio, priors, settings)
    judged = judge_inside(portfolio, priors, replace(settings, futures=2048), found)
    assert found.gain.mean > 3 * found.gain.se  # as if it were sure
    assert abs(judged.gain.mean) < 3 * judged.gain.se
    assert (judged.futures, tuple(one.row for one in judged.left_out)) == (2048, found.leave_out)
    assert {one.inside for one in judged.left_out} == {False}


def test_the_verdict_judges_on_futures_that_the_search_had_not_seen() -> None:
    """As many futures as the search had, so that its luck would stand whole in what the verdict rests on."""
    portfolio = Portfolio([project(100, 7) for _ in range(40)])
    priors, settings = neutral({"cost_deviation_sd": 0.1}), replace(SETTINGS, futures=32)
    found = best_inside(portfolio, priors, settings)
    subset, *_others = changed_standings(portfolio, priors, settings, found)
    assert subset.unseen
    assert found.gain.mean > 3 * found.gain.se
    assert abs(subset.standing.difference.mean) < 2 * subset.standing.difference.se


def test_what_is_better_left_out_is_so_on_other_futures_too() -> None:
    portfolio, priors = waiting()
    judged = judge_inside(portfolio, priors, SETTINGS, best_inside(portfolio, priors, SETTINGS))  # type: ignore[arg-type]
    assert judged.gain.mean == pytest.approx(2.0)
    assert [one.row for one in judged.left_out] == [0]
    assert [one.value.mean for one in judged.left_out] == pytest.approx([-2.0])


def test_where_nothing_is_left_out_there_is_nothing_to_judge() -> None:
    portfolio, priors = Portfolio([project(100, 7), project(100, 30)]), neutral({}, SAVES_TWO)
    judged = judge_inside(portfolio, priors, SETTINGS, best_inside(portfolio, priors, SETTINGS))
    assert (judged.gain.mean, judged.gain.se, judged.left_out) == (0, 0, ())


def test_two_more_of_a_kind_save_two_more_tenders() -> None:
    projects = [project(100, 7, group="a"), project(20, 8, group="a"), project(60, 9, group="a")]
    projects += [project(10, 9, group="b"), project(10, 9, group="c", eligible=False)]
    told: list[tuple[int, int]] = []
    found = two_more(
        Portfolio(projects),
        neutral({"setup_cost": 5.0}, SAVES_TWO),
        SETTINGS,
        BASELINE,
        lambda *done: told.append(done),
    )
    assert [(own.row, own.group) for own in found] == [(2, "a"), (3, "b")]
    assert [own.gain.mean for own in found] == pytest.approx([2.4, 0.4])
    assert [own.difference.mean for own in found] == pytest.approx([5 - 3.8 - 2.4, 5 - 3.8 - 0.4])
    assert [own.p_better.mean for own in found] == [1.0, 0.0]
    assert told == [(1, 2), (2, 2)]


def test_a_project_like_the_only_one_helps_as_much_as_it_saves() -> None:
    (found,) = two_more(Portfolio([project(100, 7)]), neutral({}, SAVES_TWO), SETTINGS, BASELINE)
    assert found.gain.mean == pytest.approx(4.0)


def test_a_later_start_misses_what_cannot_wait() -> None:
    told: list[tuple[int, int]] = []
    portfolio = Portfolio([project(100, 7), project(100, 19)])
    found = later_starts(portfolio, neutral({}, SAVES_TWO), SETTINGS, progress=lambda *done: told.append(done))
    assert [start.months for start in found] == [6, 12, 18, 24]
    assert [start.difference.mean for start in found] == pytest.approx([-4, -2, -2, 0])
    assert [start.against_now.mean for start in found] == pytest.approx([0, 2, 2, 4])
    assert [start.p_now_cheaper.mean for start in found] == [0.5, 1, 1, 1]
    assert [start.standing.holds for start in found] == [True, False, False, False]
    assert (found[0].standing.alternative, found[0].standing.reference) == ("not_yet", BASELINE)
    assert told[-1] == (4, 4)


def test_a_later_start_needs_a_model_that_opens_later() -> None:
    with pytest.raises(PriorsError):
        later_starts(Portfolio([project(100, 7)]), replace(neutral(), twins={}), SETTINGS)


def side(*projects: Project) -> Portfolio:
    return Portfolio(projects)


def test_two_clients_share_the_agreement_by_volume_and_keep_their_own_projects() -> None:
    own, other = side(project(100, 7), project(100, 30), project(40, 2, approval=CONTRACTED)), side(project(100, 12))
    found = together(own, other, neutral({"setup_cost": 3.0}, SAVES_TWO), SETTINGS)
    assert (found.own.share, found.other.share) == pytest.approx((2 / 3, 1 / 3))
    assert (found.own.inside, found.other.inside) == (200.0, 100.0)  # what is contracted already is not inside
    assert (found.own.cost.mean, found.other.cost.mean) == pytest.approx((242.0, 101.0))
    assert (found.own.difference.mean, found.other.difference.mean) == pytest.approx((-2.0, -1.0))
    assert (found.own.against_alone.mean, found.other.against_alone.mean) == pytest.approx((-1.0, -2.0))
    assert found.total.mean == pytest.approx(-3.0)
    assert found.own.standing.holds
    assert found.other.standing.rival == BASELINE


def test_joining_nobody_new_in_kind_costs_each_what_the_whole_says() -> None:
    demo, real = shipped_portfolio("demo_portfolio.csv"), shipped_portfolio("real_portfolio.csv")
    settings = Settings(futures=256)
    found = together(demo, real, shipped(), settings)
    whole = Portfolio((*demo.projects, *real.projects))
    joint = summarise(simulate(whole, shipped(), replace(settings, alternatives=(STRATEGIC,))))
    assert found.own.cost.mean + found.other.cost.mean == pytest.approx(joint.models[0].cost.mean)


def test_the_joint_result_may_be_about_present_value() -> None:
    priors = neutral({"setup_cost": 3.0}, SAVES_TWO, {"real_discount_rate": 0.035})
    settings = replace(SETTINGS, criterion="present_value")
    found = together(side(project(100, 7)), side(project(100, 7)), priors, settings)
    assert found.own.cost.mean == pytest.approx(found.other.cost.mean)
    assert found.own.cost.mean < 101.5


def test_own_draws_are_those_one_would_have_alone() -> None:
    own = side(project(100, 7, duration=20), project(60, 20))
    priors = neutral({}, {"cost_deviation_sd": 0.1, **SAVES_TWO}).with_overrides(
        {(STRATEGIC, "cost_deviation_sd"): Distribution.constant(0.1)}
    )
    found = together(own, side(project(100, 12)), priors, replace(SETTINGS, futures=64))
    alone = run(list(own.projects), priors, futures=64)
    assert found.own.cost.mean == pytest.approx(float(alone.cost[1].mean()))


def test_both_sides_need_a_project_that_may_go_inside() -> None:
    with pytest.raises(PortfolioError):
        together(side(project(100, 7)), side(project(100, 7, eligible=False)), neutral(), SETTINGS)


def test_a_reference_without_partnership_is_needed() -> None:
    with pytest.raises(SettingsError):
        together(side(project(100, 7)), side(project(100, 7)), neutral(), replace(SETTINGS, alternatives=("not_yet",)))
