"""What takes long is kept a while by what it was calculated of, and by nothing else."""

from dataclasses import replace

import pytest

from maskinrum.decisions.analysis.calculation import calculate_break_even, engine_inputs
from maskinrum.decisions.analysis.readiness import UNANSWERED
from maskinrum.decisions.analysis.remembering import Remembered, break_even_of, findings_of
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
