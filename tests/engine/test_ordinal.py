"""Answers on a scale: exact answers, a second implementation, and what must not change them."""

import csv
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.engine import (
    StatisticsError,
    consensus,
    importance_gap,
    interpolated_median,
    ordinal_difference,
    ordinal_summary,
    superiority,
    wilson,
)
from tests.engine.cases import shared_data

COUNTS = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= 2)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(seed))


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ((0, 0, 0, 0, 7), 5.0),
        ((3, 0, 0, 0, 3), 3.0),
        ((2, 2, 0, 0, 0), 1.5),
        ((1, 2, 4, 2, 1), 3.0),
        ((0, 1, 2, 4, 3), 4.0),
        ((0, 0, 1, 3, 1), 4.0),
        ((0, 1, 1, 5, 1), 3.9),
    ],
)
def test_the_median_is_interpolated_within_its_level(counts: tuple[int, ...], median: float) -> None:
    assert float(interpolated_median(np.array(counts))) == pytest.approx(median)


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [((0, 9, 0, 0, 0), 1.0), ((4, 0, 0, 0, 4), 0.0), ((2, 2, 2, 2, 2), 0.4), ((0, 5, 5, 0, 0), 0.75), ((1, 0, 3), 0.5)],
)
def test_consensus_is_one_when_all_are_alike_and_nothing_when_halves_are_far_apart(
    counts: tuple[int, ...], agreement: float
) -> None:
    assert float(consensus(np.array(counts))) == pytest.approx(agreement)


@given(counts=COUNTS)
@settings(max_examples=60, deadline=None)
def test_turning_the_scale_turns_the_median_and_leaves_the_consensus(counts: list[int]) -> None:
    one, turned = np.array(counts), np.array(counts[::-1])
    assert 1 <= float(interpolated_median(one)) <= 5
    assert float(interpolated_median(turned)) == pytest.approx(6 - float(interpolated_median(one)))
    assert 0 <= float(consensus(one)) <= 1
    assert float(consensus(turned)) == pytest.approx(float(consensus(one)))
    assert np.allclose(interpolated_median(np.stack([one, one * 7])), interpolated_median(one))


def test_those_who_do_not_know_change_nothing_but_their_own_share() -> None:
    without, with_them = (ordinal_summary((1, 2, 4, 9, 4), rng(), unknown=unknown) for unknown in (0, 5))
    assert with_them.median == without.median
    assert with_them.shares == without.shares
    assert (without.answered, with_them.answered) == (20, 20)
    assert with_them.unknown_share == wilson(5, 25)
    assert with_them.top == wilson(13, 20)
    assert with_them.shares[0] == wilson(1, 20)


def test_a_summary_has_its_estimates_inside_their_intervals() -> None:
    found = ordinal_summary((1, 2, 4, 9, 4), rng())
    assert found.median.estimate == pytest.approx(3.5 + 3 / 9)
    assert found.median.low < found.median.estimate < found.median.high
    assert found.consensus.low < found.consensus.estimate < found.consensus.high
    assert found == ordinal_summary((1, 2, 4, 9, 4), rng())


@given(first=COUNTS, second=COUNTS)
@settings(max_examples=40, deadline=None)
def test_superiority_is_the_share_of_pairs_and_turns_with_the_groups(first: list[int], second: list[int]) -> None:
    found, turned = superiority(first, second), superiority(second, first)
    one, two = (np.repeat(np.arange(5), counts) for counts in (first, second))
    pairs = (one[:, np.newaxis] > two) + 0.5 * (one[:, np.newaxis] == two)
    assert found.estimate == pytest.approx(pairs.mean())
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert (turned.low, turned.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)


def test_superiority_knows_how_few_were_asked() -> None:
    few, many = superiority((0, 0, 0, 0, 5), (5, 0, 0, 0, 0)), superiority((0, 0, 0, 0, 50), (50, 0, 0, 0, 0))
    assert (few.estimate, few.high) == (1.0, 1.0)
    assert few.low < many.low < 1
    # The equation of the interval holds at its end, by hand for five against five: z²V(p) = (1 − p)².
    p, z2 = few.low, 1.959963985**2
    variance = p * (1 - p) * (1 + 4 * ((1 - p) / (2 - p) + p / (1 + p))) / 25
    assert z2 * variance == pytest.approx((1 - p) ** 2, rel=1e-6)


def test_copenhagen_tenants_with_much_influence_are_more_satisfied() -> None:
    satisfied: dict[str, list[int]] = {"Low": [0, 0, 0], "High": [0, 0, 0], "Medium": [0, 0, 0]}
    with (shared_data("psychometrics") / "MASS_housing_copenhagen.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            satisfied[row["Infl"]][["Low", "Medium", "High"].index(row["Sat"])] += int(row["Freq"])
    assert sum(map(sum, satisfied.values())) == 1681
    found = ordinal_difference(satisfied["High"], satisfied["Low"], rng())
    assert found.superiority.low > 0.6
    assert found.differs
    assert not ordinal_difference(satisfied["Low"], satisfied["Low"], rng()).differs


def test_a_difference_of_medians_is_the_difference_and_turns() -> None:
    found = ordinal_difference((0, 0, 0, 5, 5), (5, 5, 0, 0, 0), rng())
    assert found.median.estimate == pytest.approx(3.0)
    assert found.median.low > 0
    turned = ordinal_difference((5, 5, 0, 0, 0), (0, 0, 0, 5, 5), rng())
    assert turned.median.estimate == pytest.approx(-3.0)


def test_importance_minus_score_is_by_person_and_leaves_out_who_gave_one_alone() -> None:
    found = importance_gap([5, 4, 5, nan, 3, 4], [3, 3, 4, 2, nan, 2], rng())
    assert (found.gap.estimate, found.answered, found.left_out) == (1.5, 4, 2)
    assert found.gap.differs
    turned = importance_gap([3, 3, 4, 2, nan, 2], [5, 4, 5, nan, 3, 4], rng())
    assert turned.gap.estimate == -1.5


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: ordinal_summary((1, -1, 3), rng()), "count"),
        (lambda: ordinal_summary((0.5, 2, 3), rng()), "count"),  # type: ignore[arg-type]
        (lambda: ordinal_summary((4,), rng()), "count"),
        (lambda: ordinal_summary((1, 3), rng(), unknown=-1), "count"),
        (lambda: ordinal_summary((1, 0, 0), rng()), "rows"),
        (lambda: superiority((2, 2), (2, 2, 2)), "levels"),
        (lambda: importance_gap([1, 2], [1], rng()), "rows"),
        (lambda: importance_gap([1, nan], [1, 2], rng()), "rows"),
    ],
)
def test_what_cannot_be_summed_up_is_refused(call: object, code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code
