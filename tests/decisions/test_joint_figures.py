"""What two organisations calculate together: what comes out, and what nobody can work out of it."""

from dataclasses import replace
from typing import Any

import pytest

from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.joint import (
    calculate_joint,
    check_fit,
    common_assumptions,
    read_joint,
    step_of,
)
from maskinrum.shared.errors import DomainError
from tests.decisions.joining import OURS, calculated, scaled
from tests.decisions.making import CASE_DATE, TAGET, one_roof


def test_everything_that_is_kept_is_rounded(joint_result: dict[str, Any]) -> None:
    total = joint_result["total"]
    assert set(joint_result) == {"total", "inviting", "accepting"}
    assert {name: type(value) for name, value in total.items()} == {
        "mean": int, "low": int, "high": int, "of_ten": int, "holds": bool,
    }  # fmt: skip
    for side in (joint_result["inviting"], joint_result["accepting"]):
        assert set(side) == {"band", "step", "alone", "worth", "low", "high", "of_ten", "holds"}
        assert [side[name] % side["step"] for name in ("alone", "worth")] == [0, 0]
        assert [side[name] % (2 * side["step"]) for name in ("low", "high")] == [0, 0]


@pytest.mark.django_db
def test_others_of_quite_different_size_look_the_same() -> None:
    """Who changes nothing of the own cannot tell a partner from one a tenth smaller or larger, nor from its saving."""
    seen: dict[str, list[float]] = {}
    for factor in (0.95, 1.0, 1.05, 1.1):
        shown = calculated(scaled(factor))
        seen.setdefault(f"{shown['total']} {shown['inviting']}", []).append(factor)
    assert max(max(one) / min(one) for one in seen.values()) >= 1.1 / 1.0 - 1e-9


@pytest.mark.django_db
def test_the_total_less_the_own_leaves_the_other_uncertain_by_more_than_the_step(joint_result: dict[str, Any]) -> None:
    """Subtract as an attacker would: what is left of the other's difference is wider than its own step."""
    shown = read_joint(joint_result)
    assert shown.total is not None
    own_volume = float(sum(one.budget for one in OURS))
    low_share, high_share = shown.inviting.band / 5, (shown.inviting.band + 1) / 5
    ends = [
        (shown.total.mean + half) / 100 * own_volume / share - (shown.inviting.alone + shown.inviting.worth)
        for half in (-0.5, 0.5)
        for share in (low_share, high_share)
    ]
    assert max(ends) - min(ends) > 2 * shown.accepting.step


@pytest.mark.django_db
def test_the_joint_result_is_left_out_where_it_would_nearly_be_the_others_own() -> None:
    small = calculate_joint(OURS, tuple(one_roof(month, 2) for month in (9, 15, 21)), Assumptions(), CASE_DATE)
    assert (small["total"], small["inviting"]["band"], small["accepting"]["band"]) == (None, 4, 0)


@pytest.mark.parametrize(
    ("volume", "step"), [(10, 2), (400, 2), (401, 5), (960, 5), (1000, 5), (1001, 10), (2000, 10), (5000, 50)]
)
def test_the_step_grows_with_the_volume(volume: float, step: float) -> None:
    assert step_of(volume) == step


def test_less_than_three_projects_that_may_go_in_are_refused() -> None:
    two = (TAGET, replace(TAGET, name="Facaden"), replace(TAGET, name="Ude", eligible=False))
    with pytest.raises(DomainError):
        check_fit(two, CASE_DATE)


def test_a_stated_ceiling_and_the_choice_of_alternatives_are_nobody_elses() -> None:
    own = Assumptions(("separate", "strategic_partnership"), ceiling=700.0, shift=18)
    assert common_assumptions(own) == Assumptions(shift=18)


@pytest.mark.django_db
def test_projects_without_a_group_of_either_side_are_not_similar() -> None:
    """A row's own group must differ between the two, or each side's first project would teach the other's first."""
    alone = tuple(replace(one, group="") for one in OURS[:4])
    one, other = (calculate_joint(alone, rows, Assumptions(), CASE_DATE) for rows in (alone, alone[::-1]))
    assert one["inviting"]["worth"] == other["inviting"]["worth"]
