"""Control charts against published limits and signals, by hand, and by what must not change them."""

import csv
from collections.abc import Iterable
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.engine import SHEWHART, ChartCentring, ChartFirmness, ChartRule, StatisticsError, control_chart
from tests.engine.cases import shared_data

ALL = frozenset(ChartRule)
CALM = (10.0, 12.0, 10.0, 12.0, 10.0, 12.0)  # mean 11, mean range 2


def column(file: str, name: str) -> list[float]:
    with (shared_data("spc") / file).open(encoding="utf-8") as lines:
        return [float(row[name]) for row in csv.DictReader(lines)]


def rules_met(values: Iterable[float | None], rules: frozenset[ChartRule] = ALL) -> set[ChartRule]:
    return {signal.rule for signal in control_chart(list(values), baseline=None, rules=rules).signals}


@pytest.mark.parametrize(
    ("data", "name", "expected", "baseline"),
    [
        ("data_tbl_06.07.csv", "cost", "expected_ex_6.5_3.csv", 20),
        ("data_tbl_09.01.csv", "x", "computed_tbl_09.01_i.csv", None),
        ("data_lots.csv", "value", "computed_lots_i.csv", None),
    ],
)
def test_limits_signals_and_runs_are_the_published_ones(
    data: str, name: str, expected: str, baseline: int | None
) -> None:
    found = control_chart(column(data, name), baseline=baseline).stretches[0]
    with (shared_data("spc") / expected).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    last = rows[-1]
    assert found.limits is not None
    assert found.runs is not None
    ours = (found.limits.centre, found.limits.lower, found.limits.upper)
    assert ours == pytest.approx([float(last[key]) for key in ("cl", "lcl", "ucl")], rel=1e-12)
    beyond = [place for place, row in enumerate(rows) if row["sigma.signal"] == "TRUE"]
    assert [signal.places[0] for signal in found.signals if signal.rule is ChartRule.BEYOND] == beyond
    runs = (found.runs.longest, found.runs.longest_allowed, found.runs.crossings, found.runs.least_crossings)
    keys = ("longest.run", "longest.run.max", "n.crossings", "n.crossings.min")
    assert runs == tuple(int(last[key]) for key in keys)
    assert found.runs.points == int(last["n.useful"])


def test_the_moving_ranges_have_the_published_limits() -> None:
    found = control_chart(column("data_tbl_06.07.csv", "cost"), baseline=20, rules={ChartRule.JUMP})
    limits = found.stretches[0].limits
    assert limits is not None
    stated = (column("expected_ex_6.5_4.csv", "cl")[0], column("expected_ex_6.5_4.csv", "ucl")[0])
    assert (limits.range_centre, limits.range_upper) == pytest.approx(stated, rel=1e-12)
    assert [signal.places for signal in found.signals] == [(38,)]


@pytest.mark.parametrize(
    ("count", "firmness", "points"),
    [(0, "too_few", 0), (5, "too_few", 0), (6, "trial", 6), (11, "trial", 11), (12, "fixed", 12), (30, "fixed", 12)],
)
def test_limits_are_tried_from_six_points_and_fixed_from_twelve(count: int, firmness: str, points: int) -> None:
    found = control_chart((CALM * 5)[:count]).stretches[0]
    assert found.firmness == firmness
    assert (found.limits.points if found.limits else 0) == points
    assert (found.start, found.stop) == (0, count)


def test_limits_are_centre_and_mean_range_by_266() -> None:
    found = control_chart(CALM)
    limits = found.stretches[0].limits
    assert limits is not None
    assert (limits.centre, limits.range_centre, limits.sigma) == pytest.approx((11, 2, 2 / 1.128))
    assert (limits.lower, limits.upper, limits.range_upper) == pytest.approx((11 - 5.32, 11 + 5.32, 6.534), abs=1e-3)
    assert np.array_equal(found.ranges, [nan, 2, 2, 2, 2, 2], equal_nan=True)


def test_medians_are_not_moved_by_one_odd_point() -> None:
    limits = control_chart((*CALM, 90.0), centring=ChartCentring.MEDIAN).stretches[0].limits
    assert limits is not None
    assert (limits.centre, limits.range_centre) == (12, 2)
    assert (limits.lower, limits.upper, limits.range_upper) == pytest.approx((12 - 6.29, 12 + 6.29, 7.73))


def test_later_points_do_not_move_fixed_limits() -> None:
    short, long = control_chart(CALM * 2), control_chart((*CALM, *CALM, 40.0, 41.0, 42.0))
    assert long.stretches[0].limits == short.stretches[0].limits
    assert ChartRule.BEYOND in {signal.rule for signal in long.signals}


