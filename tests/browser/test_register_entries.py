"""Entries of the register in a real browser: for everybody, without scripts, by keyboard and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import barriers_beside_colours, barriers_in_all_looks
from tests.browser.conftest import overflow
from tests.browser.steps import press
from tests.browser.test_every_state import LANGUAGES

ENTRY = "/register/fsb-hjem/"
INVENTED = "/register/eksempel-faelles/"
COMPARE = "/register/sammenlign/?slug=fsb-hjem&slug=og-os&slug=liva&slug=domea-rammeaftaler"
FORM = "/register/eksempel-udenfor/ret/"
MANAGER, OTHER_MANAGER, SECRETARY = "leder@eksempel.example", "leder@udenfor.example", "sekretariat@eksemplet.example"
OPEN = [ENTRY, INVENTED, COMPARE, "/register/eksempel-faelles/historik/", "/register/fsb-hjem/noget-forkert/"]
KEPT = [(MANAGER, "/register/eksempel-faelles/ret/"), (MANAGER, "/register/rettelser/"), (SECRETARY, "/register/ny/")]
Windows = Callable[..., Page]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", OPEN)
def test_nobody_is_kept_out(page: Page, address: str, language: str) -> None:
    page.goto(language + address)
    assert (barriers_beside_colours if language else barriers_in_all_looks)(page) == []


@pytest.mark.parametrize(("email", "address"), KEPT)
def test_nobody_who_keeps_entries_is_kept_out(signed_in: Callable[[str], Page], email: str, address: str) -> None:
    page = signed_in(email)
    page.goto(address)
    assert barriers_in_all_looks(page) == []
    assert overflow(page, 320) == 0


@pytest.mark.parametrize("address", OPEN)
def test_only_tables_and_drawings_scroll_sideways(page: Page, address: str) -> None:
    page.goto(address)
    assert {width: overflow(page, width) for width in (320, 768)} == {320: 0, 768: 0}


def test_the_comparison_scrolls_by_keyboard_in_an_area_with_a_name(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(COMPARE)
    area = page.get_by_role("region", name="Partnerskaberne side om side")
    area.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # the policy of the site forbids what waiting for a condition in the page would do
        if area.evaluate("one => one.scrollLeft") > 0:
            break
        page.wait_for_timeout(50)
    assert area.evaluate("one => one.scrollLeft") > 0


def test_partnerships_are_chosen_in_the_list_and_stand_side_by_side(open_window: Windows) -> None:
    page = open_window(javascript=False)
    page.goto("/register/")
    for name in ("fsb HJEM", "LIVA"):
        page.get_by_role("checkbox", name=f"Sammenlign {name}").check()
    press(page, "Sammenlign de valgte")
    expect(page.locator(".comparison thead th")).to_have_count(2)
    page.get_by_label("LIVA", exact=True).uncheck()
    page.get_by_label("Find et til efter navn eller bygherre (valgfrit)").fill("trust")
    press(page, "Sammenlign")
    page.get_by_label("TRUST (I)").check()
    press(page, "Sammenlign")
    expect(page.locator(".comparison thead th a")).to_have_text(["fsb HJEM", "TRUST (I)"])


def test_five_stay_ticked(open_window: Windows) -> None:
    page = open_window(javascript=False)
    page.goto(f"{COMPARE}&slug=hoest")
    expect(page.get_by_role("alert")).to_contain_text("I har valgt 5.")
    expect(page.locator(".compare-form [name=slug]:checked")).to_have_count(5)


def test_an_entry_is_changed_without_scripts(open_window: Windows, sign_in: Callable[[Page, str], None]) -> None:
    page = open_window(javascript=False)
    sign_in(page, OTHER_MANAGER)
    page.goto(FORM)
    press(page, "Tilføj en part")
    assert page.url.endswith("#part-parties")
    page.fill("[name=parties-2-name]", "Tegnestuen Tilføjet")
    page.select_option("[name=parties-2-discipline]", "architect")
    press(page, "Gem oplysningerne")
    summary = page.locator("#error-summary")
    expect(summary.get_by_role("link")).to_have_text(
        ["Skriv, hvor det kan læses.", "Vælg en fra listen.", "Vælg, hvor sikkert faget er."]
    )
    page.select_option("[name=parties-2-label]", "F")
    page.fill("[name=source_url]", "https://eksempel.example/tegnestuen")
    page.select_option("[name=source_label]", "S")
    press(page, "Gem oplysningerne")
    expect(page.get_by_role("status").first).to_contain_text("Oplysningerne er gemt.")
    expect(page.get_by_role("row").filter(has_text="Tegnestuen Tilføjet")).to_contain_text("Arkitekt")
    page.get_by_role("link", name="Se alle ændringer").click()
    expect(page.locator(".changes > li").first).to_contain_text("Tegnestuen Tilføjet, Arkitekt [Fakta]")


def test_a_number_is_changed_by_keyboard_alone(signed_in: Callable[[str], Page]) -> None:
    page = signed_in(MANAGER)
    page.goto("/register/eksempel-faelles/ret/")
    page.locator("[name=client_homes]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("4.321")
    page.locator("[name=source_url]").focus()
    page.keyboard.type("https://eksempel.example/boliger")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("[name=source_url]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/register/eksempel-faelles/")
    expect(page.locator(".key-figures")).to_contain_text("4.321")


def test_a_visitor_says_what_is_wrong_and_is_asked_once_more_when_too_quick(open_window: Windows) -> None:
    page = open_window(javascript=False)
    page.goto("/register/fsb-hjem/noget-forkert/")
    page.fill("[name=text]", "Aftalen er underskrevet i april 2019.")
    press(page, "Send rettelsen")
    if page.get_by_role("alert").count():
        expect(page.locator("[name=text]")).to_have_value("Aftalen er underskrevet i april 2019.")
        press(page, "Send rettelsen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Din rettelse er sendt")


@pytest.mark.parametrize("address", [INVENTED, COMPARE])
def test_what_must_be_believed_is_printed_and_what_is_pressed_is_not(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".no-print").first).to_be_hidden()
    expect(page.locator(".timeline-wide").first).to_be_visible()
    if address == INVENTED:
        expect(page.get_by_role("note")).to_contain_text("findes ikke")
        expect(page.locator(".se-tallene table")).to_be_visible()


@pytest.mark.parametrize("width", [642, 971], ids=["portrait", "landscape"])
def test_no_column_is_cut_on_a4(page: Page, width: int) -> None:
    """The width of A4 without its margins of 20 mm, in pixels."""
    page.goto(COMPARE)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 900})
    ends = page.locator(".comparison thead th").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
    assert len(ends) == 4
    assert max(ends) <= width
    texts = page.locator(".comparison td").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert texts == 0
