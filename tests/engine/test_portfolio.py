"""Projects and what may not be entered."""

from dataclasses import replace

import pytest

from maskinrum.engine import ApprovalState, Portfolio, PortfolioError, Settings, SettingsError
from tests.engine.cases import CONTRACTED, DONE, neutral, project


def test_what_is_handed_over_is_left_out_and_rows_are_kept() -> None:
    portfolio = Portfolio([project(10, 7, approval=DONE), project(20, 7), project(30, 7, approval=CONTRACTED)])
    assert len(portfolio) == 3
    assert portfolio.rows == (1, 2)
    assert portfolio.budget.tolist() == [20, 30]
    assert portfolio.committed.tolist() == [False, True]
    assert portfolio.eligible_volume == 20


def test_own_realisation_and_delay_replace_those_of_the_state() -> None:
    found = project(10, 7, realisation=0.3, delay=(1, 2, 4))
    assert (found.probability, found.start_delay) == (0.3, (1, 2, 4))
    assert (project(10, 7).probability, project(10, 7).start_delay) == (1.0, (0, 0, 0))


def test_groups_hold_uncommitted_projects_in_row_order() -> None:
    portfolio = Portfolio(
        [
            project(1, 7, group="b"),
            project(2, 7, group="a", approval=CONTRACTED),
            project(3, 7, group="a"),
            project(4, 7, group="b"),
        ]
    )
    assert portfolio.groups == ((0, 3), (2,))


def test_scaling_leaves_committed_projects_alone() -> None:
    portfolio = Portfolio([project(10, 7), project(30, 7, approval=CONTRACTED)]).scaled(0.25)
    assert portfolio.budget.tolist() == [2.5, 30]


def test_copies_follow_six_months_apart_and_only_of_what_is_eligible() -> None:
    portfolio = Portfolio([project(10, 7), project(20, 9, eligible=False), project(30, 11)]).repeated(3)
    assert portfolio.budget.tolist() == [10, 20, 30, 10, 30, 10, 30]
    assert portfolio.planned_start.tolist() == [7, 9, 11, 13, 17, 19, 23]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "tower"),
        ("homes", -1),
        ("budget", 0.0),
        ("budget", float("inf")),
        ("planned_start", float("nan")),
        ("duration", 0.0),
        ("realisation", 1.2),
        ("delay", (0, 5, 4)),
        ("delay", (0, 5)),
        ("delay", (0, 5, float("inf"))),
    ],
)
def test_a_faulty_project_is_named_by_row_and_field(field: str, value: object) -> None:
    with pytest.raises(PortfolioError) as error:
        Portfolio(
            [
                project(10, 7),
                replace(project(10, 7), **{field: value}),  # type: ignore[arg-type]
            ]
        )
    assert (error.value.row, error.value.field, error.value.code) == (1, field, field)
    assert str(error.value).startswith("project 2 (P)")


def test_a_faulty_state_is_found_through_its_project() -> None:
    with pytest.raises(PortfolioError) as error:
        Portfolio([project(10, 7, approval=ApprovalState("odd", 3, -0.1, (0, 0, 0)))])
    assert error.value.field == "realisation"


@pytest.mark.parametrize(
    "faulty",
    [
        {"futures": 1},
        {"seed": -1},
        {"alternatives": ()},
        {"alternatives": ("separate", "separate")},
        {"ceiling": -1.0},
        {"ceiling": float("nan")},
        {"shift": -1.0},
        {"criterion": "joy"},
        {"realisation": "hope"},
        {"threads": 0},
    ],
)
def test_a_faulty_setting_is_named(faulty: dict[str, object]) -> None:
    with pytest.raises(SettingsError) as error:
        Settings(**faulty)  # type: ignore[arg-type]
    assert error.value.field == next(iter(faulty))


def test_an_alternative_must_have_priors() -> None:
    with pytest.raises(SettingsError, match="alliance") as error:
        Settings(alternatives=("alliance",)).check_against(neutral())
    assert error.value.value == "alliance"
