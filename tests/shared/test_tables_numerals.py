"""Numbers and dates: what is Danish, what is English, and what decides when it could be either."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maskinrum.shared.tables import (
    NumberStyle,
    StyleChoice,
    choose_style,
    is_ambiguous,
    parse_date,
    parse_number,
    possible_styles,
    shown_style,
)

DANISH, ENGLISH = NumberStyle.DANISH, NumberStyle.ENGLISH


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("12", "12", "12"),
        ("176,4", "176.4", None),
        ("176.4", None, "176.4"),
        ("1.234,5", "1234.5", None),
        ("1,234.5", None, "1234.5"),
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("0.123", None, "0.123"),
        ("12.34.567", None, None),
        ("1.234.567", "1234567", None),
        ("1 234,5", "1234.5", None),
        ("1\u00a0234.5", None, "1234.5"),
        (",5", "0.5", None),
        ("−3,5", "-3.5", None),
        ("1e5", None, None),
        ("nan", None, None),
        ("٣", None, None),
        ("", None, None),
        ("9" * 41, None, None),
    ],
)
def test_a_number_is_read_in_one_style_or_the_other(text: str, danish: str | None, english: str | None) -> None:
    text = " ".join(text.split())
    assert parse_number(text, DANISH) == (None if danish is None else Decimal(danish))
    assert parse_number(text, ENGLISH) == (None if english is None else Decimal(english))


@pytest.mark.parametrize(("text", "ambiguous"), [("1.234", True), ("1,234", True), ("1234", False), ("1.23", False)])
def test_only_one_group_of_three_is_ambiguous(text: str, ambiguous: bool) -> None:
    assert is_ambiguous(text) is ambiguous


def test_a_column_shows_its_style_by_its_certain_numbers() -> None:
    assert shown_style(["1.234", "12", "17,5"]) is DANISH
    assert shown_style(["1.234", "17.5", "3.25", "17,5"]) is ENGLISH
    assert shown_style(["17,5", "17.5"]) is DANISH
    assert shown_style(["1.234", "12", "x"]) is None


def test_a_certain_number_settles_its_column_against_everything_outside() -> None:
    assert choose_style(["1.234", "2.5"], elsewhere=DANISH, delimiter=";") == StyleChoice(ENGLISH, guessed=False)


def test_an_ambiguous_column_follows_the_other_columns_before_the_delimiter() -> None:
    assert choose_style(["1.234"], elsewhere=DANISH, delimiter=",") == StyleChoice(DANISH, guessed=True)


@pytest.mark.parametrize(("delimiter", "style"), [(";", DANISH), (",", ENGLISH), ("\t", ENGLISH), ("", ENGLISH)])
def test_an_ambiguous_column_alone_is_danish_only_with_semicolons(delimiter: str, style: NumberStyle) -> None:
    assert choose_style(["1.234", "7"], elsewhere=None, delimiter=delimiter) == StyleChoice(style, guessed=True)


def test_whole_numbers_need_no_guess() -> None:
    assert choose_style(["7", "12"], elsewhere=None, delimiter=";") == StyleChoice(DANISH, guessed=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2028-09-01", date(2028, 9, 1)),
        ("2028-09-01 00:00:00", date(2028, 9, 1)),
        ("1-9-2028", date(2028, 9, 1)),
        ("01.09.2028", date(2028, 9, 1)),
        ("02/09/2028", date(2028, 9, 2)),
        ("2028-09", date(2028, 9, 1)),
        ("09-2028", date(2028, 9, 1)),
        ("sep 2028", date(2028, 9, 1)),
        ("Okt. 2028", date(2028, 10, 1)),
        ("2. marts 2028", date(2028, 3, 2)),
        ("29-02-2028", date(2028, 2, 29)),
        ("29-02-2027", None),
        ("01-09.2028", None),
        ("12/31/2028", None),
        ("01-09-28", None),
        ("2028", None),
        ("foo 2028", None),
        ("01-09-1828", None),
    ],
)
def test_dates_have_the_day_before_the_month(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_number_only_in_its_possible_styles(text: str) -> None:
    for style in NumberStyle:
        assert (parse_number(text, style) is not None) == (style in possible_styles(text))


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"])
)
def test_every_date_is_read_back_in_every_form(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day
