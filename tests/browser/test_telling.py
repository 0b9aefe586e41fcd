"""Telling an experience on a telephone: a draft saves itself, and survives a lost line and an expired sign-in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from maskinrum.config.demo import DEMO_PASSWORD
from tests.browser.steps import press
from tests.browser.thumb import Thumb

TELL = "/erfaringer/fortael/"
EMAIL = "medlem@eksempel.example"
SAVED = "[data-saved-words]"
OFFERED = "[data-restored-words] button"
KEPT = "maskinrum.experience."
TOLD = {
    "#id_context": "Badeværelser i 40 boliger, beboerne blev boende.",
    "#id_happened": "Varerne kom samlet en gang om ugen, og ingen kunne finde noget.",
    "#id_effect_text": "To dage spildt hver uge, til vi pakkede efter bolig.",
    "#id_advice": "Bed om én palle til hver bolig.",
}
MOST_TAPS = 7
PATIENCE = 20_000  # milliseconds: a pause of three seconds, and a busy machine


@pytest.fixture
def page(signed_in: Callable[[str], Page]) -> Page:
    """A telephone of somebody who acts for the fictitious housing organisation."""
    page = signed_in(EMAIL)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(TELL)
    return page


def test_a_draft_saves_itself_and_what_was_typed_without_a_line_comes_back(page: Page, complaints: list[str]) -> None:
    page.fill("#id_context", "Vi skiftede låse i 40 opgange.")
    expect(page.locator(SAVED)).to_contain_text("Kladde gemt", timeout=PATIENCE)
    address = page.url
    page.context.set_offline(True)
    page.fill("#id_happened", "Nøglerne passede ikke.")
    expect(page.locator(SAVED)).to_contain_text("Ingen forbindelse", timeout=PATIENCE)
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    assert page.input_value("#id_happened") == "Nøglerne passede ikke."
    page.wait_for_function(f"() => !Object.keys(localStorage).some(key => key.startsWith('{KEPT}'))", timeout=PATIENCE)
    page.goto(address)  # what the browser has forgotten, the server has
    assert page.input_value("#id_happened") == "Nøglerne passede ikke."
    page.goto(TELL)
    assert page.input_value("#id_context") == ""
    # Without a line the browser complains, and rightly so.
    complaints[:] = [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_what_is_typed_before_the_script_has_come_is_saved_too(page: Page) -> None:
    page.fill("#id_context", "Fra før.")  # kept by the browser, and not by the server yet
    late: list[Route] = []
    page.route("**/telling*.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(TELL, wait_until="commit")
    page.fill("#id_context", "Skrevet med det samme.")
    page.focus("#id_happened")
    late[0].continue_()
    expect(page.locator("[data-restored-words] button")).to_be_visible()
    assert page.input_value("#id_context") == "Skrevet med det samme."
    expect(page.locator(SAVED)).to_contain_text("Kladde gemt", timeout=PATIENCE)


def test_a_photo_is_offered_while_the_first_words_are_on_their_way_and_makes_one_draft(page: Page) -> None:
    page.fill("#id_context", "Vi fotograferede alle skabe.")
    expect(page.locator(SAVED)).to_contain_text("Kladde gemt", timeout=PATIENCE)
    page.fill("#id_happened", "Skrevet lige før.")
    press(page, "Gem og tilføj foto")
    expect(page).to_have_url(re.compile("/filer/$"))
    page.click("text=Gå videre med erfaringen")
    assert page.input_value("#id_happened") == "Skrevet lige før."
    assert page.evaluate(f"() => Object.keys(localStorage).filter(key => key.startsWith('{KEPT}')).length") == 0


def test_a_photo_that_is_too_large_is_refused_where_it_is_chosen(page: Page, tmp_path: Path) -> None:
    (tmp_path / "film.jpg").write_bytes(bytes(21 * 1024 * 1024))
    page.fill("#id_context", "Vi filmede hele etagen.")
    press(page, "Gem og tilføj foto")
    page.set_input_files("[name=file]", tmp_path / "film.jpg")
    expect(page.get_by_role("alert")).to_contain_text("mere end 20 MB")
    assert page.input_value("[name=file]") == ""


def test_what_was_typed_when_the_sign_in_had_run_out_stands_there_again(page: Page) -> None:
    page.fill("#id_context", "Skrevet for længe siden.")
    page.context.clear_cookies(name="sessionid")
    press(page, "Gem kladden")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", DEMO_PASSWORD)
    press(page, "Log ind")
    assert page.input_value("#id_context") == "Skrevet for længe siden."


def test_one_draft_in_two_windows_says_so_and_keeps_both(page: Page, complaints: list[str]) -> None:
    page.fill("#id_context", "Vi malede trapper.")
    expect(page.locator(SAVED)).to_contain_text("Kladde gemt", timeout=PATIENCE)
    other = page.context.new_page()
    other.goto(page.url)
    page.fill("#id_happened", "Det første vindue.")
    expect(page.locator("[name=revision]")).to_have_value("2", timeout=PATIENCE)
    other.fill("#id_happened", "Det andet vindue.")
    expect(other.locator(SAVED)).to_contain_text("Nogen har rettet den", timeout=PATIENCE)
    other.close()
    third = page.context.new_page()
    third.goto(page.url)
    expect(third.locator("#id_happened")).to_have_value("Det første vindue.")
    third.click(OFFERED)
    expect(third.locator("#id_happened")).to_have_value("Det andet vindue.")
    third.click(OFFERED)
    expect(third.locator("#id_happened")).to_have_value("Det første vindue.")
    # The answer to a draft that somebody else was quicker with is a conflict, which the browser writes down.
    complaints[:] = [said for said in complaints if "409" not in said]


def test_two_experiences_begun_in_two_windows_stay_apart(page: Page, complaints: list[str]) -> None:
    page.context.set_offline(True)
    page.fill("#id_context", "Vi malede trapper.")
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto(TELL)
    expect(other.locator("#id_context")).to_have_value("")
    other.fill("#id_context", "Vi skiftede tag.")
    for window, words in ((page, "Vi malede trapper."), (other, "Vi skiftede tag.")):
        window.reload()
        expect(window.locator("#id_context")).to_have_value(words)
    complaints[:] = [said for said in complaints if "ERR_INTERNET_DISCONNECTED" not in said]


@pytest.mark.parametrize(("button", "lands"), [("Send den videre", "/erfaringer/"), ("Gem kladden", "/ret/")])
def test_what_was_sent_before_it_saved_itself_is_not_offered_again(page: Page, button: str, lands: str) -> None:
    for field, text in TOLD.items():
        page.fill(field, f"{text} {button}")
    page.locator("label", has_text="Negativ").click()
    press(page, button)
    page.wait_for_url(lambda address: lands in address and TELL not in address)
    page.wait_for_function(f"() => !Object.keys(localStorage).some(key => key.startsWith('{KEPT}'))")
    assert "#" not in page.url
    page.goto(TELL)
    expect(page.locator(OFFERED)).to_be_hidden()


def test_what_is_sent_while_it_saves_itself_becomes_one_experience(page: Page) -> None:
    held: list[Route] = []
    page.route("**/fortael/", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(lambda request: request.method == "POST", timeout=PATIENCE):
        for field, text in TOLD.items():
            page.fill(field, f"Kun en gang. {text}")
        page.locator("label", has_text="Negativ").click()
    page.get_by_role("button", name="Send den videre").click()
    held[0].continue_()
    expect(page.get_by_role("status").filter(has_text="Den er sendt videre")).to_be_visible(timeout=PATIENCE)
    page.goto("/erfaringer/mine/")
    expect(page.locator("main li", has_text="Kun en gang")).to_have_count(1)


def test_from_the_front_page_to_sent_on_takes_few_taps_and_less_than_three_minutes(page: Page) -> None:
    page.goto("/")
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Fortæl en erfaring").first)
    for field, text in TOLD.items():
        if field == "#id_advice":
            thumb.tap(page.locator("label", has_text="Negativ"))
        thumb.tap(page.locator(field))
        thumb.write(text)
        if field == "#id_context":
            expect(page.locator(SAVED)).to_contain_text("Kladde gemt", timeout=PATIENCE)
            assert thumb.taps == 2  # a draft is kept after one field
    thumb.tap(page.get_by_role("button", name="Send den videre"))
    expect(page.get_by_role("status").filter(has_text="Den er sendt videre")).to_be_visible()
    assert thumb.taps <= MOST_TAPS
    assert thumb.seconds < 180, vars(thumb)
