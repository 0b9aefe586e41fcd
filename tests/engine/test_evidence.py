"""Pooling of evidence, against a published posterior and against what can be worked out by hand."""

import csv
import json
from zipfile import ZipFile

import numpy as np
import pytest
import yaml

from maskinrum.engine import (
    Distribution,
    EvidenceError,
    EvidenceRow,
    EvidenceRules,
    Moments,
    Spread,
    pool,
    random_effects,
    standard_error,
)
from tests.engine.cases import DOMAIN, shared_data

SCHOOLS = (28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0)
ERRORS = (15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0)
RULES = EvidenceRules(0.5, {"A": 1.0, "C": 3.0}, {"share": 0.05, "ratio": 0.1})


def row(estimate: float, se: float = 0.01, **changes: object) -> EvidenceRow:
    fields: dict[str, object] = {"id": "x-01", "unit": "share", "strength": "A", **changes}
    return EvidenceRow(estimate=estimate, se=se, **fields)  # type: ignore[arg-type]


def test_eight_schools_with_a_flat_centre_give_the_stated_posterior() -> None:
    found = random_effects(SCHOOLS, ERRORS, Spread("half_normal", 5.0))
    assert (found.centre.mean, found.centre.sd) == pytest.approx((7.787, 4.364), abs=1e-3)
    assert (found.spread.mean, found.spread.sd) == pytest.approx((3.310, 2.502), abs=1e-3)
    assert found.predictive.sd == pytest.approx(6.022, abs=1e-3)


def test_eight_schools_with_the_references_own_priors() -> None:
    found = random_effects(SCHOOLS, ERRORS, Spread("half_cauchy", 5.0), Moments(0.0, 5.0))
    assert (found.centre.mean, found.spread.mean) == pytest.approx((4.397, 3.598), abs=1e-3)


def test_every_number_of_the_reference_posterior_within_four_of_its_errors() -> None:
    folder = shared_data("posteriordb")
    stated = json.loads((folder / "reference_summaries.json").read_text(encoding="utf-8"))
    with ZipFile(folder / "data" / "eight_schools.json.zip") as archive:
        data = json.loads(archive.read(archive.namelist()[0]))
    found = random_effects(data["y"], data["sigma"], Spread("half_cauchy", 5.0), Moments(0.0, 5.0))
    ours = {"mu": found.centre, "tau": found.spread}
    ours |= {f"theta[{place}]": effect for place, effect in enumerate(found.effects, 1)}
    numbers = stated["eight_schools-eight_schools_noncentered"]["parameters"]
    assert set(ours) == set(numbers)
    for name, own in ours.items():
        assert abs(own.mean - numbers[name]["mean"]) <= 4 * numbers[name]["mcse_mean"], name
        assert own.sd == pytest.approx(numbers[name]["sd"], rel=0.05), name


def test_rows_that_agree_leave_the_mean_where_it_is_and_each_other_unmoved() -> None:
    found = pool([row(0.02), row(0.02)], RULES)
    assert found.centre.mean == pytest.approx(0.02)
    assert [own.effect.mean for own in found.rows] == pytest.approx([0.02, 0.02])
    assert found.prior == Distribution.normal(found.predictive.mean, found.predictive.sd)


def test_what_a_party_says_of_itself_moves_halfway_to_no_effect() -> None:
    share = pool([row(-0.10, self_reported=True), row(0.0)], RULES)
    ratio = pool([row(0.8, unit="ratio", self_reported=True), row(1.0, unit="ratio")], RULES)
    assert share.rows[0].used.mean == pytest.approx(-0.05)
    assert ratio.rows[0].used.mean == pytest.approx(0.9)


def test_weak_evidence_counts_with_a_greater_variance() -> None:
    found = pool([row(0.0), row(0.1, strength="C")], RULES)
    assert found.rows[1].used.sd ** 2 == pytest.approx(3 * 0.01**2)
    assert found.centre.mean < 0.05


def test_the_predictive_distribution_is_wider_than_the_mean_is_uncertain() -> None:
    found = pool([row(0.0), row(0.1)], RULES)
    expected = found.centre.sd**2 + found.spread.mean**2 + found.spread.sd**2
    assert found.predictive.sd**2 == pytest.approx(expected)


def test_small_errors_leave_each_row_as_it_was_measured() -> None:
    found = random_effects((0.0, 0.1), (1e-5, 1e-5), Spread("half_normal", 0.05))
    assert [own.mean for own in found.effects] == pytest.approx([0.0, 0.1], abs=1e-6)
    assert found.effects[0].sd == pytest.approx(1e-5, rel=0.01)


