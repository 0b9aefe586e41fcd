"""The portfolio drawn in time."""

import numpy as np
import pytest

from maskinrum.engine import ApprovalState, Band, Portfolio, Settings, simulate, simulate_with_timeline, timeline
from tests.engine.cases import CONTRACTED, DONE, neutral, project, shipped, shipped_portfolio

FEW = Settings(futures=2)
PARTNERSHIP = "strategic_partnership"
NEVER = ApprovalState("never", 1, 0.0, (0, 0, 0))


def exactly(value: float) -> Band:
    return Band(value, value, value)


def test_a_project_inside_is_drawn_from_start_to_handover() -> None:
    portfolio = Portfolio([project(5, 7, approval=DONE), project(40, 19, 10)])
    found = timeline(portfolio, neutral({"procurement_time": 1}, {"time_deviation": 0.5}), FEW, PARTNERSHIP)
    (only,) = found.projects
    assert (only.row, only.p_realised, only.p_inside, only.committed) == (1, 1, 1, False)
    assert (only.start, only.planned_end, only.handover) == (exactly(13), exactly(23), exactly(28))


def test_a_project_outside_starts_after_the_ordinary_procurement() -> None:
    portfolio = Portfolio([project(40, 19, 10, eligible=False), project(20, 3, 9, approval=CONTRACTED)])
    found = timeline(portfolio, neutral({}, {"procurement_time": 9}), FEW, PARTNERSHIP)
    assert [one.p_inside for one in found.projects] == [0, 0]
    assert [one.start for one in found.projects] == [exactly(21), exactly(3)]


def test_a_project_that_never_comes_has_no_dates() -> None:
    found = timeline(Portfolio([project(40, 19, approval=NEVER)]), neutral(), FEW, PARTNERSHIP)
    (only,) = found.projects
    assert (only.p_realised, only.start, only.planned_end, only.handover) == (0, None, None, None)
    assert (found.works_after_close, found.left_after_close) == (None, None)


def test_gaps_are_the_months_of_the_window_without_works() -> None:
    portfolio = Portfolio([project(40, 7, 3), project(40, 12, 4, group="other")])
    found = timeline(portfolio, neutral({"term": 12}), FEW, PARTNERSHIP)
    assert found.months == tuple(range(9))
    assert found.activity[0].probability == (1, 1, 1, 0, 0, 1, 1, 1, 1)
    assert [(one.group, one.probability[:6]) for one in found.activity[1:]] == [
        ("g", (1, 1, 1, 0, 0, 0)),
        ("other", (0, 0, 0, 0, 0, 1)),
    ]
    assert found.gaps == (3, 4)
    assert (found.opening, found.closing) == (exactly(0), exactly(12))


def test_value_is_called_off_when_the_works_start() -> None:
    portfolio = Portfolio([project(40, 7, 3), project(30, 9.5, 4), project(20, 9, eligible=False)])
    found = timeline(portfolio, neutral(), Settings(futures=2, ceiling=60.0), PARTNERSHIP)
    assert {band.p50 for band in found.called_off} == {40}
    assert (found.ceiling, found.p_refused) == (exactly(60), 1)
    room = timeline(portfolio, neutral(), Settings(futures=2, ceiling=70.0), PARTNERSHIP)
    assert [band.p50 for band in room.called_off[:4]] == [40, 40, 40, 70]


def test_works_and_projects_after_the_close_are_told() -> None:
    portfolio = Portfolio([project(40, 13, 12), project(20, 7, 6), project(30, 19, 6), project(10, 19, eligible=False)])
    found = timeline(portfolio, neutral({"term": 12}), FEW, PARTNERSHIP)
    assert found.works_after_close is not None
    assert found.left_after_close is not None
    assert found.works_after_close.mean == pytest.approx(40 * 0.5 / 60)
    assert found.left_after_close.mean == pytest.approx(30 / 100)


def test_without_an_agreement_there_is_no_window_to_draw() -> None:
    found = timeline(Portfolio([project(40, 19, 10)]), neutral(), FEW, "separate")
    assert (found.agreement, found.opening, found.closing, found.ceiling, found.gaps) == (False, None, None, None, ())
    assert (found.p_refused, found.works_after_close, found.left_after_close) == (None, None, None)
    assert found.projects[0].p_inside == 1


def test_an_empty_portfolio_is_an_empty_picture() -> None:
    found = timeline(Portfolio([]), neutral({"term": 3}), FEW, PARTNERSHIP)
    assert (found.projects, found.months, found.gaps) == ((), (0,), (0,))


def test_the_picture_does_not_depend_on_chunks_or_threads() -> None:
    portfolio = shipped_portfolio("demo_portfolio.csv")
    one = timeline(portfolio, shipped(), Settings(futures=2100), PARTNERSHIP)
    assert one == timeline(portfolio, shipped(), Settings(futures=2100, threads=2), PARTNERSHIP)
    assert np.all(np.diff([band.p50 for band in one.called_off]) >= 0)


def test_an_extension_moves_the_close() -> None:
    finished = [project(10, 7 + 6 * turn, 6) for turn in range(8)]
    strategic = {"price_level": -0.05, "running_cost": 2, "extension": 24, "ceiling_factor": 2}
    extended = timeline(Portfolio([*finished, project(200, 60, 6)]), neutral(strategic), FEW, PARTNERSHIP)
    assert (extended.closing, extended.projects[-1].p_inside) == (exactly(72), 1)
    short = timeline(Portfolio([*finished, project(100, 60, 6)]), neutral(strategic), FEW, PARTNERSHIP)
    assert (short.closing, short.projects[-1].p_inside) == (exactly(48), 0)


@pytest.mark.parametrize("futures", [1000, 1024, 1500])
def test_a_timeline_beside_a_simulation_is_the_one_of_its_first_futures(futures: int) -> None:
    given = shipped_portfolio("demo_portfolio.csv"), shipped(), Settings(futures=2100)
    simulation, line = simulate_with_timeline(*given, (PARTNERSHIP, futures))
    np.testing.assert_array_equal(simulation.cost, simulate(*given).cost)
    assert line == timeline(*given[:2], Settings(futures=futures), PARTNERSHIP)
