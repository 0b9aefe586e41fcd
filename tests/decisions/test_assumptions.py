"""Assumptions keep only what differs, come back as they were, and are never built from anything unreadable."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.decisions.analysis.assumptions import ALL_ALTERNATIVES, Assumptions, AssumptionsError, Range
from maskinrum.decisions.analysis.calculation import Case, calculate
from maskinrum.decisions.analysis.parameters import MODELS_WITH_NUMBERS, parameter_rows, read_assumptions
from maskinrum.decisions.forms import CarriedAssumptionsField
from tests.decisions.making import CASE_DATE, THREE

ROWS = [row for model in (*MODELS_WITH_NUMBERS, "common") for row in parameter_rows(model, Assumptions())]
CHANGEABLE = [row for row in ROWS if row.can_be_changed]


@st.composite
def ranges(draw: st.DrawFn) -> tuple[tuple[str, str], Range]:
    row = draw(st.sampled_from(CHANGEABLE))
    ends = draw(st.lists(st.floats(*row.limits), min_size=3, max_size=3))
    return (row.model, row.slug), Range(*sorted(ends))


choices = st.lists(st.sampled_from(ALL_ALTERNATIVES[1:]), min_size=1, unique=True)
some_assumptions = st.builds(
    Assumptions,
    alternatives=choices.map(lambda chosen: (ALL_ALTERNATIVES[0], *chosen)),
    criterion=st.sampled_from(["cost", "present_value"]),
    realisation=st.sampled_from(["states", "portfolio"]),
    ceiling=st.none() | st.floats(0.001, 99_999),
    shift=st.floats(0, 120),
    overrides=st.lists(ranges(), max_size=4).map(dict),
)


@given(some_assumptions)
def test_assumptions_come_back_from_json_as_they_were(assumptions: Assumptions) -> None:
    assert read_assumptions(json.loads(json.dumps(assumptions.to_json()))) == assumptions


@given(some_assumptions)
def test_assumptions_carried_by_a_page_come_back_as_they_were(assumptions: Assumptions) -> None:
    assert CarriedAssumptionsField().clean(json.dumps(assumptions.to_json())) == assumptions


def test_nothing_is_kept_of_what_is_as_shipped() -> None:
    assert (Assumptions().to_json(), Assumptions.from_json({})) == ({}, Assumptions())


def test_only_what_differs_is_kept() -> None:
    changed = Assumptions(shift=18, overrides={("joint_partnership", "term"): Range(36, 48, 60)})
    assert changed.to_json() == {"shift": 18, "overrides": {"joint_partnership.term": [36, 48, 60]}}


def test_changes_are_counted_one_for_each_number_and_each_choice() -> None:
    changed = Assumptions(
        alternatives=ALL_ALTERNATIVES[:3], ceiling=500, overrides={("common", "effect_correlation"): Range(0, 0.1, 0.2)}
    )
    assert (Assumptions().changed_count, changed.changed_count) == (0, 3)


def test_a_number_put_back_is_no_longer_changed() -> None:
    key = ("strategic_partnership", "term")
    changed = Assumptions().overriding(key, Range(24, 24, 24)).overriding(key, Range(36, 36, 36))
    assert (changed.overrides, changed.overriding(key, None)) == ({key: Range(36, 36, 36)}, Assumptions())


@pytest.mark.parametrize("ends", [(2, 1, 3), (1, 3, 2), (float("nan"), 1, 2), (0, 1, float("inf"))])
def test_a_range_rises_and_is_finite(ends: tuple[float, float, float]) -> None:
    with pytest.raises(AssumptionsError):
        Range(*ends)


@pytest.mark.parametrize(
    "wrong",
    [
        {"alternatives": ("separate",)},
        {"alternatives": ("strategic_partnership", "not_yet")},
        {"alternatives": ("separate", "separate", "not_yet")},
        {"alternatives": ("separate", "magic")},
        {"criterion": "beauty"},
        {"realisation": "hope"},
        {"shift": -1},
        {"shift": 121},
        {"ceiling": 0},
        {"ceiling": 1e6},
        {"ceiling": float("nan")},
    ],
)
def test_choices_that_mean_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(AssumptionsError):
        replace(Assumptions(), **wrong)


HOSTILE = {
    "no JSON": "{",
    "empty list": "[]",
    "a word": '"standard"',
    "a number": "7",
    "null": "null",
    "deep nesting": "[" * 100_000 + "]" * 100_000,
    "deep nesting where a word should stand": '{"criterion": ' + "[" * 900 + "]" * 900 + "}",
    "number too long to read": '{"shift": ' + "9" * 5000 + "}",
    "number too large for a float": '{"ceiling": ' + "9" * 400 + "}",
    "not a number": '{"ceiling": NaN}',
    "infinity": '{"shift": Infinity}',
    "infinite range": '{"overrides": {"strategic_partnership.term": [1, 2, 1e999]}}',
    "unknown choice": '{"colour": "red"}',
    "unknown alternative": '{"alternatives": ["separate", "magic"]}',
    "alternatives as a word": '{"alternatives": "separate"}',
    "alternatives as a number": '{"alternatives": 3}',
    "overrides as a list": '{"overrides": [1, 2, 3]}',
    "two numbers": '{"overrides": {"strategic_partnership.term": [1, 2]}}',
    "no numbers": '{"overrides": {"strategic_partnership.term": null}}',
    "words for numbers": '{"overrides": {"strategic_partnership.term": ["a", "b", "c"]}}',
    "falling range": '{"overrides": {"strategic_partnership.term": [3, 2, 1]}}',
    "unknown model": '{"overrides": {"magic.term": [1, 2, 3]}}',
    "unknown parameter": '{"overrides": {"separate.magic": [1, 2, 3]}}',
    "model without numbers": '{"overrides": {"not_yet.term": [1, 2, 3]}}',
    "no parameter": '{"overrides": {"separate": [1, 2, 3]}}',
    "absent in this model": '{"overrides": {"separate.term": [1, 2, 3]}}',
    "drawn per project": '{"overrides": {"strategic_partnership.cost_tail_size": [0, 0, 0]}}',
    "beyond the limits": '{"overrides": {"strategic_partnership.early_stop": [0, 0.5, 1.5]}}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_unreadable_assumptions_are_told_and_never_an_accident(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        CarriedAssumptionsField().clean(text)
    assert refusal.value.messages == [
        _("The assumptions could not be read, so the standard values are used. The projects are kept.")
    ]


@pytest.mark.parametrize("nothing", ["", None])
def test_nothing_carried_means_as_shipped(nothing: str | None) -> None:
    assert CarriedAssumptionsField(required=False).clean(nothing) == Assumptions()


@settings(max_examples=40, deadline=None)
@given(some_assumptions)
def test_whatever_can_be_read_can_be_calculated(assumptions: Assumptions) -> None:
    # So no page that takes assumptions from a person needs an answer for a refusal of the engine.
    answer = calculate(Case(THREE, CASE_DATE, assumptions, futures=64))
    assert [model.slug for model in answer.result.models] == list(assumptions.alternatives)
