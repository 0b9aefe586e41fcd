"""Answering the pulse on a telephone: in two minutes, counted, and kept when the line is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import press

EMAIL = "leder@eksempel.example"
SECONDS_A_TAP, SECONDS_A_SCREEN, SECONDS_A_STATEMENT = 3, 2, 6  # slow: each statement read with care
MOST_SECONDS = 120
CHOICES = ".answer-choice:nth-child({}) input"


@pytest.fixture
def page(signed_in: Callable[[str], Page], site: str) -> Page:
    """A telephone that has pointed at the code on the wall of the open round."""
    page = signed_in(EMAIL)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/evaluering/partnerskab/eksempel-faelles/")
    page.locator("#now ~ ul a").first.click()
    page.get_by_role("link", name="QR-kode til væggen").click()
    page.locator(".wall-link a").click()
    return page


def test_the_code_on_the_wall_is_black_on_white_in_the_dark_too(page: Page) -> None:
    page.go_back()
    page.emulate_media(color_scheme="dark")
    colours = "name => getComputedStyle(document.querySelector(name)).fill"
    assert page.evaluate(colours, ".wall-code .qr-light") == "rgb(255, 255, 255)"
    assert page.evaluate(colours, ".wall-code .qr-dark") == "rgb(0, 0, 0)"


def test_a_pulse_takes_two_minutes_on_a_telephone_and_survives_a_lost_line(page: Page, complaints: list[str]) -> None:
    address = page.url
    items = page.locator(".answer-item")
    count = items.count()
    taps, height = 0, page.evaluate("document.documentElement.scrollHeight")
    for place in range(count - 1):
        items.nth(place).locator(CHOICES.format(4)).click()
        taps += 1
    page.context.set_offline(True)
    page.get_by_role("button", name="Send mit svar").click()
    expect(page.locator("[data-answer-notice]")).to_contain_text("Du har ikke net")
    page.goto("about:blank")
    page.context.set_offline(False)
    late: list[Route] = []
    page.route("**/answering*.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(address, wait_until="commit")
    items.nth(0).locator(CHOICES.format(1)).check(no_wait_after=True)
    late[0].continue_()
    page.unroute("**/answering*.js")
    expect(page.locator("[data-answer-progress]")).to_have_text(f"{count - 1} af {count}")
    chosen = [items.nth(place).locator(CHOICES.format(level)).is_checked() for place, level in ((0, 1), (1, 4))]
    assert chosen == [True, True], "what was chosen before the script had come stands, and the rest comes back"
    items.nth(count - 1).locator(CHOICES.format(2)).click()
    press(page, "Send mit svar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak. Dit svar er talt med")
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('maskinrum.answer.'))")
    assert kept == []
    seconds = (taps + 2) * SECONDS_A_TAP + count * SECONDS_A_STATEMENT + height / 740 * SECONDS_A_SCREEN
    assert (count, seconds < MOST_SECONDS) == (8, True)
    complaints[:] = [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said]
