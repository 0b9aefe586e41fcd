"""What an experienced client must recognise, with the shipped priors."""

from dataclasses import replace

import pytest

from maskinrum.engine import STRATEGIC, ApprovalState, Portfolio, Settings, simulate, summarise
from tests.engine.cases import CERTAIN, project, shipped, shipped_portfolio, states

FUTURES = Settings(futures=4096)


def p_better(portfolio: Portfolio) -> float:
    found = summarise(simulate(portfolio, shipped(), FUTURES)).model(STRATEGIC).p_better
    assert found is not None
    return found


@pytest.mark.parametrize("state", ["department_vote", "scheme_a", "certain"])
@pytest.mark.parametrize("apart", [0, 12])
def test_three_projects_of_30_never_favour_a_partnership(state: str, apart: int) -> None:
    known: dict[str, ApprovalState] = {**states(), "certain": CERTAIN}
    projects = [project(30, 18 + apart * turn, 12, approval=known[state]) for turn in range(3)]
    found = summarise(simulate(Portfolio(projects), shipped(), FUTURES))
    strategic = found.model(STRATEGIC)
    assert strategic.p_better is not None
    assert strategic.p_better < 0.5
    assert strategic.difference is not None
    assert strategic.difference.mean > 0


def sure(times: int) -> Portfolio:
    demo = shipped_portfolio("demo_portfolio.csv")
    certain = [replace(one, approval=CERTAIN) if one.is_uncommitted and one.eligible else one for one in demo.projects]
    return Portfolio(certain).repeated(times)


def test_twice_the_similar_volume_with_sure_approvals_speaks_for_it() -> None:
    assert p_better(sure(2)) > p_better(sure(1)) > p_better(shipped_portfolio("demo_portfolio.csv"))
    assert p_better(sure(2)) >= 0.75


def test_judgement_alone_never_makes_a_middling_portfolio_certain() -> None:
    assert 0.05 < p_better(shipped_portfolio("demo_portfolio.csv")) < 0.95


def test_waiting_a_year_with_ready_projects_leaves_less_inside() -> None:
    settings = Settings(futures=1024, alternatives=(STRATEGIC, "not_yet"))
    found = simulate(shipped_portfolio("demo_portfolio.csv"), shipped(), settings)
    now, later = found.draws.inside_volume.mean(axis=1)
    assert later < now
