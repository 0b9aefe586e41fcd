"""Everything a visitor does works by buttons alone, and survives a sign-in in between (docs/decisions/0010)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import maskinrum.domain
from tests.browser.steps import HEADED, HEADINGS, TRIAL, fill_row, press, typed_names, verdict, workbook

Windows = Callable[..., BrowserContext]
SHIPPED = Path(maskinrum.domain.__file__).parent / "demo_portfolio.csv"


@pytest.fixture
def plain(open_context: Windows) -> Page:
    """A window without scripts, at the empty table."""
    page = open_context(javascript=False).new_page()
    page.goto(TRIAL)
    return page


def test_rows_come_and_go_by_buttons(plain: Page) -> None:
    plain.fill("#rows-0-name", "Første")
    plain.fill("#rows-2-name", "Sidste")
    press(plain, "Tilføj en række")
    assert typed_names(plain) == ["Første", "", "Sidste", ""]
    press(plain, "Fjern række 2")
    assert typed_names(plain) == ["Første", "Sidste", ""]


def test_rows_are_pasted_into_the_text_area(plain: Page) -> None:
    plain.fill("[name=pasted]", HEADED)
    press(plain, "Tilføj de indsatte rækker")
    assert typed_names(plain) == [f"Facade {place}" for place in range(1, 6)]


def test_the_shipped_file_is_read(plain: Page) -> None:
    plain.set_input_files("[name=file]", SHIPPED)
    press(plain, "Læs filen")
    expect(plain.locator(".notice-done")).to_have_text("24 projekter er lagt i tabellen.")
    press(plain, "Regn")
    assert verdict(plain).endswith(".")
    expect(plain.locator("#id_price_level")).to_be_visible()
    expect(plain.locator("#id_price_level_slider")).to_be_hidden()


def test_a_filled_workbook_is_read(plain: Page) -> None:
    row: list[object] = ["Altaner i Ødis", "Renovering", 12.5, 18, 9, "Skema B"]
    plain.set_input_files("[name=file]", workbook([*HEADINGS], row))
    press(plain, "Læs filen")
    assert typed_names(plain) == ["Altaner i Ødis"]
    assert plain.input_value("#rows-0-budget") == "12,5"


def test_an_answer_is_calculated_again_with_a_changed_number(plain: Page) -> None:
    fill_row(plain, 0)
    press(plain, "Regn")
    plain.fill("#id_price_level", "9,5")
    press(plain, "Regn igen")
    expect(plain.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    assert plain.input_value("#id_price_level") == "9,5"


def test_the_break_even_is_a_page_with_a_way_back(plain: Page) -> None:
    fill_row(plain, 0, name="Tag i Rødby")
    press(plain, "Regn")
    before = verdict(plain)
    press(plain, "Regn det ud (tager et par sekunder)")
    expect(plain.locator("figure.chart")).to_have_count(1)
    press(plain, "Tilbage til svaret")
    assert verdict(plain) == before
    assert typed_names(plain) == ["Tag i Rødby"]


def test_a_number_in_the_panel_follows_to_the_assumptions_and_back(plain: Page) -> None:
    fill_row(plain, 0)
    press(plain, "Regn")
    plain.fill("#id_running_cost", "3,5")
    press(plain, "Se og ret alle forudsætninger")
    assert plain.input_value("#id_running_cost-typical") == "3,5"
    plain.fill("#id_setup_time-typical", "20")
    plain.press("#id_setup_time-typical", "Enter")
    expect(plain.locator("#answer .notice").first).to_contain_text("Regnet med 2 rettede forudsætninger.")


def test_a_visitor_who_signs_in_meanwhile_loses_nothing(
    open_context: Windows, sign_in: Callable[[Page, str], None], complaints: list[str]
) -> None:
    context = open_context(javascript=False)
    page, other_tab = context.new_page(), context.new_page()
    page.goto(TRIAL)
    fill_row(page, 0, name="Badeværelser i Åby", budget="88,5")
    press(page, "Regn")
    page.fill("#id_price_level", "6,5")
    press(page, "Gem som beslutningsgrundlag")
    expect(page.get_by_text("Log ind for at gemme.")).to_be_visible()
    assert page.input_value("#id_price_level") == "6,5"
    sign_in(other_tab, "leder@udenfor.example")
    press(page, "Gem som beslutningsgrundlag")
    assert [line.rpartition(" ")[2] for line in complaints] == ["(Forbidden)"]
    complaints.clear()
    press(page, "Send igen")
    page.fill("[name=title]", "Gemt efter log ind")
    press(page, "Gem")
    assert page.input_value("#id_price_level") == "6,5"
    expect(page.get_by_role("row").filter(has_text="Badeværelser i Åby")).to_contain_text("88,5")
