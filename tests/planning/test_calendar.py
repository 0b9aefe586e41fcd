"""The working days that a plan counts on: holidays, own ones, and tables of legal periods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.deadlines import DeadlineError, period
from maskinrum.deadlines.days import months_later
from maskinrum.planning.analysis import legal_rules
from maskinrum.planning.analysis.calendar import calendar, holiday_list
from maskinrum.planning.facts.plan import ClosedDay, HolidayChoice
from tests.planning.plans import plan


def test_own_holidays_move_dates() -> None:
    plain = plan()
    day = plain.task("T19").end
    added = plan(holidays=HolidayChoice(added=(day,)))
    assert added.task("T19").end > day
    assert added.task("T19").reasons[-1].values["end"] == added.task("T19").end
    assert added.task("T19").reasons[-1].values["days"][0].kind == "added"  # type: ignore[index]


def test_the_list_of_holidays_shows_what_was_taken_off() -> None:
    choice = HolidayChoice(doubtful=("juleaften",), added=(date(2027, 6, 7),), removed=(date(2027, 5, 17),))
    found = holiday_list(choice, date(2027, 5, 1), date(2027, 6, 30))
    assert [(one.day.isoformat(), one.kind, one.is_closed) for one in found] == [
        ("2027-05-06", "public", True),
        ("2027-05-07", "doubtful", False),
        ("2027-05-16", "public", True),
        ("2027-05-17", "public", False),
        ("2027-06-07", "added", True),
    ]
    assert found[-1] == ClosedDay(date(2027, 6, 7), "added", None, is_closed=True)


@given(st.dates(date(2020, 1, 1), date(2045, 12, 1)), st.integers(1, 60), st.sets(st.integers(1, 25), max_size=12))
@settings(max_examples=20, deadline=None)
def test_tables_count_as_the_library_of_legal_time_does(event: date, count: int, closed: set[int]) -> None:
    choice = HolidayChoice(added=tuple(sorted(event + timedelta(days=count + more - 12) for more in closed)))
    days = calendar(choice, event.year)
    rule = replace(legal_rules().rule("restricted-application"), count=count, shortenings=())
    found = days.period_ends(count)[days.number(event)]
    assert days.day(found) == period(legal_rules(), rule, event, days.working).end


@given(st.dates(date(2024, 1, 1), date(2036, 1, 1)), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_months_are_counted_as_the_library_does(day: date, months: int) -> None:
    days = calendar(HolidayChoice(), 2024)
    assert days.day(days.months_after(months)[days.number(day)]) == months_later(day, months)


def test_the_list_of_holidays_is_refused_where_none_is_known() -> None:
    with pytest.raises(DeadlineError):
        holiday_list(HolidayChoice(), date(1900, 1, 1), date(1901, 1, 1))
