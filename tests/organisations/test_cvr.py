"""A CVR number is read however it is typed, and held to its check digit."""

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maskinrum.organisations.facts import WEIGHTS, has_right_check_digit, is_free_mail
from maskinrum.organisations.forms import CvrField

RIGHT = "98000003"


class Typed(forms.Form):
    """A form with nothing but a number."""

    cvr = CvrField()


def said_about(text: str) -> str:
    """What the field says about a text that it refuses, in English."""
    with translation.override("en"):
        return str(Typed({"cvr": text}).errors["cvr"][0])


@pytest.mark.parametrize(
    "typed", [RIGHT, " 98 00 00 03 ", "DK98000003", "dk-98000003", "98.00.00.03", "DK 98 00 00 03"]
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert CvrField().clean(typed) == RIGHT


@pytest.mark.parametrize("typed", ["9800000", "980000030", "08000003", "9800000a", "SE98000003", "٩8000003"])
def test_what_has_not_the_form_is_told_so(typed: str) -> None:
    assert said_about(typed).startswith("A CVR number has eight digits")


def test_a_wrong_check_digit_is_told_so() -> None:
    assert said_about("98000004").startswith("The last digit does not fit")


def test_none_is_wanted_where_none_is_required() -> None:
    assert CvrField(required=False).clean("") == ""


@given(st.integers(10_000_000, 99_999_999), st.integers(0, 7), st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(number: int, place: int, step: int) -> None:
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, f"{number:08}", strict=True)) % 11
    last = number % 10 - rest
    if last < 0:
        return
    right = f"{number - number % 10 + last:08}"
    assert has_right_check_digit(right)
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    assert not has_right_check_digit(wrong)


@pytest.mark.parametrize(("email", "free"), [("a@Gmail.com", True), ("a@mail.dk", True), ("a@fsb.dk", False)])
def test_an_address_that_anybody_can_get_is_known(email: str, free: bool) -> None:
    assert is_free_mail(email) == free