def test_the_shipped_rules_are_read() -> None:
    shipped = yaml.safe_load((DOMAIN / "priors.yaml").read_text(encoding="utf-8"))["evidence_rules"]
    rules = EvidenceRules.from_mapping(shipped)
    assert (rules.shrink, rules.inflation["C"], rules.scales["months"]) == (0.5, 3.0, 3.0)
    assert rules.of_level == 0.5


def test_small_positive_shares_are_pooled_to_what_they_can_be() -> None:
    """1.0 and 1.3 per cent: cases of one per cent do not differ by five, and none is below nothing."""
    rows, rules = [row(0.010, 0.001), row(0.013, 0.0015)], EvidenceRules(0.5, {"A": 1.0}, {"share": 0.05}, 0.5)
    wide, held = pool(rows, rules), pool(rows, rules, (0, 1))
    assert wide.spread.mean > 3 * held.spread.mean
    assert wide.prior.quantile(np.array([0.3]))[0] < 0 <= held.prior.quantile(np.array([2.0**-54]))[0]
    assert held.prior.mean() == pytest.approx(held.predictive.mean, rel=1e-6)
    assert held.prior.variance() ** 0.5 == pytest.approx(held.predictive.sd, rel=1e-6)
    assert held.prior.support == (0, 1)
    assert 0.010 < held.predictive.mean < 0.013
    assert pool(rows, rules, (-0.9, 2)).spread == wide.spread  # what may be negative keeps the scale of the unit
    large = [row(0.30, 0.02), row(0.36, 0.02)]
    assert pool(large, rules, (0, 1)).spread == pool(large, rules).spread  # and nothing has a greater one


def test_estimates_of_nothing_differ_by_no_more_than_they_are_unsure() -> None:
    rules = EvidenceRules(0.5, {"A": 1.0}, {"share": 0.05}, 0.5)
    found = pool([row(0.0, 0.001), row(0.0, 0.001)], rules, (0, 1))
    assert found.prior.mean() < 0.002


def test_an_estimate_outside_what_the_number_can_be_is_refused() -> None:
    with pytest.raises(EvidenceError) as refused:
        pool([row(0.02), row(0.1)], RULES, (0.0, 0.05))
    assert refused.value.code == "limits"


def test_a_standard_error_comes_from_spread_and_number() -> None:
    assert standard_error(0.108, 110) == pytest.approx(0.010297, abs=1e-6)
    assert standard_error(0.16, 78, "spread") == pytest.approx(0.16 / 154**0.5)
    with pytest.raises(EvidenceError):
        standard_error(0.1, 0)
    with pytest.raises(EvidenceError):
        standard_error(0.1, 1, "spread")


def test_the_shipped_rows_of_cost_deviation_pool_to_between_them_and_say_how_unsure_a_new_case_is() -> None:
    lines = (DOMAIN / "evidence.csv").read_text(encoding="utf-8").splitlines()
    rows = {own["id"]: own for own in csv.DictReader(line for line in lines if not line.startswith("#"))}
    rules = EvidenceRules.from_mapping(yaml.safe_load((DOMAIN / "priors.yaml").read_text("utf-8"))["evidence_rules"])
    found = pool(
        [
            EvidenceRow(
                mean,
                float(rows[mean]["estimate"]),
                standard_error(float(rows[spread]["estimate"]), int(rows[mean]["n"])),
                rows[mean]["unit"],
                rows[mean]["strength"],
            )
            for mean, spread in (("ov-03", "ov-04"), ("ov-12", "ov-14"))
        ],
        rules,
    )
    assert 0.023 < found.prior.mean() < 0.0273
    assert found.predictive.sd > found.centre.sd


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row(0.1)], "rows"),
        ([row(0.1), row(1.0, unit="ratio")], "unit"),
        ([row(1.0, unit="mDKK"), row(2.0, unit="mDKK")], "unit"),
        ([row(0.1), row(0.1, strength="E")], "strength"),
    ],
)
def test_what_cannot_be_pooled_is_refused(rows: list[EvidenceRow], code: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        pool(rows, RULES)
    assert refused.value.code == code


@pytest.mark.parametrize(("estimate", "se", "code"), [(float("nan"), 1.0, "estimate"), (1.0, 0.0, "se")])
def test_a_row_without_a_number_or_an_error_is_refused(estimate: float, se: float, code: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        row(estimate, se)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "mapping",
    [
        {"variance_inflation": {}, "heterogeneity_half_normal_scale": {}},
        {"self_reported_shrink_towards_no_effect": 0.5, "heterogeneity_half_normal_scale": {}},
        {
            "self_reported_shrink_towards_no_effect": 0.5,
            "variance_inflation": {"A": True},
            "heterogeneity_half_normal_scale": {},
        },
    ],
)
def test_rules_that_lack_something_are_refused(mapping: dict[str, object]) -> None:
    with pytest.raises(EvidenceError):
        EvidenceRules.from_mapping(mapping)
