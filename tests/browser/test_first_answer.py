"""A visitor's first answer with scripts: typed by keyboard, pasted from Excel, changed in place, taken home."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect

from tests.browser.states import wait_for_parts
from tests.browser.steps import CELLS, HEADED, TRIAL, fill_row, paste, press, typed_names, verdict

Windows = Callable[..., Page]


@pytest.fixture
def answer(page: Page) -> Page:
    """The answer on the demonstration's portfolio, with what loads by itself and may change the verdict."""
    page.goto("/afgoer/proev/eksempel/demo/")
    wait_for_parts(page)
    return page


def hold_back(page: Page) -> list[Route]:
    """Let the questions to the server wait; they gather in the list."""
    held: list[Route] = []
    page.route("**/proev/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    return held


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def type_project(page: Page, name: str, budget: str) -> None:
    """From the name cell of a row, by keys alone, to the last cell."""
    for text in (name, "R", "tag", "40", budget, "12", "14"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.type("Skema A")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")


def test_three_projects_are_typed_by_keys_alone(page: Page) -> None:
    page.goto(TRIAL)
    page.focus("#rows-0-name")
    for row, budget in enumerate(("20,5", "31", "42,75")):
        type_project(page, f"Tag {row + 1}", budget)
        page.focus(f"#rows-{row}-name")
        page.keyboard.press("Enter")
        assert focused(page) == f"rows-{row + 1}-name"
    assert typed_names(page) == ["Tag 1", "Tag 2", "Tag 3", ""]
    page.focus("form[data-portfolio] > .form-actions button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict-sentence")
    assert [page.input_value(f"#rows-{row}-budget") for row in range(3)] == ["20,5", "31", "42,75"]


@pytest.mark.parametrize(("key", "row"), [("Enter", 2), ("ArrowDown", 2), ("ArrowUp", 0), ("Shift+Enter", 0)])
def test_keys_move_between_rows_in_the_same_column(page: Page, key: str, row: int) -> None:
    page.goto(TRIAL)
    page.focus("#rows-1-budget")
    page.keyboard.press(key)
    assert focused(page) == f"rows-{row}-budget"


def test_a_row_is_added_and_said(page: Page) -> None:
    page.goto(TRIAL)
    page.get_by_role("button", name="Tilføj en række").click()
    assert focused(page) == "rows-3-name"
    expect(page.locator("[data-portfolio-status]")).to_have_text("Række 4 er tilføjet.")


def test_a_removed_row_leaves_the_others_numbered(page: Page) -> None:
    page.goto(TRIAL)
    for row in range(3):
        page.fill(f"#rows-{row}-name", f"Projekt {row}")
    page.get_by_role("button", name="Fjern række 2").click()
    assert typed_names(page) == ["Projekt 0", "Projekt 2"]
    assert page.locator("button[value^=remove-]").evaluate_all("all => all.map(one => one.value)") == [
        "remove-0",
        "remove-1",
    ]


def test_cells_from_excel_fill_rows_from_where_they_are_pasted(page: Page) -> None:
    page.goto(TRIAL)
    page.fill("#rows-0-name", "Skrevet før")
    paste(page, "#rows-1-name", CELLS)
    assert typed_names(page) == ["Skrevet før", "Tag 1", "Tag 2", "Tag 3", "Tag 4", "Tag 5"]
    assert page.input_value("#rows-5-budget") == "25,5"
    assert page.input_value("#rows-5-approval") == "scheme_a"
    expect(page.locator("[data-portfolio-status]")).to_have_text("5 rækker er indsat.")


def test_cells_with_headings_are_read_by_their_headings(page: Page) -> None:
    page.goto(TRIAL)
    page.fill("#rows-0-name", "Skrevet før")
    paste(page, "#rows-0-name", HEADED)
    expect(page.locator(".notice-done")).to_have_text("5 projekter er lagt i tabellen.")
    assert typed_names(page) == ["Skrevet før", *(f"Facade {place}" for place in range(1, 6))]
    assert page.input_value("#rows-5-duration") == "10"


def test_a_word_that_is_no_choice_is_marked(page: Page) -> None:
    page.goto(TRIAL)
    paste(page, "#rows-0-name", "Ét\tSlot\nTo\tNybyggeri")
    assert page.locator(".is-refused select").evaluate_all("all => all.map(one => one.id)") == ["rows-0-kind"]
    expect(page.locator("[data-portfolio-status]")).to_contain_text("1 ")


def test_more_rows_than_there_may_be_are_not_pasted(page: Page) -> None:
    page.goto(TRIAL)
    paste(page, "#rows-0-name", "\n".join(f"Projekt {row}\tRenovering" for row in range(501)))
    assert typed_names(page) == ["", "", ""]
    expect(page.locator("[data-portfolio-status]")).to_contain_text("500")


def test_a_changed_price_level_replaces_the_answer_in_place(answer: Page) -> None:
    before = verdict(answer)
    answer.evaluate("window.isSamePage = true")
    answer.fill("#id_price_level", "9,5")
    answer.press("#id_price_level", "Tab")
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    wait_for_parts(answer)
    assert verdict(answer) != before
    assert answer.evaluate("window.isSamePage")
    assert focused(answer) == "id_price_level_slider"
    expect(answer.locator("#announcer")).to_have_text("Nyt svar")


def test_a_slider_says_what_its_number_says_and_sets_it_by_keys(answer: Page) -> None:
    number, slider = answer.locator("#id_price_level"), answer.locator("#id_price_level_slider")
    number.fill("9,5")
    expect(slider).to_have_value("9.5")
    slider.press("ArrowRight")
    expect(number).to_have_value("10")
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    expect(slider).to_be_focused()
    expect(number).to_have_value("10")


def test_a_slider_leaves_a_number_between_its_steps_alone(answer: Page) -> None:
    held = hold_back(answer)
    answer.fill("#id_price_level", "1,3")
    answer.press("#id_price_level", "Tab")
    expect(answer.locator("#id_price_level_slider")).to_be_focused()
    expect(answer.locator("#announcer")).to_have_text("Regner …")
    held.pop(0).continue_()
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    answer.wait_for_timeout(900)
    assert (answer.input_value("#id_price_level"), held) == ("1,3", [])


def test_one_verdict_of_the_scale_is_yellow_also_when_the_whole_verdict_has_taken_its_place(answer: Page) -> None:
    reached = answer.locator("#verdict .verdict-scale .reached")
    expect(reached).to_have_count(1)
    expect(reached).to_have_css("background-color", "rgb(255, 204, 26)")
    sentence = answer.locator("#verdict-head").inner_text()
    assert sentence.startswith(reached.inner_text())


def test_the_old_answer_steps_back_while_the_new_one_is_calculated(answer: Page) -> None:
    held = hold_back(answer)
    answer.fill("#id_price_level", "9,5")
    answer.press("#id_price_level", "Tab")
    expect(answer.locator("#answer > .dims")).to_have_css("opacity", "0.6")
    expect(answer.locator("#announcer")).to_have_text("Regner …")
    held[0].continue_()
    expect(answer.locator("#answer > .dims")).to_have_css("opacity", "1")


def test_what_is_typed_while_an_answer_is_under_way_stays(answer: Page) -> None:
    held = hold_back(answer)
    answer.fill("#id_price_level", "9,5")
    answer.press("#id_price_level", "Tab")
    expect(answer.locator("#announcer")).to_have_text("Regner …")
    answer.focus("#id_setup_time")
    answer.locator("#id_setup_time").select_text()
    answer.keyboard.type("30")
    held.pop(0).continue_()
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    for _ in range(200):  # until the page asks again by itself; a busy machine takes its time
        if held:
            break
        answer.wait_for_timeout(50)
    held.pop(0).continue_()
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med 2 rettede forudsætninger.")
    assert answer.input_value("#id_setup_time") == "30"


def test_a_failed_calculation_is_said_and_the_answer_kept(answer: Page, complaints: list[str]) -> None:
    before = verdict(answer)
    answer.route("**/proev/", lambda route: route.fulfill(status=503))
    answer.fill("#id_price_level", "9,5")
    answer.press("#id_price_level", "Tab")
    expect(answer.locator("[data-busy-words]")).to_contain_text("Vi kunne ikke regne.")
    assert verdict(answer) == before
    complaints.clear()


def test_a_changed_range_comes_back_as_a_changed_assumption(answer: Page) -> None:
    press(answer, "Se og ret alle forudsætninger")
    for part, text in (("least", "10"), ("typical", "20"), ("most", "30,5")):
        answer.fill(f"#id_setup_time-{part}", text)
    press(answer, "Regn med disse")
    expect(answer.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    assert answer.input_value("#id_setup_time") == "20"


def test_the_projects_are_fetched_as_excel(page: Page) -> None:
    page.goto(TRIAL)
    fill_row(page, 0, name="Badeværelser i Ådalen 😀", budget="12,25")
    press(page, "Regn")
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent projekterne som Excel").click()
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Badeværelser i Ådalen 😀"]
    assert len(rows) == 1
    assert 12.25 in rows[0]


def test_on_a_telephone_the_panel_is_opened_below_the_verdict(open_window: Windows) -> None:
    page = open_window(width=360)
    page.goto("/afgoer/proev/eksempel/real/")
    field, summary = page.locator("#id_price_level"), page.locator("#what-if > summary")
    expect(field).to_be_hidden()
    summary.click()
    field.fill("9,5")
    field.press("Tab")
    expect(page.locator("#answer .notice").first).to_contain_text("Regnet med én rettet forudsætning.")
    expect(page.locator("#id_price_level_slider")).to_be_focused()
