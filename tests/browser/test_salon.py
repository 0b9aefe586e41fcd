"""Sign up for an open salon on a telephone: counted, not timed."""

from playwright.sync_api import Page, expect

from tests.browser.thumb import Thumb

MOST_TAPS = 6
PATIENCE = 20_000  # milliseconds


def test_from_the_salon_to_signed_up_takes_few_taps_and_less_than_two_minutes(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/saloner/")
    page.locator("#ahead ~ ul a").first.click()
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Tilmeld dig"))
    for field, words in (
        ("name", "Anna Tommel"),
        ("email", "anna.tommel@mobil.example"),
        ("organisation_name", "Boligforeningen Nord"),
    ):
        thumb.tap(page.locator(f"#id_{field}"))
        thumb.write(words)
    thumb.tap(page.get_by_role("button", name="Tilmeld mig"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er tilmeldt", timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert thumb.taps <= MOST_TAPS
    assert thumb.seconds < 120, vars(thumb)
