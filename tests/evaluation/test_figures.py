"""Portfolio figures from the records of the board, without a database."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from maskinrum.engine import ChartFirmness
from maskinrum.evaluation.analysis.figures import by_project, chart_of, figure_series, series_of
from maskinrum.evaluation.facts.figures import (
    PRICED,
    TYPED,
    Figure,
    Quarter,
    Sight,
    Standing,
    TypedFigure,
    indicators,
    quarter_of_key,
    quarters_between,
)
from maskinrum.partnerships.enums import Inside, ProjectEnd
from maskinrum.steering.facts import DisagreementFacts
from tests.evaluation.portfolios import ONE, THREE, TODAY, TWO, indicator, of_quarter, portfolio, project

KNOWN, MISSING, WITHHELD = Standing.KNOWN, Standing.MISSING, Standing.WITHHELD


def test_all_nineteen_figures_of_the_model_are_made() -> None:
    assert [one.indicator.slug for one in figure_series(portfolio(project()))] == list(indicators())
    assert len(indicators()) == 19


def test_what_is_typed_and_what_rests_on_prices_is_in_the_model() -> None:
    assert {*TYPED, *PRICED} <= set(indicators())


def test_a_quarter_has_its_days_and_its_next() -> None:
    assert [Quarter(2026, 4).first, Quarter(2026, 4).last] == [date(2026, 10, 1), date(2026, 12, 31)]
    assert quarters_between(date(2025, 11, 2), date(2026, 2, 1)) == (Quarter(2025, 4), Quarter(2026, 1))
    assert quarters_between(date(2026, 2, 1), date(2025, 1, 1)) == ()


@pytest.mark.parametrize("key", ["", "2026", "2026-5", "20²6-1", "1899-1", "2026-01"])
def test_a_quarter_that_is_none_is_not_read(key: str) -> None:
    assert quarter_of_key(key) is None


def test_a_quarter_is_read_as_it_is_written() -> None:
    assert quarter_of_key(Quarter(2026, 3).key) == Quarter(2026, 3)


@pytest.mark.parametrize(
    ("slug", "facts", "value"),
    [
        ("procurement_days", {"ready_on": date(2024, 12, 2)}, 30),
        ("client_tender_cost", {"client_procurement_cost": Decimal("0.5")}, 0.005),
        ("cost_deviation", {"outturn": Decimal(110), "scheme_b_budget": Decimal(100)}, 0.1),
        ("time_deviation", {"scheme_b_start": date(2024, 1, 1), "scheme_b_handover": date(2024, 12, 31)}, 0.0027),
        ("defects_per_home", {"defects": 250}, 2.5),
        ("change_orders", dict.fromkeys(("changes_client", "changes_unforeseen", "changes_design"), Decimal(2)), 0.06),
        ("accidents", {"accidents": 2, "working_hours": 100_000}, 20),
        ("reused_solutions", {"reused": 3, "decided": 4, "started_on": date(2025, 1, 1)}, 0.75),
        ("co2_per_m2", {"co2_per_m2": Decimal("8.4")}, 8.4),
        ("volume_active", {"handed_over_on": None}, 100),
        ("volume_finished", {"outturn": Decimal(110)}, 110),
    ],
)
def test_a_figure_follows_the_formula_of_the_model(slug: str, facts: dict[str, Any], value: float) -> None:
    one = project(**({"handed_over_on": date(2025, 1, 1)} | facts))
    figure = of_quarter(series_of(indicator(slug), portfolio(one)), "2025-1")
    assert figure.standing is KNOWN
    assert figure.value == pytest.approx(value, abs=1e-4)


def test_what_is_not_known_of_a_project_is_missing_and_only_what_is_none_is_nought() -> None:
    made = figure_series(portfolio(project(call_off_value=None)))
    assert {one.indicator.slug: one.whole.value for one in made if one.whole.value is not None} == {
        "continuity_gap_days": 0.0,
        "volume_finished": 0.0,
    }
    assert {one.whole.standing for one in made} == {KNOWN, MISSING}


def test_a_cause_that_nobody_wrote_leaves_the_changes_missing() -> None:
    one = project(handed_over_on=date(2025, 2, 1), changes_client=Decimal(1), changes_design=Decimal(1))
    made = series_of(indicator("change_orders"), portfolio(one))
    assert of_quarter(made, "2025-1").standing is MISSING
    assert {cause: figures[0].value for cause, figures in made.parts.items()} == {
        "client": 0.01, "unforeseen": None, "design": 0.01,
    }  # fmt: skip


def test_a_call_off_before_the_project_was_ready_is_no_procurement_time() -> None:
    one = project(ready_on=date(2025, 3, 1))
    assert series_of(indicator("procurement_days"), portfolio(one)).whole.standing is MISSING


@pytest.mark.parametrize("facts", [{"inside": Inside.NO}, {"end": ProjectEnd.GIVEN_UP}])
def test_projects_outside_or_given_up_do_not_count(facts: dict[str, Any]) -> None:
    assert series_of(indicator("volume_active"), portfolio(project(**facts))).whole.standing is MISSING


def test_a_sum_without_one_of_its_parts_is_not_shown_as_the_sum() -> None:
    made = series_of(indicator("volume_active"), portfolio(project(1), project(2, call_off_value=None)))
    assert made.whole.standing is MISSING


def test_the_share_of_the_ceiling_is_of_the_stated_maximum() -> None:
    made = series_of(indicator("ceiling_used"), portfolio(project(1), project(2), maximum=Decimal(800)))
    assert (made.whole.value, made.whole.n) == (0.25, 2)


def test_the_announced_volume_is_that_of_today() -> None:
    made = series_of(indicator("volume_announced"), portfolio(project(budget=Decimal(80))))
    assert [figure.value for figure in made.figures] == [None] * 7 + [80.0]


def test_days_without_a_project_are_counted_from_the_first_call_off() -> None:
    first = project(1, called_off_on=date(2025, 2, 1), handed_over_on=date(2025, 3, 1))
    second = project(2, called_off_on=date(2025, 3, 21), handed_over_on=date(2025, 12, 31))
    made = series_of(indicator("continuity_gap_days"), portfolio(first, second))
    days = [figure.value for figure in made.figures]
    assert days == [19.0, 0.0, 0.0, 0.0, 90.0, 91.0, 92.0, 57.0]


def test_the_median_of_five_projects_has_an_interval_and_of_four_none() -> None:
    days = (10, 20, 30, 40, 90)
    rows = [project(number, ready_on=date(2025, 1, 1) - timedelta(days=own)) for number, own in enumerate(days)]
    five = of_quarter(series_of(indicator("procurement_days"), portfolio(*rows)), "2025-1")
    four = of_quarter(series_of(indicator("procurement_days"), portfolio(*rows[:4])), "2025-1")
    assert (five.value, five.n, five.low, five.high) == (30.0, 5, 10.0, 90.0)
    assert (four.value, four.n, four.has_interval) == (25.0, 4, False)


def test_a_counted_share_has_an_interval_from_the_first_project_on() -> None:
    one = project(reused=3, decided=4, started_on=date(2025, 1, 1))
    figure = series_of(indicator("reused_solutions"), portfolio(one)).whole
    assert [round(end or 0, 4) for end in (figure.low, figure.high)] == [0.3006, 0.9544]


def test_disagreements_are_counted_by_step_and_a_quarter_without_any_counts_as_none() -> None:
    steps = (("workshop", date(2025, 2, 1)), ("steering", date(2025, 2, 2)), ("workshop", date(2025, 8, 1)))
    rows = tuple(DisagreementFacts(uuid.uuid4(), day, None, step, None) for step, day in steps)
    made = series_of(indicator("disputes_by_step"), portfolio(disagreements=rows))
    assert [figure.value for figure in made.figures[:4]] == [2.0, 0.0, 1.0, 0.0]
    assert [figure.value for figure in made.parts["steering"][:2]] == [1.0, 0.0]


def test_disagreements_are_counted_by_size_too_and_one_of_no_known_size_apart() -> None:
    sizes = (Decimal("0.099"), Decimal("0.1"), Decimal("0.999"), Decimal(1), None)
    rows = tuple(DisagreementFacts(uuid.uuid4(), date(2025, 2, 1), None, "management", size) for size in sizes)
    made = series_of(indicator("disputes_by_step"), portfolio(disagreements=rows))
    assert {part: figures[0].value for part, figures in made.parts.items()} == {
        "management": 5.0, "size_small": 1.0, "size_middle": 2.0, "size_large": 1.0, "size_unknown": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize("count", [0, 3])
def test_who_does_not_see_every_disagreement_is_told_of_none_whether_there_are_any_or_not(count: int) -> None:
    rows = tuple(DisagreementFacts(uuid.uuid4(), date(2025, 2, 1), None, "management", None) for _one in range(count))
    made = series_of(indicator("disputes_by_step"), portfolio(project(), disagreements=rows, sight=OTHER))
    assert {*made.figures, made.whole} == {Figure(WITHHELD)}
    assert made.parts == {}


def test_what_was_typed_stands_in_its_quarter_with_its_interval() -> None:
    typed = TypedFigure("staff_turnover", Quarter(2026, 1), Decimal("0.25"), of=8, source="HR")
    figure = of_quarter(series_of(indicator("staff_turnover"), portfolio(typed=(typed,))), "2026-1")
    assert (figure.value, figure.n, figure.typed) == (0.25, 8, typed)
    assert (round(figure.low or 0, 3), round(figure.high or 0, 3)) == (0.071, 0.591)


def test_what_the_board_knows_stands_above_what_was_typed() -> None:
    typed = TypedFigure("client_tender_cost", Quarter(2025, 1), Decimal("0.5"))
    one = project(client_procurement_cost=Decimal(1))
    made = series_of(indicator("client_tender_cost"), portfolio(one, typed=(typed,)))
    assert of_quarter(made, "2025-1").value == 0.01


# Prices: seen by the client and by the party whose they are.
OWN = 1  # the first project is the first contractor's
OTHER = Sight(sees_all=False, priced=frozenset({project(OWN).id}))


def costly(number: int, party: uuid.UUID | None, day: date, outturn: int = 110) -> Any:
    """A finished project of a party."""
    return project(
        number, contractor=party, handed_over_on=day, outturn=Decimal(outturn), scheme_b_budget=Decimal(100)
    )  # fmt: skip


def shown(*rows: Any, key: str = "2025-2") -> Figure:
    """The cost deviation of a quarter to the first contractor."""
    return of_quarter(series_of(indicator("cost_deviation"), portfolio(*rows, sight=OTHER)), key)


DAY = date(2025, 5, 1)


def test_a_figure_on_the_prices_of_one_other_party_is_withheld() -> None:
    assert shown(costly(1, ONE, DAY), costly(2, TWO, DAY)).standing is WITHHELD


def of_others(*parties: uuid.UUID | None, **more: Any) -> list[Any]:
    """Projects of other parties, beside the first."""
    return [costly(place, party, DAY, **more) for place, party in enumerate(parties, start=2)]


def test_a_figure_on_the_prices_of_two_other_parties_is_shown_as_a_share() -> None:
    assert shown(costly(1, ONE, DAY), *of_others(TWO, TWO, TWO, THREE, THREE)).value == pytest.approx(0.1)


def test_the_middle_of_few_is_withheld_since_it_is_likely_another_partys_own_figure() -> None:
    few = [(TWO, THREE), (TWO, TWO, THREE, THREE), (TWO, TWO, TWO, TWO, THREE)]
    assert [shown(costly(1, ONE, DAY), *of_others(*one)).standing for one in few] == [WITHHELD] * 3


def test_a_middle_on_others_prices_has_no_interval_of_single_projects_and_no_digits_of_their_sums() -> None:
    figure = shown(costly(1, ONE, DAY), *of_others(TWO, TWO, TWO, THREE, THREE, outturn=113))
    rows = [replace(one, scheme_b_budget=Decimal("97.123")) for one in of_others(TWO, TWO, TWO, THREE, THREE)]
    assert (figure.value, figure.has_interval, shown(*rows).value) == (0.13, False, 0.13)


def test_a_quarter_of_which_a_price_is_missing_is_withheld_so_that_it_is_not_the_difference_when_it_comes() -> None:
    rows = of_others(TWO, TWO, TWO, THREE, THREE, THREE)
    rows[-1] = replace(rows[-1], outturn=None)
    assert (shown(*rows).standing, shown(*rows[:-1]).standing) == (WITHHELD, Standing.KNOWN)


def test_accidents_by_the_hour_of_others_are_withheld_since_their_number_is_known() -> None:
    rows = [replace(one, accidents=1, working_hours=30_000) for one in of_others(TWO, TWO, TWO, THREE, THREE, THREE)]
    made = series_of(indicator("accidents"), portfolio(*rows, sight=OTHER))
    assert of_quarter(made, "2025-2").standing is WITHHELD


def test_a_project_without_a_contractor_does_not_count_as_one_more_party() -> None:
    assert shown(costly(2, TWO, DAY), costly(3, None, DAY)).standing is WITHHELD


def test_a_quarter_that_still_runs_is_withheld_so_that_the_next_project_is_not_the_difference() -> None:
    day = TODAY - timedelta(days=2)
    assert shown(costly(2, TWO, day), costly(3, THREE, day), key="2026-4").standing is WITHHELD


def test_own_prices_alone_are_shown() -> None:
    made = series_of(indicator("cost_deviation"), portfolio(costly(1, ONE, DAY), sight=OTHER))
    assert [made.whole.value, of_quarter(made, "2025-2").value] == pytest.approx([0.1, 0.1])


def test_all_the_time_is_withheld_where_taking_quarters_off_would_give_one_away() -> None:
    rows = [*of_others(TWO, TWO, TWO, THREE, THREE), costly(9, TWO, date(2025, 8, 1), outturn=180)]
    made = series_of(indicator("cost_deviation"), portfolio(*rows, sight=OTHER))
    assert (made.whole.standing, of_quarter(made, "2025-2").standing) == (WITHHELD, Standing.KNOWN)


@pytest.mark.parametrize("slug", ["volume_announced", "volume_active", "volume_finished", "ceiling_used"])
def test_sums_of_money_are_withheld_as_soon_as_one_price_is_anothers(slug: str) -> None:
    one = {"budget": Decimal(80), "outturn": Decimal(90)}
    rows = [project(number, contractor=party, **one) for number, party in enumerate((ONE, TWO, THREE), start=1)]
    seen = series_of(indicator(slug), portfolio(*rows, maximum=Decimal(900), sight=OTHER))
    if slug == "volume_finished":
        rows = [project(number, contractor=TWO, handed_over_on=DAY, **one) for number in (2, 3)]
        seen = series_of(indicator(slug), portfolio(*rows, sight=OTHER))
    assert seen.whole == Figure(WITHHELD)


def test_no_price_of_another_can_be_told_from_any_figure_of_a_third() -> None:
    """Changing one other party's prices changes nothing that a third sees, where that party is alone."""

    def told(price: int) -> Any:
        rows = [
            project(
                number, contractor=TWO, handed_over_on=DAY, outturn=Decimal(price), scheme_b_budget=Decimal(price + 9),
                call_off_value=Decimal(price), budget=Decimal(price), client_procurement_cost=Decimal(2),
                accidents=1, working_hours=price,
                changes_client=Decimal(1), changes_unforeseen=Decimal(1), changes_design=Decimal(1),
            )
            for number in range(2, 8)
        ]  # fmt: skip
        seen = portfolio(*rows, maximum=Decimal(900), sight=OTHER)
        figures = [(one.figures, one.whole, one.parts) for one in figure_series(seen)]
        return figures, [row.figures for row in by_project(seen)]

    assert told(100) == told(240)


