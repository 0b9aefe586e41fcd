"""What drives a difference, and the Sobol' indices behind it."""

from dataclasses import replace

import numpy as np
import pytest

from maskinrum.engine import (
    ALL_SEVEN,
    STRATEGIC,
    Distribution,
    Estimate,
    Flip,
    Input,
    Portfolio,
    PriorsError,
    Settings,
    SettingsError,
    drawn_inputs,
    drivers,
    flip_values,
    simulate,
    sobol,
)
from maskinrum.engine.arrays import Floats
from tests.engine.cases import neutral, project, shipped, shipped_portfolio

ISHIGAMI = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
G_FACTORS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
G_FIRST = (0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001, 0.0001, 0.0001)
G_TOTAL = (0.7871, 0.2422, 0.0343, 0.0105, 0.0001, 0.0001, 0.0001, 0.0001)


def ishigami(u: Floats) -> Floats:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def g_function(u: Floats) -> Floats:
    return np.asarray(np.prod((np.abs(4 * u - 2) + G_FACTORS) / (1 + G_FACTORS), axis=1))


def inputs_of(u: Floats) -> list[Input]:
    return [Input("separate", str(place), column) for place, column in enumerate(u.T)]


@pytest.mark.parametrize(
    ("function", "first", "total", "points"),
    [(ishigami, *ISHIGAMI, 8192), (g_function, G_FIRST, G_TOTAL, 4096)],
    ids=["ishigami", "g"],
)
def test_first_and_total_indices_from_a_function(
    function: object, first: tuple[float, ...], total: tuple[float, ...], points: int
) -> None:
    found = sobol(function, len(first), points, seed=1)  # type: ignore[arg-type]
    assert found.first == pytest.approx(first, abs=0.01)
    assert found.total == pytest.approx(total, abs=0.01)


def test_a_function_that_does_not_vary_has_no_indices() -> None:
    found = sobol(lambda u: np.ones(len(u)), 2, 4, seed=1)
    assert list(found.first) == [0, 0]
    assert list(found.total) == [0, 0]


@pytest.mark.parametrize(("factors", "points"), [(0, 4), (1, 1), (1, 6)])
def test_sobol_takes_a_power_of_two(factors: int, points: int) -> None:
    with pytest.raises(SettingsError):
        sobol(g_function, factors, points, seed=1)


@pytest.mark.parametrize(("function", "first"), [(ishigami, ISHIGAMI[0]), (g_function, G_FIRST)], ids=["ishigami", "g"])
def test_first_order_shares_from_plain_draws(function: object, first: tuple[float, ...]) -> None:
    u = np.random.Generator(np.random.Philox(20270101)).random((65_536, len(first)))
    found = {driver.parameter: driver.share for driver in drivers(function(u), inputs_of(u))}  # type: ignore[operator]
    for place, exact in enumerate(first):
        share = found[str(place)]
        assert share.mean == pytest.approx(exact, abs=0.01)
        assert abs(share.mean - exact) <= 4 * share.se


def test_the_tornado_shows_the_mean_where_an_input_is_low_and_high() -> None:
    rng = np.random.Generator(np.random.Philox(1))
    x, noise = rng.random(4096), rng.standard_normal(4096)
    (found,) = drivers(10 * x + noise, [Input("common", "x", x)])
    assert (found.at_low, found.at_high) == pytest.approx((0.1, 0.9), abs=0.02)
    assert abs(found.low.mean - 10 * found.at_low) <= 4 * found.low.se
    assert found.swing == pytest.approx(8.0, abs=0.3)


def test_an_input_that_does_not_vary_drives_nothing() -> None:
    (found,) = drivers(np.arange(32.0), [Input("common", "x", np.ones(32))])
    assert found.swing == 0


def test_a_difference_that_does_not_vary_has_no_drivers() -> None:
    (found,) = drivers(np.zeros(64), [Input("common", "x", np.arange(64.0))])
    assert (found.share.mean, found.low.mean, found.high.mean) == (0, 0, 0)


