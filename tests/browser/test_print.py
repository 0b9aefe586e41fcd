"""On paper: the answer and what it rests on, without what can only be pressed."""

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.states import file

SAID_BY_BUTTONS = ("Gå til indholdet", "Regn igen", "Dette grundlag", "Slet grundlaget", "Alle sider", "Log ud")
ONLY_PRESSED = (".site-jobs", ".site-foot", ".aside", ".breadcrumbs", ".skip-link")


@pytest.fixture
def open_window(open_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Open windows that nothing was printed from before."""
    return lambda **given: open_context(**given).new_page()


@pytest.fixture
def paper(signed_in: Callable[[str], Page]) -> Page:
    """The file of the demo world as it is printed."""
    page = signed_in("leder@eksempel.example")
    file(page, "")
    page.emulate_media(media="print")
    return page


def test_what_can_only_be_pressed_is_not_printed(paper: Page) -> None:
    assert {part: paper.locator(part).first.is_visible() for part in ONLY_PRESSED} == dict.fromkeys(ONLY_PRESSED, False)


def test_sentence_example_notice_seed_and_sources_are_printed(paper: Page) -> None:
    expect(paper.locator(".verdict-sentence")).to_be_visible()
    expect(paper.get_by_text("Boligforeningen Eksempel findes ikke.")).to_be_visible()
    expect(paper.locator(".chart-foot").first).to_contain_text("frø")
    expect(paper.locator("#rests-on table")).to_be_visible()


def test_the_figures_behind_every_chart_are_printed(paper: Page) -> None:
    tables = paper.locator(".se-tallene table")
    heights = tables.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) > 3
    assert min(heights) > 0


def test_it_is_printed_on_white_a4(paper: Page) -> None:
    paper.emulate_media(media="print", color_scheme="dark")
    assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    sheets = pypdfium2.PdfDocument(paper.pdf(prefer_css_page_size=True))
    assert {tuple(map(round, sheet.get_size())) for sheet in sheets} == {(595, 842)}


@pytest.mark.parametrize(("paper_size", "points"), [("A4", (596, 843)), ("A3", (843, 1191))])
def test_a_plan_is_printed_on_the_paper_that_is_chosen(
    paper_size: str, points: tuple[int, int], signed_in: Callable[[str], Page]
) -> None:
    page = signed_in("leder@eksempel.example")
    page.goto("/kom-i-gang/")
    page.get_by_role("link", name="Partnerskab 2028").first.click()
    page.get_by_role("link", name="Tidslinje").click()
    page.wait_for_url("**/tidslinje/")
    sheets = pypdfium2.PdfDocument(page.pdf(format=paper_size, prefer_css_page_size=True))
    assert {tuple(map(round, sheet.get_size())) for sheet in sheets} == {points}
    first = sheets[0].get_textpage().get_text_bounded()
    assert ("Underskriv aftalen" in first, "Skriv introduktionspakke" in first) == (True, True)


def test_the_paper_says_the_answer_first_and_nothing_that_buttons_say(paper: Page) -> None:
    answer = paper.locator(".verdict-sentence").inner_text()
    names = paper.locator("#rests-on-projects th[scope=row]").evaluate_all("all => all.map(one => one.firstChild.data)")
    sheets = sheets_of(paper.pdf(prefer_css_page_size=True))
    figures = paper.locator(".key-figures dt").all_inner_texts()
    first = (answer, "Boligforeningen Eksempel findes ikke.", *figures)
    missing = [words for words in first if "".join(words.split()) not in "".join(sheets[0].split())]
    assert missing == []
    whole = " ".join(sheets)
    assert (len(names), [name for name in names if name not in whole]) == (24, [])
    assert [words for words in SAID_BY_BUTTONS if words in whole] == []
    # Without margins the sheets end elsewhere, which is where a caption once was divided.
    closely = ["".join(sheet.split()) for sheet in [*sheets, *sheets_of(paper.pdf(format="A4"))]]
    captions = ["".join(words.split()) for words in paper.locator("figcaption").all_inner_texts()]
    assert len(captions) > 3
    assert [one for one in captions if sum(one in sheet for sheet in closely) != 2] == []


def sheets_of(printed: bytes) -> list[str]:
    """The words on each sheet, with single spaces."""
    document = pypdfium2.PdfDocument(printed)
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def test_the_figures_beside_each_chart_of_the_pulse_are_printed_whole_and_those_of_groups_say_what_of(
    signed_in: Callable[[str], Page],
) -> None:
    page = signed_in("leder@eksempel.example")
    page.set_viewport_size({"width": 643, "height": 900})  # what A4 leaves between its margins
    page.goto("/evaluering/partnerskab/eksempel-faelles/udvikling/")
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.getAttribute('aria-label'))"
    page.emulate_media(media="print")
    assert page.locator(".scroll-area").evaluate_all(wide) == []
    page.emulate_media(media="screen")
    page.locator("#latest ~ ul a").first.click()
    page.emulate_media(media="print")
    assert page.locator(".eval-views-of-groups > details > summary").first.is_visible()


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_is_wider_than_paper(language: str, signed_in: Callable[[str], Page]) -> None:
    """Not a table of either language, and not the address of the page: a browser would shrink all of it for one."""
    page = signed_in("leder@eksempel.example")
    page.set_viewport_size({"width": 643, "height": 900})
    page.goto(f"{language}/evaluering/partnerskab/eksempel-faelles/udvikling/")
    pulse = page.locator("#latest ~ ul a").first.get_attribute("href")
    addresses = [
        str(pulse),
        f"{language}/evaluering/partnerskab/eksempel-faelles/tal/disputes_by_step/",
        f"{language}/udviklingsmoeder/huller/",
        f"{language}/driv/eksempel-faelles/",
        f"{language}/afgoer/forudsaetninger/strategic_partnership/client_tender_cost_elasticity/",
    ]
    page.emulate_media(media="print")
    widths = {}
    for address in addresses:
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(addresses, 643)
