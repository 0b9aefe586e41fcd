"""What somebody who acts for an organisation does: projects, decision files, sharing, what-if, results as files."""

import csv
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from maskinrum.engine import RESULT_SCHEMA
from tests.browser.steps import fill_row, press, typed_names, verdict

LIST = "/projekter/"
OTHER = "Boligselskabet Udenfor"


@pytest.fixture
def page(signed_in: Callable[[str], Page]) -> Page:
    """A window of the manager of the fictitious housing organisation."""
    return signed_in("leder@eksempel.example")


def start_file(page: Page, title: str) -> str:
    """Start a decision file on the first two projects, and give its address."""
    page.goto("/afgoer/ny/")
    page.fill("[name=title]", title)
    for box in page.locator("[name=projects]").all()[2:]:
        box.uncheck()
    press(page, "Start grundlaget")
    return page.url


def download(page: Page, link: str) -> Path:
    with page.expect_download() as found:
        page.get_by_role("link", name=link, exact=True).click()
    return Path(found.value.path())


def test_a_changed_project_is_there_when_the_list_is_opened_again(page: Page) -> None:
    page.goto(LIST)
    page.fill("#rows-0-group", "tage i nord")
    page.fill("#rows-1-budget", "123,45")
    press(page, "Gem listen")
    expect(page.locator(".messages")).to_contain_text("Gemt:")
    page.goto(LIST)
    assert page.input_value("#rows-0-group") == "tage i nord"
    assert page.input_value("#rows-1-budget") == "123,45"


def test_a_wrong_cell_saves_nothing_and_keeps_what_was_typed(page: Page) -> None:
    page.goto(LIST)
    before = page.input_value("#rows-0-group")
    page.fill("#rows-0-group", "en anden gruppe")
    page.fill("#rows-2-budget", "tyve")
    press(page, "Gem listen")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.input_value("#rows-0-group") == "en anden gruppe"
    page.goto(LIST)
    assert page.input_value("#rows-0-group") == before


def test_of_two_tabs_the_later_one_chooses_who_wins(page: Page) -> None:
    other_tab = page.context.new_page()
    page.goto(LIST)
    other_tab.goto(LIST)
    other_tab.fill("#rows-3-group", "kollegaens gruppe")
    press(other_tab, "Gem listen")
    page.fill("#rows-3-group", "min gruppe")
    press(page, "Gem listen")
    expect(page.locator(".error-summary")).to_contain_text("En kollega har rettet listen")
    assert page.input_value("#rows-3-group") == "min gruppe"
    press(page, "Gem min i stedet for kollegaens")
    expect(page.locator(".messages")).to_contain_text("Gemt:")
    other_tab.reload()
    assert other_tab.input_value("#rows-3-group") == "min gruppe"


def test_a_new_project_can_be_chosen_for_a_file(signed_in: Callable[[str], Page]) -> None:
    page = signed_in("facilitator@opdigt.example")
    page.goto(LIST)
    fill_row(page, 0, name="Kloak i Vrå")
    press(page, "Gem listen")
    assert typed_names(page) == ["Kloak i Vrå"]
    page.goto("/afgoer/ny/")
    expect(page.get_by_label("Kloak i Vrå")).to_be_checked()


def test_a_shared_file_is_read_until_sharing_stops(
    page: Page, signed_in: Callable[[str], Page], complaints: list[str]
) -> None:
    address = start_file(page, "Delt for en tid")
    reader = signed_in("leder@udenfor.example")
    answer = reader.goto(address)
    assert answer is not None
    assert answer.status == 404
    page.goto(f"{address}deling/")
    page.select_option("[name=organisation]", label=OTHER)
    press(page, "Del grundlaget")
    expect(page.locator(".messages")).to_have_text(f"{OTHER} kan nu læse grundlaget.")
    reader.goto("/afgoer/")
    reader.get_by_role("link", name="Delt for en tid").click()
    assert verdict(reader).endswith(".")
    expect(reader.get_by_role("link", name="Slet grundlaget")).to_have_count(0)
    page.get_by_role("button", name=f"Stop delingen {OTHER}").click()
    expect(page.locator(".messages")).to_contain_text(OTHER)
    reader.goto("/afgoer/")
    expect(reader.get_by_role("link", name="Delt for en tid")).to_have_count(0)
    again = reader.goto(address)
    assert again is not None
    assert again.status == 404
    assert len(complaints) == 2
    complaints.clear()


def test_a_what_if_is_in_the_address_until_it_is_saved(page: Page) -> None:
    address = start_file(page, "Hvad nu hvis")
    page.fill("#id_price_level", "8,5")
    page.press("#id_price_level", "Tab")
    save = page.get_by_role("button", name="Gem disse forudsætninger i grundlaget")
    expect(save).to_be_visible()
    assert "price_level=8%2C5" in page.url
    expect(page.locator("#id_price_level_slider")).to_be_focused()
    save.click()
    expect(page.locator(".messages")).to_have_text("Forudsætningerne er gemt i grundlaget.")
    page.goto(address)
    assert page.input_value("#id_price_level") == "8,5"
    expect(save).to_have_count(0)


def test_a_what_if_is_shared_by_its_address(page: Page) -> None:
    address = start_file(page, "Adressen")
    page.goto(f"{address}?price_level=8,5")
    expect(page.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")


def test_results_are_fetched_as_files_that_open(page: Page) -> None:
    start_file(page, "Hentes hjem")
    workbook = load_workbook(BytesIO(download(page, "Resultater som Excel").read_bytes()))
    assert any("Hentes hjem" in str(cell) for sheet in workbook for row in sheet.values for cell in row)
    table = list(csv.reader(download(page, "Resultater som CSV").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert any("Strategisk partnerskab" in cell for row in table for cell in row)
    jsonschema.validate(json.loads(download(page, "Det hele som JSON").read_text("utf-8")), RESULT_SCHEMA)


def test_a_deleted_file_is_gone_and_its_projects_stay(page: Page, complaints: list[str]) -> None:
    page.goto(LIST)
    names = typed_names(page)
    address = start_file(page, "Til sletning")
    page.get_by_role("link", name="Slet grundlaget").click()
    press(page, "Slet grundlaget")
    expect(page.locator(".messages")).to_contain_text("Beslutningsgrundlaget er slettet.")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    complaints.clear()
    page.goto(LIST)
    assert typed_names(page) == names


def test_a_changed_range_is_saved_in_the_file(page: Page) -> None:
    address = start_file(page, "Egne spænd")
    page.goto(f"{address}forudsaetninger/")
    for part, text in (("least", "6"), ("typical", "9"), ("most", "15")):
        page.fill(f"#id_setup_time-{part}", text)
    press(page, "Gem forudsætningerne")
    expect(page.locator("#setup_time .badge").first).to_be_visible()
    page.goto(address)
    assert page.input_value("#id_setup_time") == "9"
