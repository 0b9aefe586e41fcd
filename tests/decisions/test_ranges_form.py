"""The full list of numbers: three fields each, empty for the standard, within what means anything."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.parameters import parameter_rows
from maskinrum.decisions.forms import RangesForm

MODEL = "strategic_partnership"


def form(base: Assumptions = Assumptions(), model: str = MODEL, /, **typed: str) -> RangesForm:  # noqa: B008 - frozen
    """The form with ``slug_part`` typed as told, everything else empty."""
    data = {"-".join(name.rsplit("_", 1)): text for name, text in typed.items()}
    return RangesForm(data, rows=parameter_rows(model, base))


def ranges(made: RangesForm) -> dict[tuple[str, str], Range]:
    assert made.is_valid(), made.errors
    return dict(made.applied_to(Assumptions()).overrides)


def test_shares_are_typed_as_per_cent() -> None:
    made = form(price_level_least="-3,5", price_level_typical="1", price_level_most="8")
    assert ranges(made) == {(MODEL, "price_level"): Range(-0.035, 0.01, 0.08)}


def test_months_are_typed_as_they_stand() -> None:
    with override("en"):
        made = form(setup_time_least="6", setup_time_typical="9.5", setup_time_most="24")
        assert ranges(made) == {(MODEL, "setup_time"): Range(6, 9.5, 24)}


def test_multipliers_are_not_per_cent() -> None:
    assert ranges(form(dispute_cost_typical="0,7")) == {(MODEL, "dispute_cost"): Range(0.7, 0.7, 0.7)}


def test_a_typical_value_alone_is_a_fixed_number() -> None:
    (only,) = ranges(form(term_typical="36")).values()
    assert (only, only.is_constant) == (Range(36, 36, 36), True)


def test_one_end_may_be_left_out() -> None:
    assert ranges(form(term_typical="36", term_most="60")) == {(MODEL, "term"): Range(36, 36, 60)}


def test_nothing_typed_means_all_as_shipped() -> None:
    assert ranges(form()) == {}


def test_emptying_the_fields_puts_the_standard_back() -> None:
    changed = Assumptions(overrides={(MODEL, "term"): Range(24, 30, 36)})
    made = form(changed)
    assert made.is_valid()
    assert made.applied_to(changed) == Assumptions()


def test_numbers_of_other_models_are_left_alone() -> None:
    others = Assumptions(overrides={("joint_partnership", "term"): Range(24, 30, 36)})
    made = form(others, term_typical="36")
    assert made.is_valid()
    assert set(made.applied_to(others).overrides) == {("joint_partnership", "term"), (MODEL, "term")}


@pytest.mark.parametrize(
    "typed",
    [
        {"term_least": "50", "term_typical": "36"},
        {"term_typical": "36", "term_most": "30"},
        {"term_least": "36"},
        {"term_most": "36"},
        {"term_typical": "0"},
        {"term_typical": "36", "term_most": "241"},
    ],
    ids=["least above", "most below", "only least", "only most", "too small", "too large"],
)
def test_a_range_that_does_not_hold_is_told_at_its_typical_value(typed: dict[str, str]) -> None:
    assert list(form(**typed).errors) == ["term-typical"]


def test_limits_are_told_in_the_unit_that_is_typed() -> None:
    (message,) = form(price_level_typical="300").errors["price_level-typical"]
    assert message == _("Write numbers between %(low)s and %(high)s.") % {"low": "−90,00", "high": "200,00"}


def test_what_is_not_a_number_is_told_where_it_stands() -> None:
    assert "term-least" in form(term_least="snart", term_typical="36").errors


def test_what_cannot_be_changed_has_no_field() -> None:
    fields = form().fields
    assert [slug for slug in ("cost_tail_size", "time_deviation") if f"{slug}-typical" in fields] == []
    assert "cost_tail_size-typical" in form(Assumptions(), "separate").fields


def test_own_numbers_stand_in_the_fields_in_the_unit_they_are_typed_in() -> None:
    changed = Assumptions(overrides={(MODEL, "price_level"): Range(-0.035, 0.01, 0.07)})
    made = RangesForm(rows=parameter_rows(MODEL, changed))
    assert [made[f"price_level-{part}"].value() for part in ("least", "typical", "most")] == [-3.5, 1, 7]
    assert made["term-typical"].value() is None