def test_a_gap_has_no_range_and_counts_for_nothing() -> None:
    found = control_chart((10.0, 12.0, None, 10.0, 12.0, 10.0, 12.0))
    assert np.flatnonzero(np.isnan(found.ranges)).tolist() == [0, 2, 3]
    assert found.stretches[0].firmness is ChartFirmness.TOO_FEW  # six points, but four ranges
    assert control_chart((None, nan)).stretches[0].firmness is ChartFirmness.TOO_FEW
    assert control_chart((*CALM, None, *CALM, 10.0)).stretches[0].firmness is ChartFirmness.FIXED


def test_a_run_goes_on_over_a_gap_and_over_points_on_the_centre() -> None:
    values = [1.0, -1.0] * 6 + [0.5, 0.0, 0.5, None, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    (signal,) = control_chart(values, rules={ChartRule.EIGHT_ON_A_SIDE}).signals
    assert (signal.places, signal.above) == ((12, 14, 16, 17, 18, 19, 20, 21), True)


def test_re_basing_begins_anew() -> None:
    found = control_chart((*CALM, 30.0, 32.0, 30.0, 32.0, 30.0, 32.0, 50.0), rebase=[6])
    before, after = found.stretches
    assert (before.stop, after.start, after.firmness) == (6, 6, ChartFirmness.TRIAL)
    assert before == control_chart(CALM).stretches[0]
    assert np.isnan(found.ranges[6])
    assert after.limits is not None
    assert after.limits.centre == pytest.approx(236 / 7)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (ChartRule.BEYOND, [*CALM * 4, 25.0]),
        (ChartRule.JUMP, [*CALM * 4, 25.0]),
        (ChartRule.TWO_OF_THREE, [*CALM * 4, 15.5, 11.5, 15.5]),
        (ChartRule.FOUR_OF_FIVE, [*CALM * 4, 13.5, 13.5, 11.0, 13.5, 13.5]),
        (ChartRule.EIGHT_ON_A_SIDE, [*CALM * 4, *[11.8] * 8]),
        (ChartRule.LONG_RUN, [*CALM * 2, *[11.8] * 8]),
        (ChartRule.FEW_CROSSINGS, [10.0] * 6 + [12.0] * 6),
    ],
)
def test_each_rule_finds_its_pattern_on_both_sides_and_not_in_noise(rule: ChartRule, values: list[float]) -> None:
    assert rule in rules_met(values)
    assert rule in rules_met([-value for value in values])
    assert rule not in rules_met(CALM * 4)


def test_what_overlaps_is_one_signal() -> None:
    values = [1.0, -1.0] * 6 + [0.5] * 11 + [-0.5]
    (signal,) = control_chart(values, rules={ChartRule.EIGHT_ON_A_SIDE}).signals
    assert signal.places == tuple(range(12, 23))


def test_two_pairs_apart_are_two_signals() -> None:
    values = [*CALM * 2, 15.0, 15.0, 11.0, 12.0, 10.0, 15.0, 15.0]
    found = control_chart(values, rules={ChartRule.TWO_OF_THREE}).signals
    assert [signal.places for signal in found] == [(12, 13), (17, 18)]


def test_no_point_is_beyond_the_ends_of_its_own_scale() -> None:
    values = [4.0, 5.0, 3.0, 5.0, 4.0, 5.0, 5.0, 1.0]
    limits = control_chart(values, bounds=(1, 5)).stretches[0].limits
    assert limits is not None
    assert (limits.lower, limits.upper) == (1, 5)
    assert control_chart(values, bounds=(1, 5)).signals == ()


def test_a_series_that_stands_still_has_no_signal() -> None:
    assert rules_met([0.1 + 0.2] * 20, SHEWHART) == set()
    assert control_chart([3.3] * 12).stretches[0].runs == control_chart([7.7] * 12).stretches[0].runs


@given(
    values=st.lists(st.integers(-50, 50), min_size=6, max_size=30),
    moved=st.integers(-9, 9),
    factor=st.sampled_from([-4, -1, 2]),
)
@settings(max_examples=50, deadline=None)
def test_signals_do_not_depend_on_the_unit(values: list[int], moved: int, factor: int) -> None:
    plain = control_chart([float(value) for value in values], rules=ALL).signals
    turned = control_chart([float(moved + factor * value) for value in values], rules=ALL).signals
    assert {(own.rule, own.places) for own in plain} == {(own.rule, own.places) for own in turned}
    if factor > 0:
        assert plain == turned


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"rebase": [0]}, "rebase"),
        ({"rebase": [4, 3]}, "rebase"),
        ({"rebase": [6]}, "rebase"),
        ({"baseline": 11}, "baseline"),
        ({"bounds": (5, 1)}, "bounds"),
        ({"bounds": (11, 20)}, "number"),
    ],
)
def test_a_chart_that_makes_no_sense_is_refused(arguments: dict[str, object], code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        control_chart(CALM, **arguments)  # type: ignore[arg-type]
    assert refused.value.code == code
    with pytest.raises(StatisticsError):
        control_chart([1.0, inf])
