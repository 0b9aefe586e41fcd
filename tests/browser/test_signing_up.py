"""Signing up to a salon on a telephone, without an account: the presses and letters it takes."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.thumb import Thumb

OPEN_WITH_SEATS = "Hvad gør vi, når der er huller i porteføljen?"
# Longer than most people's.
NAME, EMAIL = "Kirstine Marie Eksempelsen", "kirstine.marie@deltager.example"
ORGANISATION = "Boligselskabet Udenfor Eksempel"
MOST_TAPS = 7
MOST_SECONDS = 120


def test_from_the_front_page_to_a_seat_takes_few_taps_and_less_than_two_minutes(
    open_window: Callable[..., Page],
) -> None:
    page = open_window(width=360)
    page.goto("/")
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Se de åbne saloner"))
    thumb.tap(page.get_by_role("link", name=OPEN_WITH_SEATS))
    thumb.tap(page.locator("a.ds-button[href='#sign-up']"))
    for field, text in (("#id_name", NAME), ("#id_email", EMAIL), ("#id_organisation_name", ORGANISATION)):
        thumb.tap(page.locator(field))
        thumb.spell(text)
    thumb.tap(page.get_by_role("button", name="Tilmeld mig"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er tilmeldt")
    assert thumb.taps <= MOST_TAPS
    assert thumb.seconds < MOST_SECONDS, vars(thumb)
