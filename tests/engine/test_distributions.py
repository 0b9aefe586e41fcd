"""Quantile functions against closed forms, and what is refused."""

from collections.abc import Mapping
from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc, betaincinv, ndtr

from maskinrum.engine import Distribution, DistributionError
from maskinrum.engine.distributions import Z90

GRID = (np.arange(200_000) + 0.5) / 200_000

SOME = [
    Distribution.triangular(2, 4, 9),
    Distribution.triangular(1, 1, 3),
    Distribution.triangular(1, 3, 3),
    Distribution.triangular(5, 5, 5),
    Distribution.constant(-0.7),
    Distribution.normal(0.0273, 0.0103),
    Distribution.beta(3, 9),
    Distribution.lognormal(-1.3115, 0.745, -0.25),
    Distribution("truncated_normal", (0.0098, 0.0079, 0.0, 1.0)),
    Distribution("truncated_normal", (-1.0, 0.5, 0.0, 2.0)),
]

numbers = st.floats(-1e3, 1e3)
shares = st.floats(1e-6, 1 - 1e-6)


@pytest.mark.parametrize("distribution", SOME, ids=lambda found: found.family)
def test_the_mean_and_variance_are_those_of_the_quantiles(distribution: Distribution) -> None:
    values = distribution.quantile(GRID)
    assert values.mean() == pytest.approx(distribution.mean(), rel=1e-4, abs=1e-12)
    assert values.var() == pytest.approx(distribution.variance(), rel=2e-3, abs=1e-12)


@pytest.mark.parametrize("distribution", SOME, ids=lambda found: found.family)
def test_values_stay_in_the_support(distribution: Distribution) -> None:
    low, high = distribution.support
    values = distribution.quantile(GRID)
    assert low <= values.min() <= values.max() <= high


@pytest.mark.parametrize("distribution", SOME, ids=lambda found: found.family)
def test_a_normal_score_gives_the_quantile_of_its_probability(distribution: Distribution) -> None:
    z = np.array([-1.7, 0.2, 2.4])
    np.testing.assert_allclose(distribution.at_normal_scores(z), distribution.quantile(ndtr(z)), rtol=1e-12)


@given(st.tuples(numbers, numbers, numbers).map(sorted), shares)
def test_the_triangular_distribution_function_inverts_the_quantile(ends: list[float], u: float) -> None:
    a, m, b = ends
    x = float(Distribution.triangular(a, m, b).quantile(np.array([u]))[0])
    assert a <= x <= b or x == pytest.approx(a, abs=1e-9) or x == pytest.approx(b, abs=1e-9)
    if b - a > 1e-3:
        below = (x - a) ** 2 / ((b - a) * (m - a)) if x < m else 1 - (b - x) ** 2 / ((b - a) * max(b - m, 1e-300))
        assert below == pytest.approx(u, abs=1e-6)


@given(st.floats(0.5, 200), st.floats(0.5, 200), shares)
@settings(max_examples=50)
def test_the_beta_distribution_function_inverts_the_quantile(alpha: float, beta: float, u: float) -> None:
    x = Distribution.beta(alpha, beta).quantile(np.array([u]))
    assert betainc(alpha, beta, x)[0] == pytest.approx(u, abs=1e-8)


@given(st.sampled_from(SOME), shares, shares)
def test_quantiles_never_fall(distribution: Distribution, one: float, other: float) -> None:
    low, high = distribution.quantile(np.array(sorted((one, other))))
    assert low <= high


def test_the_shipped_time_deviation_is_on_time_in_46_per_cent() -> None:
    deviation = Distribution.lognormal(-1.3115, 0.7450, -0.25)
    u = (np.log(0.25) + 1.3115) / 0.745
    assert ndtr(u) == pytest.approx(0.46, abs=1e-3)
    assert deviation.at_normal_score(float(u)) == pytest.approx(0, abs=1e-12)
    assert deviation.at_normal_score(Z90) == pytest.approx(0.45, abs=5e-4)


