"""What must stay as it was: same seed, threads, other inputs, more alternatives, projects or futures."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, cast

import numpy as np
import pytest

from maskinrum.engine import (
    ALL_SEVEN,
    Distribution,
    Portfolio,
    Prior,
    Priors,
    Settings,
    Simulation,
    simulate,
    summarise,
)
from maskinrum.engine.case import Case
from maskinrum.engine.shocks import Shocks, drawn
from maskinrum.engine.simulation import Draws
from maskinrum.engine.streams import BLOCK, Streams
from maskinrum.engine.values import common_values, parameter_values
from tests.engine.cases import BOTH, project, shipped, shipped_mapping, shipped_portfolio

DEMO = shipped_portfolio("demo_portfolio.csv")


def assert_same_bits(one: Simulation, other: Simulation) -> None:
    for field in fields(Draws):
        np.testing.assert_array_equal(getattr(one.draws, field.name), getattr(other.draws, field.name), strict=True)


def shocks(portfolio: Portfolio, priors: Priors) -> Shocks:
    case, streams = Case.of(portfolio, priors, Settings()), Streams(Settings().seed, 1)
    return drawn(case, streams, common_values(case, streams), np.ones((len(portfolio.rows), BLOCK)))


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_do_not_change_a_bit(threads: int) -> None:
    settings = Settings(futures=3000)
    one = simulate(DEMO, shipped(), settings)
    assert_same_bits(one, simulate(DEMO, shipped(), replace(settings, threads=threads)))


def test_another_seed_gives_other_futures() -> None:
    one, other = (simulate(DEMO, shipped(), Settings(futures=64, seed=seed)) for seed in (1, 2))
    assert not np.array_equal(one.cost, other.cost)


@pytest.mark.parametrize("first", [900, 1500])
def test_more_futures_extend_the_first_ones(first: int) -> None:
    priors = shipped().with_overrides({("separate", "cost_tail_size"): Distribution.beta(2, 5)})
    few, many = (simulate(DEMO, priors, Settings(futures=futures)) for futures in (first, 2500))
    np.testing.assert_array_equal(few.cost, many.cost[:, :first])


def test_an_alternative_costs_the_same_in_any_company_and_order() -> None:
    every = simulate(DEMO, shipped(), Settings(futures=1024))
    alone = simulate(DEMO, shipped(), Settings(futures=1024, alternatives=("not_yet", "separate", "joint_partnership")))
    assert_same_bits(alone, every.only(("not_yet", "separate", "joint_partnership")))


def test_an_appended_project_leaves_the_draws_of_the_others() -> None:
    before, after = shocks(DEMO, shipped()), shocks(Portfolio([*DEMO.projects, project(70, 9)]), shipped())
    for field in fields(Shocks):
        np.testing.assert_array_equal(getattr(before, field.name), getattr(after, field.name)[:-1])


def test_a_changed_project_leaves_the_draws_of_the_others() -> None:
    first, *rest = DEMO.projects
    before = shocks(DEMO, shipped())
    after = shocks(Portfolio([replace(first, budget=1.0, delay=(1, 2, 9)), *rest]), shipped())
    np.testing.assert_array_equal(before.start[1:], after.start[1:])
    np.testing.assert_array_equal(before.cost, after.cost)
    assert not np.array_equal(before.start[0], after.start[0])


def test_a_changed_prior_leaves_every_other_parameter() -> None:
    def values(priors: Priors) -> Mapping[str, Any]:
        case, streams = Case.of(DEMO, priors, Settings()), Streams(1, 0)
        return parameter_values(case, streams, common_values(case, streams))

    changed = shipped().with_overrides({("strategic_partnership", "price_level"): Distribution.normal(0, 0.03)})
    before, after = values(shipped()), values(changed)
    differing = [slug for slug in before if not np.array_equal(before[slug], after[slug])]
    assert differing == ["price_level"]


def test_identical_models_differ_by_nothing_and_share_being_best() -> None:
    mapping = shipped_mapping()
    models = cast("dict[str, Any]", mapping["models"])
    models["alliance"] = models["strategic_partnership"]
    slugs = ("strategic_partnership", "alliance")
    found = simulate(DEMO, Priors.from_mapping(mapping), Settings(futures=2048, alternatives=slugs))
    np.testing.assert_array_equal(found.cost[0], found.cost[1])
    assert [model.p_best for model in summarise(found).models] == [0.5, 0.5]
    assert summarise(found).pairs[0].p_a_better == 0.5


@pytest.mark.parametrize(
    ("slug", "step"),
    [
        ("progress_ratio", 0.03),
        ("price_level", 0.02),
        ("dispute_cost", 0.004),
        ("rework_cost", 0.02),
        ("running_cost", 0.7),
        ("setup_cost", 1.5),
    ],
)
def test_what_is_worse_for_the_client_never_lowers_a_cost(slug: str, step: float) -> None:
    levels = {"progress_ratio": 0.93, "price_level": -0.01, "dispute_cost": 0.004, "rework_cost": 0.04}
    at = levels.get(slug, 2.0)
    path = ("strategic_partnership", slug)
    without_option: dict[tuple[str, str], Any] = {("strategic_partnership", "extension"): 0.0}

    def cost(level: float) -> Any:
        priors = shipped().with_overrides({**without_option, path: Prior("absolute", Distribution.constant(level))})
        return simulate(DEMO, priors, Settings(futures=1024, alternatives=BOTH)).cost[1]

    assert (cost(at + step) - cost(at)).min() > -1e-9
    assert (cost(at + step) - cost(at)).max() > 1e-3


def test_more_similar_projects_never_raise_the_share_of_the_fixed_cost() -> None:
    def share(times: int) -> float:
        found = simulate(DEMO.repeated(times), shipped(), Settings(futures=1024, alternatives=BOTH))
        return float((found.components[6:, 1].sum(axis=0) / found.cost[1]).mean())

    shares = [share(times) for times in (1, 2, 3)]
    assert shares == sorted(shares, reverse=True)


def test_all_seven_are_compared_by_default() -> None:
    assert simulate(Portfolio([]), shipped(), Settings(futures=2)).slugs == ALL_SEVEN
