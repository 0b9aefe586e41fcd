"""Readiness without a database: metrics of a portfolio, gates and signs, one score of several people, and weights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.readiness import (
    TERM,
    Agreement,
    Metric,
    agreement_of,
    common_view,
    criteria,
    gate_states,
    gates,
    level_of,
    metrics_of,
    questions,
    robustness,
    score_of,
    signs_of,
    standard_weights,
    warning_rules,
)
from maskinrum.decisions.enums import GateAnswer, ReadinessLevel, Severity
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.facts import ProjectFacts
from tests.decisions.making import CASE_DATE, TAGET

YES, NO, UNSURE = GateAnswer.YES, GateAnswer.NO, GateAnswer.UNSURE
AGREEMENT = Agreement(opens=12, term=48, option=24)
BOARD, IDEA, BUILDING = ApprovalState.ORGANISATION_BOARD, ApprovalState.IDEA, ApprovalState.CONSTRUCTION
ALL_YES = {gate.slug: YES for gate in gates()}


def project(start: int, budget: float = 10, months: float = 12, **other: Any) -> ProjectFacts:
    """A project that starts so many months after the case date."""
    day = date(CASE_DATE.year + start // 12, 1 + start % 12, 1)
    given: dict[str, Any] = {"name": f"Sag {start}", "approval": BOARD, **other}
    numbers: dict[str, Any] = {"budget": Decimal(str(budget)), "duration": Decimal(str(months))}
    return replace(TAGET, planned_start=day, **numbers, **given)


def measured(*facts: ProjectFacts, **figures: float) -> dict[str, Metric]:
    return metrics_of(facts, case_date=CASE_DATE, agreement=AGREEMENT, figures=figures)


def value(metric: str, *facts: ProjectFacts) -> float | None:
    found = measured(*facts)[metric].value
    return None if found is None else round(found, 6)


def raised(metrics: dict[str, Metric], answers: dict[str, GateAnswer] | None = None, **medians: float) -> list[Any]:
    """The signs raised where every gate has a yes, by slug and severity."""
    given = ALL_YES if answers is None else answers
    signs = signs_of(metrics, given, gate_states(given, metrics), medians)
    return [(sign.rule.slug, sign.severity.value) for sign in signs.raised]


def test_the_weights_that_ship_make_a_hundred_and_every_anchor_is_there() -> None:
    assert sum(standard_weights().values()) == 100
    assert {len(one.anchors) for one in criteria()} == {5}
    assert (len(gates()), [gate.slug for gate in gates() if gate.rule]) == (5, ["pipeline-decided"])


def test_every_warning_has_something_that_raises_it() -> None:
    assert [rule.slug for rule in warning_rules() if not (rule.rule or rule.gate or rule.question)] == []
    assert len(questions()) == 5


@pytest.mark.parametrize(
    ("metric", "facts", "expected"),
    [
        # Not marked as eligible, contracted elsewhere, and only an idea: none of them is decided and free.
        ("projects_past_own_decision",
         [project(1), project(2, eligible=False), project(3, approval=BUILDING), project(4, approval=IDEA)], 1),
        ("volume_per_year", [project(0, 30), project(12, 30)], 30),  # 60 in two years
        ("volume_per_year", [project(0, 30), project(12, 30, eligible=False)], 30),  # 30 in one
        ("idle_share", [project(12, months=12), project(18, months=18)], 0.5),  # 24 of 48, the overlap once
        ("idle_share", [project(0, months=24), project(54, months=60)], 0.625),  # 12 + 6 of 48 fall inside
        ("similar_share", [project(n, 10, group="tag") for n in range(3)] + [project(9, 20, group="bad")], 0.6),
        ("similar_share", [project(n, 10, group="") for n in range(3)], 0),
        ("share_scheme_a_or_later", [project(0, 30, approval=ApprovalState.SCHEME_A), project(1, 10)], 0.75),
        ("problem_share", [project(0, 10, problem_project=True), project(1, 30)], 0.25),
        ("pipeline_certainty_2y", [project(24, 10, approval=IDEA), project(25, 90)], 0.25),
        ("pipeline_certainty_2y", [project(2, 10, realisation=Decimal("0.4"))], 0.4),
        ("largest_share", [project(0, 10), project(1, 30)], 0.75),
        ("not_started_last_year", [project(48, 10), project(49, 30)], 0.75),  # the last year begins in month 48
    ],
)  # fmt: skip
def test_a_metric_is_what_its_formula_says(metric: str, facts: Sequence[ProjectFacts], expected: float) -> None:
    assert value(metric, *facts) == pytest.approx(expected)


def test_what_is_handed_over_is_left_out() -> None:
    assert value("largest_share", project(0, 10), project(1, 30, approval=ApprovalState.HANDOVER)) == 1


def test_without_projects_nothing_is_known_but_the_term() -> None:
    known = {name: metric.value for name, metric in measured().items() if metric.value is not None}
    assert known == {"projects_past_own_decision": 0, TERM: 72}


def test_what_nobody_has_typed_is_not_known_and_nothing_is_called_off_yet() -> None:
    found = measured(project(0), expected_teams=2)
    assert [found[name].value for name in ("expected_teams", "group_supplier_share", "ceiling_used")] == [2, None, None]


def test_the_agreement_has_the_typical_values_in_force() -> None:
    changed = Assumptions(overrides={("strategic_partnership", "term"): Range(30, 36, 40)})
    assert (agreement_of(Assumptions()).term, agreement_of(changed).term) == (48, 36)


@pytest.mark.parametrize(("count", "answer"), [(4, NO), (5, YES)])
def test_the_first_gate_is_answered_by_the_portfolio_whatever_was_said(count: int, answer: GateAnswer) -> None:
    metrics = measured(*(project(n) for n in range(count)))
    first = gate_states({"pipeline-decided": YES}, metrics)[0]
    assert (first.answer, first.metric) == (answer, metrics["projects_past_own_decision"])


def test_a_gate_that_nobody_has_answered_is_unsure_and_counts_as_open() -> None:
    state = gate_states({}, measured())[1]
    assert (state.answer, state.is_shut, state.is_answered) == (UNSURE, True, False)


@pytest.mark.parametrize(("answer", "expected"), [(YES, []), (NO, ["stop"]), (UNSURE, ["stop"])])
def test_operations_that_have_not_said_yes_raise_a_stop(answer: GateAnswer, expected: list[str]) -> None:
    found = raised(measured(), {"operations-on-board": answer})
    assert [severity for slug, severity in found if slug == "operations-absent"] == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((35, 65), "stop"), ((35, 35, 30), None), ((36, 34, 30), "warn"), ((40, 30, 30), "warn"), ((41, 30, 29), "stop")],
)
def test_one_big_project_warns_above_its_threshold_and_stops_above_the_next(
    shares: Sequence[int], expected: str | None
) -> None:
    found = dict(raised(measured(*(project(n, share) for n, share in enumerate(shares)))))
    assert found.get("one-big-project") == expected


def test_a_sign_says_what_triggers_it() -> None:
    metrics = measured(project(0, 60, name="Den store"), project(1, 40))
    signs = signs_of(metrics, ALL_YES, gate_states(ALL_YES, metrics), {})
    (big,) = [sign for sign in signs.raised if sign.rule.slug == "one-big-project"]
    assert (big.value, big.rule.rule and big.rule.rule.threshold, big.projects) == (0.6, 0.35, ("Den store",))


def test_a_rule_about_what_is_not_known_raises_nothing_and_is_told_as_untried() -> None:
    metrics = measured(project(0))
    signs = signs_of(metrics, ALL_YES, gate_states(ALL_YES, metrics), {})
    untried = [rule.slug for rule in signs.untried]
    assert {"few-teams", "no-baseline", "ceiling-near", "concentration", "price-only"} <= set(untried)
    assert not set(untried) & {sign.rule.slug for sign in signs.raised}


@pytest.mark.parametrize(
    ("slug", "given", "severity"),
    [
        ("few-teams", {"figures": {"expected_teams": 2}}, "warn"),
        ("concentration", {"figures": {"group_supplier_share": 0.51}}, "note"),
        ("no-baseline", {"medians": {"data": 1.0}}, "warn"),
        ("price-only", {"answers": {"price-only": YES}}, "warn"),
        ("facilitator-unfunded", {"answers": {"facilitator-unfunded": NO}}, "warn"),
        ("weak-pipeline", {"facts": [project(3, approval=IDEA)]}, "stop"),
        ("late-volume", {"facts": [project(50)]}, "warn"),
        ("term-over-four-years", {}, "warn"),
    ],
)
def test_a_sign_is_raised_by_its_rule(slug: str, given: dict[str, Any], severity: str) -> None:
    metrics = measured(*given.get("facts", ()), **given.get("figures", {}))
    found = raised(metrics, ALL_YES | given.get("answers", {}), **given.get("medians", {}))
    assert dict(found).get(slug) == severity


def test_stops_come_before_warnings_before_notes() -> None:
    metrics = measured(project(3, approval=IDEA), group_supplier_share=0.9)
    order = [Severity(severity) for _slug, severity in raised(metrics)]
    assert order == sorted(order, key=list(Severity).index)
    assert {Severity.STOP, Severity.WARN, Severity.NOTE} == set(order)


@pytest.mark.parametrize(
    ("slug", "measure", "points"),
    [("volume", 24.9, 0), ("volume", 25, 1), ("volume", 300, 4), ("continuity", 0.51, 0), ("continuity", 0.5, 1),
     ("continuity", 0.05, 4), ("problem-projects", 0.1, 4), ("market-depth", 5, 4)],
)  # fmt: skip
def test_points_are_proposed_by_the_cuts(slug: str, measure: float, points: int) -> None:
    (one,) = [one for one in criteria() if one.slug == slug]
    assert one.suggestion
    assert one.suggestion.points(measure) == points


def test_the_common_view_is_the_median_and_the_spread_what_they_disagree() -> None:
    found = common_view([("data", 1), ("data", 4), ("volume", 2), ("data", 1), ("process", 1), ("process", 2)])
    assert [(slug, one.median, one.spread, one.people) for slug, one in found.items()] == [
        ("volume", 2, 0, 1), ("process", 1.5, 1, 2), ("data", 1, 3, 3),
    ]  # fmt: skip


def test_a_whole_score_is_the_weighted_mean_of_a_hundred() -> None:
    weights = {"a": 60, "b": 40}
    assert score_of({"a": 3, "b": 2}, weights).low == pytest.approx(65)
    assert score_of({"a": 4, "b": 4}, weights).low == 100


def test_what_nobody_has_scored_leaves_the_score_open_in_between() -> None:
    score = score_of({"a": 3}, {"a": 60, "b": 40, "c": 0})
    assert (score.low, score.high, score.missing, score.level) == (45, 85, ("b",), None)


@pytest.mark.parametrize(
    ("score", "level"),
    [(49.9, ReadinessLevel.NOT_READY), (50, ReadinessLevel.ON_THE_WAY), (75, ReadinessLevel.READY)],
)
def test_a_level_begins_where_it_says(score: float, level: ReadinessLevel) -> None:
    assert level_of(score) == level


def test_equal_points_never_change_with_the_weights() -> None:
    assert robustness([3, 3, 3], [50, 30, 20], seed=1).changed == 0


def test_robustness_is_the_share_that_can_be_worked_out_by_hand() -> None:
    """Weights 60 and 40, points 4 and 0: under 50 where f1 < 2/3 f2 (3/16), from 75 where f1 >= 2 f2 (1/16)."""
    found = robustness([4, 0], [60, 40], seed=20)
    assert abs(found.share - 0.25) < 4 * found.se
    assert found.draws == 10_000


def test_the_same_seed_gives_the_same_share_and_another_seed_another() -> None:
    again, other = robustness([4, 0, 1], [50, 30, 20], seed=5), robustness([4, 0, 1], [50, 30, 20], seed=6)
    assert robustness([4, 0, 1], [50, 30, 20], seed=5) == again
    assert again.changed != other.changed
