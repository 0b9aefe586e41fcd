"""The documented rule by a table of cases, and one portfolio that reaches each answer with the shipped priors."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from maskinrum.engine import (
    REASONS,
    STRATEGIC,
    Changed,
    Estimate,
    Flip,
    Grounds,
    LaterStart,
    Portfolio,
    Project,
    Settings,
    SettingsError,
    Standing,
    Stat,
    Verdict,
    best_inside,
    changed_standings,
    later_starts,
    simulate,
    standing,
    summarise,
    verdict,
)
from maskinrum.engine.standing import standing_of
from maskinrum.engine.verdict import Change, Gate
from tests.engine.cases import BOTH, neutral, project, run, shipped, shipped_portfolio, states

YES: Mapping[str, Gate] = {"sponsor": "yes", "legal": "yes"}
OPEN: Mapping[str, Gate] = {"sponsor": "yes", "legal": "unsure", "residents": "no"}


def stands(margin: float = -5.0, p: float = 0.7, slug: str = STRATEGIC) -> Standing:
    return Standing(
        slug, "separate", "parallel_frameworks", Estimate(-8.0, 1.0), Estimate(margin, 1.0), Estimate(p, 0.01)
    )


HOLDS, DEARER, UNSURE = stands(), stands(margin=5.0, p=0.55), stands(p=0.59)


def later(months: float, found: Standing, p_now_cheaper: float = 0.3) -> LaterStart:
    spread = Stat(-1.0, 0.1, -2, -1.5, -1, -0.5, 0)
    return LaterStart(months, found, spread, spread, Estimate(p_now_cheaper, 0.01))


def changed(change: Change, found: Standing) -> Changed:
    return Changed(change, found)


@pytest.mark.parametrize(
    ("grounds", "answer", "reasons"),
    [
        (Grounds(HOLDS, YES), "yes", ["numbers_hold", "gates_yes", "no_stop_warning"]),
        (Grounds(stands(margin=0.0, p=0.6), YES), "yes", ["numbers_hold", "gates_yes", "no_stop_warning"]),
        (Grounds(HOLDS, OPEN), "not_yet", ["numbers_hold", "gate_open", "gate_open", "no_stop_warning"]),
        (Grounds(HOLDS, YES, ("volume",)), "not_yet", ["numbers_hold", "gates_yes", "stop_warning"]),
        (
            Grounds(DEARER, YES, later=(later(6, UNSURE), later(12, HOLDS))),
            "not_yet",
            ["another_is_cheaper", "holds_later", "gates_yes", "no_stop_warning"],
        ),
        (
            Grounds(UNSURE, OPEN, later=(later(6, HOLDS), later(12, HOLDS)), changed=(changed("joint", HOLDS),)),
            "not_yet",
            ["not_sure_enough", "holds_later", "holds_later", "gate_open", "gate_open", "no_stop_warning"],
        ),
        (
            Grounds(
                DEARER,
                YES,
                later=(later(6, UNSURE),),
                changed=(changed("best_subset", UNSURE), changed("twice_similar", HOLDS), changed("joint", HOLDS)),
            ),
            "only_if",
            [
                "another_is_cheaper",
                "holds_later_nowhere",
                "holds_if_changed",
                "holds_if_changed",
                "gates_yes",
                "no_stop_warning",
            ],
        ),
        (Grounds(DEARER, YES), "no", ["another_is_cheaper"]),
        (Grounds(UNSURE, YES), "no", ["not_sure_enough"]),
        (
            Grounds(DEARER, OPEN, ("volume",), (later(24, DEARER),), (changed("best_subset", DEARER),)),
            "no",
            ["another_is_cheaper", "holds_later_nowhere", "holds_if_changed_nowhere"],
        ),
    ],
)
def test_the_rule(grounds: Grounds, answer: str, reasons: list[str]) -> None:
    found = verdict(grounds)
    assert (found.answer, [reason.key for reason in found.reasons]) == (answer, reasons)
    assert found.reference == "separate"
    assert found.against
    assert {reason.key for reason in (*found.reasons, *found.against)} <= set(REASONS)


def test_what_is_open_is_named() -> None:
    found = verdict(Grounds(HOLDS, OPEN, ("volume",)))
    named = [reason.subjects for reason in found.reasons if reason.key in ("gate_open", "stop_warning")]
    assert named == [("legal", "unsure"), ("residents", "no"), ("volume",)]


def test_the_strongest_argument_against_stands_first() -> None:
    likely = Flip(STRATEGIC, "price_level", -0.1, 0.1, Estimate(-5, 1), Estimate(5, 1), 0.02, 0.45)
    never = replace(likely, parameter="price_drift", value=None, beyond=None)
    found = verdict(Grounds(HOLDS, YES, flips=(never, likely)))
    assert [(reason.key, reason.numbers["weight"]) for reason in found.against] == [
        ("parameter_may_turn_it", 0.45),
        ("may_be_dearer", pytest.approx(0.3)),
    ]
    assert found.against[0].subjects == (STRATEGIC, "price_level")
    assert len(verdict(Grounds(HOLDS, YES, flips=(never,))).against) == 1


def test_against_waiting_speaks_that_now_may_be_cheaper() -> None:
    found = verdict(Grounds(DEARER, YES, later=(later(6, UNSURE, 0.9), later(12, HOLDS, 0.4))))
    assert found.against[0].key == "waiting_is_dearer"
    assert found.against[0].numbers == {"weight": 0.4, "months": 12, "against_now": -1.0}
    gates = verdict(Grounds(HOLDS, OPEN, later=(later(6, UNSURE, 0.9), later(12, UNSURE, 0.4))))
    assert gates.against[0].numbers["months"] == 6


def test_against_a_no_speaks_that_it_may_be_cheaper() -> None:
    found = verdict(Grounds(DEARER, YES))
    assert [(reason.key, reason.numbers["weight"]) for reason in found.against] == [("may_be_cheaper", 0.55)]


def test_against_an_agreement_speak_what_falls_outside_and_an_idle_team() -> None:
    priors = neutral({"setup_time": 12})
    result = summarise(run([project(100, 7), project(300, 43)], priors))
    partnership, separate = result.model(STRATEGIC), result.model("separate")
    weights = {r.key: r.numbers["weight"] for r in verdict(Grounds(HOLDS, YES, partnership=partnership)).against}
    assert weights["falls_outside"] == pytest.approx(0.25)
    assert weights["team_idle"] == pytest.approx(1 - 4 / 48)
    assert {"stops_early", "ceiling_reached"} < set(weights)
    assert len(verdict(Grounds(HOLDS, YES, partnership=separate)).against) == 1
    assert len(verdict(Grounds(DEARER, YES, partnership=partnership)).against) == 1


def test_gates_that_nobody_has_answered_are_no_yes() -> None:
    with pytest.raises(SettingsError):
        Grounds(HOLDS, {})
    with pytest.raises(SettingsError):
        Grounds(HOLDS, {"sponsor": "perhaps"})  # type: ignore[dict-item]


def test_the_reference_is_the_cheapest_without_partnership_and_ties_go_by_their_order() -> None:
    costs = {
        "early_involvement": np.array([4.0, 6.0]),
        "separate": np.array([5.0, 5.0]),
        STRATEGIC: np.array([4.0, 5.0]),
    }
    found = standing_of(costs, STRATEGIC)
    assert (found.reference, found.rival) == ("separate", "early_involvement")
    assert (found.difference.mean, found.p_cheaper.mean, found.leads, found.holds) == (-0.5, 0.75, True, True)


def test_identical_models_never_give_a_yes() -> None:
    simulation = run([project(100, 7)], neutral())
    found = standing(simulation, STRATEGIC)
    assert (found.margin, found.p_cheaper.mean, found.leads, found.holds) == (Estimate(0, 0), 0.5, True, False)


def test_a_standing_needs_itself_and_one_without_partnership() -> None:
    with pytest.raises(SettingsError):
        standing(run([project(100, 7)], neutral(), alternatives=("separate",)), STRATEGIC)
    with pytest.raises(SettingsError):
        standing(run([project(100, 7)], neutral(), alternatives=(STRATEGIC,)), STRATEGIC)


def steady(first: int) -> Portfolio:
    """Sixty million of one kind every third month, decided by the municipality."""
    return Portfolio(
        Project("P", "renovation", "g", 60, 60.0, month, 14.0, states()["scheme_a"])
        for month in range(first, first + 46, 3)
    )


def three_small() -> Portfolio:
    """Three renovations of 30 mDKK, a year apart."""
    return Portfolio(
        Project("P", "renovation", "g", 30, 30.0, month, 14.0, states()["scheme_a"]) for month in (12, 24, 36)
    )


def answered(portfolio: Portfolio, gates: Mapping[str, Gate] = YES) -> Verdict:
    settings = Settings(futures=2048)
    simulation = simulate(portfolio, shipped(), settings)
    inside = best_inside(portfolio, shipped(), replace(settings, futures=512))
    return verdict(
        Grounds(
            standing(simulation, STRATEGIC),
            gates,
            later=later_starts(portfolio, shipped(), settings),
            changed=changed_standings(portfolio, shipped(), settings, inside),
            partnership=summarise(simulation).model(STRATEGIC),
        )
    )


def test_much_similar_work_without_gaps_is_a_yes_and_with_an_open_gate_not_yet() -> None:
    assert answered(steady(12)).answer == "yes"
    assert answered(steady(12), OPEN).answer == "not_yet"


def test_the_same_work_far_ahead_is_not_yet() -> None:
    found = answered(steady(30))
    assert found.answer == "not_yet"
    assert "holds_later" in [reason.key for reason in found.reasons]


def test_the_shipped_example_is_only_if_there_is_twice_as_much_of_it() -> None:
    found = answered(shipped_portfolio("demo_portfolio.csv"))
    assert found.answer == "only_if"
    assert [r.subjects[0] for r in found.reasons if r.key == "holds_if_changed"] == ["twice_similar"]


def test_three_small_renovations_are_a_no() -> None:
    found = answered(three_small())
    assert found.answer == "no"
    assert found.against[0].key == "may_be_cheaper"


def test_changes_are_told_also_where_the_joint_partnership_is_not_compared() -> None:
    portfolio, settings = Portfolio([project(100, 7)]), Settings(futures=2, alternatives=BOTH)
    inside = best_inside(portfolio, neutral(), settings)
    found = changed_standings(portfolio, neutral(), settings, inside)
    assert [change.change for change in found] == ["best_subset", "twice_similar"]
