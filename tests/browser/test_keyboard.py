"""Everything is reached with the keyboard, and one always sees where one is; also with letters twice as large."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import overflow
from tests.browser.states import example, standard_assumptions, trial_with_errors

# What has the focus, whether a ring is drawn around it, and whether it can be seen where it lies.
FOCUS = """() => {
  const one = document.activeElement;
  const { outlineStyle, boxShadow } = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 44) / 2, 1), innerHeight - 2);
  const seen = document.elementFromPoint(x, y);
  return {
    name: one.tagName + " " + (one.id || one.getAttribute("aria-label") || one.textContent.trim().slice(0, 40)),
    hasRing: outlineStyle !== "none" || boxShadow !== "none",
    isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && seen !== null
      && (one.contains(seen) || seen.contains(one)),
  };
}"""


def walk(page: Page) -> Iterator[dict[str, object]]:
    """Go through the page with Tab until it is left."""
    for _press in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate(FOCUS)


@pytest.mark.parametrize("width", [1280, 360])
def test_one_sees_where_one_is_all_through_an_answer(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    example(page, "")
    stops = list(walk(page))
    assert len(stops) > 25
    assert [stop["name"] for stop in stops if not stop["hasRing"]] == []
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []


def test_the_first_stop_leads_past_the_header(page: Page) -> None:
    page.goto("/afgoer/proev/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#id_case_date")).to_be_focused()


@pytest.fixture(scope="module")
def large_text(browser: Browser, program: str) -> Iterator[Browser]:
    """A browser whose owner has chosen letters of 32 pixels, twice the usual."""
    arguments = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    started = browser.browser_type.launch(executable_path=program, args=arguments)
    yield started
    started.close()


@pytest.mark.parametrize("state", [trial_with_errors, example, standard_assumptions], ids=lambda state: state.__name__)
def test_letters_twice_as_large_fit(large_text: Browser, site: str, state: object) -> None:
    page = large_text.new_page(base_url=site, viewport={"width": 1280, "height": 900})
    state(page, "")  # type: ignore[operator]
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 34
    assert overflow(page, 1280) == 0
    page.close()
