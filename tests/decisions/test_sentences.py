"""The answer in one sentence: every row of the rule in docs/methods/answer-sentence.md, in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Calculation, Case, calculate
from maskinrum.decisions.reports.sentences import (
    Standing,
    answer_sentence,
    p_cheaper,
    sentence_for,
    standing,
)
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.forms import shipped_portfolio
from tests.decisions.making import CASE_DATE, TAGET, case

PARTNERSHIP = "strategic_partnership"
# Cheapest in mean, p_sep, p_ref (against early involvement), and what the sentence begins with and names.
RULE = {
    "won clearly": (PARTNERSHIP, 0.83, 0.6, "A strategic partnership is the best of what you compare: in 6 in 10"),
    "won narrowly": (PARTNERSHIP, 0.83, 0.59, "A strategic partnership is cheapest on average, but the lead"),
    "beats separate only": ("not_yet", 0.6, 0.2, "In 6 in 10 futures a strategic partnership is cheaper than separate"),
    "toss-up, high": ("separate", 0.59, 0.5, "Close to a toss-up: in 6 in 10"),
    "toss-up, low": ("early_involvement", 0.4, 0.1, "Close to a toss-up: in 4 in 10"),
    "usually dearer": ("parallel_frameworks", 0.39, 0.1, "In 6 in 10 futures a strategic partnership is dearer than"),
    "almost always dearer": ("separate", 0.02, 0.02, "In more than 19 in 20 futures a strategic partnership is dearer"),
}  # fmt: skip
NAMED = {
    PARTNERSHIP: "early involvement project by project",
    "not_yet": "the same partnership started later",
    "separate": "separate tenders",
    "early_involvement": "early involvement project by project",
    "parallel_frameworks": "parallel frameworks",
}


@pytest.fixture(scope="module")
def calculation() -> Calculation:
    return calculate(case())


def of(name: str, futures: int = 4096) -> Calculation:
    reading = shipped_portfolio(name)
    assert reading.case_date is not None
    return calculate(Case(reading.facts, reading.case_date, Assumptions(), futures=futures))


@pytest.mark.parametrize(("cheapest", "p_separate", "p_reference", "said"), RULE.values(), ids=RULE)
def test_the_rule_in_english(
    cheapest: str, p_separate: float, p_reference: float, said: str, calculation: Calculation
) -> None:
    with override("en"):
        sentence = sentence_for(Standing(cheapest, "early_involvement", p_separate, p_reference), calculation)
    assert sentence.startswith(said)
    assert NAMED[cheapest] in sentence


def test_every_row_of_the_rule_has_a_danish_sentence_of_its_own(calculation: Calculation) -> None:
    rows = [Standing(cheapest, "early_involvement", sep, ref) for cheapest, sep, ref, _said in RULE.values()]
    danish = {sentence_for(row, calculation) for row in rows}
    with override("en"):
        english = {sentence_for(row, calculation) for row in rows}
    assert (len(danish), len(danish & english)) == (len(RULE), 0)


def test_the_demo_portfolio_is_answered_by_its_standing() -> None:
    demo = of("demo_portfolio.csv")
    where = standing(demo)
    assert where.reference in {"separate", "parallel_frameworks", "adviser_framework", "early_involvement"}
    assert where.p_separate == demo.result.model(PARTNERSHIP).p_better
    assert answer_sentence(demo) == sentence_for(where, demo)


def test_three_small_projects_never_favour_a_partnership() -> None:
    small = [replace(TAGET, name=str(n), budget=Decimal(30), planned_start=date(2028 + n, 1, 1)) for n in range(3)]
    answer = calculate(case(*small, futures=4096))
    where = standing(answer)
    assert (where.cheapest == PARTNERSHIP, where.p_separate is not None and where.p_separate < 0.4) == (False, True)
    with override("en"):
        assert "a strategic partnership is dearer than separate tenders" in answer_sentence(answer)


def test_the_reference_is_the_cheapest_without_partnership(calculation: Calculation) -> None:
    without = ("separate", "parallel_frameworks", "adviser_framework", "early_involvement")
    means = {slug: calculation.result.model(slug).cost.mean for slug in without}
    assert standing(calculation).reference == min(means, key=lambda slug: means[slug])


def test_the_chance_against_an_alternative_is_that_of_the_pair_either_way_round(calculation: Calculation) -> None:
    one, other = "separate", "not_yet"
    assert p_cheaper(calculation, one, other) + p_cheaper(calculation, other, one) == pytest.approx(1)
    (pair,) = [pair for pair in calculation.result.pairs if {pair.a, pair.b} == {one, other}]
    assert p_cheaper(calculation, pair.a, pair.b) == pair.p_a_better


def test_the_chance_against_what_is_not_compared_does_not_exist(calculation: Calculation) -> None:
    with pytest.raises(KeyError):
        p_cheaper(calculation, "separate", "magic")


@pytest.mark.parametrize("approval", [ApprovalState.CONSTRUCTION, ApprovalState.FIVE_YEAR])
def test_when_every_project_is_under_way_there_is_nothing_to_decide(approval: ApprovalState) -> None:
    with override("en"):
        sentence = answer_sentence(calculate(case(replace(TAGET, approval=approval))))
    assert sentence.startswith("Every project is under way or handed over.")


def test_when_no_project_may_go_in_that_is_the_answer() -> None:
    with override("en"):
        sentence = answer_sentence(calculate(case(replace(TAGET, eligible=False))))
    assert sentence.startswith("No project may go into an agreement.")


def test_a_project_under_way_does_not_make_up_for_one_that_may_go_in() -> None:
    under_way = replace(TAGET, approval=ApprovalState.CONSTRUCTION)
    with override("en"):
        sentence = answer_sentence(calculate(case(under_way, replace(TAGET, eligible=False))))
    assert sentence.startswith("No project may go into an agreement.")


def test_without_the_partnership_the_cheapest_is_named() -> None:
    compared = calculate(case(alternatives=("separate", "early_involvement")))
    assert (standing(compared).p_separate, standing(compared).p_reference) == (None, None)
    better = Standing("early_involvement", "early_involvement", None, None)
    with override("en"):
        assert sentence_for(better, compared).startswith(
            "On average the cheapest is early involvement project by project:"
        )
        separate = sentence_for(Standing("separate", "separate", None, None), compared)
    assert separate == "Separate tenders are cheapest on average of what you compare."


def test_with_only_the_partnership_beside_separate_tenders_these_are_the_reference() -> None:
    where = standing(calculate(case(alternatives=("separate", PARTNERSHIP))))
    assert (where.reference, where.p_separate) == ("separate", where.p_reference)


def test_by_present_value_the_standing_is_that_of_present_value() -> None:
    demo = shipped_portfolio("demo_portfolio.csv")
    found = calculate(Case(demo.facts, CASE_DATE, Assumptions(criterion="present_value"), futures=1024))
    means = {model.slug: model.present_value.mean for model in found.result.models}
    assert standing(found).cheapest == min(means, key=lambda slug: means[slug])
