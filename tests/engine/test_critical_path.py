"""Uncertain durations in a network of tasks: exact answers, invariances, and what is refused."""

from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from maskinrum.engine import (
    Network,
    NetworkError,
    NetworkResult,
    Task,
    course,
    criticality,
    drawn_durations,
    latest_ends,
    latest_starts,
    most_probable,
    percentiles,
    probability,
    simulate_network,
    swings,
)
from maskinrum.engine.arrays import Integers
from maskinrum.engine.distributions import triangular_quantile
from maskinrum.engine.durations import rank_correlation, weights

DRAWS = 4000


def task(name: str, *after: str, low: float = 5, mode: float = 10, high: float = 20, **more: object) -> Task:
    return Task(name, low, mode, high, after, **more)  # type: ignore[arg-type]


def exactly(name: str, days: float, *after: str, **more: object) -> Task:
    return task(name, *after, low=days, mode=days, high=days, **more)


def rng(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


def result(*tasks: Task, milestone: str = "", correlation: float = 0.3, start: float = 0) -> NetworkResult:
    network = Network.of(tasks, milestone or tasks[-1].id, start=start)
    return simulate_network(network, rng(), correlation=correlation, draws=DRAWS)


def week(days: int = 400) -> Integers:
    """A calendar whose day 0 is a Monday and whose tasks end from Monday to Friday."""
    numbers = np.arange(days)
    return np.where(numbers % 7 == 5, numbers + 2, np.where(numbers % 7 == 6, numbers + 1, numbers))


def test_degenerate_durations_add_up_along_a_chain() -> None:
    found = result(exactly("a", 3), exactly("b", 4, "a"), exactly("c", 5, "b"), start=10)
    assert [(one.start.p10, one.end.p90) for one in found.tasks.values()] == [(10, 13), (13, 17), (17, 22)]
    assert (found.milestone.p50, found.milestone.error50, found.draws) == (22, 0, DRAWS)


def test_a_task_waits_for_the_later_of_two() -> None:
    found = result(exactly("short", 3), exactly("long", 8), exactly("end", 1, "short", "long"))
    assert found.tasks["end"].start.p50 == 8
    assert {name: one.criticality for name, one in found.tasks.items()} == {"long": 1, "short": 0, "end": 1}


def test_the_mean_of_the_later_of_two_is_that_of_the_maximum() -> None:
    """Two independent triangular (0, 0, 1): E max = ∫ 1 − F² with F = 1 − (1 − x)²."""
    network = Network.of([task(name, low=0, mode=0, high=1) for name in "ab"] + [exactly("end", 0, "a", "b")], "end")
    ends = course(network, drawn_durations(network, rng(), correlation=0, draws=200_000)).ends["end"]
    assert float(np.mean(ends)) == pytest.approx(1 - (1 - 2 / 3 + 1 / 5), abs=0.003)


def test_with_full_correlation_the_quantiles_add_up() -> None:
    tasks = [task("a"), task("b", "a", low=1, mode=30, high=40), task("c", "b", low=2, mode=2, high=9)]
    network = Network.of(tasks, "c")
    durations = drawn_durations(network, rng(), correlation=1, draws=DRAWS)
    total = percentiles(course(network, durations).ends["c"])
    for name in ("p10", "p50", "p90"):
        alone = sum(getattr(percentiles(durations[one.id]), name) for one in tasks)
        assert getattr(total, name) == pytest.approx(alone, abs=1e-5)
    middle = [float(triangular_quantile(np.array([0.5]), one.low, one.mode, one.high)[0]) for one in tasks]
    assert total.p50 == pytest.approx(sum(middle), abs=3 * total.error50)


def test_without_correlation_the_variances_add_up() -> None:
    network = Network.of([task("a"), *(task(f"t{place}", "a") for place in range(1))], "t0")
    durations = drawn_durations(network, rng(), correlation=0, draws=100_000)
    total = course(network, durations).ends["t0"]
    one = (5**2 + 10**2 + 20**2 - 5 * 10 - 5 * 20 - 10 * 20) / 18
    assert float(np.var(total)) == pytest.approx(2 * one, rel=0.02)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
def test_durations_have_the_rank_correlation_that_was_asked_for(correlation: float) -> None:
    network = Network.of([task("a"), task("b", low=1, mode=1, high=50)], "b")
    drawn = drawn_durations(network, rng(), correlation=correlation, draws=50_000)
    assert spearmanr(drawn["a"], drawn["b"]).statistic == pytest.approx(correlation, abs=0.015)
    assert rank_correlation(weights(correlation)[0] ** 2) == pytest.approx(correlation)


def test_independence_gives_a_narrower_range() -> None:
    chain = [task("t0"), *(task(f"t{place}", f"t{place - 1}") for place in range(1, 20))]
    alone, together = (result(*chain, correlation=one).milestone for one in (0.0, 0.3))
    assert together.p90 - together.p10 > 1.8 * (alone.p90 - alone.p10)
    assert together.p50 == pytest.approx(alone.p50, rel=0.02)


def test_the_order_of_the_tasks_changes_nothing() -> None:
    tasks = [task("a"), task("b", "a"), task("c", "a"), task("d", "b", "c")]
    assert result(*tasks, milestone="d") == result(*reversed(tasks), milestone="d")


def test_one_more_task_changes_no_other() -> None:
    tasks = [task("a"), task("b", "a")]
    plain, more = result(*tasks), result(task("aa"), *tasks)
    assert {name: more.tasks[name] for name in plain.tasks} == plain.tasks


def test_a_later_start_moves_everything_by_as_much() -> None:
    tasks = [task("a"), task("b", "a")]
    early, late = result(*tasks).milestone, result(*tasks, start=100).milestone
    assert (late.p10, late.p50, late.p90) == pytest.approx((early.p10 + 100, early.p50 + 100, early.p90 + 100))


def test_two_alike_are_critical_half_the_time_and_never_both() -> None:
    found = result(task("a"), task("b"), exactly("end", 1, "a", "b")).tasks
    assert found["a"].criticality + found["b"].criticality == 1
    assert found["a"].criticality == pytest.approx(0.5, abs=0.03)


def test_equally_late_ones_are_both_critical() -> None:
    found = result(
        exactly("a", 3), exactly("b", 3), exactly("end", 1, "a", "b"), exactly("after", 1, "end"), milestone="end"
    )
    assert [found.tasks[name].criticality for name in ("a", "b", "end", "after")] == [1, 1, 1, 0]


def test_what_is_done_or_begun_is_not_drawn_anew() -> None:
    tasks = [
        exactly("done", 9, finished=2.0),
        exactly("both", 9, started=1.0, finished=4.0),
        task("begun", "done", started=3.0, elapsed=4.0),
        exactly("next", 1, "begun", "both", not_before=30),
    ]
    found = result(*tasks, start=7).tasks
    assert (found["done"].end.p90, found["both"].start.p10, found["both"].end.p90) == (2, 1, 4)
    assert found["begun"].start.p50 == 3
    assert found["next"].start.p10 == 30
    assert found["done"].criticality == 0


def test_what_has_lasted_is_conditioned_on_not_having_ended() -> None:
    """A triangular (0, 0, 1) that has lasted e: what is left is a triangular (e, e, 1)."""
    lasted = Network.of([task("a", low=0, mode=0, high=1, started=0.0, elapsed=0.5)], "a")
    found = percentiles(drawn_durations(lasted, rng(), draws=50_000)["a"])
    assert found.p50 == pytest.approx(1 - 0.5 * 0.5**0.5, abs=0.005)
    before_mode = Network.of([task("a", low=0, mode=1, high=1, started=0.0, elapsed=0.5)], "a")
    found = percentiles(drawn_durations(before_mode, rng(), draws=50_000)["a"])
    assert found.p50 == pytest.approx((0.25 + 0.75 / 2) ** 0.5, abs=0.005)


def test_what_has_lasted_longer_than_thought_ends_now() -> None:
    network = Network.of([task("a", started=0.0, elapsed=30.0), exactly("b", 3, started=0.0, elapsed=5.0)], "a")
    drawn = drawn_durations(network, rng(), draws=3)
    assert (drawn["a"].tolist(), drawn["b"].tolist()) == ([30] * 3, [5] * 3)
    assert most_probable(network)["a"].tolist() == [30]


def test_tasks_end_on_days_of_the_calendar() -> None:
    network = Network.of([exactly("a", 5), exactly("b", 4.4, "a")], "b", ends_on=week())
    found = course(network, most_probable(network))
    assert [found.ends[name].tolist() for name in "ab"] == [[7], [11]]


def test_a_legal_minimum_holds_in_every_draw() -> None:
    least = week()[30:]
    network = Network.of([task("a"), task("period", "a", least_end=least)], "period", ends_on=week())
    found = course(network, drawn_durations(network, rng(), draws=DRAWS))
    starts, ends = np.asarray(found.starts["period"]), np.asarray(found.ends["period"])
    assert (ends - starts >= 30).all()
    assert (ends == least[starts.astype(int)]).all()


def test_a_set_day_is_kept_or_missed() -> None:
    network = Network.of(
        [exactly("a", 5), exactly("b", 1, "a", not_ended_before=20), exactly("c", 1, "b", not_ended_before=2)], "c"
    )
    assert result(*network.tasks).milestone.p50 == 21
    whole = Network.of(network.tasks, "c", ends_on=week())
    found = course(whole, most_probable(whole))
    assert (found.ends["b"].tolist(), found.ends["c"].tolist()) == ([20], [21])


def test_a_task_waits_in_every_draw_for_the_first_day_it_can_be_decided_on() -> None:
    numbers = np.arange(400, dtype=np.intp)
    table = np.where(numbers <= 10, 10, np.where(numbers <= 15, 15, numbers))
    network = Network.of([task("a", ends_on=table)], "a", ends_on=week())
    found = course(network, drawn_durations(network, rng(), draws=DRAWS))
    free = course(Network.of([task("a")], "a", ends_on=week()), drawn_durations(network, rng(), draws=DRAWS))
    ends, alone = np.asarray(found.ends["a"]), np.asarray(free.ends["a"])
    assert (ends == table[alone.astype(int)]).all()
    assert {10, 15} < set(ends.tolist())
    assert max(ends.tolist()) > 15


def test_what_is_dated_from_the_milestone_starts_then() -> None:
    table = np.arange(100, dtype=np.intp) + 50
    tasks = [
        exactly("sign", 5),
        exactly("option", 10, after_milestone=table),
        exactly("late", 99, "sign"),
        exactly("close", 1, "late", after_milestone=table),
    ]
    network = Network.of(tasks, "sign", ends_on=np.arange(400, dtype=np.intp))
    found = course(network, most_probable(network))
    assert (found.starts["option"].tolist(), found.starts["close"].tolist()) == ([55], [104])
    assert network.leading == {"sign"}


def test_leading_out_of_the_calendar_is_refused() -> None:
    network = Network.of([exactly("a", 500)], "a", ends_on=week())
    with pytest.raises(NetworkError) as refused:
        course(network, most_probable(network))
    assert (refused.value.code, refused.value.field) == ("calendar", "a")


@pytest.mark.parametrize(
    ("make", "code", "field", "value"),
    [
        (lambda: Network.of([task("a"), task("a")], "a"), "duplicate", "a", None),
        (lambda: Network.of([task("a")], "b"), "milestone", "", "b"),
        (lambda: Network.of([task("a", "b")], "a"), "predecessor", "a", "b"),
        (lambda: Network.of([task("a", low=3, mode=2)], "a"), "days", "a", (3, 2, 20)),
        (lambda: Network.of([task("a", high=float("inf"))], "a"), "days", "a", (5, 10, float("inf"))),
        (lambda: Network.of([task("a", least_end=week())], "a"), "calendar", "a", None),
        (lambda: Network.of([task("a", ends_on=week())], "a"), "calendar", "a", None),
        (lambda: drawn_durations(Network.of([task("a")], "a"), rng(), correlation=1.1), "correlation", "", 1.1),
        (lambda: drawn_durations(Network.of([task("a")], "a"), rng(), draws=0), "draws", "", 0),
    ],
)
def test_what_cannot_be_is_refused(make: Callable[[], object], code: str, field: str, value: object) -> None:
    with pytest.raises(NetworkError) as refused:
        make()
    assert (refused.value.code, refused.value.field, refused.value.value) == (code, field, value)


def test_a_circle_is_refused_and_named() -> None:
    with pytest.raises(NetworkError, match="wait for each other") as refused:
        Network.of([task("a", "c"), task("b", "a"), task("c", "b"), task("d")], "d")
    circle = cast("tuple[str, ...]", refused.value.value)
    assert (refused.value.code, circle[0], set(circle)) == ("circle", circle[-1], {"a", "b", "c"})


def test_slack_is_what_moves_nothing() -> None:
    tasks = [
        exactly("a", 5),
        exactly("long", 9, "a"),
        exactly("short", 2, "a"),
        exactly("end", 1, "long", "short"),
        exactly("beside", 1, "a"),
    ]
    network = Network.of(tasks, "end")
    durations = most_probable(network)
    found = course(network, durations)
    late = latest_ends(network, found, durations)
    assert late == {"end": 15, "long": 14, "short": 14, "a": 5}
    assert criticality(network, found) == {"a": 1, "long": 1, "short": 0, "end": 1, "beside": 0}


def test_slack_over_a_weekend_is_counted() -> None:
    network = Network.of([exactly("a", 3), exactly("b", 2, "a"), exactly("done", 1, finished=0.0)], "b", ends_on=week())
    durations = most_probable(network)
    late = latest_ends(network, course(network, durations), durations)
    assert late == {"b": 7, "a": 5}


def test_nothing_before_what_has_begun_can_be_late() -> None:
    network = Network.of([exactly("a", 3), task("b", "a", started=1.0)], "b")
    durations = most_probable(network)
    assert latest_ends(network, course(network, durations), durations) == {"b": 11}


def test_the_latest_start_keeps_the_wish_with_its_probability() -> None:
    network = Network.of([task("a"), task("b", "a")], "b")
    durations = drawn_durations(network, rng(), draws=DRAWS)
    lasts = np.sort(course(network, durations).ends["b"])
    shares = (0.5, 0.8, 0.9)
    exact = tuple(np.floor(100 - float(lasts[int(np.ceil(share * DRAWS)) - 1])) for share in shares)
    assert latest_starts(network, durations, 100, shares, 0) == exact
    ends = course(network.starting(exact[2]), durations).ends["b"]
    assert probability(ends, 100) >= 0.9
    assert latest_starts(network, durations, 12, shares, 0) == (None, None, None)
    assert latest_starts(network, durations, 12, (0.9,), 20) == (None,)


@pytest.mark.parametrize("spread", [10, 40_000])
def test_whole_days_are_sorted_whatever_their_spread(spread: int) -> None:
    values = rng().integers(50_000, 50_000 + spread, 501)
    assert percentiles(values) == percentiles(values.astype(np.float64))


def test_a_swing_holds_one_task_at_its_ends() -> None:
    network = Network.of([task("a"), exactly("b", 4, "a"), task("beside"), exactly("done", 1, finished=0.0)], "b")
    (first, second) = swings(network, drawn_durations(network, rng(), draws=DRAWS))
    assert (first.task, first.at_low.p50, first.at_high.p90) == ("a", 9, 24)
    assert second.at_low == second.at_high


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8),
    st.randoms(),
)
@settings(max_examples=25, deadline=None)
def test_a_critical_task_exists_in_every_draw(days: list[tuple[int, int, int]], random: object) -> None:
    tasks: list[Task] = []
    for place, (low, more, most) in enumerate(days):
        after = [one.id for one in tasks if random.random() < 0.5]  # type: ignore[attr-defined]
        tasks.append(Task(f"t{place}", low, low + more, low + more + most, tuple(after)))
    tasks.append(Task("end", 1, 1, 1, tuple(one.id for one in tasks)))
    network = Network.of(tasks, "end")
    found = course(network, drawn_durations(network, rng(), draws=50))
    begins = [one.id for one in tasks if not one.predecessors]
    shares = criticality(network, found)
    assert sum(shares[name] for name in begins) >= 1 - 1e-12
    assert all(0 <= share <= 1 for share in shares.values())
    assert (np.asarray(found.starts["end"]) == np.max([found.ends[one.id] for one in tasks[:-1]], axis=0)).all()
