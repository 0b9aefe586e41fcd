"""Nobody is kept out on the way through a decision: barriers and narrow windows, as visitor and as member."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import barriers, barriers_beside_colours, barriers_in_all_looks
from tests.browser.conftest import overflow
from tests.browser.states import LISTS, MEMBERS, VISITORS, State, public_example

Windows = Callable[..., Page]
LOOKS = {"": barriers_in_all_looks, "/en": barriers_beside_colours}
LANGUAGES = ["", pytest.param("/en", marks=pytest.mark.thorough)]


def faults(page: Page, state: State, language: str) -> list[str]:
    """The barriers of a page, and how far it is too wide for 320 pixels."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    state(page, language)
    sideways = overflow(page, 320)
    return [*LOOKS[language](page), *([f"{sideways} pixels too wide"] if sideways else [])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", VISITORS, ids=lambda state: state.__name__)
def test_no_visitor_is_kept_out(page: Page, state: State, language: str) -> None:
    assert faults(page, state, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("email", "states"), [("leder@eksempel.example", MEMBERS), ("leder@udenfor.example", LISTS)])
def test_no_member_is_kept_out(
    signed_in: Callable[[str], Page], email: str, states: list[State], language: str
) -> None:
    page = signed_in(email)
    found = {state.__name__: faults(page, state, language) for state in states}
    assert {name: told for name, told in found.items() if told} == {}


def test_what_is_folded_on_a_telephone_keeps_nobody_out(open_window: Windows) -> None:
    page = open_window(width=360)
    public_example(page, "")
    assert barriers(page) == []