def test_the_figures_of_a_project_hide_the_prices_of_another_party_alone() -> None:
    row = by_project(portfolio(costly(2, TWO, DAY), sight=OTHER))[0]
    assert (row.figures["cost_deviation"].standing, row.figures["defects_per_home"].standing) == (WITHHELD, MISSING)


def test_a_figure_typed_about_prices_is_the_clients_to_see() -> None:
    typed = (TypedFigure("running_cost", Quarter(2026, 1), Decimal(2)),)
    seen = series_of(indicator("running_cost"), portfolio(typed=typed, sight=OTHER))
    assert (seen.whole.standing, series_of(indicator("running_cost"), portfolio(typed=typed)).whole.value) == (
        WITHHELD, 2.0,
    )  # fmt: skip


def monthly(days: list[int]) -> list[Any]:
    """One project called off in each quarter from 2023 on."""
    quarters = quarters_between(date(2023, 1, 1), TODAY)
    return [
        project(number, called_off_on=one.first, ready_on=one.first - timedelta(days=own))
        for number, (one, own) in enumerate(zip(quarters, days, strict=False))
    ]


def test_six_quarters_give_trial_limits_and_five_too_few() -> None:
    firm = {}
    for count in (5, 6, 12):
        made = series_of(
            indicator("procurement_days"), portfolio(*monthly([30, 34] * (count // 2) + [30] * (count % 2)))
        )
        chart = chart_of(made, TODAY)
        assert chart is not None
        firm[count] = chart.stretches[0].firmness
    assert firm == {5: ChartFirmness.TOO_FEW, 6: ChartFirmness.TRIAL, 12: ChartFirmness.FIXED}


def test_sums_that_grow_have_no_control_chart() -> None:
    assert chart_of(series_of(indicator("volume_active"), portfolio(project())), TODAY) is None


def test_a_quarter_that_runs_is_not_held_against_whole_ones() -> None:
    chart = chart_of(series_of(indicator("continuity_gap_days"), portfolio(project())), TODAY)
    assert chart is not None
    assert bool(chart.values[-1] != chart.values[-1])


def test_a_mistyped_year_does_not_fill_a_page() -> None:
    assert len(portfolio(project(called_off_on=date(1926, 1, 1))).quarters) == 80
