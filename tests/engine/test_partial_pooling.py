"""Partial pooling against reference posteriors and mixed models, and by what must not change it."""

import csv
import json
from zipfile import ZipFile

import numpy as np
import pytest
from scipy import stats

from maskinrum.engine import (
    Mixture,
    Moments,
    Spread,
    StatisticsError,
    heterogeneity,
    partial_pooling,
    pooled_means,
    variance_components,
)
from maskinrum.engine.evidence import over_a_grid
from tests.engine.cases import shared_data

SCHOOLS = (28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
ERRORS = (15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)
HALF_NORMAL = Spread("half_normal", 5.0)
EVEN = ((np.arange(20000) + 0.5) / 10000 - 1, np.full(20000, 1 / 10000))
FINER = (HALF_NORMAL, None, EVEN)


def reference(name: str) -> dict[str, float]:
    stated = json.loads((shared_data("psychometrics") / "reference_values_R.json").read_text(encoding="utf-8"))
    return dict(stated[name])


def dyestuff() -> list[list[float]]:
    batches: dict[str, list[float]] = {}
    with (shared_data("psychometrics") / "lme4_Dyestuff.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            batches.setdefault(row["Batch"], []).append(float(row["Yield"]))
    return list(batches.values())


def test_the_eight_schools_have_the_means_and_the_ends_of_the_reference_posterior() -> None:
    folder = shared_data("posteriordb")
    stated = json.loads((folder / "reference_summaries.json").read_text(encoding="utf-8"))
    numbers = stated["eight_schools-eight_schools_noncentered"]["parameters"]
    with ZipFile(folder / "data" / "eight_schools.json.zip") as archive:
        data = json.loads(archive.read(archive.namelist()[0]))
    found = partial_pooling(data["y"], data["sigma"], Spread("half_cauchy", 5.0), centre=Moments(0.0, 5.0), level=0.9)
    ours = {"mu": found.centre, "tau": found.spread}
    ours |= {f"theta[{place}]": group.effect for place, group in enumerate(found.groups, 1)}
    assert set(ours) == set(numbers)
    for name, own in ours.items():
        # An end at 5 or 95 per cent has about twice the Monte-Carlo error of the mean.
        within = 4 * numbers[name]["mcse_mean"]
        assert own.estimate == pytest.approx(numbers[name]["mean"], abs=within), name
        assert (own.low, own.high) == pytest.approx((numbers[name]["q05"], numbers[name]["q95"]), abs=2 * within), name


def test_means_are_those_of_the_finer_grid() -> None:
    found = partial_pooling(SCHOOLS, ERRORS, HALF_NORMAL)
    assert found.centre.estimate == pytest.approx(7.787, abs=1e-3)
    assert found.spread.estimate == pytest.approx(3.310, abs=1e-3)
    assert (found.one_more.high - found.one_more.low) / 2 == pytest.approx(1.96 * 6.022, rel=0.05)
    pair, finer = partial_pooling((0.0, 4.0), (1.0, 2.0), HALF_NORMAL), over_a_grid((0.0, 4.0), (1.0, 2.0), *FINER)
    assert pair.groups[1].effect.estimate == pytest.approx(float(finer.weights @ finer.effects[:, 1]), abs=1e-5)


def test_a_known_spread_leaves_the_textbooks_shrinkage() -> None:
    """Nearly all of the prior at τ = 2: θ = y drawn by 1/(1 + 4) of the way, and the interval is normal."""
    found = partial_pooling((0.0, 10.0), (1.0, 1.0), _Fixed(2.0))
    assert [group.effect.estimate for group in found.groups] == pytest.approx([1.0, 9.0])
    assert [group.kept for group in found.groups] == pytest.approx([0.8, 0.8])
    assert found.groups[1].against_centre.estimate == pytest.approx(4.0)
    assert found.between_share == pytest.approx(0.8)
    # Var(μ) = 5/2, Var(θ) = 0.8 + 0.04·5/2 = 0.9; of θ − μ 0.8 + 0.64·5/2 = 2.4.
    assert found.groups[1].effect.high == pytest.approx(9 + 1.959964 * 0.9**0.5, abs=1e-5)
    assert found.groups[1].against_centre.high == pytest.approx(4 + 1.959964 * 2.4**0.5, abs=1e-5)
    assert found.one_more.high == pytest.approx(5 + 1.959964 * 6.5**0.5, abs=1e-5)
    assert (found.spread.low, found.spread.high) == (2, 2)


class _Fixed(Spread):
    """A spread that is known."""

    def __init__(self, tau: float) -> None:
        super().__init__("half_normal", tau)

    def quantile(self, u: np.ndarray) -> np.ndarray:
        return np.full_like(u, self.scale)


def test_groups_move_towards_the_centre_the_unsurest_most() -> None:
    found = partial_pooling((1.0, 5.0, 5.0), (0.5, 0.5, 2.0), Spread("half_normal", 1.0))
    sure, unsure = found.groups[1:]
    assert found.centre.estimate < unsure.effect.estimate < sure.effect.estimate < 5
    assert unsure.kept < sure.kept


def test_pooling_does_not_depend_on_order_unit_or_zero() -> None:
    plain = partial_pooling(SCHOOLS, ERRORS, HALF_NORMAL)
    turned = partial_pooling(SCHOOLS[::-1], ERRORS[::-1], HALF_NORMAL)
    assert turned.centre.low == pytest.approx(plain.centre.low)
    assert turned.groups[0].effect.high == pytest.approx(plain.groups[-1].effect.high)
    moved = partial_pooling([100 + 3 * y for y in SCHOOLS], [3 * s for s in ERRORS], Spread("half_normal", 15.0))
    assert moved.groups[2].effect.low == pytest.approx(100 + 3 * plain.groups[2].effect.low)
    assert moved.between_share == pytest.approx(plain.between_share)


def test_dyestuff_has_the_variance_components_and_effects_of_lme4() -> None:
    stated = json.loads((shared_data("psychometrics") / "reference_values_R.json").read_text("utf-8"))["Dyestuff_REML"]
    found = variance_components(dyestuff())
    assert (found.between, found.within) == pytest.approx([own["vcov"] for own in stated["var"]], rel=1e-7)
    assert found.mean == pytest.approx(stated["fixed"]["(Intercept)"])
    assert found.se == pytest.approx(stated["fixed_se"]["(Intercept)"], rel=1e-7)
    blups = [own["(Intercept)"] for own in stated["blup"]["Batch"].values()]
    assert found.effects == pytest.approx(blups, rel=1e-7)
    assert found.share == pytest.approx(1764.05 / (1764.05 + 2451.25))


def test_components_of_unequal_groups_have_the_greatest_restricted_likelihood() -> None:
    groups = [[3.0, 4.0], [8.0, 9.0, 10.0, 9.5], [1.0], [5.0, 7.0, 6.0]]
    found = variance_components(groups)
    values = np.concatenate(groups)
    same = np.concatenate([[place] * len(group) for place, group in enumerate(groups)])
    alike = (same[:, np.newaxis] == same).astype(float)

    def deviance(between: float, within: float) -> float:
        covariance = between * alike + within * np.eye(len(values))
        inverse = np.linalg.inv(covariance)
        precision = inverse.sum()
        off = values - (inverse @ values).sum() / precision
        return float(np.linalg.slogdet(covariance)[1] + np.log(precision) + off @ inverse @ off)

    best = deviance(found.between, found.within)
    for change in (0.99, 1.01):
        assert deviance(found.between * change, found.within) > best
        assert deviance(found.between, found.within * change) > best


def test_groups_that_differ_by_luck_alone_have_no_variance_between() -> None:
    found = variance_components([[1.0, 5.0, 3.0], [2.0, 4.0, 3.0]])
    assert (found.between, found.share, found.effects) == (0.0, 0.0, (0.0, 0.0))
    assert found.within == pytest.approx(np.var([1, 5, 3, 2, 4, 3], ddof=1))


def test_means_are_pooled_with_one_spread_within() -> None:
    found = pooled_means([[1.0, 3.0], [6.0, 8.0, 10.0, 8.0]], HALF_NORMAL)
    within = (2 + 8) / 4
    stated = [(group.measured.mean, group.measured.sd) for group in found.groups]
    assert stated[0] == pytest.approx((2.0, (within / 2) ** 0.5))
    assert stated[1] == pytest.approx((8.0, (within / 4) ** 0.5))


def test_the_eight_schools_are_as_alike_as_dersimonian_and_laird_find_them() -> None:
    stated = reference("eight_schools_DL")
    found = heterogeneity(SCHOOLS, ERRORS)
    ours = (found.mean, found.se, found.q, found.degrees, found.between)
    assert ours == pytest.approx([stated[key] for key in ("fixed_mean", "fixed_se", "Q", "df", "tau2_DL")], rel=1e-9)
    assert found.share == 0


def test_equal_errors_leave_the_variance_of_the_means_less_theirs() -> None:
    found = heterogeneity((0.0, 4.0, 8.0), (1.0, 1.0, 1.0))
    assert (found.q, found.between, found.share) == pytest.approx((32, 15, 30 / 32))
    assert heterogeneity((2.0, 2.0), (1.0, 1.0)).share == 0


def test_a_mixture_of_one_is_that_normal() -> None:
    one = Mixture(np.array([1.0]), np.array([2.0]), np.array([3.0]))
    assert (one.mean, one.sd) == (2, 3)
    assert one.quantiles(np.array([0.1, 0.5, 0.9])) == pytest.approx(stats.norm(2, 3).ppf([0.1, 0.5, 0.9]))
    assert one.below(np.array([2.0])) == pytest.approx([0.5])


def test_a_mixture_far_apart_is_found_on_either_side_and_at_a_step() -> None:
    two = Mixture(np.array([0.3, 0.7]), np.array([-50.0, 50.0]), np.array([1.0, 2.0]))
    found = two.quantiles(np.array([0.003, 0.2999999, 0.65, 0.999]))
    assert two.below(found) == pytest.approx([0.003, 0.2999999, 0.65, 0.999], abs=1e-9)
    known = Mixture(np.array([0.3, 0.7]), np.array([1.0, 2.0]), np.zeros(2))
    assert known.quantiles(np.array([0.1, 0.9])) == pytest.approx([1, 2])


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: partial_pooling((1.0,), (1.0,), HALF_NORMAL), "rows"),
        (lambda: partial_pooling((1.0, 2.0), (1.0,), HALF_NORMAL), "rows"),
        (lambda: partial_pooling((1.0, float("nan")), (1.0, 1.0), HALF_NORMAL), "number"),
        (lambda: heterogeneity((1.0, 2.0), (1.0, 0.0)), "se"),
        (lambda: partial_pooling((1.0, 2.0), (1.0, 1.0), HALF_NORMAL, level=0.0), "level"),
        (lambda: variance_components([[1.0], [2.0]]), "rows"),
        (lambda: variance_components([[1.0, 2.0], []]), "rows"),
        (lambda: variance_components([[1.0, float("inf")], [2.0]]), "number"),
        (lambda: pooled_means([[1.0, 1.0], [2.0, 2.0]], HALF_NORMAL), "spread"),
    ],
)
def test_what_cannot_be_pooled_is_refused(call: object, code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.code == code
