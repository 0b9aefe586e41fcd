"""What stands on the page only is not lost by a slip: the browser asks before it leaves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page

from tests.browser.steps import TRIAL

ROW = {"name": "Tag", "budget": "20,5", "planned_start": "12", "duration": "14"}


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A window that no other test gets, for its questions are listened to."""
    return open_context().new_page()


def stay(page: Page) -> list[str]:
    """Answer every question of the browser with no; the kinds of question gather in the list."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    return asked


def type_row(page: Page) -> None:
    for column, text in ROW.items():
        page.click(f"#rows-0-{column}")
        page.keyboard.type(text)
    page.select_option("#rows-0-approval", "scheme_a")


def follow_other_language(page: Page) -> None:
    """Click the link to the other language; nothing is waited for, since the page may stay."""
    page.locator(".site-tools a[hreflang]").click(no_wait_after=True)
    page.wait_for_timeout(300)


def test_what_is_typed_is_not_left_without_a_question(page: Page) -> None:
    asked = stay(page)
    page.goto(TRIAL)
    type_row(page)
    follow_other_language(page)
    assert asked == ["beforeunload"]
    assert page.input_value("#rows-0-name") == "Tag"


def test_a_table_that_the_server_does_not_keep_is_not_left_without_a_question(page: Page) -> None:
    asked = stay(page)
    page.goto(TRIAL)
    type_row(page)
    page.click("form[data-portfolio] > .form-actions button")
    page.wait_for_selector(".verdict-sentence")
    assert asked == []
    page.locator("h1").click()
    follow_other_language(page)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("address", [TRIAL, "/afgoer/proev/eksempel/demo/"])
def test_nothing_is_asked_where_nothing_was_typed(page: Page, address: str) -> None:
    asked = stay(page)
    page.goto(address)
    page.locator("h1").click()
    page.locator(".site-tools a[hreflang]").click()
    page.wait_for_url("**/en/**")
    assert asked == []
