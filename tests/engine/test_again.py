"""What a change does not touch is taken from an earlier answer, and nothing of the answer differs for it."""

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest

from maskinrum.engine import (
    ALL_SEVEN,
    BASELINE,
    COMMON,
    STRATEGIC,
    Answered,
    Distribution,
    Draws,
    Portfolio,
    Priors,
    Settings,
    SettingsError,
    simulate_again,
    simulate_with_timeline,
)
from tests.engine.cases import shipped, shipped_portfolio

PROJECTS = Portfolio(shipped_portfolio("demo_portfolio.csv").projects[:8])
FEW = Settings(futures=24)
PICTURED = (STRATEGIC, 20)
PARTNERSHIPS = (STRATEGIC, "not_yet")

Asked = tuple[Portfolio, Priors, Settings]
Change = Callable[[Portfolio, Priors, Settings], Asked]


def assert_as_anew(found: Answered, portfolio: Portfolio, priors: Priors, settings: Settings) -> None:
    simulation, line = simulate_with_timeline(portfolio, priors, settings, PICTURED)
    assert replace(found.simulation, draws=simulation.draws) == simulation
    for field in fields(Draws):
        assert np.array_equal(getattr(found.simulation.draws, field.name), getattr(simulation.draws, field.name))
    assert found.timeline == line


def overriding(model: str, parameter: str, value: float) -> Change:
    return lambda portfolio, priors, settings: (
        portfolio,
        priors.with_overrides({(model, parameter): value}),
        settings,
    )


def setting(**changes: object) -> Change:
    return lambda portfolio, priors, settings: (portfolio, priors, replace(settings, **changes))  # type: ignore[arg-type]


def stated_parameters(model: str) -> list[str]:
    if model == "common":
        return list(COMMON)
    return [slug for slug, prior in shipped().model(model).parameters.items() if prior.distribution]


def fewer(portfolio: Portfolio, priors: Priors, settings: Settings) -> Asked:
    return Portfolio(portfolio.projects[1:]), priors, settings


def beta_tail(portfolio: Portfolio, priors: Priors, settings: Settings) -> Asked:
    tail = Distribution("beta", (2.0, 3.0))
    return portfolio, priors.with_overrides({(BASELINE, "cost_tail_size"): tail}), settings


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (overriding(STRATEGIC, "price_level", -0.02), [slug for slug in ALL_SEVEN if slug not in PARTNERSHIPS]),
        (overriding("joint_partnership", "setup_cost", 9), [slug for slug in ALL_SEVEN if slug != "joint_partnership"]),
        (overriding(BASELINE, "dispute_cost", 0.1), []),
        (overriding("common", "max_wait_months", 2), []),
        (setting(shift=18.0), [slug for slug in ALL_SEVEN if slug != "not_yet"]),
        (setting(ceiling=90.0), [slug for slug in ALL_SEVEN if not shipped().model(slug).agreement]),
        (setting(criterion="present_value"), list(ALL_SEVEN)),
        (setting(alternatives=("not_yet", STRATEGIC, BASELINE)), ["not_yet", STRATEGIC, BASELINE]),
        (setting(seed=7), []),
        (setting(futures=23), []),
        (setting(realisation="portfolio"), []),
        (fewer, []),
    ],
)
def test_only_what_a_change_touches_is_simulated_anew(change: Change, kept: list[str]) -> None:
    asked = PROJECTS, shipped(), FEW
    before = simulate_again(*asked, pictured=PICTURED)
    changed = change(*asked)
    assert before.unchanged(*changed) == tuple(kept)
    assert_as_anew(simulate_again(*changed, earlier=[before], pictured=PICTURED), *changed)


@pytest.mark.parametrize("model", [*shipped().delivery_models, "common"])
def test_whatever_is_changed_the_answer_is_as_it_would_have_been_anew(model: str) -> None:
    asked = PROJECTS, shipped(), FEW
    before = simulate_again(*asked, pictured=PICTURED)
    for parameter in stated_parameters(model):
        changed = overriding(model, parameter, 0.4)(*asked)
        assert_as_anew(simulate_again(*changed, earlier=[before], pictured=PICTURED), *changed)


def test_one_share_of_the_portfolio_is_drawn_from_the_partnership_for_all() -> None:
    asked = setting(realisation="portfolio")(PROJECTS, shipped(), FEW)
    before = simulate_again(*asked, pictured=PICTURED)
    changed = overriding(STRATEGIC, "realisation", 0.4)(*asked)
    assert before.unchanged(*changed) == ()
    assert_as_anew(simulate_again(*changed, earlier=[before], pictured=PICTURED), *changed)


def test_tails_that_are_looked_up_are_always_simulated_anew() -> None:
    asked = beta_tail(PROJECTS, shipped(), FEW)
    assert simulate_again(*asked).unchanged(*asked) == ()


def test_the_earlier_answer_with_most_in_common_is_taken() -> None:
    asked = PROJECTS, shipped(), FEW
    other = setting(seed=7)(*asked)
    before = [simulate_again(*other), simulate_again(*asked, pictured=PICTURED), simulate_again(*other)]
    found = simulate_again(*asked, earlier=before, pictured=PICTURED)
    assert found.timeline is before[1].timeline
    assert_as_anew(found, *asked)


def test_a_timeline_that_was_not_drawn_before_is_drawn() -> None:
    asked = PROJECTS, shipped(), FEW
    assert_as_anew(simulate_again(*asked, earlier=[simulate_again(*asked)], pictured=PICTURED), *asked)
    assert simulate_again(*asked, earlier=[simulate_again(*asked, pictured=PICTURED)]).timeline is None


def test_an_alternative_that_does_not_exist_is_refused_as_by_a_simulation() -> None:
    asked = PROJECTS, shipped(), FEW
    before = simulate_again(*asked)
    with pytest.raises(SettingsError):
        simulate_again(PROJECTS, shipped(), replace(FEW, alternatives=(BASELINE, "by_lot")), earlier=[before])
