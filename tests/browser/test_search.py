"""Search in a browser: answers while one types, from the keyboard, without a script and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import barriers_in_all_looks
from tests.browser.conftest import overflow

Windows = Callable[..., Page]
ANSWERS, NOTHING = "/soeg/?q=rammeaftale", "/soeg/?q=qvxzjw"


@pytest.fixture(autouse=True)
def _index(page: Page) -> None:
    """Wait until the indexer of the demonstration has built its index."""
    page.goto(ANSWERS)
    while "bygges op igen" in page.content():
        page.wait_for_timeout(200)
        page.reload()


def titles(page: Page) -> Locator:
    """The answers that are shown."""
    return page.locator(".search-rows h3 a")


def test_answers_follow_what_is_typed_and_ticked_without_a_new_page(page: Page) -> None:
    page.goto("/soeg/")
    expect(page.locator("#search-q")).to_be_focused()
    page.evaluate("window.stayed = true")
    page.keyboard.type("fsb HJEM")
    expect(titles(page).filter(has_text="fsb HJEM")).to_have_count(1)
    expect(page.locator("#search-q")).to_be_focused()
    page.wait_for_url("**/soeg/?q=fsb+HJEM")
    page.locator("#kind-organisation").check()
    page.wait_for_url("**/soeg/?q=fsb+HJEM&kind=organisation")
    expect(page.locator("#kind-organisation")).to_be_focused()
    expect(page.locator(".search-rows .labelled > span").first).to_have_text("Part")
    assert page.evaluate("window.stayed")


def test_a_slash_goes_to_the_box_unless_somebody_types_or_has_switched_it_off(page: Page) -> None:
    page.goto("/ordliste/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#site-search")).to_have_value("a/b")
    page.goto("/soeg/")
    page.get_by_role("button", name="Slå det fra i denne browser").click()
    page.goto("/ordliste/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).not_to_be_focused()


def test_nothing_found_is_counted_when_the_reader_stays(page: Page) -> None:
    with page.expect_response("**/soeg/uden-svar/") as counted:
        page.goto(NOTHING)
    assert counted.value.status == 204


def test_without_a_script_the_box_of_the_header_and_the_ticks_answer(open_window: Windows) -> None:
    page = open_window(javascript=False)
    page.goto("/ordliste/")
    page.fill("#site-search", "rammeaftale")
    page.press("#site-search", "Enter")
    page.check("#kind-term")
    page.get_by_role("button", name="Afgræns").click()
    assert page.url.endswith("/soeg/?q=rammeaftale&kind=term")
    expect(page.locator("#kind-term")).to_be_checked()
    assert titles(page).count() > 0


def test_without_a_script_answers_are_narrowed_turned_and_widened_again(open_window: Windows) -> None:
    page = open_window(width=360, javascript=False)
    page.goto(ANSWERS)
    first = titles(page).first.inner_text()
    page.get_by_role("link", name="Flere svar").click()
    expect(titles(page).first).not_to_have_text(first)
    page.get_by_role("link", name="Bedre svar").click()
    expect(titles(page).first).to_have_text(first)
    page.get_by_role("link", name="Slå fra").click()
    page.check("#kind-partnership")
    page.check("#client_kind-housing")
    page.get_by_role("button", name="Afgræns").click()
    assert page.url.endswith("/soeg/?q=rammeaftale&synonyms=0&kind=partnership&client_kind=housing")
    page.get_by_role("link", name="Boligorganisationer fjern").click()
    assert page.url.endswith("/soeg/?q=rammeaftale&kind=partnership&synonyms=0")
    page.get_by_role("link", name="Søg også efter ord").click()
    expect(page.locator("#kind-partnership")).to_be_checked()
    page.get_by_role("link", name="Partnerskab fjern").click()
    assert page.url.endswith(ANSWERS)


@pytest.mark.parametrize("address", ["/soeg/", ANSWERS + "&kind=partnership&kind=tool", NOTHING])
def test_search_keeps_nobody_out(page: Page, address: str) -> None:
    page.goto(address)
    assert barriers_in_all_looks(page) == []
    assert not overflow(page, 320)


def test_on_paper_the_answers_stand_and_what_was_asked(page: Page) -> None:
    page.goto(ANSWERS)
    page.emulate_media(media="print")
    expect(page.locator(".search-head h2")).to_contain_text("rammeaftale")
    expect(page.locator("#search-q")).to_be_hidden()
    expect(titles(page).first).to_be_visible()
