"""Cronbach's alpha against R's, by hand, and by what must not change it."""

import csv
import json
from math import nan

import numpy as np
import pytest

from maskinrum.engine import Consistency, StatisticsError, consistency
from maskinrum.engine.arrays import Floats
from tests.engine.cases import shared_data


def column(name: str, questions: list[str]) -> Floats:
    with (shared_data("psychometrics") / name).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return np.array([[float(row[key]) if row[key] not in {"", "NA"} else nan for key in questions] for row in rows])


def holds(found: Consistency, name: str) -> None:
    stated = json.loads((shared_data("psychometrics") / "reference_values_R.json").read_text(encoding="utf-8"))[name]
    ours = (found.alpha.estimate, found.standardised, found.correlation, found.people)
    keys = ("raw_alpha_pairwise", "std_alpha", "average_r", "n_rows")
    assert ours == pytest.approx([stated[key] for key in keys], abs=1e-9)
    assert [own.without for own in found.questions] == pytest.approx(
        list(stated["alpha_if_dropped"].values()), abs=1e-9
    )
    assert [own.rest for own in found.questions] == pytest.approx(list(stated["r_drop"].values()), abs=1e-9)


def test_five_questions_with_gaps_and_one_turned_have_the_values_of_r() -> None:
    answers = column("psych_bfi.csv", ["A1", "A2", "A3", "A4", "A5"])
    whole = answers[~np.isnan(answers).any(axis=1)]
    found = consistency(answers, turned=[0])
    holds(found, "bfi_agree_pairwise")
    holds(consistency(whole, turned=[0]), "bfi_agree_complete_cases")
    assert found.complete == len(whole) == 2709


def test_seven_questions_on_another_scale_have_the_values_of_r() -> None:
    names = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    found = consistency(column("datasets_attitude.csv", names))
    holds(found, "attitude_7items")
    assert (found.alpha.low, found.alpha.high) == pytest.approx((0.74, 0.92), abs=0.005)


def test_questions_that_say_the_same_agree_wholly_and_others_not_at_all() -> None:
    people = np.arange(1.0, 6)
    same = consistency(np.stack([people, people, people + 3], axis=1))
    assert (same.alpha.estimate, same.alpha.low, same.correlation) == pytest.approx((1, 1, 1))
    apart = consistency(np.array(np.meshgrid([1.0, 2], [1.0, 2], [1.0, 2])).reshape(3, -1).T)
    assert (apart.alpha.estimate, apart.correlation) == pytest.approx((0, 0), abs=1e-12)


def test_feldts_interval_holds_as_often_as_it_says() -> None:
    """Six people, four questions of which each has half its variance in common: α = 4·½/(1 + 3·½) = 0.8."""
    rng = np.random.Generator(np.random.Philox(5))
    held = 0
    for _ in range(400):
        answers = rng.standard_normal((6, 1)) + rng.standard_normal((6, 4))
        held += consistency(answers, level=0.9).alpha.covers(0.8)
    assert held / 400 == pytest.approx(0.9, abs=0.05)


def test_alpha_does_not_depend_on_order_or_zero_or_on_who_turns_a_question() -> None:
    answers = np.random.Generator(np.random.Philox(3)).integers(1, 6, (30, 4)).astype(float)
    answers[:, 1:3] += answers[:, :1]
    plain = consistency(answers)
    assert consistency(7 + answers[::-1]).alpha.estimate == pytest.approx(plain.alpha.estimate)
    assert consistency(answers * [1, -1, 1, 1], turned=[1]).questions == plain.questions


@pytest.mark.parametrize(
    ("answers", "turned", "code"),
    [
        ([[1, 2], [2, 1]], [], "rows"),
        ([[1, 2, 3]], [], "rows"),
        ([[1, 2, nan], [2, 1, 2], [2, 2, nan]], [], "rows"),
        ([[1, 2, 3], [2, 2, 2]], [], "spread"),
        ([[1, 5, 3], [5, 1, 3], [3, 3, 4], [3, 3, 2]], [2], "spread"),
        ([[1, 2, 3], [2, 3, 2]], [3], "questions"),
    ],
)
def test_what_has_no_alpha_is_refused(answers: list[list[float]], turned: list[int], code: str) -> None:
    with pytest.raises(StatisticsError) as refused:
        consistency(answers, turned=turned)
    assert refused.value.code == code
