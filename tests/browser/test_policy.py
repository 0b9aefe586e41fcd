"""What the server allows a page to load and run, on every answer it gives."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, Response

from tests.browser.states import example

PAGES = {"document", "xhr"}
Windows = Callable[..., BrowserContext]


def policies(responses: list[Response]) -> list[str]:
    """The content policies of the pages and parts of pages among some responses; empty where there is none."""
    return [one.headers.get("content-security-policy", "") for one in responses if one.request.resource_type in PAGES]


def test_no_answer_lets_inline_or_evaluated_code_run(open_context: Windows, complaints: list[str]) -> None:
    page = open_context().new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright marks its handlers
    example(page, "")
    page.goto("/afgoer/findes-ikke/")
    page.goto("/projekter/")
    found = policies(responses)
    assert len(found) > 4
    assert [policy for policy in found if "script-src" not in policy and "default-src" not in policy] == []
    assert [policy for policy in found if "unsafe-inline" in policy or "unsafe-eval" in policy] == []
    assert [line.rpartition(" ")[2] for line in complaints] == ["Found)"]
    complaints.clear()


def test_a_style_put_into_the_page_is_refused(page: Page, complaints: list[str]) -> None:
    page.goto("/afgoer/proev/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=probe style=\\'color: red\\'>x</p>')")
    assert page.locator("#probe").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in line for line in complaints)
    complaints.clear()
