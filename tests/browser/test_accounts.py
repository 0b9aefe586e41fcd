"""Signing in with app and passkey, sessions, one's own data and the way out, in a real browser."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from maskinrum.config.demo import DEMO_PASSWORD
from tests.browser.account_states import (
    ME,
    STATES,
    next_code,
    prove,
    send,
    turn_on_app,
    virtual_device,
    wrong_password,
)
from tests.browser.axe import barriers_beside_colours, barriers_in_all_looks
from tests.browser.conftest import overflow
from tests.browser.states import State
from tests.browser.test_every_state import LANGUAGES, faults
from tests.organisations.factors import code_of

Windows = Callable[..., BrowserContext]
MAKE = """
from django.utils import timezone
from maskinrum.config.demo import DEMO_PASSWORD
from maskinrum.organisations.actions import register_person
for number in range({count}):
    register_person(f"konto{{number}}@eksempel.example", name="Konrad Kontosen", password=DEMO_PASSWORD,
                    is_demo=True, is_verified=True, now=timezone.now())
"""


@pytest.fixture(scope="session")
def emails(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Addresses of people whom no other test signs in."""
    [data] = tmp_path_factory.getbasetemp().glob("site[0-9]*/data")
    environment = {"PATH": os.environ["PATH"], "MASKINRUM_DATA": str(data)}
    command = [sys.executable, "-m", "maskinrum", "shell", "-c", MAKE.format(count=12)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return iter([f"konto{number}@eksempel.example" for number in range(12)])


@pytest.fixture
def email(emails: Iterator[str]) -> str:
    """The address of somebody new."""
    return next(emails)


@pytest.fixture
def page(open_context: Windows, sign_in: Callable[[Page, str], None], email: str) -> Page:
    """A window in which the new person is signed in."""
    page = open_context().new_page()
    sign_in(page, email)
    return page


def begin_to_sign_in(page: Page, email: str) -> None:
    """Write address and password."""
    page.goto("/konto/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", DEMO_PASSWORD)
    send(page)


def log_out(page: Page) -> None:
    page.goto(ME)
    with page.expect_navigation():
        page.get_by_role("button", name="Log ud", exact=True).click()


def is_signed_in(page: Page) -> bool:
    page.goto(ME)
    return page.url.partition("?")[0].endswith(ME)


@pytest.mark.parametrize("javascript", [True, False])
def test_app_is_asked_for_after_the_password(
    open_context: Windows, sign_in: Callable[[Page, str], None], email: str, *, javascript: bool
) -> None:
    page = open_context(javascript=javascript).new_page()
    sign_in(page, email)
    secret = turn_on_app(page)
    codes = page.locator(".recovery-codes code").all_inner_texts()
    expect(page.get_by_role("heading", name="Nødkoder")).to_be_visible()
    log_out(page)
    begin_to_sign_in(page, email)
    assert not is_signed_in(page)
    page.fill("[name=code]", "000000")
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("[name=code]", codes[0])
    send(page)
    assert is_signed_in(page)
    assert len(secret) == 32


def test_code_of_the_app_lets_one_in(page: Page, email: str) -> None:
    page.goto(f"{ME}adgang/app/")
    prove(page)
    secret = page.locator("code.secret").inner_text()
    page.fill("[name=code]", code_of(secret))
    send(page)
    log_out(page)
    begin_to_sign_in(page, email)
    page.fill("[name=code]", next_code(secret))
    send(page)
    assert is_signed_in(page)


def test_secret_and_drawing_stand_in_the_page(page: Page) -> None:
    page.goto(f"{ME}adgang/app/")
    prove(page)
    expect(page.get_by_role("img", name="QR-kode til appen")).to_be_visible()
    assert re.fullmatch(r"[A-Z2-7]{32}", page.locator("code.secret").inner_text())


def test_recovery_codes_are_saved_as_a_file(page: Page) -> None:
    turn_on_app(page)
    shown = page.locator(".recovery-codes code").all_inner_texts()
    with page.expect_download() as found:
        page.get_by_role("button", name="Gem koderne som en fil").click()
    assert re.findall(r"^\d{8}$", Path(found.value.path()).read_text("utf-8"), re.MULTILINE) == shown
    page.reload()
    assert page.locator(".recovery-codes").count() == 0


def test_passkey_is_added_and_signs_in_alone(page: Page) -> None:
    virtual_device(page)
    page.goto(f"{ME}adgang/noegle/")
    prove(page)
    page.fill("[name=name]", "Min prøvenøgle")
    send(page)
    page.goto(f"{ME}adgang/")
    expect(page.locator("main")).to_contain_text("Min prøvenøgle")
    log_out(page)
    page.goto("/konto/login/")
    with page.expect_navigation():
        page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    assert is_signed_in(page)


def test_cancelled_passkey_is_told_and_nothing_is_sent(page: Page) -> None:
    virtual_device(page, says_yes=False)
    page.goto(f"{ME}adgang/noegle/")
    prove(page)
    told = page.get_by_text("Adgangsnøglen blev ikke brugt.")
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Tilføj adgangsnøglen").click()
    expect(told).to_be_visible()
    page.goto(f"{ME}adgang/")
    expect(page.locator("main")).to_contain_text("Du har ingen.")


def test_without_scripts_the_page_says_what_a_passkey_needs(open_context: Windows) -> None:
    page = open_context(javascript=False).new_page()
    page.goto("/konto/login/")
    # Chromium under test shows no <noscript> even where it runs no scripts.
    assert re.search(r"<noscript>.*En adgangsnøgle kræver JavaScript\..*</noscript>", page.content())


def test_session_elsewhere_is_seen_and_ended(
    page: Page, email: str, open_context: Windows, sign_in: Callable[[Page, str], None]
) -> None:
    elsewhere = open_context().new_page()
    sign_in(elsewhere, email)
    page.goto(f"{ME}steder/")
    expect(page.locator(".rows > li")).to_have_count(2)
    expect(page.locator(".rows .badge")).to_have_text("Her")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Log ud dér")).click()
    expect(page.locator(".rows > li")).to_have_count(1)
    assert (is_signed_in(page), is_signed_in(elsewhere)) == (True, False)


def test_own_data_are_taken_along(page: Page, email: str) -> None:
    page.goto(f"{ME}data/")
    files = {}
    for kind, words in (("json", "Gem som JSON til en maskine"), ("html", "Gem som side")):
        with page.expect_download() as found:
            page.get_by_role("link", name=words).click()
        files[kind] = Path(found.value.path()).read_text("utf-8")
    tables = {each["table"]: each["rows"] for each in json.loads(files["json"])["tables"]}
    assert tables["organisations_person"][0]["email"] == email
    assert email in files["html"]
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Gem som side")).to_be_hidden()
    expect(page.get_by_text(email).first).to_be_visible()


def test_account_is_deleted_after_address_and_password(page: Page, email: str) -> None:
    page.goto(f"{ME}slet/")
    page.fill("[name=email]", "en@anden.example")
    page.get_by_role("button", name="Slet min konto").click()
    prove(page)
    expect(page.locator(".error-summary")).to_contain_text("Intet er slettet.")
    page.fill("[name=email]", email)
    with page.expect_navigation():
        page.get_by_role("button", name="Slet min konto").click()
    expect(page.locator(".messages")).to_contain_text("Din konto er slettet.")
    assert not is_signed_in(page)
    begin_to_sign_in(page, email)
    assert not is_signed_in(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_about_oneself_keeps_anybody_out(signed_in: Callable[[str], Page], language: str) -> None:
    page = signed_in("medlem@eksempel.example")
    found = {state.__name__: faults(page, state, language) for state in STATES}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("state", [wrong_password], ids=lambda state: state.__name__)
def test_no_visitor_is_kept_out_of_signing_in(open_context: Windows, state: State) -> None:
    assert faults(open_context().new_page(), state, "") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_second_question_and_codes_keep_nobody_out(page: Page, email: str, language: str) -> None:
    turn_on_app(page)
    look = barriers_beside_colours if language else barriers_in_all_looks
    found = look(page)
    wide = [overflow(page, 320)]
    log_out(page)
    begin_to_sign_in(page, email)
    page.goto(f"{language}/konto/login/ekstra/")
    found += look(page)
    assert (found, [*wide, overflow(page, 320)]) == ([], [0, 0])
