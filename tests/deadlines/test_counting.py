"""Counting by Regulation 1182/71: published cases, each rule by itself, and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.deadlines import (
    FIRST,
    LAST,
    DeadlineError,
    Ending,
    Unit,
    WorkingDays,
    earliest_before,
    ending,
    last_day_before,
    last_working_day,
    period,
)
from maskinrum.deadlines.days import later, months_later
from tests.deadlines.legal import DAYS, cautious, refused, rules, shared_cases, shipped, strict

UNITS: tuple[Unit, ...] = ("days", "weeks", "months", "working_days", "full_days")
COUNTS = st.integers(1, 60)


def passed(found: Ending) -> list[tuple[str, str, str]]:
    """The days passed over: the rule, the day, and the holiday or the kind of closed day."""
    return [
        (move.rule, move.day.isoformat(), move.closed.slug or move.closed.kind if move.closed else "")
        for move in found.moves
    ]


def test_the_published_cases_come_out() -> None:
    expected = {case["id"]: case["expect"] for case in shared_cases()}
    answers = last_day_before(date(2020, 10, 28), 6, strict())
    standstill = ending(date(2010, 3, 23), 10, "days", strict())
    assert {
        "D1": {"last_day_for_supplementary_information": answers.end.isoformat()},
        "D2": {
            "unadjusted_end": standstill.nominal_end.isoformat(),
            "standstill_ends": standstill.end.isoformat(),
            "earliest_contract": (standstill.end + timedelta(days=1)).isoformat(),
        },
        "D5": {"ends": ending(date(1998, 3, 12), 3, "weeks", strict()).end.isoformat()},
        "D7": {"ends": ending(date(1998, 3, 16), 3, "weeks", strict()).end.isoformat()},
    } == expected


def test_the_published_cases_come_out_wherever_this_runs() -> None:
    """The same four, of Statens Indkøb (2020), a note on standstill (2010) and the Court of Justice (C-171/03)."""
    standstill = ending(date(2010, 3, 23), 10, "days", strict())
    assert last_day_before(date(2020, 10, 28), 6, strict()).end == date(2020, 10, 21)
    assert (standstill.nominal_end, standstill.end) == (date(2010, 4, 2), date(2010, 4, 6))
    assert ending(date(1998, 3, 12), 3, "weeks", strict()).end == date(1998, 4, 2)
    assert ending(date(1998, 3, 16), 3, "weeks", strict()).end == date(1998, 4, 6)


def test_the_example_of_the_legal_data_comes_out() -> None:
    (entry,) = (one for one in shipped()["other_periods"] if one["id"] == "supplementary-information")
    deadline = date.fromisoformat(entry["example"]["deadline"][:10])
    found = last_day_before(deadline, entry["days"], cautious())
    assert (found.nominal_end.isoformat(), found.end) == (entry["example"]["last_day_to_answer"], found.nominal_end)


def test_a_period_that_ends_at_easter_ends_on_the_tuesday_after_it() -> None:
    found = ending(date(2026, 3, 6), 30, "days", cautious())
    assert (found.start, found.nominal_end, found.end) == (date(2026, 3, 7), date(2026, 4, 5), date(2026, 4, 7))
    assert passed(found) == [
        ("roll-over", "2026-04-05", "paaskedag"),
        ("roll-over", "2026-04-06", "anden-paaskedag"),
    ]


def test_standstill_over_easter_runs_past_every_closed_day() -> None:
    found = ending(date(2010, 3, 23), 10, "days", strict())
    assert [name for _rule, _day, name in passed(found)] == ["langfredag", "saturday", "paaskedag", "anden-paaskedag"]


def test_holidays_inside_a_period_count_as_days() -> None:
    found = ending(date(2026, 3, 30), 14, "days", strict())
    assert (found.end, found.moves) == (date(2026, 4, 13), ())


@pytest.mark.parametrize(
    ("event", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
    ],
    ids=str,
)
def test_months_end_on_the_same_date_or_the_last_of_the_month(event: date, months: int, end: date) -> None:
    assert ending(event, months, "months", cautious()).nominal_end == end


def test_weeks_end_on_the_weekday_of_the_event() -> None:
    assert ending(date(2026, 9, 2), 8, "weeks", cautious()).nominal_end == date(2026, 10, 28)


def test_working_days_pass_over_what_is_closed() -> None:
    found = ending(date(2026, 4, 1), 5, "working_days", cautious())
    assert (found.nominal_end, found.end) == (date(2026, 4, 13), date(2026, 4, 13))
    assert [name for _rule, _day, name in passed(found)] == [
        *["skaertorsdag", "langfredag", "saturday", "paaskedag", "anden-paaskedag"],
        *["saturday", "sunday"],
    ]


@pytest.mark.parametrize(
    ("event", "last", "debated"),
    [
        (date(2026, 12, 28), date(2027, 1, 5), ["nytaarsaften"]),
        (date(2027, 5, 5), date(2027, 5, 13), ["efter-himmelfart"]),
        (date(2026, 12, 21), date(2026, 12, 29), ["juleaften"]),
        (date(2028, 6, 1), date(2028, 6, 9), []),  # 5 June is Whit Monday
        (date(2026, 6, 1), date(2026, 6, 8), ["grundlovsdag"]),
    ],
    ids=str,
)
def test_a_debated_day_never_makes_a_last_day_later_and_is_told(event: date, last: date, debated: list[str]) -> None:
    found = last_working_day(event, 5, cautious())
    assert (found.end, [one.slug for one in found.debated]) == (last, debated)
    assert period(rules(), rules().rule("names"), event, cautious()).ending == found
    assert last_working_day(event, 5, strict()).debated == ()


@given(DAYS, COUNTS)
def test_a_last_day_in_working_days_is_as_early_as_anybody_may_count_it(event: date, count: int) -> None:
    found = last_working_day(event, count, cautious())
    every = [WorkingDays.of(rules().holidays, doubtful=[one.slug]) for one in rules().holidays.doubtful]
    assert found.end == min(ending(event, count, "working_days", days).end for days in (cautious(), strict(), *every))
    assert not {move.day for move in found.moves} & {one.day for one in found.debated}


def test_two_days_or_more_hold_two_working_days() -> None:
    found = ending(date(2026, 4, 1), 2, "days", cautious())
    assert found.end == date(2026, 4, 8)
    assert passed(found)[-1] == ("two-working-days", "2026-04-07", "")
    assert ending(date(2026, 4, 1), 2, "days", cautious(), least=0).end == date(2026, 4, 7)
    assert ending(date(2026, 4, 1), 1, "days", cautious()).end == date(2026, 4, 7)


def test_backwards_the_last_day_is_a_working_day_with_two_left() -> None:
    found = last_day_before(date(2026, 4, 7), 6, cautious())
    assert (found.nominal_end, found.end) == (date(2026, 3, 31), date(2026, 3, 30))
    assert passed(found) == [("two-working-days", "2026-03-31", "")]
    monday = last_day_before(date(2026, 2, 9), 7, cautious())
    assert passed(monday) == [("backward", "2026-02-01", "sunday"), ("backward", "2026-01-31", "saturday")]
    assert last_day_before(date(2026, 4, 7), 1, cautious()).end == date(2026, 4, 1)
    assert ending(date(2020, 10, 28), 6, "full_days", cautious()).end == date(2020, 10, 21)


def test_the_earliest_event_is_found_where_months_differ_in_length() -> None:
    assert earliest_before(date(2028, 2, 29), 12) == date(2027, 3, 1)
    assert earliest_before(date(2026, 12, 1), 12) == date(2025, 12, 1)


@given(DAYS, COUNTS, st.sampled_from(UNITS))
def test_nothing_ends_on_a_closed_day(event: date, count: int, unit: Unit) -> None:
    for working in (cautious(), strict()):
        found = ending(event, count, unit, working)
        assert working.closed(found.end) is None
        assert all(move.closed is None or working.closed(move.day) == move.closed for move in found.moves)


@given(DAYS, COUNTS, st.sampled_from(UNITS))
def test_a_later_event_never_ends_earlier_and_a_longer_count_never_either(event: date, count: int, unit: Unit) -> None:
    found = ending(event, count, unit, cautious())
    assert ending(event + timedelta(days=1), count, unit, cautious()).end >= found.end
    longer = ending(event, count + 1, unit, cautious()).end
    assert longer <= found.end if unit == "full_days" else longer >= found.end


@given(DAYS, st.integers(2, 60), st.sampled_from(UNITS))
def test_two_working_days_always_lie_inside(event: date, count: int, unit: Unit) -> None:
    found = ending(event, count, unit, cautious())
    first, last = (found.end, event) if unit == "full_days" else (event, found.end + timedelta(days=1))
    days = ((last - first).days) - 1
    inside = [first + timedelta(days=1 + passed) for passed in range(days)]
    assert sum(cautious().closed(day) is None for day in inside) >= 2


@given(DAYS, COUNTS)
def test_every_day_from_the_nominal_end_to_the_end_is_told(event: date, count: int) -> None:
    found = ending(event, count, "days", cautious())
    days = (found.end - found.nominal_end).days
    assert [move.day for move in found.moves] == [found.nominal_end + timedelta(days=one) for one in range(days)]


def test_a_caller_s_own_days_move_an_end() -> None:
    working = WorkingDays.of(rules().holidays, added=[date(2026, 3, 2)], removed=[date(2026, 4, 6)])
    assert ending(date(2026, 2, 20), 10, "days", working).end == date(2026, 3, 3)
    assert ending(date(2026, 3, 6), 30, "days", working).end == date(2026, 4, 6)


@pytest.mark.parametrize("count", [0, -1])
@pytest.mark.parametrize("unit", UNITS)
def test_a_period_of_nothing_is_refused(count: int, unit: Unit) -> None:
    with pytest.raises(DeadlineError) as error:
        ending(date(2026, 1, 1), count, unit, cautious())
    assert refused(error) == ("count", count)


@pytest.mark.parametrize("event", [date(1900, 1, 1), date(9999, 12, 31), date.min, date.max], ids=str)
@pytest.mark.parametrize("unit", UNITS)
def test_an_event_too_far_away_is_refused(event: date, unit: Unit) -> None:
    with pytest.raises(DeadlineError, match="1973-01-01 to 2100-12-31") as error:
        ending(event, 30, unit, cautious())
    assert refused(error) == ("range", event)


@pytest.mark.parametrize("count", [40, 10**6, 10**12])
@pytest.mark.parametrize("unit", ["days", "weeks", "months", "working_days"])
def test_a_period_that_runs_over_the_end_of_the_calendar_is_refused(count: int, unit: Unit) -> None:
    with pytest.raises(DeadlineError) as error:
        ending(date(2100, 12, 20), count, unit, cautious())
    assert error.value.code == "range"
    assert error.value.choices == (FIRST, LAST)


def test_a_step_back_over_the_beginning_is_refused() -> None:
    for step in (
        lambda: later(FIRST, -1),
        lambda: months_later(FIRST, -1),
        lambda: last_day_before(FIRST, 6, strict()),
    ):
        with pytest.raises(DeadlineError) as error:
            step()
        assert error.value.code == "range"