def test_inputs_with_two_values_are_fitted_by_a_straight_line() -> None:
    (found,) = drivers(np.tile([0.0, 0.0, 0.0, 4.0], 16), [Input("common", "x", np.tile([1.0, 1.0, 1.0, 2.0], 16))])
    assert (found.low.mean, found.high.mean) == pytest.approx((0.0, 4.0))


def test_the_inputs_are_the_draws_the_costs_were_made_of() -> None:
    price = Distribution.triangular(-0.04, -0.01, 0.02)
    priors = neutral({"price_level": price})
    settings = Settings(futures=1500, alternatives=("separate", "strategic_partnership"))
    (found,) = drawn_inputs(priors, settings)
    draws = simulate(Portfolio([project(100, 7, 48)]), priors, settings)
    assert found.key == ("strategic_partnership", "price_level")
    assert draws.cost[1] - draws.cost[0] == pytest.approx(100 * found.values, abs=1e-9)


def test_every_number_drawn_once_per_future_is_an_input() -> None:
    priors = shipped()
    found = [own.key for own in drawn_inputs(priors, Settings(futures=2, alternatives=ALL_SEVEN))]
    assert ("separate", "client_tender_cost") in found
    assert ("strategic_partnership", "progress_ratio") in found
    assert ("common", "market_index_quarterly_sd") in found
    assert ("separate", "cost_tail_size") not in found
    assert not any(parameter == "realisation" for _, parameter in found)
    assert len(found) == len(set(found))


def test_a_draw_shared_by_all_models_is_shown_by_the_partnership() -> None:
    asked = Settings(futures=2, alternatives=("parallel_frameworks", "not_yet"))
    keys = [own.key for own in drawn_inputs(shipped(), asked)]
    assert ("strategic_partnership", "price_level") in keys
    without = Settings(futures=2, alternatives=("separate", "parallel_frameworks"))
    assert ("parallel_frameworks", "price_level") in [own.key for own in drawn_inputs(shipped(), without)]


def test_the_share_of_the_portfolio_is_an_input_where_it_is_used() -> None:
    keys = [own.key for own in drawn_inputs(shipped(), Settings(futures=2, realisation="portfolio"))]
    assert ("strategic_partnership", "realisation") in keys


TWO = [project(100, 7, 30), project(100, 31, 24)]
KEYS = [(STRATEGIC, "price_level")]


def test_the_flip_value_is_where_the_two_cost_the_same() -> None:
    # tender cost 0.02 of 200 is saved: 4; set-up costs 1.5 and the rest is the price, 200 π = 2.5
    priors = neutral(
        {"setup_cost": 1.5, "price_level": Distribution.triangular(0.0, 0.005, 0.02)}, {"client_tender_cost": 0.02}
    )
    told: list[tuple[int, int]] = []
    (found,) = flip_values(
        Portfolio(TWO), priors, Settings(futures=64), "separate", progress=lambda *done: told.append(done)
    )
    assert (found.model, found.parameter) == ("strategic_partnership", "price_level")
    assert found.value == pytest.approx(0.0125, abs=1e-4)
    assert found.low.mean < 0 < found.high.mean
    assert found.beyond == pytest.approx((0.02 - 0.0125) ** 2 / (0.02 * 0.015), abs=0.003)
    assert told == [(1, 1)]


def test_the_error_of_a_flip_value_follows_from_that_of_the_difference() -> None:
    """The difference is 200 (π − 0.0125 + σ z̄): its error is told in π, and a quarter of the futures doubles it."""
    priors = neutral(
        {"setup_cost": 1.5, "price_level": Distribution.triangular(-0.1, 0.0, 0.1), "cost_deviation_sd": 0.1},
        {"client_tender_cost": 0.02},
    )
    widths = []
    for futures in (256, 1024):
        (found,) = flip_values(Portfolio(TWO), priors, Settings(futures=futures), "separate", KEYS)
        assert found.least is not None
        assert found.value is not None
        assert found.most is not None
        assert found.least < found.value < found.most
        assert found.futures == futures
        widths.append(found.most - found.least)
    assert widths[0] == pytest.approx(4 * 0.1 / 2**0.5 / 256**0.5, rel=0.15)
    assert widths[0] / widths[1] == pytest.approx(2.0, rel=0.2)


