"""Learning curves against published fits, by exact curves, by calibration, and by what must not change them."""

import csv

import numpy as np
import pytest

from maskinrum.engine import (
    Distribution,
    Learning,
    Moments,
    Spread,
    StatisticsError,
    experience_of,
    learning_curve,
    power_law,
    ratio_prior,
)
from tests.engine.cases import shared_data

PRIOR = Moments(-0.02, 0.03)
NOISE = Spread("half_normal", 0.15)


def test_every_published_slope_and_its_interval() -> None:
    folder = shared_data("learning_curves")
    points: dict[str, list[tuple[float, float]]] = {}
    with (folder / "ExpCurves.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            points.setdefault(row["Tech"], []).append((float(row["Cumulative production"]), float(row["Unit cost"])))
    with (folder / "reference_fits_ols_loglog.csv").open(encoding="utf-8") as lines:
        stated = list(csv.DictReader(lines))
    assert len(stated) == len(points)
    for row in stated:
        found = power_law(*np.array(points[row["tech"]]).T)
        ours = [found.exponent, found.se, *(1 - end for end in (found.ratio.estimate, found.ratio.high))]
        ours += [1 - found.ratio.low, found.r2, np.log10(found.first)]
        keys = ("slope_b", "stderr_b", "learning_rate", "lr_low95", "lr_high95", "r2", "intercept_log10")
        assert ours == pytest.approx([float(row[key]) for key in keys], abs=1e-7), row["tech"]


def test_an_exact_curve_is_found_exactly() -> None:
    experience = np.array([1.0, 2, 3, 7])
    found = power_law(experience, 80 * 0.95 ** np.log2(experience))
    assert (found.first, found.ratio.estimate, found.r2, found.points) == pytest.approx((80, 0.95, 1, 4))
    assert found.noise == pytest.approx(0, abs=1e-12)
    assert found.learning is Learning.SEEN


@pytest.mark.parametrize(
    ("values", "learning"),
    [
        ([100.0, 95, 92, 90.5, 89], Learning.SEEN),
        ([89.0, 90.5, 92, 95, 100], Learning.WORSENING),
        ([100.0, 80, 110, 85, 104], Learning.NOT_SEEN),
        ([100.0, 100, 100, 100], Learning.NOT_SEEN),
        ([100.0, 90], Learning.TOO_FEW),
    ],
)
def test_what_is_seen_is_seen_in_the_points_alone(values: list[float], learning: Learning) -> None:
    sure_of_learning = learning_curve(values, Moments(-0.2, 0.001), NOISE)
    assert sure_of_learning.learning is learning
    assert sure_of_learning.ratio.high < 0.9
    assert learning_curve(values, Moments(0.0, 0.1), NOISE).learning is learning


def test_one_project_leaves_the_prior_as_it_was() -> None:
    found = learning_curve([100.0], PRIOR, NOISE)
    assert found.ratio.estimate == pytest.approx(np.exp(-0.02))
    assert (found.ratio.low, found.ratio.high) == pytest.approx(
        np.exp([-0.02 - 1.96 * 0.03, -0.02 + 1.96 * 0.03]), 1e-4
    )
    assert found.weight == pytest.approx(0)
    assert found.next_one.estimate == pytest.approx(98.0199, abs=1e-3)


def test_many_points_leave_nothing_of_the_prior() -> None:
    rng = np.random.Generator(np.random.Philox(4))
    experience = np.arange(1.0, 201)
    values = 50 * 0.9 ** np.log2(experience) * np.exp(0.05 * rng.standard_normal(200))
    found, plain = learning_curve(values, Moments(0.0, 0.5), NOISE), power_law(experience, values)
    ends = (found.ratio.estimate, found.ratio.low, found.ratio.high)
    assert ends == pytest.approx((plain.ratio.estimate, plain.ratio.low, plain.ratio.high), abs=1e-3)
    assert found.weight > 0.99


def test_few_points_lie_between_the_prior_and_what_they_say() -> None:
    found = learning_curve([100.0, 70.0, 60.0], PRIOR, NOISE)
    assert found.measured is not None
    assert found.measured.ratio.estimate < found.ratio.estimate < np.exp(PRIOR.mean)
    assert 0 < found.weight < 1


def test_intervals_of_the_ratio_and_of_the_next_project_hold_as_often_as_they_say() -> None:
    """Curves drawn from the prior itself: 90 per cent intervals hold in 90 of 100, but for the error of 300 draws."""
    rng = np.random.Generator(np.random.Philox(7))
    held = np.zeros(2)
    for _ in range(300):
        slope, sigma = rng.normal(-0.05, 0.08), float(abs(rng.normal(0, 0.15)))
        values = 30 * np.exp(slope * np.log2(np.arange(1.0, 6)) + sigma * rng.standard_normal(5))
        found = learning_curve(values[:4], Moments(-0.05, 0.08), NOISE, level=0.9)
        held += [found.ratio.covers(float(np.exp(slope))), found.next_one.covers(float(values[4]))]
    assert held / 300 == pytest.approx([0.9, 0.9], abs=0.05)


def test_the_unit_does_not_matter_and_the_next_project_follows_it() -> None:
    plain, other = (learning_curve([factor * v for v in (40.0, 38, 37.5)], PRIOR, NOISE) for factor in (1, 30.4))
    assert other.ratio.low == pytest.approx(plain.ratio.low)
    assert other.next_one.high == pytest.approx(30.4 * plain.next_one.high)
    again = learning_curve([40.0, 38, 37.5], PRIOR, NOISE, experience=[1, 2, 3], ahead=4.0)
    assert again == plain


def test_projects_at_the_same_experience_teach_nothing_of_the_ratio() -> None:
    found = learning_curve([100.0, 90.0, 95.0], PRIOR, NOISE, experience=[1, 1, 1])
    assert found.learning is Learning.TOO_FEW
    assert found.ratio.estimate == pytest.approx(np.exp(PRIOR.mean))


def test_the_shipped_prior_in_logarithms() -> None:
    ratio = Distribution.triangular(0.9, 0.95, 1.0)  # progress_ratio of the strategic partnership
    labour, whole = ratio_prior(ratio), ratio_prior(ratio, share=0.35)
    assert labour.mean == pytest.approx(np.log(0.95), abs=3e-4)
    assert labour.sd == pytest.approx(0.05 / 6**0.5 / 0.95, rel=0.01)
    assert whole.mean == pytest.approx(np.log(1 - 0.35 * 0.05), abs=2e-4)


def test_experience_is_that_of_the_decision_model() -> None:
    """The worked example of forgetting: 1·0.8²·0.6 + 1, and without a gap 1·0.8² + 1."""
    found = experience_of([7.0, 31.0], [6.0, 6.0], forgetting=0.4, turnover=0.2)
    assert found == pytest.approx([1, 1.384])
    assert experience_of([7.0, 31.0], [18.0, 6.0], forgetting=0.4, turnover=0.2) == pytest.approx([1, 1.64])


def test_experience_counts_in_order_of_start_and_nothing_is_lost_without_reason() -> None:
    assert list(experience_of([30.0, 0.0, 12.0], [1.0, 1.0, 1.0])) == [3, 1, 2]
    assert list(experience_of([5.0, 5.0], [9.0, 9.0], turnover=1.0)) == [1, 2]
    assert list(experience_of([], [])) == []
    long_ago = experience_of([0.0, 1.0, 30.0], [28.0, 1.0, 1.0], forgetting=1.0)
    assert list(long_ago) == [1, 2, 3]  # the first was still under way


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: power_law([1, 2], [3.0, 2.0]), "rows"),
        (lambda: power_law([2, 2, 2], [3.0, 2.0, 1.0]), "rows"),
        (lambda: power_law([1, 2, 3], [3.0, 2.0]), "rows"),
        (lambda: power_law([1, 2, 3], [3.0, 2.0, 0.0]), "number"),
        (lambda: learning_curve([], PRIOR, NOISE), "rows"),
        (lambda: learning_curve([1.0], Moments(0.0, 0.0), NOISE), "number"),
        (lambda: learning_curve([1.0], PRIOR, NOISE, ahead=0.0), "number"),
        (lambda: learning_curve([1.0], PRIOR, NOISE, level=2.0), "level"),
        (lambda: ratio_prior(Distribution.constant(-1.0)), "number"),
        (lambda: experience_of([1.0], []), "rows"),
        (lambda: experience_of([1.0], [1.0], turnover=1.2), "number"),
    ],
)
def test_what_is_no_curve_is_refused(call: object, code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code
