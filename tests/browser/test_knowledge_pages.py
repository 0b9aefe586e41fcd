"""Nobody is kept out of experiences, tools, recommendations, themes and booklets, whoever reads or writes them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_page import faults
from tests.browser.test_every_state import LANGUAGES

READ = [
    "/erfaringer/",
    "/erfaringer/e08/",
    "/vaerktoejer/",
    "/anbefalinger/",
    "/anbefalinger/r01/",
    "/temaer/",
    "/haefter/",
]
WRITTEN = [
    "/erfaringer/fortael/",
    "/erfaringer/mine/",
    "/erfaringer/hent-ind/",
    "/erfaringer/e08/brugt/",
    "/erfaringer/e08/tilfoej/",
    "/vaerktoejer/meeting-agenda/",
    "/vaerktoejer/meeting-agenda/brugt/",
    "/vaerktoejer/meeting-agenda/egen/",
    "/haefter/nyt/",
]
LOOKED_AFTER = [
    "/erfaringer/laes/",
    "/erfaringer/dubletter/",
    "/anbefalinger/ny/",
    "/anbefalinger/r01/ret/",
    "/sekretariat/soegninger/",
    "/sekretariat/uden-organisation/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reader_is_kept_out(page: Page, language: str) -> None:
    assert faults(page, READ, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("email", "addresses"), [("leder@eksempel.example", WRITTEN), ("sekretariat@eksemplet.example", LOOKED_AFTER)]
)
def test_nobody_who_writes_is_kept_out(
    signed_in: Callable[[str], Page], email: str, addresses: list[str], language: str
) -> None:
    assert faults(signed_in(email), addresses, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("email", "place", "row"),
    [
        ("leder@eksempel.example", "/haefter/", "main a[href*='/haefter/']:not([href$='/nyt/'])"),
        ("sekretariat@eksemplet.example", "/erfaringer/dubletter/", "main a[href*='/dubletter/']"),
    ],
)
def test_nobody_is_kept_out_of_what_a_list_leads_to(
    signed_in: Callable[[str], Page], email: str, place: str, row: str, language: str
) -> None:
    page = signed_in(email)
    page.goto(place)
    address = page.locator(row).first.get_attribute("href")
    assert address is not None
    assert faults(page, [address], language) == {}


def test_of_whom_to_let_in_only_what_was_chosen_is_asked_for(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("leder@eksempel.example")
    page.goto("/erfaringer/mine/")
    address = page.locator("main .list-title a:not([href$='/ret/'])").first.get_attribute("href")
    page.goto(f"{address}del/")
    organisation, email = page.locator("#id_organisation"), page.locator("#id_email")
    assert (organisation.is_visible(), email.is_visible()) == (True, False)
    page.locator("label", has_text="Én person").click()
    assert (organisation.is_visible(), email.is_visible()) == (False, True)
    email.fill("hos@nord")
    page.locator("label", has_text="En organisation").click()
    page.get_by_role("button", name="Luk ind").click()
    # What is wrong is in sight, whichever is chosen.
    assert (organisation.is_visible(), email.is_visible(), email.input_value()) == (True, True, "hos@nord")
