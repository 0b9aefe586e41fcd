"""Intervals against published values, against a second implementation, and by what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from maskinrum.engine import (
    Interval,
    StatisticsError,
    bootstrap,
    bootstrap_difference,
    mean_of,
    median_of,
    share_difference,
    wilson,
    wilson_bounds,
    wilson_of,
)
from maskinrum.engine.arrays import Floats

# Spatial perception of 26 children, Efron & Tibshirani 1993, table 14.1, first test.
SPATIAL = (48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(seed))


def variance_of(samples: Floats) -> Floats:
    return np.asarray(samples.var(axis=1))


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_published_it(successes: int, total: int, low: float, high: float) -> None:
    found = wilson(successes, total)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.estimate == successes / total


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_differences_of_shares_as_newcombe_published_them(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = share_difference(first, second)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    turned = share_difference(second, first)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


@given(total=st.integers(1, 400), part=st.floats(0, 1), level=st.floats(0.5, 0.999))
@settings(max_examples=50, deadline=None)
def test_a_share_lies_in_its_interval_which_turns_with_what_is_counted(total: int, part: float, level: float) -> None:
    successes = round(part * total)
    found, turned = wilson(successes, total, level), wilson(total - successes, total, level)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert (turned.low, turned.high) == pytest.approx((1 - found.high, 1 - found.low))


def test_many_shares_at_once_are_each_of_them() -> None:
    low, high = wilson_bounds(np.array([0, 3, 8]), np.array([5, 9, 8]))
    each = [wilson(0, 5), wilson(3, 9), wilson(8, 8)]
    assert list(zip(low, high, strict=True)) == [(one.low, one.high) for one in each]


def test_bca_as_efron_and_tibshirani_published_it() -> None:
    found = bootstrap(SPATIAL, variance_of, rng(), level=0.9, resamples=20000)
    plain = bootstrap(SPATIAL, variance_of, rng(), level=0.9, resamples=20000, method="percentile")
    assert found.estimate == pytest.approx(171.5, abs=0.05)
    assert (found.low, found.high) == pytest.approx((115.8, 259.6), rel=0.02)
    assert (plain.low, plain.high) == pytest.approx((100.8, 233.9), rel=0.04)  # of 2,000 draws


def test_bca_of_a_difference_agrees_with_a_second_implementation() -> None:
    one, two = np.array(SPATIAL, dtype=float), np.array([12.0, 40, 31, 8, 22, 25, 2, 17, 39])
    found = bootstrap_difference(one, two, mean_of, rng(), resamples=20000)
    other = stats.bootstrap(
        (one, two),
        lambda a, b, axis: a.mean(axis) - b.mean(axis),
        n_resamples=20000,
        method="BCa",
        rng=rng(2),
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=0.25)
    assert found.estimate == pytest.approx(one.mean() - two.mean())


def test_the_percentile_interval_of_three_values_is_that_of_all_27_draws() -> None:
    """Means of three draws of 0, 0, 3 are 0 to 3 with chances 8, 12, 6, 1 of 27."""
    found = bootstrap([0.0, 0.0, 3.0], mean_of, rng(), level=0.5, method="percentile")
    assert (found.estimate, found.low, found.high) == (1.0, 0.0, 2.0)


def test_an_interval_moves_and_stretches_with_its_values() -> None:
    values = np.array(SPATIAL, dtype=float)
    for statistic in (mean_of, median_of):
        plain, moved = (bootstrap(own, statistic, rng()) for own in (values, 10 - 2 * values))
        mirrored = bootstrap(-values, statistic, rng())
        assert moved.estimate == pytest.approx(10 - 2 * plain.estimate)
        assert (moved.low, moved.high) == pytest.approx((10 + 2 * mirrored.low, 10 + 2 * mirrored.high))


def test_the_same_seed_gives_the_same_interval_and_another_nearly_so() -> None:
    one, again, other = (bootstrap(SPATIAL, mean_of, rng(seed)) for seed in (3, 3, 4))
    assert one == again
    assert one != other
    assert one.low == pytest.approx(other.low, abs=0.5)


def test_values_that_are_all_alike_leave_nothing_to_correct() -> None:
    found = bootstrap([4.0] * 6, mean_of, rng())
    assert (found.estimate, found.low, found.high) == (4.0, 4.0, 4.0)


def test_a_statistic_above_all_its_draws_is_left_as_drawn() -> None:
    def fewer_when_repeated(samples: Floats) -> Floats:
        return np.array([float(len(set(sample))) for sample in samples])

    found = bootstrap(range(12), fewer_when_repeated, rng(), resamples=50)
    plain = bootstrap(range(12), fewer_when_repeated, rng(), resamples=50, method="percentile")
    assert found == plain
    assert found.high < found.estimate == 12


def test_rows_are_drawn_whole() -> None:
    pairs = np.array([[1.0, 2.0], [5.0, 6.0], [9.0, 10.0]])
    found = bootstrap(pairs, lambda drawn: np.asarray((drawn[..., 1] - drawn[..., 0]).mean(axis=1)), rng())
    assert (found.low, found.high) == (1.0, 1.0)


def test_a_change_is_one_when_nothing_is_not_in_the_interval() -> None:
    two = bootstrap_difference([1, 2, 3, 4], [3, 4, 5, 6, 2], median_of, rng(), method="percentile")
    assert (two.estimate, two.differs) == (-1.5, False)
    assert Interval(1.0, 0.2, 1.8).differs
    assert Interval(1.0, 0.2, 1.8).covers(0.2)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: wilson(0, 0), "count"),
        (lambda: wilson(3, 2), "count"),
        (lambda: wilson(1, 2, 1.0), "level"),
        (lambda: bootstrap([1.0], mean_of, rng()), "rows"),
        (lambda: bootstrap_difference([1.0, 2.0], [1.0, float("nan")], mean_of, rng()), "number"),
    ],
)
def test_what_has_no_interval_is_refused(call: object, code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code


def test_a_share_of_observations_that_depend_on_each_other_is_as_wide_as_of_so_many_independent_ones() -> None:
    assert wilson_of(0.8, 10.0) == wilson(8, 10)
    assert wilson_of(0.8, 2.5).low < wilson(8, 10).low
