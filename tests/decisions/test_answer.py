"""What stands around the sentence: figures, what must be said beside them, charts, and what it all rests on."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import Calculation, Case, calculate, calculate_break_even, engine_inputs
from maskinrum.decisions.analysis.parameters import parameter_row
from maskinrum.decisions.phrases import IN_SENTENCE
from maskinrum.decisions.reports.answer import answer_page, answer_warnings
from maskinrum.decisions.reports.assumptions import changed_parameters, range_words, rests_on, shown_parameters
from maskinrum.decisions.reports.break_even import break_even_chart, break_even_words
from maskinrum.engine import BreakEven
from maskinrum.partnerships.enums import ApprovalState
from maskinrum.partnerships.forms import shipped_portfolio
from maskinrum.shared.figures import of_ten, signed_money
from tests.decisions.making import CASE_DATE, TAGET, THREE, case

PARTNERSHIP = "strategic_partnership"


@pytest.fixture(autouse=True)
def english(danish: None) -> object:
    with override("en"):
        yield


@pytest.fixture(scope="module")
def demo() -> Calculation:
    return calculate(Case(shipped_portfolio("demo_portfolio.csv").facts, CASE_DATE, Assumptions(), futures=1024))


def warnings(*facts: object, **assumptions: object) -> list[str]:
    return answer_warnings(calculate(case(*facts, **assumptions)))  # type: ignore[arg-type]


def test_the_figures_are_the_results(demo: Calculation) -> None:
    model = demo.result.model(PARTNERSHIP)
    assert model.difference is not None
    values = [figure.value for figure in answer_page(demo).figures]
    assert (values[0], values[-2]) == (of_ten(model.p_better), signed_money(model.difference.p50))


def test_the_reference_has_a_figure_of_its_own_unless_it_is_separate_tenders(demo: Calculation) -> None:
    two = calculate(case(alternatives=("separate", PARTNERSHIP)))
    assert (len(answer_page(demo).figures), len(answer_page(two).figures)) == (4, 3)


def test_without_the_partnership_there_are_no_figures_of_it() -> None:
    page = answer_page(calculate(case(alternatives=("separate", "adviser_framework"))))
    assert (page.figures, page.breakdown, page.timeline) == ([], None, None)


def test_nothing_is_said_beside_what_needs_no_word() -> None:
    assert warnings(*THREE[1:], replace(TAGET, group="tage")) == []


def test_a_portfolio_without_groups_is_told_what_that_costs() -> None:
    alone = replace(TAGET, group="")
    assert [said[:35] for said in warnings(alone, alone)] == ["No project has a similarity group, "]
    assert warnings(alone) == []


def test_starts_before_the_case_date_are_counted() -> None:
    late = replace(TAGET, planned_start=date(2026, 12, 31))
    assert [said[:17] for said in warnings(late, TAGET)] == ["1 project should "]
    assert [said[:18] for said in warnings(late, TAGET, late)] == ["2 projects should "]


def test_what_is_ready_after_the_close_is_told_when_it_is_much() -> None:
    far = replace(TAGET, name="Sent", planned_start=date(2040, 1, 1))
    (said,) = warnings(TAGET, far, far)
    assert said.endswith("One agreement does not reach that far.")
    assert warnings(TAGET, far, far, alternatives=("separate", "adviser_framework")) == []


def test_a_portfolio_under_way_has_an_answer_without_a_timeline_or_with_one() -> None:
    page = answer_page(calculate(case(replace(TAGET, approval=ApprovalState.CONSTRUCTION))))
    assert page.sentence.startswith("Every project is under way")
    assert page.outcomes.wide


def test_handed_over_projects_draw_no_timeline() -> None:
    assert answer_page(calculate(case(replace(TAGET, approval=ApprovalState.ONE_YEAR)))).timeline is None


def test_every_chart_has_a_table_with_as_many_rows_as_alternatives(demo: Calculation) -> None:
    assert len(answer_page(demo).outcomes.table.rows) == 6


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_chart_finds_something_in_words(language: str, demo: Calculation) -> None:
    with override(language):
        page = answer_page(demo)
    charts = [page.outcomes, page.breakdown, page.breakdown_table, page.timeline]
    assert all(chart is not None and chart.title and chart.note for chart in charts)


def test_what_it_rests_on_counts_the_partnerships_own_numbers() -> None:
    found = rests_on(Assumptions())
    counted = [shown.row.basis for shown in found.rows if shown.row.basis != "neutral"]
    judged = counted.count("judgement")
    assert found.words.startswith(f"Of the {len(counted)} numbers about the partnership {judged} are judgement")
    assert {shown.row.form for shown in found.rows} <= {"absolute", "multiplier", "difference"}


def test_everything_that_is_counted_as_changed_is_named_with_whose_it_is() -> None:
    own = {("separate", "client_tender_cost"): Range(0.01, 0.02, 0.03), (PARTNERSHIP, "setup_cost"): Range(1, 2, 3)}
    chosen = Assumptions(ceiling=300.0, shift=18, overrides=own)
    page = answer_page(calculate(replace(case(), assumptions=chosen, futures=16)))
    assert len(page.changed) == page.changed_count == 4
    assert [(one.name, one.before, one.after) for one in page.changed][:2] == [
        ("Ceiling, DKK m", "follows the portfolio", "300.0"),
        ("Later start, months", "12", "18"),
    ]
    assert ["separate tender" in one.name for one in page.changed] == [False, False, True, False]


def test_the_weakest_stand_first() -> None:
    strengths = [shown.row.strength for shown in rests_on(Assumptions()).rows if shown.row.strength]
    assert strengths == sorted(strengths, key=lambda strength: "DCBA".index(strength[0]))


def test_own_numbers_are_counted_and_listed_in_the_order_of_the_models() -> None:
    changed = Assumptions(
        overrides={("common", "effect_correlation"): Range(0, 0, 0), (PARTNERSHIP, "term"): Range(36, 36, 36)}
    )
    assert rests_on(changed).words.endswith("You have changed 1 of them.")
    assert [shown.row.slug for shown in changed_parameters(changed)] == ["term", "effect_correlation"]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ((PARTNERSHIP, "price_level"), Range(-0.045, 0.015, 0.085), "−4.5 … 1.5 … 8.5\N{NARROW NO-BREAK SPACE}%"),
        ((PARTNERSHIP, "term"), Range(36, 36, 36), "36 months"),
        ((PARTNERSHIP, "bidder_count"), Range(1, 1, 1), "1 bidder"),
        ((PARTNERSHIP, "dispute_cost"), Range(0.5, 0.7, 0.9), "0.5 … 0.7 … 0.9 times separate tenders'"),
        (("parallel_frameworks", "cost_deviation_mean"), Range(-0.005, 0, 0.01),
         "−0.5 … 0.0 … 1.0 points against separate tenders"),
        (("separate", "client_tender_cost_elasticity"), Range(0, 1 / 3, 0.5), "0.00 … 0.33 … 0.50"),
        ((PARTNERSHIP, "price_level"), Range(0.1, 1 / 3, 0.5), "10.0 … 33.3 … 50.0\N{NARROW NO-BREAK SPACE}%"),
    ],
)  # fmt: skip
def test_a_range_in_words_has_the_unit_it_is_typed_in(key: tuple[str, str], value: Range, words: str) -> None:
    assert range_words(value, parameter_row(key, Assumptions())) == words


def test_what_has_no_range_says_why() -> None:
    separate = {shown.row.slug: shown.standard for shown in shown_parameters("separate", Assumptions())}
    own = {shown.row.slug: shown.standard for shown in shown_parameters(PARTNERSHIP, Assumptions())}
    assert (separate["term"], own["time_deviation"]) == ("not in this model", "as separate tenders")


def test_break_even_is_drawn_for_volume_and_for_likeness(demo: Calculation) -> None:
    found = calculate_break_even(engine_inputs(replace(demo.case, futures=256)))
    chart = break_even_chart(found, demo.case)
    assert chart.title and break_even_words(found) and len(chart.table.rows) == 18  # noqa: PT018


def test_break_even_stands_against_separate_tenders_and_the_cheapest_without_a_partnership(demo: Calculation) -> None:
    given = engine_inputs(demo.case)
    found = calculate_break_even(given)
    assert demo.stands is not None
    assert found.other is not None
    assert found.other.reference == demo.stands.reference != "separate"
    name = IN_SENTENCE[demo.stands.reference]
    panels = {row[0] for row in break_even_chart(found, demo.case).table.rows}
    assert len(panels) == 4
    assert sum(f"against {name}" in panel for panel in panels) == 2
    assert f"Against {name}, the cheapest without a partnership:" in break_even_words(found)


def test_where_separate_tenders_are_all_there_is_besides_there_is_one_comparison() -> None:
    given = case(alternatives=("separate", PARTNERSHIP), futures=256)
    found = calculate_break_even(engine_inputs(given))
    assert (found.other, len(break_even_chart(found, given).table.rows)) == (None, 9)


NO_BUDGET = "No budget between a quarter of and four times today's brings the chance to 6 in 10."


@pytest.mark.parametrize(
    ("volume", "similar", "words"),
    [
        (None, None, f"{NO_BUDGET} Nor do up to four times as many of the same projects."),
        (None, 2.54, f"{NO_BUDGET} With 2.5 times as many of the same projects it reaches 6 in 10."),
        (1.5, None, ("With budgets 1.5 times today's the chance reaches 6 in 10. "
                    "Up to four times as many of the same projects do not.")),
        (0.25, 1.0, ("Even with a quarter of today's budgets the chance is 6 in 10 or more. "
                    "With the number of projects you have it is reached already.")),
    ],
)  # fmt: skip
def test_break_even_words_say_where_each_of_the_two_passes(
    volume: float | None, similar: float | None, words: str
) -> None:
    assert break_even_words(BreakEven((), volume, similar)) == words


@pytest.mark.parametrize(
    ("p_better", "volume", "said"),
    [(0.7, 0.5, "As it stands"), (0.3, None, "Neither more volume"), (0.3, 2.0, "More volume or more of the same")],
)
def test_break_even_finding_is_about_today_first(
    p_better: float, volume: float | None, said: str, demo: Calculation
) -> None:
    measured = calculate_break_even(engine_inputs(replace(demo.case, futures=256)))
    rows = tuple(replace(row, p_better=p_better) for row in measured.rows)
    assert break_even_chart(BreakEven(rows, volume, None), demo.case).title.startswith(said)
