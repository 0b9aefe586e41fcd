"""The numbers a person sees are those that ship, and what a person changes reaches the engine in the right form."""

from typing import Any

import pytest

from maskinrum.decisions.analysis.assumptions import COMMON, Assumptions, Range
from maskinrum.decisions.analysis.calculation import priors_of
from maskinrum.decisions.analysis.parameters import (
    MODELS_WITH_NUMBERS,
    ParameterRow,
    parameter_row,
    parameter_rows,
    shipped_priors,
)
from maskinrum.engine import Distribution
from maskinrum.shared.domain import load

MODELS = (*MODELS_WITH_NUMBERS, COMMON)
PARTNERSHIP = "strategic_partnership"


def entries(model: str) -> dict[str, Any]:
    priors = load("priors")
    found: dict[str, Any] = priors["common"] if model == COMMON else priors["models"][model]["parameters"]
    return found


def row(model: str, slug: str) -> ParameterRow:
    return parameter_row((model, slug), Assumptions())


@pytest.mark.parametrize("model", MODELS)
def test_every_number_that_ships_is_shown_in_its_order(model: str) -> None:
    whole_portfolio = Assumptions(realisation="portfolio")
    assert [one.slug for one in parameter_rows(model, whole_portfolio)] == list(entries(model))


@pytest.mark.parametrize("model", MODELS)
def test_every_range_is_the_one_that_ships(model: str) -> None:
    shapes = {"triangular": "amb", "constant": ("value",) * 3}
    stated = {
        slug: Range(*(entry["params"][name] for name in shapes[entry["family"]]))
        for slug, entry in entries(model).items()
        if entry.get("family") in shapes
    }
    assert {slug: row(model, slug).standard for slug in stated} == stated


def test_a_shape_without_ends_is_shown_by_its_nine_tenths() -> None:
    found = row("separate", "cost_deviation_mean")
    assert found.standard is not None
    assert [round(end, 4) for end in (found.standard.least, found.standard.typical, found.standard.most)] == [
        0.0104, 0.0273, 0.0442,
    ]  # fmt: skip
    assert (found.has_ends, row("separate", "client_tender_cost").has_ends) == (False, True)


def test_the_baselines_own_draw_and_what_does_not_exist_have_no_range() -> None:
    assert [(one.form, one.standard) for one in (row(PARTNERSHIP, "time_deviation"), row("separate", "term"))] == [
        ("same", None),
        ("none", None),
    ]


def test_reasons_strengths_and_sources_are_those_that_ship() -> None:
    found, stated = row("separate", "client_tender_cost"), entries("separate")["client_tender_cost"]
    assert (found.reason["da"], found.strength, found.basis) == (stated["da"], "A-", "evidence")
    assert found.card_ids == ("tc-01", "tc-02")


def test_a_number_has_a_name_in_both_languages() -> None:
    named = [one.name for model in MODELS for one in parameter_rows(model, Assumptions())]
    assert all(name["da"] and name["en"] for name in named)


@pytest.mark.parametrize(("realisation", "is_shown"), [("states", False), ("portfolio", True)])
def test_the_share_of_the_portfolio_is_shown_only_when_it_is_used(*, realisation: str, is_shown: bool) -> None:
    rows = parameter_rows(PARTNERSHIP, Assumptions(realisation=realisation))
    assert ("realisation" in {one.slug for one in rows}) == is_shown


def test_what_is_drawn_per_project_is_changed_for_separate_tenders_only() -> None:
    assert [row(model, "cost_tail_size").can_be_changed for model in ("separate", PARTNERSHIP)] == [True, False]


def test_what_does_not_exist_cannot_be_changed() -> None:
    assert not row("separate", "term").can_be_changed


@pytest.mark.parametrize("model", MODELS)
def test_what_ships_lies_within_the_limits(model: str) -> None:
    outside = [
        one.key
        for one in parameter_rows(model, Assumptions(realisation="portfolio"))
        if one.standard and not one.admits(one.standard)
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("model", "slug", "limits", "factor"),
    [
        (PARTNERSHIP, "price_level", (-0.9, 2), 100),
        (PARTNERSHIP, "dispute_cost", (0, 10), 1),
        ("parallel_frameworks", "cost_deviation_mean", (-1, 1), 100),
        (PARTNERSHIP, "term", (1, 240), 1),
        (COMMON, "effect_correlation", (0, 0.99), 1),
    ],
)
def test_limits_and_units_follow_from_the_form(model: str, slug: str, limits: tuple[float, float], factor: int) -> None:
    assert (row(model, slug).limits, row(model, slug).factor) == (limits, factor)


def test_not_yet_has_no_numbers_of_its_own() -> None:
    with pytest.raises(KeyError):
        parameter_rows("not_yet", Assumptions())


def test_without_changes_the_engine_gets_what_ships() -> None:
    assert priors_of({}) is shipped_priors()


@pytest.mark.parametrize(
    ("key", "form"),
    [
        ((PARTNERSHIP, "price_level"), "absolute"),
        ((PARTNERSHIP, "dispute_cost"), "multiplier"),
        (("parallel_frameworks", "cost_deviation_mean"), "difference"),
        ((PARTNERSHIP, "pass_through"), "absolute"),
    ],
    ids=["absolute stays", "multiplier stays", "difference stays", "same becomes absolute"],
)
def test_a_range_of_ones_own_reaches_the_engine_in_the_form_of_its_number(key: tuple[str, str], form: str) -> None:
    prior = priors_of({key: Range(0.125, 0.25, 0.75)}).model(key[0]).parameters[key[1]]
    assert (prior.form, prior.distribution) == (form, Distribution.triangular(0.125, 0.25, 0.75))


def test_pass_through_of_the_partnership_ships_as_the_baselines_own_draw() -> None:
    assert row(PARTNERSHIP, "pass_through").form == "same"


def test_a_range_without_width_reaches_the_engine_as_a_fixed_number() -> None:
    priors = priors_of({(COMMON, "effect_correlation"): Range(0.2, 0.2, 0.2)})
    assert priors.common["effect_correlation"] == Distribution.constant(0.2)


def test_a_change_reaches_nothing_else() -> None:
    changed = priors_of({(PARTNERSHIP, "term"): Range(24, 36, 48)})
    shipped = shipped_priors()
    assert changed.common == shipped.common
    assert [slug for slug in shipped.delivery_models if changed.model(slug) != shipped.model(slug)] == [PARTNERSHIP]
