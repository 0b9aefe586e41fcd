"""The ready-made what-ifs: another price level is what the panel would have said, and what turns is said."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions, Range, moved
from maskinrum.decisions.analysis.calculation import Case, calculate, engine_inputs
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.analysis.pooling import Renewal
from maskinrum.decisions.analysis.remembering import findings_of
from maskinrum.decisions.analysis.what_ifs import PRICE_LEVEL, PRICE_LEVELS, WhatIfs, what_ifs
from maskinrum.decisions.reports.findings import findings_page
from maskinrum.engine import Distribution
from tests.decisions.making import case

pytestmark = pytest.mark.django_db
PARTNERSHIP = "strategic_partnership"


def tried(given: Case) -> WhatIfs:
    found = what_ifs(engine_inputs(given))
    assert found is not None
    return found


def priced(level: float) -> Case:
    standard = parameter_row(PRICE_LEVEL, Assumptions()).standard
    assert standard is not None
    given = case()
    return replace(given, assumptions=given.assumptions.overriding(PRICE_LEVEL, moved(standard, level)))


def test_each_is_the_answer_with_that_price_level_in_the_panel() -> None:
    found = tried(case())
    for level, one in zip(PRICE_LEVELS, found.each, strict=True):
        answer = calculate(priced(level))
        assert one.p_separate.mean == answer.result.model(PARTNERSHIP).p_better
        assert one.standing == answer.stands


def priced_as(given: Case, level: float, least: float, most: float) -> Case:
    return replace(given, assumptions=given.assumptions.overriding(PRICE_LEVEL, Range(least, level, most)))


def test_a_range_of_ones_own_moves_with_its_own_width() -> None:
    """The rest is as in the answer: as sure of the price level as whoever typed it."""
    own = priced_as(case(), 0.02, 0.015, 0.03)
    for level, one in zip(PRICE_LEVELS, tried(own).each, strict=True):
        answer = calculate(priced_as(case(), level, level - 0.005, level + 0.01)).stands
        assert answer is not None
        assert one.standing.difference.mean == pytest.approx(answer.difference.mean)
        assert one.standing.p_cheaper == answer.p_cheaper


def test_a_number_of_ones_own_without_width_moves_as_one_number() -> None:
    found = tried(priced_as(case(), 0.01, 0.01, 0.01))
    for level, one in zip(PRICE_LEVELS, found.each, strict=True):
        assert one.standing == calculate(priced_as(case(), level, level, level)).stands


def test_a_price_level_that_newer_evidence_renewed_moves_as_it_is() -> None:
    renewed = replace(case(), renewed={PRICE_LEVEL: Renewal(Distribution.normal(0.005, 0.01), ("net-a", "net-b"))})
    for level, one in zip(PRICE_LEVELS, tried(renewed).each, strict=True):
        there = {PRICE_LEVEL: Renewal(Distribution.normal(level, 0.01), ("net-a", "net-b"))}
        assert one.standing == calculate(replace(renewed, renewed=there)).stands


def test_a_dearer_partnership_is_less_often_the_cheaper_one() -> None:
    chances = [one.p_separate.mean for one in tried(case()).each]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("alternatives", [("separate", "parallel_frameworks")])
def test_without_the_partnership_nothing_is_tried(alternatives: tuple[str, ...]) -> None:
    assert what_ifs(engine_inputs(case(alternatives=alternatives))) is None


def test_what_turns_is_said() -> None:
    found = tried(case())
    holds = [one.standing.holds for one in found.each]
    with override("da"):
        page = findings_page(findings_of(engine_inputs(case())), None, found)
        turned = findings_page(findings_of(engine_inputs(case())), None, replace(found, holds_now=not found.holds_now))
    assert page is not None
    assert turned is not None
    words = {(True, True): "ja, som nu", (False, False): "nej, som nu", (True, False): "ja, det vender"}
    words[False, True] = "nej, det vender"
    assert [row.cells[-1] for row in page.what_ifs] == [words[one, found.holds_now] for one in holds]
    assert [row.cells[-1] for row in turned.what_ifs] == [words[one, not found.holds_now] for one in holds]


def test_what_newer_evidence_has_cut_to_what_can_be_typed_moves_and_stays_cut() -> None:
    def cut(mean: float) -> Distribution:
        return Distribution("truncated_normal", (mean, 0.02, -0.3, 0.3))

    renewed = replace(case(), renewed={PRICE_LEVEL: Renewal(cut(0.005), ("net-a", "net-b"))})
    for level, one in zip(PRICE_LEVELS, tried(renewed).each, strict=True):
        there = calculate(replace(case(), renewed={PRICE_LEVEL: Renewal(cut(level), ("net-a", "net-b"))}))
        assert one.standing == there.stands