def test_what_is_certain_turns_at_one_value_and_never_beyond_the_range() -> None:
    certain = neutral(
        {"setup_cost": 1.5, "price_level": Distribution.triangular(0.0, 0.005, 0.02)}, {"client_tender_cost": 0.02}
    )
    (found,) = flip_values(Portfolio(TWO), certain, Settings(futures=64), "separate")
    assert [found.least, found.most] == pytest.approx([found.value] * 2)
    wild = neutral(
        {"setup_cost": 1.5, "price_level": Distribution.triangular(0.0037, 0.0125, 0.0213), "cost_deviation_sd": 0.1},
        {"client_tender_cost": 0.02},
    )
    # The range is one standard error wide to each side, so wherever it turns, both ends are within two of nothing.
    turns = [
        found
        for seed in range(1, 7)
        for found in flip_values(Portfolio(TWO), wild, Settings(futures=64, seed=seed), "separate", KEYS)
    ]
    inside = [own for own in turns if own.value is not None]
    assert inside
    assert any((own.least, own.most) == (own.at_low, own.at_high) for own in inside)
    assert all(own.at_low <= (own.least or 0) <= (own.most or 0) <= own.at_high for own in inside)


def test_where_no_value_turns_it_the_calculation_may_be_unable_to_tell() -> None:
    never = Flip("separate", "x", 0.0, 1.0, Estimate(-9.0, 1.0), Estimate(-5.0, 1.0), None, None)
    assert not never.is_open
    assert replace(never, high=Estimate(-1.0, 1.0)).is_open
    assert not replace(never, high=Estimate(-1.0, 1.0), value=0.5).is_open


def test_a_flip_below_counts_what_lies_below() -> None:
    priors = neutral({"setup_cost": 2.5}, {"client_tender_cost": Distribution.triangular(0.0, 0.02, 0.04)})
    (found,) = flip_values(
        Portfolio(TWO), priors, Settings(futures=64), "separate", [("separate", "client_tender_cost")]
    )
    assert found.value == pytest.approx(0.0125, abs=1e-4)
    assert found.beyond == pytest.approx(0.0125**2 / (0.04 * 0.02), abs=0.003)


def test_a_parameter_that_cannot_turn_the_answer_has_no_flip_value() -> None:
    priors = neutral({"setup_cost": Distribution.triangular(5, 6, 7)}, {"client_tender_cost": 0.02})
    (found,) = flip_values(Portfolio(TWO), priors, Settings(futures=64), "separate")
    assert (found.value, found.beyond) == (None, None)
    assert found.low.mean == pytest.approx(found.at_low - 4)


@pytest.mark.parametrize("key", [("separate", "client_tender_cost"), ("common", "max_wait_months"), ("separate", "x")])
def test_what_is_not_drawn_has_no_range_to_flip_in(key: tuple[str, str]) -> None:
    with pytest.raises(PriorsError) as refused:
        flip_values(Portfolio(TWO), neutral(), Settings(futures=2), "separate", [key])
    assert refused.value.code == "constant"


def test_common_parameters_and_a_reference_of_the_others_can_flip() -> None:
    keys = [("parallel_frameworks", "price_level"), ("common", "market_index_quarterly_sd")]
    portfolio = shipped_portfolio("demo_portfolio.csv")
    found = flip_values(portfolio, shipped(), Settings(futures=32), "parallel_frameworks", keys)
    assert [(own.model, own.parameter) for own in found] == keys
    everything = flip_values(Portfolio(TWO), shipped(), Settings(futures=2), "not_yet")
    assert "not_yet" not in {own.model for own in everything}
