"""Whether a stated range holds what it says, on projects that were not used to state it."""

import csv

import numpy as np
import pytest

from maskinrum.engine import EvidenceError, calibrate, coverage, fitted_to, places
from tests.engine.cases import shared_data

SEED = 1


@pytest.mark.parametrize("column", ["cost_ratio", "duration_ratio"])
def test_a_stated_p10_to_p90_holds_three_quarters_to_six_sevenths_of_other_projects(column: str) -> None:
    lines = (shared_data("cost_schedule") / "nyc_projects_first_last.csv").read_text(encoding="utf-8").splitlines()
    found = calibrate([float(row[column]) for row in csv.DictReader(lines) if row[column]], SEED)
    assert 0.75 <= found.held.mean <= 0.85
    assert 0.75 <= found.held_over_splits.mean <= 0.85
    assert found.judged == pytest.approx(0.3 * (found.fitted + found.judged), abs=1)


def test_the_same_seed_divides_alike_and_another_differently() -> None:
    outcomes = list(np.linspace(0.5, 1.5, 60) ** 2)
    assert calibrate(outcomes, 3) == calibrate(outcomes, 3)
    assert calibrate(outcomes, 3).low != calibrate(outcomes, 4).low


def test_a_skewed_fit_goes_through_its_three_points() -> None:
    outcomes = np.exp(np.random.Generator(np.random.Philox(1)).standard_normal(99))
    found, ordered = fitted_to(outcomes), np.sort(outcomes)
    probabilities = np.array([0.1, 0.5, 0.9])
    assert found.family == "lognormal"
    assert found.quantile(probabilities) == pytest.approx(ordered[[9, 49, 89]])


def test_a_fit_without_skew_is_a_normal_through_its_ends() -> None:
    outcomes = np.arange(1.0, 100.0)
    found = fitted_to(outcomes)
    assert found.family == "normal"
    assert found.quantile(np.array([0.1, 0.9])) == pytest.approx([10, 90])
    assert fitted_to(np.array([1.0] * 60 + [5.0] * 30)).family == "normal"


def test_coverage_counts_the_ends_however_they_are_rounded() -> None:
    low, high = np.array([1 + 1e-15, 0.0, 0.0, 0.0]), np.ones(4)
    found = coverage(low, high, np.array([1.0, 1.0, 2.0, -1.0]))
    assert (found.mean, found.se) == (0.5, 0.25)
    assert coverage(low[:0], high[:0], low[:0]).mean == 0


def test_places_are_shares_below_and_half_of_ties() -> None:
    draws = np.array([[1.0, 2.0, 3.0, 4.0], [1.0, 1.0, 1.0, 1.0]])
    assert list(places(draws, np.array([3.0, 1.0]))) == [0.625, 0.5]


def test_calibrated_forecasts_spread_their_places_evenly() -> None:
    rng = np.random.Generator(np.random.Philox(2))
    found = places(rng.standard_normal((2000, 200)), rng.standard_normal(2000))
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.03)


@pytest.mark.parametrize(("outcomes", "code"), [([1.0] * 19, "rows"), ([float("nan")] * 20, "number")])
def test_too_little_or_no_numbers_are_refused(outcomes: list[float], code: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        calibrate(outcomes)
    assert refused.value.code == code
