"""What the engine gets is what the facts say, and what a page gets is what the engine says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import (
    Calculation,
    Case,
    calculate,
    calculate_break_even,
    engine_inputs,
    json_document,
    portfolio_of,
    with_priors_file,
)
from maskinrum.decisions.analysis.verdicts import first_verdict
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import Delay
from maskinrum.partnerships.queries import approval_state
from maskinrum.shared.errors import DomainError
from tests.decisions.making import TAGET, THREE, case


@pytest.fixture(scope="module")
def calculation() -> Calculation:
    return calculate(case())


def test_a_project_reaches_the_engine_as_it_was_typed() -> None:
    facts = replace(
        TAGET, problem_project=True, eligible=False, realisation=Decimal("0.65"),
        delay=Delay(Decimal(0), Decimal("2.5"), Decimal(9)),
    )  # fmt: skip
    (project,) = portfolio_of(case(facts)).projects
    assert (project.name, project.kind, project.group, project.homes) == ("Taget", "renovation", "tage", 84)
    assert (project.budget, project.planned_start, project.duration) == (41.5, 20.0, 14.0)
    assert (project.problem_project, project.eligible) == (True, False)
    assert (project.probability, project.start_delay) == (0.65, (0.0, 2.5, 9.0))


def test_months_count_from_the_case_date() -> None:
    facts = replace(TAGET, planned_start=date(2027, 2, 15))
    starts = [portfolio_of(replace(case(facts), case_date=day)).projects[0].planned_start for day in
              (date(2027, 1, 1), date(2027, 2, 15), date(2028, 2, 15))]  # fmt: skip
    assert starts == [1.5, 0.0, -12.0]


@pytest.mark.parametrize("state", ApprovalState)
def test_the_approval_gives_probability_delay_and_whether_it_is_contracted(state: ApprovalState) -> None:
    (project,) = portfolio_of(case(replace(TAGET, approval=state))).projects
    stated = approval_state(state)
    assert (project.probability, project.is_committed, project.is_active) == (
        float(stated.realisation), stated.is_committed, not stated.is_handed_over,
    )  # fmt: skip
    assert project.start_delay == tuple(map(float, (stated.delay.least, stated.delay.typical, stated.delay.most)))


def test_projects_without_a_group_resemble_no_other() -> None:
    alone = replace(TAGET, group="")
    groups = [project.group for project in portfolio_of(case(alone, TAGET, alone, TAGET)).projects]
    assert (groups[1], groups[3], len(set(groups))) == ("tage", "tage", 3)


def test_choices_reach_the_settings() -> None:
    chosen = engine_inputs(case(
        futures=512, alternatives=("separate", "not_yet"), criterion="present_value", realisation="portfolio",
        ceiling=450.5, shift=18,
    )).settings  # fmt: skip
    assert chosen == engine.Settings(
        futures=512, alternatives=("separate", "not_yet"), criterion="present_value", realisation="portfolio",
        ceiling=450.5, shift=18,
    )  # fmt: skip


def test_the_result_is_what_the_engine_gives(calculation: Calculation) -> None:
    inputs = engine_inputs(case())
    assert calculation.result == engine.summarise(engine.simulate(inputs.portfolio, inputs.priors, inputs.settings))


def test_components_add_up_to_the_difference_in_cost(calculation: Calculation) -> None:
    separate = calculation.result.model("separate").cost.mean
    for slug, parts in calculation.components.items():
        difference = calculation.result.model(slug).cost.mean - separate
        assert sum(part.mean for part in parts.values()) == pytest.approx(difference, abs=1e-9)
        assert calculation.totals[slug].mean == pytest.approx(difference, abs=1e-9)


def test_outcomes_are_twenty_rising_differences_for_all_but_separate(calculation: Calculation) -> None:
    assert list(calculation.outcomes) == list(calculation.case.assumptions.alternatives[1:])
    assert {len(dots) for dots in calculation.outcomes.values()} == {20}
    assert [list(dots) for dots in calculation.outcomes.values()] == [sorted(d) for d in calculation.outcomes.values()]


def test_the_same_case_gives_the_same_numbers(calculation: Calculation) -> None:
    assert calculate(case()) == calculation


def test_another_seed_gives_other_numbers(calculation: Calculation) -> None:
    other = calculate(replace(case(), seed=8))
    assert other.result.model("separate").cost.mean != calculation.result.model("separate").cost.mean


def test_an_own_number_changes_the_answer_for_its_model_alone(calculation: Calculation) -> None:
    changed = calculate(case(overrides={("strategic_partnership", "running_cost"): Range(9, 9, 9)}))
    moved = [model.slug for model in changed.result.models if model.cost != calculation.result.model(model.slug).cost]
    assert moved == ["strategic_partnership", "not_yet"]


def test_there_is_no_timeline_when_the_partnership_is_not_compared() -> None:
    assert calculate(case(alternatives=("separate", "parallel_frameworks"))).timeline is None


def test_a_portfolio_of_which_nothing_is_left_is_calculated_all_the_same() -> None:
    over = calculate(case(replace(TAGET, approval=ApprovalState.ONE_YEAR)))
    assert over.result.model("separate").cost.mean == 0


def test_the_break_even_is_the_engines_on_fewer_futures() -> None:
    inputs = engine_inputs(case(futures=8192))
    found = calculate_break_even(inputs)
    stands = calculate(inputs.case).stands
    assert stands is not None
    given = inputs.portfolio, inputs.priors, replace(inputs.settings, futures=2048)
    assert found == engine.break_even(*given, reference=stands.reference)


def test_progress_is_told_until_all_is_done() -> None:
    told: list[tuple[int, int]] = []
    calculate(case(futures=2048), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_the_document_is_the_engines() -> None:
    inputs = engine_inputs(case(TAGET))
    calculation, found = calculate(inputs.case), calculate_break_even(inputs)
    weighed = first_verdict(calculation)
    assert weighed is not None
    assert json_document(calculation, found, inputs, weighed.verdict) == engine.result_document(
        calculation.result, found, inputs.portfolio, inputs.priors, inputs.settings, verdict=weighed.verdict
    )


def test_a_priors_file_takes_the_place_of_what_ships() -> None:
    stated = {
        "models": {"strategic_partnership": {"parameters": {"term": {"family": "constant", "params": {"value": 36}}}}}
    }
    inputs = with_priors_file(engine_inputs(case()), stated)
    assert inputs.priors.model("strategic_partnership").parameters["term"].distribution == engine.Distribution.constant(
        36
    )


@pytest.mark.parametrize(
    "stated",
    [
        None,
        [1, 2],
        {"term": 36},
        "term: 36",
        {"models": {"magic": {"parameters": {"term": {"family": "constant", "params": {"value": 36}}}}}},
        {"models": {"separate": {"parameters": {"magic": {"family": "constant", "params": {"value": 36}}}}}},
        {"common": {"effect_correlation": {"family": "constant", "params": {"value": 7}}}},
        {"common": {"effect_correlation": 7}},
    ],
)
def test_a_priors_file_that_cannot_be_used_is_told(stated: Any) -> None:
    with pytest.raises(DomainError):
        with_priors_file(engine_inputs(case()), stated)


UNUSABLE = Assumptions(overrides={("common", "real_discount_rate"): Range(-0.05, -0.05, -0.05)})


def test_assumptions_the_engine_refuses_are_told() -> None:
    with pytest.raises(DomainError) as refusal:
        calculate(Case(THREE, date(2027, 1, 1), UNUSABLE, futures=256))
    assert "real_discount_rate" in refusal.value.message
