"""What people do, as steps that several tests share: type a project, paste cells, fill in a file, carry on."""

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page

TRIAL = "/afgoer/proev/"
HEADINGS = ["Navn", "Type", "Budget (mio. kr.)", "Planlagt start", "Varighed (måneder)", "Godkendelse"]
# Five projects as Excel copies the first ten columns of the table, with Danish decimals.
CELLS = "\n".join(
    "\t".join([f"Tag {place}", "Renovering", "tag", "40", f"2{place},5", "2028-09-01", "14", "Skema A", "nej", "ja"])
    for place in range(1, 6)
)
HEADED = "\n".join(
    ["\t".join(HEADINGS), *(f"Facade {place}\tRenovering\t1{place},25\t12\t10\tSkema B" for place in range(1, 6))]
)


def fill_row(page: Page, row: int, **typed: str) -> None:
    """Type into the cells of a row, counted from 0; what is not named is as an ordinary project of 40.5 million."""
    usual = {"name": f"Projekt {row + 1}", "budget": "40,5", "planned_start": "12", "duration": "14"}
    for column, text in (usual | typed).items():
        page.fill(f"#rows-{row}-{column}", text)
    page.select_option(f"#rows-{row}-approval", "scheme_a")


def typed_names(page: Page) -> list[str]:
    """The names in the table, from the top."""
    return [cell.input_value() for cell in page.locator(".cell-name").all()]


def paste(page: Page, cell: str, text: str) -> None:
    """Paste into a cell as Excel's clipboard would: a real paste event with plain text."""
    page.evaluate(
        """([cell, text]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.querySelector(cell).dispatchEvent(event);
        }""",
        [cell, text],
    )


def press(page: Page, name: str) -> None:
    """Press the first visible button with these words."""
    page.get_by_role("button", name=name, exact=True).first.click()


def verdict(page: Page) -> str:
    """The answer as it stands first: the verdict where there is one, and the sentence with the figures."""
    words = page.locator("#answer .verdict-sentence, #answer .lead")
    words.first.wait_for()
    return "\n".join(words.all_inner_texts())


def workbook(*rows: list[object]) -> FilePayload:
    """An Excel file with these rows, as Playwright uploads it."""
    book, content = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "projekter.xlsx", "mimeType": kind, "buffer": content.getvalue()}
