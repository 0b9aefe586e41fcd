"""Learning across projects, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maskinrum.engine import Learning
from maskinrum.evaluation.analysis.learning_curves import GroupCurve, Measure, basis_of, group_curves
from maskinrum.evaluation.facts.figures import Quarter, Sight, TypedFigure
from tests.evaluation.portfolios import TWO, portfolio, project


def finished(number: int, cost: float, **facts: Any) -> Any:
    """A finished project, one each quarter."""
    start = date(2020 + number // 4, 1 + 3 * (number % 4), 1)
    told = {"started_on": start, "handed_over_on": start.replace(year=start.year + 1), "outturn": Decimal(str(cost))}
    return project(number, **(told | {"called_off_on": start, "ready_on": date(2019, 12, 1)} | facts))


def curve(measure: Measure, *rows: Any, **facts: Any) -> GroupCurve:
    """The curve of one measure."""
    return next(one for one in group_curves(portfolio(*rows, **facts)) if one.measure is measure)


LEARNED = [finished(number, 100 * (number + 1) ** -0.3) for number in range(6)]


def test_each_similarity_group_has_cost_time_and_procurement() -> None:
    rows = [finished(0, 90), finished(1, 90, group="Towers"), finished(2, 90, group="")]
    assert [(one.group, one.measure.value) for one in group_curves(portfolio(*rows))] == [
        (group, measure) for group in ("Row houses", "Towers") for measure in ("cost_per_home", "months", "procurement")
    ]


def test_projects_that_become_cheaper_show_learning() -> None:
    found = curve(Measure.COST_PER_HOME, *LEARNED).curve
    assert found is not None
    assert (found.learning, found.measured is not None) == (Learning.SEEN, True)


def test_projects_that_cost_the_same_show_none() -> None:
    found = curve(Measure.COST_PER_HOME, *(finished(n, 100 + 9 * (-1) ** n) for n in range(6))).curve
    assert found is not None
    assert found.learning is Learning.NOT_SEEN


def test_two_projects_are_too_few_and_the_prior_carries_the_ratio() -> None:
    found = curve(Measure.COST_PER_HOME, *LEARNED[:2]).curve
    assert found is not None
    assert found.learning is Learning.TOO_FEW
    assert found.weight < 0.1


def test_projects_count_in_the_order_they_began() -> None:
    made = curve(Measure.COST_PER_HOME, *reversed(LEARNED))
    assert [one.project.name for one in made.points] == [f"Project {number}" for number in range(6)]


def test_experience_is_lost_in_a_gap_and_with_the_team() -> None:
    late = finished(40, 50)
    made = curve(Measure.COST_PER_HOME, finished(0, 100), finished(1, 100), late)
    assert 1 < made.points[-1].experience < 2  # of three


def test_a_turnover_that_was_measured_takes_the_place_of_the_believed_one() -> None:
    typed = (TypedFigure("staff_turnover", Quarter(2026, 1), Decimal("0.5"), of=8),)
    measured, believed = basis_of(Measure.MONTHS, portfolio(typed=typed)), basis_of(Measure.MONTHS, portfolio())
    assert [(one.turnover_is_own, one.turnover == 0.5) for one in (measured, believed)] == [
        (True, True),
        (False, False),
    ]


def test_learning_acts_on_a_share_of_cost_and_on_all_of_time() -> None:
    acts_on = [basis_of(measure, portfolio()).acts_on for measure in (Measure.COST_INDEX, Measure.MONTHS)]
    assert acts_on == pytest.approx([0.35, 1.0], abs=0.001)


def test_cost_is_held_against_the_budget_where_homes_are_not_known() -> None:
    rows = [finished(n, 100, homes=None, scheme_b_budget=Decimal(90)) for n in range(3)]
    assert curve(Measure.COST_INDEX, *rows).points[0].value == pytest.approx(100 / 90)


def test_what_a_project_cost_is_not_on_a_curve_that_others_see() -> None:
    rows = [finished(n, 100, contractor=TWO) for n in range(3)]
    made = curve(Measure.COST_PER_HOME, *rows, sight=Sight(sees_all=False))
    assert (made.is_withheld, made.points, made.curve) == (True, (), None)


def test_a_project_without_a_value_is_counted_as_left_out() -> None:
    made = curve(Measure.COST_PER_HOME, *LEARNED, finished(6, 1, outturn=None))
    assert (len(made.points), made.left_out) == (6, 1)
