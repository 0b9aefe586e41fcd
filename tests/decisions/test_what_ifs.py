"""The ready-made what-ifs: another price level is what the panel would have said, and what turns is said."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions, moved
from maskinrum.decisions.analysis.calculation import Case, calculate, engine_inputs
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.analysis.remembering import findings_of
from maskinrum.decisions.analysis.what_ifs import PRICE_LEVEL, PRICE_LEVELS, WhatIfs, what_ifs
from maskinrum.decisions.reports.findings import findings_page
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
