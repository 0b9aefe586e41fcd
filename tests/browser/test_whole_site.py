"""No page that links lead to keeps anybody out: each view once, as the first of the demo world's people to reach it.

In Danish by every rule; in English where the page is built otherwise than in Danish.
"""

from collections import deque
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import APIResponse, Error, Page, Response

from maskinrum.config.demo import SIGN_INS
from tests.browser.axe import barriers_once, is_built_alike
from tests.browser.conftest import overflow
from tests.house import crawl
from tests.house.crawl import GIVE_FILES, HTML, is_english, links_in, view_of

DOWNLOAD = "Download is starting"
LEAST = 200  # of the views of the site: a walk that finds fewer has lost its way

Seen = dict[str, str]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """The views that somebody has looked at, with the address of each."""
    return {}


def opened(page: Page, address: str) -> Response | None:
    """The answer to a page opened in the window; none where the browser fetches it as a file."""
    try:
        return page.goto(address)
    except Error as error:
        if DOWNLOAD not in error.message:
            raise
    return None


def links_to_pages(answer: Response | APIResponse | None, address: str) -> list[str] | None:
    """Where a page in Danish leads to; nothing for what is a file or a feed."""
    if answer is None or not answer.headers.get("content-type", "").startswith(HTML):
        return None
    links = links_in(crawl.Page(address, answer.status, answer.text()))
    return [link for link in dict.fromkeys(links) if not is_english(link)]


def pages_as_somebody(page: Page, seen: Seen) -> Iterator[tuple[str, str]]:
    """Open one page of every view that nobody has looked at yet, and give its address and source, but for files.

    A view that somebody has looked at is fetched for its links only: they may lead elsewhere for somebody else.
    """
    own: set[str] = set()
    met, waiting = {"/"}, deque(["/"])
    while waiting:
        address = waiting.popleft()
        view = view_of(address)
        if view in own or view in GIVE_FILES:
            continue
        own.add(view)
        answer = page.request.get(address) if view in seen else opened(page, address)
        links = links_to_pages(answer, address)
        if links is None:
            GIVE_FILES.add(view)
            continue
        waiting.extend(link for link in links if link not in met)
        met.update(links)
        if view not in seen:
            seen[view] = address
            assert answer is not None
            yield address, answer.text()


def faults(page: Page) -> list[str]:
    """What is wrong with an open page: barriers, and that it scrolls sideways."""
    sideways = [f"{width}: {over} pixels too wide" for width in (320, 360) if (over := overflow(page, width)) > 0]
    return sideways + barriers_once(page)


def faults_in_english(page: Page, address: str, source: str) -> list[str]:
    """What is wrong with the English page where more than its words differ from the Danish one, by the same looks."""
    answer = page.request.get(f"/en{address}")
    if answer.status != 200:
        return [f"English: {answer.status}"]
    if is_built_alike(page, source, answer.text()):
        return []
    opened(page, f"/en{address}")
    return [f"English: {fault}" for fault in faults(page)]


@pytest.mark.thorough
@pytest.mark.parametrize("email", [sign_in.email for sign_in in SIGN_INS])
def test_no_page_keeps_anybody_out(email: str, signed_in: Callable[[str], Page], seen: Seen) -> None:
    page = signed_in(email)
    found = {
        address: told
        for address, source in pages_as_somebody(page, seen)
        if (told := faults(page) + faults_in_english(page, address, source))
    }
    assert found == {}


@pytest.mark.thorough
def test_every_view_was_looked_at(seen: Seen) -> None:
    assert len(seen) > LEAST
