"""The JSON of a result."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import numpy as np
import pytest

from maskinrum.engine import (
    ENGINE_VERSION,
    RESULT_SCHEMA,
    STRATEGIC,
    Grounds,
    Portfolio,
    Settings,
    break_even,
    input_document,
    input_sha256,
    quantile_dots,
    result_document,
    simulate,
    standing,
    summarise,
    verdict,
)
from maskinrum.engine.statistics import describe, describe_all, quantiles
from tests.engine.cases import project, shipped, shipped_portfolio

DEMO = shipped_portfolio("demo_portfolio.csv")
SETTINGS = Settings(futures=200)
ONLY_AGREEMENTS = (
    "share_inside",
    "continuity",
    "ceiling_reached",
    "idle_months",
    "stopped_early",
    "extended",
    "option_value",
)


def document(settings: Settings = SETTINGS, portfolio: Portfolio = DEMO, *, with_break_even: bool = True) -> Any:
    result = summarise(simulate(portfolio, shipped(), settings))
    found = break_even(portfolio, shipped(), settings) if with_break_even else None
    return result_document(result, found, portfolio, shipped(), settings)


def test_the_document_follows_its_schema_and_survives_json() -> None:
    found = document()
    jsonschema.Draft202012Validator.check_schema(RESULT_SCHEMA)
    jsonschema.validate(json.loads(json.dumps(found, allow_nan=False)), RESULT_SCHEMA)
    assert (found["version"], found["engine_version"], found["verdict"]) == (1, ENGINE_VERSION, None)
    assert len(found["break_even"]) == 9


def test_a_verdict_is_told_by_keys_numbers_and_subjects() -> None:
    simulation = simulate(DEMO, shipped(), SETTINGS)
    said = verdict(Grounds(standing(simulation, STRATEGIC), {"sponsor": "yes", "legal": "unsure"}))
    found = result_document(summarise(simulation), None, DEMO, shipped(), SETTINGS, verdict=said)
    jsonschema.validate(json.loads(json.dumps(found, allow_nan=False)), RESULT_SCHEMA)
    told: Any = found["verdict"]
    assert (told["answer"], told["reference"]) == (said.answer, said.reference)
    assert told["reasons"][0]["subjects"] == list(said.reasons[0].subjects)


@pytest.mark.parametrize("portfolio", [Portfolio([]), Portfolio([project(30, 7)])], ids=["empty", "one"])
def test_small_portfolios_follow_the_schema_too(portfolio: Portfolio) -> None:
    found = document(portfolio=portfolio, with_break_even=False)
    jsonschema.validate(json.loads(json.dumps(found, allow_nan=False)), RESULT_SCHEMA)
    assert found["break_even_at"] == {"volume": None, "similar": None}


def test_the_schema_refuses_what_does_not_belong() -> None:
    found = document(with_break_even=False)
    found["models"][0]["p_best"] = 1.5
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, RESULT_SCHEMA)


def test_what_only_an_agreement_has_is_null_without_one() -> None:
    separate, strategic = (document(with_break_even=False)["models"][place] for place in (0, 4))
    assert [separate[name] for name in ONLY_AGREEMENTS] == [None] * 7
    assert None not in [strategic[name] for name in ONLY_AGREEMENTS]
    assert separate["p_better"] is None
    assert separate["handover_delay"] is not None


def test_the_same_question_gives_the_same_bytes() -> None:
    one, other = (json.dumps(document(with_break_even=False)) for _ in range(2))
    assert one == other


def test_the_hash_follows_every_input_and_nothing_else() -> None:
    stated = input_sha256(DEMO, shipped(), SETTINGS)
    changed = {
        input_sha256(Portfolio(DEMO.projects[1:]), shipped(), SETTINGS),
        input_sha256(DEMO, shipped().with_overrides({("strategic_partnership", "term"): 36}), SETTINGS),
        input_sha256(DEMO, shipped().with_overrides({("common", "real_discount_rate"): 0.03}), SETTINGS),
        *(
            input_sha256(DEMO, shipped(), replace(SETTINGS, **change))
            for change in (
                {"ceiling": 900.0},
                {"seed": 2},
                {"futures": 300},
                {"shift": 6.0},
                {"criterion": "present_value"},
            )
        ),
    }
    assert len(changed | {stated}) == 9
    assert input_sha256(DEMO, shipped(), replace(SETTINGS, threads=4)) == stated
    assert input_document(DEMO, shipped(), SETTINGS)["sha256"] == stated


def test_quantiles_are_linear_between_order_statistics() -> None:
    values = np.array([8.0, 1, 4, 2])
    assert quantiles(values, (0.0, 0.25, 0.5, 0.9, 1.0)).tolist() == pytest.approx(
        np.quantile(values, (0.0, 0.25, 0.5, 0.9, 1.0)).tolist()
    )


def test_the_error_of_a_mean_is_its_deviation_over_the_root_of_n() -> None:
    found = describe_all(np.array([1.0, 2, 6]))
    assert found.mean == 3
    assert found.se == pytest.approx((7 / 3) ** 0.5)
    assert describe_all(np.array([4.0])).se == 0


def test_nothing_has_no_statistics() -> None:
    assert describe(np.array([])) is None
    with pytest.raises(ValueError, match="no futures"):
        describe_all(np.array([]))


def test_dots_are_equally_likely_values() -> None:
    values = np.arange(1001) / 1000
    assert quantile_dots(values, 4).tolist() == pytest.approx([0.125, 0.375, 0.625, 0.875])
    assert len(quantile_dots(values)) == 20
    with pytest.raises(ValueError, match="one dot"):
        quantile_dots(values, 0)


def test_the_sum_of_the_components_is_the_cost() -> None:
    found = document(with_break_even=False)["models"][4]
    assert sum(part["mean"] for part in found["components"].values()) == pytest.approx(found["cost"]["mean"])
