"""What a browser finds on the pages that stand on their own: barriers, refused content, sideways scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import barriers, barriers_beside_colours, barriers_in_all_looks
from tests.browser.conftest import overflow, refused_by_policy
from tests.browser.test_every_state import LANGUAGES

# Danish addresses; the English page of each stands below /en.
ADDRESSES = ["/", "/konto/login/", "/afgoer/", "/afgoer/proev/"]
QUIET = [
    "/menu/",
    "/om/",
    "/kilder-og-metode/",
    "/ordliste/",
    "/tilgaengelighed/",
    "/persondata/",
    "/stil/",
    "/konto/signup/",
    "/konto/login/code/",
    "/konto/password/reset/",
]
OWN = ["/konto/mig/", "/konto/email/", "/konto/password/change/"]
Windows = Callable[..., Page]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_is_kept_out(page: Page, address: str, language: str) -> None:
    answer = page.goto(language + address)
    assert answer is not None
    assert answer.status == 200
    assert (barriers_beside_colours if language else barriers_in_all_looks)(page) == []


def faults(page: Page, addresses: list[str], language: str) -> dict[str, list[str]]:
    """By address: the barriers of a page, and that it is too wide for 320 pixels."""
    look = barriers_beside_colours if language else barriers_in_all_looks
    found = {}
    for address in addresses:
        page.goto(language + address)
        found[address] = [*(["it scrolls sideways"] if overflow(page, 320) else []), *look(page)]
    return {address: told for address, told in found.items() if told}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_quiet_page_keeps_anybody_out(page: Page, language: str) -> None:
    assert faults(page, QUIET, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_an_account_keep_nobody_out(signed_in: Callable[[str], Page], language: str) -> None:
    assert faults(signed_in("medlem@eksempel.example"), OWN, language) == {}


def test_a_missing_page_keeps_nobody_out(page: Page, complaints: list[str]) -> None:
    assert faults(page, ["/findes-ikke/"], "") == {}
    complaints.clear()


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


@pytest.mark.parametrize(
    ("media", "looks"),
    [
        ("(max-width: 400px)", {"light 360", "dark 360"}),
        ("(max-width: 400px) and (prefers-color-scheme: dark)", {"dark 360"}),
        ("(min-width: 400px)", {"light 1280", "dark 1280"}),
    ],
)
def test_pale_words_are_noticed_in_the_look_that_has_them(page: Page, media: str, looks: set[str]) -> None:
    page.goto("/")
    page.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets = [sheet];
        }""",
        f"@media {media} {{ h1 {{ color: #777; background: #888 }} }}",
    )
    found = barriers_in_all_looks(page)
    assert {barrier.partition(":")[0] for barrier in found} == looks
    assert all("color-contrast" in barrier for barrier in found)


def test_pale_words_are_noticed_where_an_empty_box_of_the_same_look_was_seen(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(".probe { color: #777; background: #888; min-height: 1rem }");
            document.adoptedStyleSheets = [sheet];
            const box = document.querySelector("main").appendChild(document.createElement("div"));
            box.className = "probe";
        }"""
    )
    assert barriers_in_all_looks(page) == []
    page.evaluate("document.querySelector('.probe').textContent = 'Blege ord'")
    assert {barrier.partition(":")[0] for barrier in barriers_in_all_looks(page)} == {
        "light 1280",
        "dark 1280",
        "light 360",
        "dark 360",
    }


def test_an_error_in_a_script_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("/")
    page.evaluate("setTimeout(() => { throw new Error('probe') })")
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    complaints.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_can_sign_in(open_window: Windows, sign_in: Callable[[Page, str], None], *, javascript: bool) -> None:
    page = open_window(javascript=javascript)
    sign_in(page, "medlem@eksempel.example")
    page.goto("/konto/password/change/")
    assert page.url.endswith("/konto/password/change/")
