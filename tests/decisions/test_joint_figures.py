"""What two organisations calculate together: what comes out, and what nobody can work out of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.joint import (
    calculate_joint,
    check_fit,
    common_assumptions,
    read_joint,
    step_of,
)
from maskinrum.decisions.analysis.parameters import read_assumptions
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.shared.errors import DomainError
from tests.decisions.joining import OURS, THEIRS, calculated, scaled
from tests.decisions.making import CASE_DATE, TAGET, one_roof

PARTNERSHIP = "strategic_partnership"
# What turns the other's volume into kroner of one's own: its part of a huge cost, or room under a tight ceiling.
EXTREME = (
    {(PARTNERSHIP, "setup_cost"): 1000.0},
    {(PARTNERSHIP, "running_cost"): 1000.0, (PARTNERSHIP, "term"): 240.0},
    {(PARTNERSHIP, "agreement_bid_cost"): 1000.0, (PARTNERSHIP, "pass_through"): 1.0},
    {(PARTNERSHIP, "ceiling_factor"): 0.5, (PARTNERSHIP, "price_level"): -0.9, ("common", "pipeline_correlation"): 0.0},
)


def owning(*budgets: int, first: int = 7, apart: int = 3) -> tuple[ProjectFacts, ...]:
    """Own projects as somebody makes them up to find something out."""
    roofs = (one_roof(first + place * apart, 1) for place in range(len(budgets)))
    return tuple(
        replace(one, name=f"Eget {place}", budget=Decimal(mdkk))
        for place, (one, mdkk) in enumerate(zip(roofs, budgets, strict=True))
    )


TRIED = (
    owning(*[60] * 16),
    owning(*[50] * 10),
    owning(*[20] * 6),
    owning(512, 256, 128, 64, 32, 16, 8, 4, apart=1),
    owning(300, 300, 300, first=10, apart=18),
)


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
@pytest.mark.parametrize("numbers", EXTREME)
def test_no_number_that_is_typed_turns_the_others_volume_into_own_kroner(numbers: dict[tuple[str, str], float]) -> None:
    typed = Assumptions(
        ("separate", PARTNERSHIP),
        ceiling=90.0,
        shift=24,
        overrides={key: Range(*[one] * 3) for key, one in numbers.items()},
    )
    read_assumptions(typed.to_json())  # a person may type it
    three = (calculate_joint(OURS, scaled(factor), typed, CASE_DATE) for factor in (0.97, 1.0, 1.03))
    standard = (calculate_joint(OURS, scaled(factor), Assumptions(), CASE_DATE) for factor in (0.97, 1.0, 1.03))
    assert list(three) == list(standard)


@pytest.mark.django_db
def test_three_calculations_with_own_projects_made_up_leave_the_others_size_uncertain() -> None:
    """Whatever three of them one tries, some partners that differ by a twentieth or more look alike each time."""
    factors = (0.95, 0.975, 1.0, 1.025, 1.05)
    pages = [
        [str((shown["total"], shown["inviting"])) for shown in (_of(own, factor) for factor in factors)]
        for own in TRIED
    ]
    for three in combinations(pages, 3):
        alike: dict[tuple[str, ...], list[float]] = {}
        for factor, *seen in zip(factors, *three, strict=True):
            alike.setdefault(tuple(seen), []).append(factor)
        assert max(max(one) / min(one) for one in alike.values()) >= 1.05


def _of(own: tuple[ProjectFacts, ...], factor: float) -> dict[str, Any]:
    return calculate_joint(own, scaled(factor), Assumptions(), CASE_DATE)


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


@pytest.mark.django_db
@pytest.mark.parametrize("never", [{"realisation": Decimal(0)}, {"planned_start": date(2060, 1, 1)}])
def test_projects_made_up_to_hide_nothing_leave_no_joint_result(never: dict[str, Any]) -> None:
    """Half of the volume, and the same cost in every future with and without: all that moves would be the other's."""
    shown = calculate_joint(tuple(replace(one, **never) for one in OURS), THEIRS, Assumptions(), CASE_DATE)
    assert (shown["total"], shown["inviting"]["band"]) == (None, 2)


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
    own = Assumptions(("separate", PARTNERSHIP), "present_value", "portfolio", ceiling=700.0, shift=18)
    assert common_assumptions(own) == Assumptions(criterion="present_value", realisation="portfolio")


@pytest.mark.django_db
def test_projects_without_a_group_of_either_side_are_not_similar() -> None:
    """A row's own group must differ between the two, or each side's first project would teach the other's first."""
    alone = tuple(replace(one, group="") for one in OURS[:4])
    one, other = (calculate_joint(alone, rows, Assumptions(), CASE_DATE) for rows in (alone, alone[::-1]))
    assert one["inviting"]["worth"] == other["inviting"]["worth"]
