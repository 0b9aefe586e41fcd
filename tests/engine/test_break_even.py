"""How much portfolio the partnership needs."""

from dataclasses import replace
from itertools import pairwise

import pytest

from maskinrum.engine import BreakEvenRow, Portfolio, Settings, Stat, break_even, simulate
from maskinrum.engine.break_even import Axis, crossing
from tests.engine.cases import CONTRACTED, neutral, project, shipped

NOTHING = Stat(0, 0, 0, 0, 0, 0, 0)
FEW = Settings(futures=2)


def row(factor: float, p_better: float, axis: Axis = "volume") -> BreakEvenRow:
    return BreakEvenRow(axis, factor, 10 * factor, p_better, 0.0, NOTHING)


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ((0.1, 0.2, 0.5, 0.7, 0.9), 1.5),
        ((0.6, 0.2, 0.5, 0.7, 0.9), 0.25),
        ((0.1, 0.2, 0.6, 0.1, 0.9), 1.0),
        ((0.1, 0.2, 0.3, 0.4, 0.5), None),
    ],
)
def test_the_crossing_is_linear_between_points(chances: tuple[float, ...], expected: float | None) -> None:
    rows = [row(factor, chance) for factor, chance in zip((0.25, 0.5, 1, 2, 4), chances, strict=True)]
    found = crossing([row(1, 0.9, "similar"), *rows], "volume")
    assert found is None if expected is None else found == pytest.approx(expected)


def test_a_fixed_cost_is_paid_back_by_volume() -> None:
    portfolio = Portfolio([project(100, 7, 48), project(100, 7, approval=CONTRACTED)])
    found = break_even(portfolio, neutral({"price_level": -0.02, "setup_cost": 3}), FEW)
    differences = [one.difference.mean for one in found.rows if one.axis == "volume"]
    assert differences == pytest.approx([2.5, 2, 1, -1, -5])
    assert found.volume == pytest.approx(1.6)
    assert [one.volume_per_year for one in found.rows if one.axis == "volume"] == [6.25, 12.5, 25, 50, 100]


def test_similar_projects_pay_back_by_repetition() -> None:
    portfolio = Portfolio([project(100, 7, 24), project(9, 7, 24, eligible=False)])
    strategic = {"progress_ratio": 0.9, "setup_cost": 3, "outside_activity": 1}
    found = break_even(portfolio, neutral(strategic), FEW)
    differences = [one.difference.mean for one in found.rows if one.axis == "similar"]
    assert differences[:2] == pytest.approx([3, 3 - 3.5])
    assert all(later < earlier for earlier, later in pairwise(differences))
    assert found.similar == pytest.approx(1.6)


def test_a_partnership_that_only_costs_never_pays() -> None:
    found = break_even(Portfolio([project(10, 7)]), neutral({"setup_cost": 3}), FEW)
    assert (found.volume, found.similar) == (None, None)
    assert {one.p_better for one in found.rows} == {0}


def test_the_stated_portfolio_is_one_point_on_both_axes() -> None:
    found = break_even(Portfolio([project(10, 7)]), neutral({"setup_cost": 3}), FEW)
    as_stated = [one for one in found.rows if one.factor == 1]
    assert [one.axis for one in as_stated] == ["volume", "similar"]
    assert as_stated[0].difference == as_stated[1].difference


@pytest.mark.parametrize("reference", ["early_involvement", "not_yet"])
def test_a_second_alternative_meets_the_same_futures_and_changes_nothing_of_the_first(reference: str) -> None:
    portfolio = Portfolio([project(100, 7, 24), project(60, 18, 12)])
    settings = Settings(futures=64)
    both = break_even(portfolio, shipped(), settings, reference=reference)
    assert both.other is not None
    assert (both.reference, both.other.reference) == ("separate", reference)
    assert replace(both, other=None) == break_even(portfolio, shipped(), settings)
    compared = simulate(portfolio, shipped(), replace(settings, alternatives=(reference, "strategic_partnership")))
    other, strategic = compared.compared
    now = next(one for one in both.other.rows if one.factor == 1)
    assert now.difference.mean == pytest.approx(float((strategic - other).mean()))
    assert [one.factor for one in both.other.rows] == [one.factor for one in both.rows]


def test_progress_is_told_after_every_portfolio() -> None:
    seen: list[tuple[int, int]] = []
    break_even(Portfolio([]), neutral(), FEW, lambda done, total: seen.append((done, total)))
    assert seen == [(done, 9) for done in range(1, 10)]
