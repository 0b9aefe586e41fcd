"""What does not hold is told where it stands, and everything typed is still there."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import HEADINGS, TRIAL, fill_row, press, typed_names


def refused(page: Page) -> str:
    """What the summary at the top says; it must have the focus."""
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    return summary.inner_text()


def upload(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    press(page, "Læs filen")


def test_a_word_where_a_budget_belongs_is_told_with_row_and_column(page: Page) -> None:
    page.goto(TRIAL)
    fill_row(page, 0, name="Tag i Lem")
    fill_row(page, 1, budget="tyve")
    press(page, "Regn")
    assert "Række 2, Budget (mio. kr.): Det er ikke et tal." in refused(page)
    page.get_by_role("link", name="Række 2").click()
    expect(page.locator("#rows-1-budget")).to_be_focused()
    assert page.input_value("#rows-1-budget") == "tyve"
    assert typed_names(page) == ["Tag i Lem", "Projekt 2", ""]


def test_the_sentence_about_a_cell_is_read_out_with_it(page: Page) -> None:
    page.goto(TRIAL)
    fill_row(page, 0, duration="-3")
    press(page, "Regn")
    cell = page.locator("#rows-0-duration")
    expect(cell).to_have_attribute("aria-invalid", "true")
    spoken = page.locator(f"#{cell.get_attribute('aria-describedby')}")
    expect(spoken).to_contain_text("Varighed (måneder):")


def test_a_removed_wrong_row_takes_its_sentence_along(page: Page) -> None:
    page.goto(TRIAL)
    fill_row(page, 0, budget="tyve")
    fill_row(page, 1)
    press(page, "Regn")
    page.get_by_role("button", name="Fjern række 1").click()
    expect(page.locator(".field-error:visible")).to_have_count(0)
    press(page, "Regn")
    expect(page.locator(".verdict-sentence")).to_be_visible()


def test_a_program_with_the_name_of_a_workbook_is_refused(page: Page) -> None:
    page.goto(TRIAL)
    page.fill("#rows-0-name", "Skrevet før")
    upload(page, "projekter.xlsx", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(2000))
    assert refused(page)
    assert typed_names(page)[0] == "Skrevet før"


def test_an_empty_file_is_refused(page: Page) -> None:
    page.goto(TRIAL)
    upload(page, "projekter.csv", b"")
    assert refused(page)


def test_more_rows_than_there_may_be_are_refused_and_stay_in_the_text_area(page: Page) -> None:
    page.goto(TRIAL)
    lines = ["\t".join(HEADINGS), *(f"Tag {row}\tRenovering\t1\t12\t10\tSkema B" for row in range(501))]
    page.fill("[name=pasted]", "\n".join(lines))
    press(page, "Tilføj de indsatte rækker")
    assert "500" in refused(page)
    assert page.input_value("[name=pasted]").count("\n") == 501


def test_hostile_names_are_shown_as_text(page: Page) -> None:
    name = "<img src=x onerror=alert(1)> 😀 שלום"
    page.goto(TRIAL)
    fill_row(page, 0, name=name)
    press(page, "Regn")
    assert page.locator("#rows-0-name").input_value() == name
    assert page.locator("main img").count() == 0


def test_a_word_in_the_panel_is_told_and_the_rest_kept(page: Page) -> None:
    page.goto("/afgoer/proev/eksempel/real/")
    page.fill("#id_term", "36")
    page.fill("#id_price_level", "billigt")
    page.press("#id_price_level", "Tab")
    expect(page.locator("#id_price_level")).to_have_attribute("aria-invalid", "true")
    assert page.input_value("#id_price_level") == "billigt"
    assert page.input_value("#id_term") == "36"


def test_a_row_spoiled_after_the_answer_is_shown_when_the_panel_changes(page: Page) -> None:
    page.goto("/afgoer/proev/eksempel/real/")
    page.click("form > details > summary")
    page.fill("#rows-0-budget", "tyve")
    page.fill("#id_term", "36")
    page.press("#id_term", "Tab")
    expect(page.get_by_role("link", name="Række 1")).to_be_visible()
    assert page.input_value("#rows-0-budget") == "tyve"


def test_a_file_of_50_mb_is_not_even_sent_and_what_was_typed_stays(page: Page, tmp_path: Path) -> None:
    (tmp_path / "alt.csv").write_bytes(bytes(50 * 1024 * 1024))
    page.goto(TRIAL)
    page.fill("#rows-0-name", "Skrevet før")
    page.set_input_files("[name=file]", tmp_path / "alt.csv")
    expect(page.get_by_role("alert")).to_contain_text("mere end 5 MB")
    press(page, "Læs filen")
    assert "Vælg en fil først" in refused(page)
    assert typed_names(page)[0] == "Skrevet før"
