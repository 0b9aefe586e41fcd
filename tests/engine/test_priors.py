"""Reading, checking and changing priors."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import yaml

from maskinrum.engine import COMMON, PARAMETERS, Distribution, Prior, Priors, PriorsError
from tests.engine.cases import DOMAIN, neutral, neutral_mapping, shipped

TERM = "models.strategic_partnership.parameters.term"


def test_streams_follow_the_order_of_the_shipped_file() -> None:
    mapping = yaml.safe_load((DOMAIN / "priors.yaml").read_text(encoding="utf-8"))
    assert tuple(entry["slug"] for entry in mapping["parameters"]) == PARAMETERS
    assert tuple(mapping["common"]) == COMMON


def test_the_shipped_priors_survive_being_written_and_read() -> None:
    assert Priors.from_mapping(shipped().as_mapping()) == shipped()


def test_not_yet_has_the_strategic_partnerships_own_priors() -> None:
    later = shipped().with_overrides({("strategic_partnership", "term"): 60}).model("not_yet")
    assert later.opens_later
    assert later.parameters["term"] == Prior("absolute", Distribution.constant(60))


def test_an_override_keeps_the_form_where_it_has_one() -> None:
    changed = shipped().with_overrides(
        {
            ("strategic_partnership", "client_tender_cost"): Distribution.constant(0.5),
            ("strategic_partnership", "pass_through"): 0.9,
            ("strategic_partnership", "rework_cost"): Prior("absolute", Distribution.constant(0.04)),
            ("common", "real_discount_rate"): 0.03,
        }
    )
    found = changed.model("strategic_partnership").parameters
    assert found["client_tender_cost"] == Prior("multiplier", Distribution.constant(0.5))
    assert found["pass_through"] == Prior("absolute", Distribution.constant(0.9))
    assert found["rework_cost"] == Prior("absolute", Distribution.constant(0.04))
    assert changed.common["real_discount_rate"] == Distribution.constant(0.03)


def test_a_partial_mapping_changes_only_what_it_states() -> None:
    partial = {
        "models": {
            "strategic_partnership": {
                "parameters": {
                    "term": {"family": "constant", "params": {"value": 36}},
                    "rework_cost": {"form": "same"},
                }
            }
        },
        "common": {"max_wait_months": {"family": "constant", "params": {"value": 9}}},
    }
    merged, before = shipped().merged(partial), shipped()
    expected = before.with_overrides(
        {
            ("strategic_partnership", "term"): 36,
            ("strategic_partnership", "rework_cost"): Prior("same"),
            ("common", "max_wait_months"): 9,
        }
    )
    assert merged == expected
    assert before.merged({}) == before


def _without(*path: str) -> Callable[[Any], None]:
    def change(mapping: Any) -> None:
        for step in path[:-1]:
            mapping = mapping[step]
        del mapping[path[-1]]

    return change


def _with(value: object, *path: str) -> Callable[[Any], None]:
    def change(mapping: Any) -> None:
        for step in path[:-1]:
            mapping = mapping[step]
        mapping[path[-1]] = value

    return change


STRATEGIC = ("models", "strategic_partnership", "parameters")
SEPARATE = ("models", "separate", "parameters")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_without("models"), "models"),
        (_without("common"), "common"),
        (_without("models", "separate"), "models.separate"),
        (_with("fast", "models", "separate"), "models.separate"),
        (_without("models", "strategic_partnership", "agreement"), "models.strategic_partnership.agreement"),
        (_without("models", "strategic_partnership"), "models.not_yet.same_as"),
        (_without(*STRATEGIC, "setup_cost"), "models.strategic_partnership.parameters.setup_cost"),
        (_without(*STRATEGIC, "term"), TERM),
        (_with({"form": "none"}, *STRATEGIC, "setup_cost"), "models.strategic_partnership.parameters.setup_cost"),
        (_with({"form": "same"}, *STRATEGIC, "term"), TERM),
        (_with({"form": "odd"}, *STRATEGIC, "term"), TERM),
        (_with({"form": "absolute", "family": "constant"}, *STRATEGIC, "term"), TERM),
        (_with({"form": "none"}, *STRATEGIC, "price"), "models.strategic_partnership.parameters.price"),
        (_with({"form": "same"}, *SEPARATE, "rework_cost"), "models.separate.parameters.rework_cost"),
        (
            _with({"form": "absolute", "family": "constant", "params": {"value": 0}}, *STRATEGIC, "time_deviation"),
            "models.strategic_partnership.parameters.time_deviation",
        ),
        (_without("common", "pipeline_correlation"), "common.pipeline_correlation"),
        (
            _with({"family": "constant", "params": {"value": 1.5}}, "common", "pipeline_correlation"),
            "common.pipeline_correlation",
        ),
        (
            _with({"family": "normal", "params": {"mean": 0.03, "sd": 0.01}}, "common", "real_discount_rate"),
            "common.real_discount_rate",
        ),
    ],
)
def test_faulty_priors_name_the_path(change: Callable[[Any], None], field: str) -> None:
    mapping = neutral_mapping()
    change(mapping)
    with pytest.raises(PriorsError) as error:
        Priors.from_mapping(mapping)
    assert error.value.field == field
    assert field in str(error.value)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (("not_yet", "term"), 60, "twin"),
        (("alliance", "term"), 60, "model"),
        (("strategic_partnership", "charm"), 1, "parameter"),
        (("common", "charm"), 1, "parameter"),
        (("common", "real_discount_rate"), Prior("same"), "form"),
    ],
)
def test_an_override_of_what_is_not_there_is_refused(key: tuple[str, str], value: Any, code: str) -> None:
    with pytest.raises(PriorsError) as error:
        neutral().with_overrides({key: value})
    assert error.value.code == code


def test_an_unknown_delivery_model_is_refused() -> None:
    with pytest.raises(PriorsError, match="alliance"):
        neutral().model("alliance")


@pytest.mark.parametrize(
    ("form", "distribution"), [("odd", None), ("absolute", None), ("same", Distribution.constant(1))]
)
def test_a_form_and_a_distribution_must_agree(form: Any, distribution: Distribution | None) -> None:
    with pytest.raises(PriorsError):
        Prior(form, distribution)


def test_the_merged_path_is_named_too() -> None:
    faulty: Mapping[str, object] = {"models": {"strategic_partnership": {"parameters": {"term": {"family": "odd"}}}}}
    with pytest.raises(PriorsError) as error:
        neutral().merged(faulty)
    assert error.value.field == TERM
