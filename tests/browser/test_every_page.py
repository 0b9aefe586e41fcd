"""What a browser finds on the pages that stand on their own: barriers, refused content, sideways scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import (
    barriers,
    barriers_beside_colours,
    barriers_in_all_looks,
    overflow,
    refused_by_policy,
)

# Danish addresses; the English page of each stands below /en.
ADDRESSES = ["/", "/konto/login/", "/afgoer/", "/afgoer/proev/"]
Windows = Callable[..., BrowserContext]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_kept_out(page: Page, address: str, language: str) -> None:
    answer = page.goto(language + address)
    assert answer is not None
    assert answer.status == 200
    assert (barriers_beside_colours if language else barriers_in_all_looks)(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_scrolls_sideways(page: Page, address: str) -> None:
    page.goto(address)
    assert {width: overflow(page, width) for width in (320, 360, 768, 1600)} == dict.fromkeys((320, 360, 768, 1600), 0)


def test_the_policy_stops_what_is_put_into_a_page(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    assert refused_by_policy(page)
    complaints.clear()


def test_a_page_with_a_barrier_is_noticed(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').appendChild(document.createElement('button'))")
    assert [line.partition(":")[0] for line in barriers(page)] == ["button-name"]


def test_an_error_in_a_script_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("setTimeout(() => { throw new Error('probe') })")
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    complaints.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_can_sign_in(open_context: Windows, sign_in: Callable[[Page, str], None], *, javascript: bool) -> None:
    page = open_context(javascript=javascript).new_page()
    sign_in(page, "medlem@eksempel.example")
    page.goto("/konto/password/change/")
    assert page.url.endswith("/konto/password/change/")