@given(st.floats(0.02, 0.9), st.floats(0.001, 10))
def test_a_normal_within_bounds_has_the_moments_asked_for(ratio: float, mean: float) -> None:
    found = Distribution.normal_within(mean, ratio * mean, 0, 240)
    assert found.mean() == pytest.approx(mean, rel=1e-6)
    assert found.variance() ** 0.5 == pytest.approx(ratio * mean, rel=1e-6)
    assert found.quantile(np.array([2.0**-54, 1 - 2.0**-53])).min() >= 0


def test_a_normal_far_from_its_bounds_is_left_alone_and_one_too_wide_for_them_is_cut_as_it_is() -> None:
    assert Distribution.normal_within(0.03, 0.05, -0.9, 2) == Distribution.normal(0.03, 0.05)
    assert Distribution.normal_within(0.01, 0.02, 0, 1).params == (0.01, 0.02, 0, 1)
    assert Distribution.normal_within(0.3, 0.5, 0, 1).params == (0.3, 0.5, 0, 1)
    with pytest.raises(DistributionError) as error:  # nothing of it lies within the bounds
        Distribution.normal_within(-5, 1, 0, 1)
    assert error.value.code == "order"


def test_a_lognormal_can_be_stated_by_its_median_and_90_per_cent_quantile() -> None:
    found = Distribution.from_mapping({"family": "lognormal", "params": {"median": 2, "p90": 5, "shift": 1}})
    assert found.at_normal_score(0) == pytest.approx(2)
    assert found.at_normal_score(Z90) == pytest.approx(5)
    assert found.mean() == pytest.approx(1 + exp(found.params[1] ** 2 / 2))


@pytest.mark.parametrize("distribution", SOME, ids=lambda found: found.family)
def test_a_mapping_holds_the_whole_distribution(distribution: Distribution) -> None:
    assert Distribution.from_mapping(distribution.as_mapping()) == distribution


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"family": "cauchy", "params": {"a": 1}}, "family"),
        ({"family": "constant", "params": [1]}, "parameters"),
        ({"family": "constant"}, "parameters"),
        ({"family": "constant", "params": {"value": "12"}}, "number"),
        ({"family": "constant", "params": {"value": True}}, "number"),
        ({"family": "constant", "params": {"value": float("nan")}}, "number"),
        ({"family": "triangular", "params": {"a": 1, "m": 2}}, "parameters"),
        ({"family": "triangular", "params": {"a": 3, "m": 2, "b": 4}}, "order"),
        ({"family": "normal", "params": {"mean": 0, "sd": -1}}, "order"),
        ({"family": "beta", "params": {"alpha": 0, "beta": 1}}, "order"),
        ({"family": "truncated_normal", "params": {"mean": 0, "sd": 0, "low": 0, "high": 1}}, "order"),
        ({"family": "truncated_normal", "params": {"mean": 0, "sd": 1, "low": 1, "high": 1}}, "order"),
        ({"family": "truncated_normal", "params": {"mean": -9, "sd": 1, "low": 0, "high": 1}}, "order"),
        ({"family": "lognormal", "params": {"median": 2}}, "parameters"),
        ({"family": "lognormal", "params": {"median": 1, "p90": 2, "shift": 1}}, "order"),
        ({"family": "lognormal", "params": {"mu_log": 0, "sigma_log": 1, "median": 3}}, "contradiction"),
        ({"family": "lognormal", "params": {"mu_log": 0, "sigma_log": -1}}, "order"),
    ],
)
def test_a_faulty_distribution_says_what_is_wrong(mapping: Mapping[str, object], code: str) -> None:
    with pytest.raises(DistributionError) as error:
        Distribution.from_mapping(mapping)
    assert error.value.code == code


def test_a_distribution_needs_all_its_parameters() -> None:
    with pytest.raises(DistributionError, match="a, m, b") as error:
        Distribution("triangular", (1.0, 2.0))
    assert error.value.code == "parameters"


@given(st.floats(1, 200), st.floats(1, 200))
@settings(max_examples=30, deadline=None)
def test_the_table_of_the_beta_distribution_is_right_to_a_billionth(alpha: float, beta: float) -> None:
    u = np.concatenate((np.array([1e-12, 1e-9, 1 - 1e-9]), (np.arange(3000) + 0.37) / 3000))
    exact = betaincinv(alpha, beta, u)
    np.testing.assert_allclose(Distribution.beta(alpha, beta).quantile(u), exact, rtol=0, atol=1e-9)
