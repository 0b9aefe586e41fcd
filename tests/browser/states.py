"""Pages as people see them on the way through a decision: filled in, wrong, answered, shared.

Each takes a window and the start of every address, empty in Danish and ``/en`` in English, and leaves the page open.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.steps import fill_row

State = Callable[[Page, str], None]


def trial_with_errors(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/proev/")
    fill_row(page, 0, budget="x")
    submit(page, "use")


def own_answer(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/proev/")
    fill_row(page, 0)
    submit(page, "use")


def example(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/proev/eksempel/demo/")
    wait_for_parts(page)


def public_example(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/proev/eksempel/real/")
    wait_for_parts(page)


def must_sign_in(page: Page, language: str) -> None:
    own_answer(page, language)
    page.locator("[formaction$='/gem/']").click()
    page.wait_for_selector("[role=alert]")
    wait_for_parts(page)


def trial_assumptions(page: Page, language: str) -> None:
    own_answer(page, language)
    page.fill("#id_price_level", "9")
    page.locator("[formaction$='/forudsaetninger/']").click()
    page.wait_for_selector("#id_price_level-typical")


def trial_assumptions_with_errors(page: Page, language: str) -> None:
    trial_assumptions(page, language)
    page.fill("#id_price_level-least", "x")
    submit(page, "calculate")


def standard_assumptions(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/forudsaetninger/")


def index(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/")


def file(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/")
    page.get_by_role("link", name="Partnerskab 2028?").click()
    wait_for_parts(page)


def sharing(page: Page, language: str) -> None:
    within_file(page, language, "deling/")


def sharing_with_errors(page: Page, language: str) -> None:
    sharing(page, language)
    page.locator("main form .ds-button:not([data-variant])").click()
    page.wait_for_selector(".error-summary")


def file_assumptions(page: Page, language: str) -> None:
    within_file(page, language, "forudsaetninger/")


def edit(page: Page, language: str) -> None:
    within_file(page, language, "ret/")


def chosen_projects(page: Page, language: str) -> None:
    within_file(page, language, "projekter/")


def remove(page: Page, language: str) -> None:
    within_file(page, language, "slet/")


def break_even(page: Page, language: str) -> None:
    within_file(page, language, "graense/")


def new_with_errors(page: Page, language: str) -> None:
    page.goto(f"{language}/afgoer/ny/")
    page.locator("main form .ds-button").click()
    page.wait_for_selector(".error-summary")


def project_list(page: Page, language: str) -> None:
    page.goto(f"{language}/projekter/")


def project_list_with_errors(page: Page, language: str) -> None:
    project_list(page, language)
    fill_row(page, 0, budget="x")
    submit(page, "use")


def project_list_with_a_message(page: Page, language: str) -> None:
    project_list(page, language)
    # Without decimals: how they are written differs between the languages, and other rows may stand there already.
    fill_row(page, 0, budget="40")
    submit(page, "use")
    page.wait_for_selector(".messages")


def wait_for_parts(page: Page) -> None:
    """Wait for what loads by itself; with the drivers the whole verdict takes the place of the first."""
    page.wait_for_selector("#break-even figure")
    page.wait_for_selector("#worth", state="attached")


def within_file(page: Page, language: str, part: str) -> None:
    """A page below the decision file of the demo world."""
    page.goto(f"{language}/afgoer/")
    address = page.get_by_role("link", name="Partnerskab 2028?").get_attribute("href")
    page.goto(f"{address}{part}")


def submit(page: Page, act: str) -> None:
    """Press the visible button that stands for an act, and wait for the page that follows."""
    page.locator(f"button.ds-button[name=act][value={act}]").first.click()
    page.wait_for_load_state()


VISITORS: list[State] = [
    trial_with_errors,
    example,
    must_sign_in,
    trial_assumptions_with_errors,
    standard_assumptions,
]
MEMBERS: list[State] = [
    index,
    file,
    sharing,
    sharing_with_errors,
    file_assumptions,
    edit,
    chosen_projects,
    remove,
    break_even,
    new_with_errors,
]
LISTS: list[State] = [
    project_list,
    project_list_with_errors,
    project_list_with_a_message,
]
