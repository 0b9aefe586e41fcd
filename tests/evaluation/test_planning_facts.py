"""When the next round is, and when people are reminded."""

from datetime import date

import pytest

from maskinrum.evaluation.facts.planning import is_due, months_after, proposed_days, reminder_days

TUESDAY = date(2026, 11, 24)


def test_a_month_that_has_no_such_day_ends_earlier() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 31), -13) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("last", "opens"),
    [
        (None, date(2026, 11, 30)),
        (date(2026, 1, 5), date(2026, 11, 30)),
        (date(2026, 10, 6), date(2027, 1, 11)),
    ],
)
def test_the_next_round_opens_on_a_monday_and_not_in_the_past(last: date | None, opens: date) -> None:
    assert proposed_days(last, TUESDAY, months=3)[0] == opens


def test_people_are_reminded_two_times_at_most() -> None:
    assert reminder_days(date(2026, 11, 2), date(2026, 11, 16)) == (date(2026, 11, 9), date(2026, 11, 14))
    assert reminder_days(date(2026, 11, 2), date(2026, 11, 2)) == ()


@pytest.mark.parametrize(
    ("reminded", "today", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 8), False),
        (date(2026, 11, 2), date(2026, 11, 9), True),
        (date(2026, 11, 9), date(2026, 11, 10), False),
        (date(2026, 11, 9), date(2026, 11, 15), True),
        (date(2026, 11, 15), date(2026, 11, 16), False),
    ],
)
def test_a_reminder_is_due_once_for_each_day(reminded: date, today: date, due: bool) -> None:
    assert is_due(reminded, (date(2026, 11, 9), date(2026, 11, 14)), today) is due
