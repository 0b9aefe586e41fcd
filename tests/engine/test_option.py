"""What the projects cost in the futures in which agreements are extended (section 3.4)."""

from math import log2
from typing import Any, cast

import numpy as np
import pytest

from maskinrum.engine import ALL_SEVEN, Distribution, Portfolio, Prior, Priors, Project, Settings, simulate
from maskinrum.engine.streams import BLOCK
from tests.engine.cases import neutral_mapping, project, shipped, states

MANY = Portfolio(
    project(40, 7 + 90 * row / 60, 14, group=f"g{row % 4}", approval=states()["scheme_a"]) for row in range(60)
)
TWO = ("strategic_partnership", "alliance")
SAVING, RUNNING, DRIFT = -0.05, 0.5, 0.012


def two_partnerships(progress: float) -> Priors:
    """Two agreements with an option that differ only in learning: by ``progress``, and not at all."""
    mapping = neutral_mapping()
    models = cast("dict[str, Any]", mapping["models"])
    models["alliance"] = models["strategic_partnership"]
    numbers = {"price_level": SAVING, "price_drift": DRIFT, "running_cost": RUNNING, "extension": 24.0}
    numbers |= {"outside_activity": 1.0, "ceiling_factor": 2.0, "forgetting": 0.25, "team_turnover": 0.1}
    overrides = {(model, slug): value for model in TWO for slug, value in numbers.items()}
    return Priors.from_mapping(mapping).with_overrides({**overrides, (TWO[0], "progress_ratio"): progress})


def one_by_one(projects: list[Project], progress: float) -> float:
    """Cost of an agreement of 48 + 24 months, open from 0, as told by the formulas of one future."""
    experience, previous, busy, total = 0.0, 0.0, -np.inf, 0.0
    for one in projects:
        start = one.planned_start - 7
        experience *= (1 - 0.1) ** ((start - previous) / 12) * (1 - 0.25 * (start - busy > 6))
        experience, previous, busy = experience + 1, start, max(busy, start + one.duration)
        left = 1 - 0.35 * (1 - progress ** log2(experience))
        total += one.budget * left * (1 + SAVING + DRIFT * start / 12)
    return total + RUNNING * (72 + 0.25 * max(0, busy - 72)) / 12


def test_more_pairs_than_futures_may_extend_in_a_block() -> None:
    found = simulate(MANY, shipped(), Settings(futures=BLOCK))
    assert found.draws.extended.sum() > BLOCK
    alone = simulate(MANY, shipped(), Settings(futures=BLOCK, alternatives=("strategic_partnership",)))
    place = ALL_SEVEN.index("strategic_partnership")
    np.testing.assert_array_equal(found.cost[place], alone.cost[0])


@pytest.mark.parametrize("alternatives", [TWO, TWO[::-1]])
def test_each_agreement_learns_by_its_own_ratio_in_an_extension(alternatives: tuple[str, ...]) -> None:
    projects = [project(10 + row, 7 + 5 * row, 3 + row % 4) for row in range(9)]
    projects += [project(200, 60, 6), project(90, 74.5, 6)]
    settings = Settings(futures=2, alternatives=alternatives)
    found = simulate(Portfolio(projects), two_partnerships(0.9), settings)
    assert found.draws.extended.all()
    expected = {slug: one_by_one(projects, ratio) for slug, ratio in zip(TWO, (0.9, 1.0), strict=True)}
    assert found.cost[:, 0].tolist() == pytest.approx([expected[slug] for slug in alternatives], rel=1e-12)


def test_an_agreement_that_does_not_learn_costs_the_same_after_one_that_does() -> None:
    unlearned = Prior("absolute", Distribution.constant(1))
    priors = shipped().with_overrides(
        {
            ("joint_partnership", "extension"): Prior("absolute", Distribution.constant(24)),
            ("joint_partnership", "progress_ratio"): unlearned,
        }
    )
    slugs = ("strategic_partnership", "joint_partnership")
    one, other = (simulate(MANY, priors, Settings(futures=BLOCK, alternatives=order)) for order in (slugs, slugs[::-1]))
    assert one.draws.extended[1].any()
    np.testing.assert_array_equal(one.cost, other.cost[::-1])


def test_an_extension_without_any_learning_costs_the_formulas() -> None:
    projects = [project(10, 7 + 5 * row, 3) for row in range(9)] + [project(200, 60, 6)]
    found = simulate(Portfolio(projects), two_partnerships(1.0), Settings(futures=2, alternatives=TWO))
    assert found.draws.extended.all()
    assert found.cost[:, 0].tolist() == pytest.approx([one_by_one(projects, 1.0)] * 2, rel=1e-12)
