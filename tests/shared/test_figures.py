import math
from collections.abc import Callable

import pytest
from django.utils.translation import override

from maskinrum.shared import figures


def in_both(write: Callable[[], str]) -> tuple[str, str]:
    """Return what ``write`` gives in Danish and in English, unbreakable spaces made visible: ~ narrow, _ wide."""
    texts = []
    for language in ("da", "en"):
        with override(language):
            texts.append(write().replace(figures.NARROW_SPACE, "~").replace(figures.NO_BREAK_SPACE, "_"))
    return texts[0], texts[1]


def test_numbers_are_grouped_the_way_of_the_language() -> None:
    assert in_both(lambda: figures.number(1033.5, 1)) == ("1.033,5", "1,033.5")
    assert in_both(lambda: figures.number(12345678)) == ("12.345.678", "12,345,678")


def test_an_error_is_never_parted_from_its_sign() -> None:
    assert in_both(lambda: figures.give_or_take(figures.number(1.5, 1))) == ("±_1,5", "±_1.5")


def test_a_minus_is_a_real_minus() -> None:
    assert in_both(lambda: figures.number(-19.4)) == ("−19", "−19")


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert in_both(lambda: figures.number(-0.4)) == ("0", "0")
    assert in_both(lambda: figures.signed(0.04, 1)) == ("0,0", "0.0")


def test_halves_are_rounded_away_from_zero_as_they_are_read() -> None:
    assert in_both(lambda: figures.number(2.5) + " " + figures.number(-2.5)) == ("3 −3", "3 −3")
    assert in_both(lambda: figures.number(0.145, 2)) == ("0,15", "0.15")


def test_signed_numbers_show_both_signs() -> None:
    assert in_both(lambda: figures.signed(18.2) + " " + figures.signed(-60)) == ("+18 −60", "+18 −60")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("write", [figures.number, figures.percent, figures.money, figures.months, figures.of_ten])
def test_what_is_not_a_number_is_refused(write: Callable[[float], str], value: float) -> None:
    with pytest.raises(ValueError, match="not"):
        write(value)


@pytest.mark.parametrize(
    "write",
    [
        figures.number,
        figures.signed,
        figures.percent,
        figures.signed_percent,
        figures.money,
        figures.signed_money,
        figures.volume,
        figures.months,
        figures.term,
        figures.of_ten,
        figures.of_hundred,
        figures.hundredths,
        lambda value: figures.interval(value, value),
    ],
)
def test_the_unknown_is_said_in_words(write: Callable[[None], str]) -> None:
    assert in_both(lambda: write(None)) == ("ikke kendt", "not known")


def test_danish_percent_stands_after_a_narrow_space() -> None:
    assert in_both(lambda: figures.percent(0.045, 1)) == ("4,5~%", "4.5%")
    assert in_both(lambda: figures.signed_percent(-0.01)) == ("−1~%", "−1%")


@pytest.mark.parametrize(
    ("mdkk", "danish", "english"),
    [
        (1033.2, "1.033~mio._kr.", "DKK~1,033~m"),
        (-19, "−19~mio._kr.", "DKK~−19~m"),
        (9.96, "10~mio._kr.", "DKK~10~m"),
        (9.94, "9,9~mio._kr.", "DKK~9.9~m"),
        (1.84, "1,8~mio._kr.", "DKK~1.8~m"),
        (0.9996, "1,0~mio._kr.", "DKK~1.0~m"),
        (0.2503, "250.000~kr.", "DKK~250,000"),
        (0, "0~kr.", "DKK~0"),
        (18_400, "18,4~mia._kr.", "DKK~18.4~bn"),
    ],
)
def test_money_has_the_decimals_its_size_can_bear(mdkk: float, danish: str, english: str) -> None:
    assert in_both(lambda: figures.money(mdkk)) == (danish, english)


def test_differences_in_money_show_their_sign() -> None:
    assert in_both(lambda: figures.signed_money(17.6)) == ("+18~mio._kr.", "DKK~+18~m")


def test_volumes_turn_to_billions_at_a_thousand_million() -> None:
    assert in_both(lambda: figures.volume(8500)) == ("8,5~mia._kr.", "DKK~8.5~bn")
    assert in_both(lambda: figures.volume(999.4)) == ("999~mio._kr.", "DKK~999~m")


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (14.4, "14~måneder", "14~months"),
        (0.6, "1~måned", "1~month"),
        (0.2, "under en måned", "less than a month"),
        (0, "0~måneder", "0~months"),
        (-2.6, "−3~måneder", "−3~months"),
    ],
)
def test_months_are_whole(value: float, danish: str, english: str) -> None:
    assert in_both(lambda: figures.months(value)) == (danish, english)


def test_terms_of_whole_years_are_said_in_years() -> None:
    assert in_both(lambda: figures.term(48)) == ("4~år", "4~years")
    assert in_both(lambda: figures.term(12)) == ("1~år", "1~year")
    assert in_both(lambda: figures.term(30)) == ("30~måneder", "30~months")


@pytest.mark.parametrize(
    ("probability", "danish", "english"),
    [
        (0.79, "8 af 10", "8 in 10"),
        (0.05, "1 af 10", "1 in 10"),
        (0.95, "9 af 10", "9 in 10"),
        (0.049, "færre end 1 af 20", "fewer than 1 in 20"),
        (0.951, "flere end 19 af 20", "more than 19 in 20"),
        (0.0, "færre end 1 af 100", "fewer than 1 in 100"),
        (1.0, "flere end 99 af 100", "more than 99 in 100"),
    ],
)
def test_chances_never_promise_never_or_always(probability: float, danish: str, english: str) -> None:
    assert in_both(lambda: figures.of_ten(probability)) == (danish, english)


@pytest.mark.parametrize(
    ("probability", "danish", "english", "bare"),
    [
        (0.792, "79 af 100", "79 in 100", "79"),
        (0.005, "1 af 100", "1 in 100", "1"),
        (0.995, "99 af 100", "99 in 100", "99"),
        (0.004, "færre end 1 af 100", "fewer than 1 in 100", "<1"),
        (0.996, "flere end 99 af 100", "more than 99 in 100", ">99"),
        (0.0, "færre end 1 af 100", "fewer than 1 in 100", "0"),
    ],
)
def test_chances_in_tables_are_counted_of_a_hundred(probability: float, danish: str, english: str, bare: str) -> None:
    assert in_both(lambda: figures.of_hundred(probability)) == (danish, english)
    assert figures.hundredths(probability) == bare


def test_a_chance_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        figures.of_hundred(79)


def test_an_interval_with_a_sign_is_spelled_out() -> None:
    assert in_both(lambda: figures.interval(-60, 18, unit="mdkk", sign=True)) == (
        "−60 til +18~mio._kr.",
        "DKK~−60 to +18~m",
    )


def test_an_interval_without_signs_has_a_dash() -> None:
    assert in_both(lambda: figures.interval(0.005, 0.02, 1, "percent")) == ("0,5–2,0~%", "0.5–2.0%")


def test_an_interval_open_at_one_end_says_so() -> None:
    assert in_both(lambda: figures.interval(3, None, unit="months")) == ("mindst 3~måneder", "at least 3~months")
    assert in_both(lambda: figures.interval(None, 7)) == ("højst 7", "at most 7")


def test_an_interval_that_is_one_value_is_written_once() -> None:
    assert in_both(lambda: figures.interval(3.1, 3.4)) == ("3", "3")


def test_an_interval_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="wrong way"):
        figures.interval(3, 2)
