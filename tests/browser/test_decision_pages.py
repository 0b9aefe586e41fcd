"""Nobody is kept out of what belongs to a decision file: readiness, drivers, twins, versions, joint portfolios."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_page import faults
from tests.browser.test_every_state import LANGUAGES

OF_A_FILE = [
    "parathed/",
    "parathed/svar/",
    "parathed/point/",
    "parathed/vaegte/",
    "hvad-driver/",
    "tvillinger/",
    "analyser/",
]
OF_TWO_VERSIONS = ["analyser/sammenlign/"]
OF_A_VERSION = ["", "igen/", "projekter/", "udfald/", "udfald/skriv/"]
EVIDENCE = ["/kilder-og-metode/kilder/", "/afgoer/forudsaetninger/strategic_partnership/price_level/"]


def link_to(page: Page, name: str) -> str:
    """The address of the first link with this in its name, without a language."""
    address = page.get_by_role("link", name=name).first.get_attribute("href")
    assert address is not None
    return address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_file_keeps_anybody_out(signed_in: Callable[[str], Page], language: str) -> None:
    page = signed_in("leder@eksempel.example")
    page.goto("/afgoer/")
    file = link_to(page, "Partnerskab 2028?")
    assert faults(page, [f"{file}{part}" for part in OF_A_FILE + OF_TWO_VERSIONS], language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_version_keeps_anybody_out(signed_in: Callable[[str], Page], language: str) -> None:
    page = signed_in("leder@eksempel.example")
    page.goto("/afgoer/")
    page.goto(f"{link_to(page, 'Tagrenoveringer 2019–2024')}analyser/")
    version = link_to(page, "Version 1")
    assert faults(page, [f"{version}{part}" for part in OF_A_VERSION], language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_joint_portfolios_keeps_anybody_out(signed_in: Callable[[str], Page], language: str) -> None:
    page = signed_in("leder@eksempel.example")
    page.goto("/afgoer/faelles/")
    links = page.locator("main a[href*='/faelles/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert faults(page, sorted({"/afgoer/faelles/", *links}), language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_evidence_keeps_nobody_out(page: Page, language: str) -> None:
    assert faults(page, EVIDENCE, language) == {}
