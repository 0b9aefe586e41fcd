"""The panel beside the answer: what it leaves out is as it was, and a range keeps its width when it moves."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import ALL_ALTERNATIVES, Assumptions, Range, moved
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.analysis.pooling import Renewal, ends_of
from maskinrum.decisions.forms import WhatIfForm
from maskinrum.engine import Distribution
from maskinrum.shared.templatetags.maskinrum.fields import slider_of

PRICE = ("strategic_partnership", "price_level")
TERM = ("strategic_partnership", "term")
SETUP = ("strategic_partnership", "setup_time")


def standard(key: tuple[str, str]) -> Range:
    found = parameter_row(key, Assumptions()).standard
    assert found is not None
    return found


def panel(address: str, base: Assumptions | None = None) -> WhatIfForm:
    return WhatIfForm(QueryDict(address), base=base or Assumptions())


def answered(address: str, base: Assumptions | None = None) -> Assumptions:
    form = panel(address, base)
    assert form.is_valid(), form.errors
    return form.assumptions()


@pytest.mark.parametrize(("language", "typed"), [("da", "-2,5"), ("en", "-2.5")])
def test_a_number_is_read_in_the_form_of_the_language(language: str, typed: str) -> None:
    with override(language):
        changed = answered(f"price_level={typed}")
    assert changed.overrides[PRICE].typical == -0.025


def test_what_the_address_leaves_out_is_as_in_the_file() -> None:
    base = Assumptions(
        alternatives=("separate", "strategic_partnership"), criterion="present_value", realisation="portfolio",
        ceiling=450.5, shift=18, overrides={SETUP: Range(6, 9, 12)},
    )  # fmt: skip
    assert answered("term=36", base) == base.overriding(TERM, moved(standard(TERM), 36))


def test_an_address_that_says_what_the_file_says_changes_nothing() -> None:
    base = Assumptions(overrides={PRICE: Range(-0.05, -0.0333, 0.02)})
    unchanged = WhatIfForm(base=base)
    typed = {name: unchanged[name].value() for name in ("price_level", "term", "running_cost", "extension")}
    with override("en"):
        assert answered("&".join(f"{name}={value}" for name, value in typed.items()), base) == base


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("price_level", "31"),
        ("price_level", "-30,1"),
        ("setup_time", "61"),
        ("setup_time", "-1"),
        ("running_cost", "50,5"),
        ("term", "5"),
        ("term", "NaN"),
        ("extension", "mange"),
        ("extension", ""),
        ("ceiling", "0"),
        ("ceiling", "100000"),
        ("shift", "7"),
        ("criterion", "beauty"),
        ("realisation", "hope"),
        ("alternatives", "magic"),
        ("alternatives", "separate"),
    ],
)
def test_what_means_nothing_is_told_at_its_field(field: str, typed: str) -> None:
    assert list(panel(f"{field}={typed}").errors) == [field]


def test_separate_tenders_are_always_compared_and_the_order_is_ours() -> None:
    chosen = answered("alternatives=not_yet&alternatives=parallel_frameworks").alternatives
    assert chosen == ("separate", "parallel_frameworks", "not_yet")


def test_an_empty_maximum_value_means_that_it_is_estimated() -> None:
    assert answered("ceiling=", Assumptions(ceiling=400)).ceiling is None
    assert answered("ceiling=412,5").ceiling == 412.5


def test_choices_are_taken_over() -> None:
    changed = answered("shift=24&criterion=present_value&realisation=portfolio")
    assert (changed.shift, changed.criterion, changed.realisation) == (24, "present_value", "portfolio")


def test_a_moved_range_keeps_its_width() -> None:
    assert moved(Range(-0.5, 0.25, 1), 0.75) == Range(0, 0.75, 1.5)


def test_a_moved_range_never_goes_below_zero() -> None:
    assert moved(Range(6, 12, 20), 3) == Range(0, 3, 11)
    assert moved(Range(0, 2, 5), 0) == Range(0, 0, 3)


def test_a_range_moved_to_where_it_is_is_no_change() -> None:
    assert moved(Range(6, 12, 20), 12) is None


def test_typing_the_standard_value_takes_the_change_back() -> None:
    changed = answered("setup_time=20")
    assert SETUP in changed.overrides
    assert answered(f"setup_time={standard(SETUP).typical:g}", changed) == Assumptions()


def test_a_range_of_ones_own_stays_when_its_typical_value_is_not_touched() -> None:
    base = Assumptions(overrides={SETUP: Range(1, 5, 30)})
    assert answered("term=36", base).overrides[SETUP] == Range(1, 5, 30)


def test_a_start_that_is_not_among_the_choices_is_offered_when_the_file_has_it() -> None:
    form = WhatIfForm(base=Assumptions(shift=9))
    assert [value for value, _name in form.fields["shift"].choices] == [6, 9, 12, 18, 24]  # type: ignore[attr-defined]


def test_everything_is_compared_unless_said_otherwise() -> None:
    assert answered("term=48").alternatives == ALL_ALTERNATIVES


def test_the_panel_shows_what_is_in_force_as_a_person_writes_it() -> None:
    shown: dict[str, Any] = {"price_level": -1.5, "term": 36, "ceiling": 400}
    base = Assumptions(ceiling=400, overrides={PRICE: Range(-0.05, -0.015, 0.02), TERM: Range(36, 36, 36)})
    form = WhatIfForm(base=base)
    assert {name: form[name].value() for name in shown} == shown


@pytest.mark.parametrize(("typed", "value"), [("-2,5", "-2.5"), ("99", "30"), ("meget", ""), ("", "")])
def test_a_slider_goes_from_end_to_end_of_what_may_be_typed_and_stands_at_the_number(typed: str, value: str) -> None:
    with override("da"):
        slider = slider_of(panel(f"price_level={typed}")["price_level"])
    assert slider == {"least": "-30", "most": "30", "step": "0.5", "value": value, "decimal": ","}


def test_every_typical_number_of_the_panel_has_a_slider_and_the_maximum_value_has_none() -> None:
    form = panel("")
    assert all(slider_of(bound) for bound in form.typical_fields)
    assert slider_of(form["ceiling"]) is None


def test_a_range_of_ones_own_keeps_its_width_and_stays_ones_own() -> None:
    base = Assumptions(overrides={PRICE: Range(-0.03, -0.02, -0.01)})
    assert answered("price_level=-3", base).overrides[PRICE].is_close_to(Range(-0.04, -0.03, -0.02))
    shipped = standard(PRICE).typical
    own = answered(f"price_level={shipped * 100:g}", base).overrides[PRICE]
    assert own.is_close_to(Range(shipped - 0.01, shipped, shipped + 0.01))


def test_a_shipped_range_that_is_moved_back_is_changed_no_more() -> None:
    base = Assumptions().overriding(TERM, moved(standard(TERM), 36))
    assert answered(f"term={standard(TERM).typical:g}", base) == Assumptions()


def test_what_newer_evidence_has_renewed_is_shown_and_moves_along() -> None:
    renewed = {SETUP: Renewal(Distribution.normal(30.46, 2.0), ("a", "b"))}
    shown = WhatIfForm(base=Assumptions(), renewed=renewed)
    assert shown["setup_time"].value() == 30.5
    with override("en"):
        unchanged, standing, typed = (
            WhatIfForm(QueryDict(address), base=Assumptions(), renewed=renewed)
            for address in ("setup_time=30.5", f"setup_time={standard(SETUP).typical:g}", "setup_time=20")
        )
        assert (unchanged.is_valid(), standing.is_valid(), typed.is_valid()) == (True, True, True)
    low, middle, high = ends_of(renewed[SETUP].prior)
    assert unchanged.assumptions() == Assumptions()
    assert typed.assumptions().overrides[SETUP].is_close_to(Range(low + 20 - middle, 20, high + 20 - middle))
    assert standing.assumptions().overrides[SETUP].typical == standard(SETUP).typical


def test_a_range_of_ones_own_stands_before_newer_evidence() -> None:
    base = Assumptions(overrides={SETUP: Range(6, 9, 12)})
    shown = WhatIfForm(base=base, renewed={SETUP: Renewal(Distribution.normal(30.0, 2.0), ("a",))})
    assert shown["setup_time"].value() == 9
