"""The register in a browser: filtered by script and without, on a telephone, on paper and by everybody's eyes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import barriers_in_all_looks
from tests.browser.conftest import overflow

Windows = Callable[..., Page]
GROUP = "/register/organisationer/mt-hoejgaard-holding/"
PAGES = ("/register/?examples=1&scope=renovation", "/register/?q=findesikke", "/register/organisationer/", GROUP)


def names(page: Page) -> Locator:
    """The agreements that are shown."""
    return page.locator(".register tbody .col-name a")


def pressed(page: Page, ident: str) -> Locator:
    """What one sees of a box to tick among the filters."""
    return page.locator(f"label:has(#{ident})")


def test_a_filter_changes_the_list_and_the_address_without_a_new_page(page: Page) -> None:
    page.goto("/register/")
    page.evaluate("window.stayed = true")
    pressed(page, "client_kind-utility").click()
    expect(names(page)).to_have_count(2)
    assert page.url.endswith("/register/?client_kind=utility")
    assert page.evaluate("window.stayed")
    expect(page.locator("#client_kind-utility")).to_be_focused()
    expect(pressed(page, "client_kind-housing").locator(".chip-count")).to_have_text("6")
    page.go_back()
    expect(names(page)).to_have_count(18)
    assert page.url.endswith("/register/")


def test_what_is_typed_is_searched_for_and_the_address_holds_nothing_empty(page: Page) -> None:
    page.goto("/register/")
    page.fill("#register-q", "enemaerke hoersholm")
    page.press("#register-q", "Enter")
    expect(names(page)).to_have_text(["HØST"])
    assert page.url.endswith("/register/?q=enemaerke+hoersholm")
    page.go_back()
    expect(names(page)).to_have_count(18)
    expect(page.locator("#register-q")).to_have_value("")


def test_a_filter_pressed_while_a_search_is_under_way_takes_nothing_typed_away(page: Page) -> None:
    page.goto("/register/")
    held: list[Route] = []
    page.route("**/register/?*q=enemaerke*", lambda route: held.append(route) if not held else route.continue_())
    page.fill("#register-q", "enemaerke")
    page.press("#register-q", "Enter")
    pressed(page, "client_kind-housing").click()
    expect(page.locator("#client_kind-housing[checked]")).to_be_checked()
    assert page.url.endswith("/register/?q=enemaerke&client_kind=housing")
    expect(page.locator("#register-q")).to_have_value("enemaerke")
    assert len(held) == 1


def test_a_filter_takes_what_is_typed_and_not_yet_sent_along(page: Page) -> None:
    page.goto("/register/?q=enemaerke")
    page.fill("#register-q", "hoersholm")
    page.locator("#client_kind-housing").dispatch_event("click")
    expect(page.locator("#client_kind-housing[checked]")).to_be_checked()
    assert page.url.endswith("/register/?q=hoersholm&client_kind=housing")
    expect(page.locator("#register-q")).to_have_value("hoersholm")


def test_an_agreement_opens_as_a_page_of_its_own(page: Page) -> None:
    page.goto("/register/")
    page.get_by_role("link", name="fsb HJEM").first.click()
    expect(page.locator("h1")).to_contain_text("fsb HJEM")


def test_filters_work_without_scripts_and_take_nothing_typed_away(open_window: Windows) -> None:
    page = open_window(javascript=False)
    page.goto("/register/")
    page.fill("#register-q", "sweco")
    pressed(page, "client_kind-state").click()
    page.press("#register-q", "Enter")
    expect(names(page)).to_have_text(["Forsvarsministeriets Ejendomsstyrelses strategiske bygherrerådgivning"])
    page.locator("#more-filters summary").click()
    page.fill("#register-since", "2015")
    page.get_by_role("button", name="med »sweco«").click()
    expect(names(page)).to_have_count(3)
    expect(page.locator("#register-q")).to_have_value("")
    expect(page.locator("#register-since")).to_have_value("2015")
    assert page.url.endswith("/register/?client_kind=state&since=2015")


def test_a_telephone_shows_the_list_before_the_filters_and_unfolds_them_without_scripts(open_window: Windows) -> None:
    page = open_window(width=360, javascript=False)
    page.goto("/register/")
    expect(page.locator("#register-q")).to_be_hidden()
    page.locator("#filters > summary").click()
    page.fill("#register-q", "sweco")
    page.press("#register-q", "Enter")
    expect(page.locator("#register-q")).to_be_visible()
    page.goto("/register/")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#register-q")).to_be_visible()
    expect(page.locator("#filters > summary")).to_be_hidden()


def test_what_is_taken_off_goes_and_what_is_typed_stays(page: Page) -> None:
    page.goto("/register/?client_kind=state&client_kind=housing")
    page.fill("#register-q", "sweco")
    page.get_by_role("button", name="Staten").click()
    expect(page.locator("#client_kind-state:not([checked])")).to_have_count(1)
    assert page.url.endswith("/register/?q=sweco&client_kind=housing")


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways_at_320_px(page: Page, address: str) -> None:
    page.goto(address)
    assert overflow(page, 320) == 0


@pytest.mark.parametrize("address", PAGES)
def test_there_are_no_barriers(page: Page, address: str) -> None:
    page.goto(address)
    assert barriers_in_all_looks(page) == []


def test_on_a_telephone_each_agreement_has_its_own_axis(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("/register/?client_kind=housing")
    rows = page.locator(".register tbody tr:not(.table-group)")
    assert rows.count() == 6
    for row in rows.all():
        box = row.locator("svg.a-line").bounding_box()
        assert box is not None
        assert 200 < box["width"] <= 320
        expect(row.locator(".a-end").first).to_be_visible()
    expect(rows.nth(1)).to_contain_text("samlet skøn med Byggepartnerskabet &os")


def test_paper_repeats_the_head_and_breaks_no_row(page: Page) -> None:
    page.goto("/register/")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.register thead')).display") == "table-header-group"
    rows = page.locator(".register tbody tr").evaluate_all("rows => rows.map(row => getComputedStyle(row).breakInside)")
    assert set(rows) == {"avoid"}
    for pressed in (".register-filters", ".table-tools"):
        expect(page.locator(pressed)).to_be_hidden()
    expect(page.locator(".register-sentence")).to_be_visible()
    assert b"/MediaBox [0 0 59" in page.pdf(prefer_css_page_size=True)


def test_on_paper_form_alone_tells_the_parts_of_a_line(page: Page) -> None:
    page.goto("/register/")
    page.emulate_media(media="print")
    style = "(one, name) => getComputedStyle(one)[name]"
    assert page.locator(".register .c-dash").first.evaluate(style, "strokeDasharray") != "none"
    assert page.locator(".register .c-needle-line").first.evaluate(style, "strokeDasharray") != "none"
    assert page.locator(".register .a-tail").first.get_attribute("fill") == "url(#register-hatch)"
    assert page.locator("#register-hatch").count() == 1
