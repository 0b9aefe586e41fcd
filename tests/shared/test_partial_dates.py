"""Dates known to the year, month or day."""

from datetime import UTC, date, datetime

import pytest

from maskinrum.shared.partial_dates import (
    first_day,
    is_partial_date,
    kept_day,
    last_day,
    months_later,
    partial_date_from,
    start_date,
)


@pytest.mark.parametrize(
    ("known", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027-03-09", date(2027, 3, 9), date(2027, 3, 9)),
    ],
)
def test_a_date_known_in_part_spans_all_it_may_be(known: str, first: date, last: date) -> None:
    assert (first_day(known), last_day(known)) == (first, last)


def test_months_later_crosses_the_year_both_ways() -> None:
    assert months_later(date(2019, 4, 15), 9) == date(2020, 1, 15)
    assert months_later(date(2019, 4, 15), -4) == date(2018, 12, 15)


def test_spring_is_drawn_from_its_middle_and_a_bare_year_from_its_start() -> None:
    assert start_date("2019", "spring 2019") == date(2019, 4, 15)
    assert start_date("2019", "2019") == date(2019, 1, 1)


def test_months_later_stays_in_a_shorter_month() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02-29T10:30:00.125Z", datetime(2024, 2, 29, 10, 30, 0, 125_000, tzinfo=UTC)),
        ("2023-02-29", None),
        ("2024-02-29T10:30", None),
        ("20240229", None),
        ("2024-02", None),
        ("den 2024-02-29", None),
    ],
)
def test_a_day_and_an_hour_that_json_keeps_are_known(text: str, day: date | None) -> None:
    assert kept_day(text) == day


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29"])
def test_a_year_a_month_or_a_day_is_a_partial_date(text: str) -> None:
    assert is_partial_date(text)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2023-02-29", "2024-2", "0000", "2024-02-29T10", "forår 2024"])
def test_nothing_else_is_a_partial_date(text: str) -> None:
    assert not is_partial_date(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("24.2.2023", "2023-02-24"),
        ("24-02-2023", "2023-02-24"),
        ("3. 10. 2023", "2023-10-03"),
        ("10/2023", "2023-10"),
        ("2023", "2023"),
        ("2023-10", "2023-10"),
        ("foråret 2023", "foråret 2023"),
    ],
)
def test_a_date_is_read_the_day_first_as_danes_write_it(typed: str, read: str) -> None:
    assert partial_date_from(typed) == read
