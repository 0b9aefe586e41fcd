"""A window that one test leaves to the next is as new."""

from playwright.sync_api import Browser, Page

from tests.browser.conftest import Window, new_context

KEPT = "[localStorage.a, sessionStorage.a, /a=1/.test(document.cookie), matchMedia('print').matches].map(Boolean)"


def test_what_was_kept_routed_and_opened_is_gone(browser: Browser, site: str) -> None:
    window = Window(new_context(browser, site))
    page, told = window.page, window.complaints
    page.route("**/om/", lambda route: route.abort())
    page.goto("/")
    page.evaluate("localStorage.a = sessionStorage.a = document.cookie = 'a=1'")
    page.emulate_media(media="print")
    assert page.evaluate(KEPT) == [True] * 4
    page.context.new_page()
    assert window.is_as_new_again()
    page.goto("/om/")
    assert page.evaluate(KEPT) == [False] * 4
    assert (page.context.pages, told) == ([page], [])
    page.context.close()


def test_without_scripts_too(browser: Browser, site: str) -> None:
    window = Window(new_context(browser, site, javascript=False))
    window.page.goto("/")
    assert window.is_as_new_again()
    window.page.context.close()


def test_a_closed_window_is_lent_to_nobody(page: Page, browser: Browser, site: str) -> None:
    window = Window(new_context(browser, site))
    window.page.close()
    assert not window.is_as_new_again()
