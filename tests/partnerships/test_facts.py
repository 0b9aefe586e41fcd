"""The facts of a project: months between dates, and the form in which snapshots keep them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.partnerships.enums import ApprovalState, ProjectKind
from maskinrum.partnerships.facts import Delay, ProjectFacts, add_months, months_between
from tests.partnerships.portfolios import SKITSEGAARDEN

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("begin", "end", "months"),
    [
        (date(2027, 1, 1), date(2028, 9, 1), 20.0),
        (date(2027, 1, 1), date(2027, 1, 1), 0.0),
        (date(2027, 1, 15), date(2027, 3, 15), 2.0),
        (date(2027, 1, 31), date(2027, 2, 28), 1.0),
        (date(2027, 2, 1), date(2027, 2, 15), 0.5),
        (date(2027, 3, 1), date(2027, 2, 15), -0.5),
        (date(2027, 1, 1), date(2025, 12, 1), -13.0),
        (date(2028, 2, 29), date(2029, 2, 28), 12.0),
    ],
)
def test_whole_months_are_exact_and_days_are_shares_of_their_month(begin: date, end: date, months: float) -> None:
    assert months_between(begin, end) == months
    assert add_months(begin, months) == end


@settings(deadline=None)
@given(DAYS, DAYS)
def test_adding_the_months_between_two_days_leads_from_one_to_the_other(begin: date, end: date) -> None:
    assert add_months(begin, months_between(begin, end)) == end


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_a_later_day_is_never_fewer_months_away(begin: date, one: date, other: date) -> None:
    assert months_between(begin, min(one, other)) <= months_between(begin, max(one, other))


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        add_months(date(2027, 1, 1), 12 * 9000)


def test_facts_are_kept_as_exact_text() -> None:
    facts = replace(
        SKITSEGAARDEN,
        budget=Decimal("176.400"),
        duration=Decimal("34.0"),
        realisation=Decimal("0.85"),
        delay=Delay(Decimal(0), Decimal("3.5"), Decimal(12)),
    )
    assert facts.to_json() == {
        "name": "Skitsegården, helhedsplan",
        "kind": "master_plan",
        "group": "blok-60",
        "homes": 84,
        "budget": "176.4",
        "planned_start": "2029-11-01",
        "duration": "34",
        "approval": "organisation_board",
        "problem_project": True,
        "eligible": True,
        "realisation": "0.85",
        "delay": ["0", "3.5", "12"],
    }


NUMBERS = st.decimals(min_value=0, max_value=10_000, places=3)
FACTS = st.builds(
    ProjectFacts,
    name=st.text(min_size=1),
    kind=st.sampled_from(ProjectKind),
    group=st.text(),
    homes=st.none() | st.integers(0, 100_000),
    budget=NUMBERS,
    planned_start=DAYS,
    duration=NUMBERS,
    approval=st.sampled_from(ApprovalState),
    problem_project=st.booleans(),
    eligible=st.booleans(),
    realisation=st.none() | NUMBERS,
    delay=st.none() | st.builds(Delay, NUMBERS, NUMBERS, NUMBERS),
)


@settings(deadline=None)
@given(FACTS)
def test_facts_come_back_from_json_unchanged(facts: ProjectFacts) -> None:
    assert ProjectFacts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


@pytest.mark.parametrize("change", [{"kind": "castle"}, {"approval": ""}, {"planned_start": "soon"}])
def test_a_snapshot_row_that_is_none_is_refused(change: dict[str, str]) -> None:
    row = ProjectFacts(
        "A", ProjectKind.RENOVATION, "", None, Decimal(1), date(2027, 1, 1), Decimal(1), ApprovalState.IDEA
    )
    with pytest.raises(ValueError, match=r"."):
        ProjectFacts.from_json(row.to_json() | change)
