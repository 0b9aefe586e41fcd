"""What takes long is kept a while by what it was calculated of, and by nothing else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from maskinrum.decisions.analysis.calculation import calculate, calculate_break_even, calculate_inputs, engine_inputs
from maskinrum.decisions.analysis.readiness import UNANSWERED
from maskinrum.decisions.analysis.remembering import (
    Remembered,
    RememberedSimulations,
    answer_of,
    break_even_of,
    findings_of,
    standard_chance_of,
)
from maskinrum.decisions.analysis.verdicts import find
from tests.decisions.making import case


def test_the_least_lately_asked_for_is_forgotten_first() -> None:
    worked: list[str] = []

    def work(key: str) -> str:
        worked.append(key)
        return key

    kept = Remembered[str](2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(key, lambda key=key: work(key)) == key  # type: ignore[misc]
    assert worked == ["a", "b", "c", "b"]


def test_who_asks_for_the_same_meanwhile_waits_for_it() -> None:
    kept, worked, begun, go_on = Remembered[int](), [], Event(), Event()

    def slow() -> int:
        worked.append(1)
        begun.set()
        assert go_on.wait(20)
        return 7

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "a", slow)
        assert begun.wait(20)
        second = pool.submit(kept.get, "a", slow)
        assert kept.get("b", lambda: 8) == 8
        go_on.set()
        assert (first.result(20), second.result(20), len(worked)) == (7, 7, 1)


def test_what_fails_is_tried_again() -> None:
    kept = Remembered[int]()
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 3) == 3


@pytest.mark.django_db
def test_the_same_question_gives_the_very_same_and_another_its_own() -> None:
    asked, other = engine_inputs(case(shift=6)), engine_inputs(case(shift=12))
    first = findings_of(asked)
    assert findings_of(engine_inputs(case(shift=6))) is first
    assert first == find(asked)
    ready = replace(UNANSWERED, gates=dict.fromkeys(UNANSWERED.gates, "yes"), is_answered=True)
    assert findings_of(asked, ready) == find(asked, ready)
    assert findings_of(other) == find(other)
    assert break_even_of(asked) is break_even_of(engine_inputs(case(shift=6)))
    assert break_even_of(other) == calculate_break_even(other)


@pytest.mark.django_db
def test_the_chance_with_the_standard_values_is_that_of_the_answer_nobody_changed() -> None:
    unchanged = calculate(case()).result.model("strategic_partnership").p_better
    few = case(shift=24, alternatives=("separate", "parallel_frameworks"))
    assert (standard_chance_of(few), standard_chance_of(case())) == (unchanged, None)


@pytest.mark.django_db
def test_an_answer_is_the_same_whatever_was_asked_before() -> None:
    few = ("strategic_partnership", "separate")
    for asked in (case(shift=6), case(shift=18), case(shift=18, alternatives=few), case(criterion="present_value")):
        inputs = engine_inputs(asked)
        assert answer_of(inputs) == calculate_inputs(inputs)


@pytest.mark.django_db
def test_the_latest_simulations_are_kept_and_an_answer_is_of_its_own_case() -> None:
    kept = RememberedSimulations(2)
    found = [kept.get(engine_inputs(case(shift=months))) for months in (6, 12, 18)]
    assert [one.settings.shift for one in kept.all()] == [12, 18]
    assert [one.case.assumptions.shift for one in found] == [6, 12, 18]
