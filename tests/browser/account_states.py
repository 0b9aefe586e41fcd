"""The pages about oneself as people see them: empty, filled in, wrong. See ``states.py``."""

import time

from playwright.sync_api import Page

from maskinrum.config.demo import DEMO_PASSWORD
from tests.browser.states import State
from tests.organisations.factors import code_of

ME = "/konto/mig/"


def virtual_device(page: Page, *, says_yes: bool = True) -> None:
    """Give the window a device that makes passkeys, and that lets its owner in or not."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": says_yes,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def send(page: Page) -> None:
    """Press the main button of the page, and wait for what follows."""
    with page.expect_navigation():
        page.locator("main form .ds-button:not([data-variant])").first.click()


def prove(page: Page) -> None:
    """Write the password where the page asks once more who it is."""
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", DEMO_PASSWORD)
        send(page)


def turn_on_app(page: Page) -> str:
    """Set up an authenticator app, and give its secret."""
    page.goto(f"{ME}adgang/app/")
    prove(page)
    secret = page.locator("code.secret").inner_text()
    page.fill("[name=code]", code_of(secret))
    send(page)
    return secret


def next_code(secret: str) -> str:
    """The code an app shows in half a minute: the clock of a telephone may be that much ahead."""
    return code_of(secret, at=time.time() + 30)


def wrong_password(page: Page, language: str) -> None:
    page.goto(f"{language}/konto/login/")
    page.fill("[name=login]", "ingen@eksempel.example")
    page.fill("[name=password]", "forkert kode 123")
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".error-summary")


def at(path: str, name: str) -> State:
    """The page of an address as a state of its own."""

    def state(page: Page, language: str) -> None:
        page.goto(f"{language}{ME}{path}")

    state.__name__ = name
    return state


def asked_again(page: Page, language: str) -> None:
    page.goto(f"{language}/konto/reauthenticate/?next={ME}")


def wrong_name(page: Page, language: str) -> None:
    page.goto(f"{language}{ME}navn/")
    page.locator("[name=name]").evaluate("field => field.removeAttribute('maxlength')")
    page.fill("[name=name]", "x" * 300)
    send(page)


def app_with_errors(page: Page, language: str) -> None:
    page.goto(f"{language}{ME}adgang/app/")
    prove(page)
    page.fill("[name=code]", "12")
    send(page)


def new_passkey(page: Page, language: str) -> None:
    page.goto(f"{language}{ME}adgang/noegle/")
    prove(page)


def close_with_errors(page: Page, language: str) -> None:
    page.goto(f"{language}{ME}slet/")
    page.fill("[name=email]", "en@anden.example")
    page.locator("main form .ds-button").click()
    page.wait_for_load_state()
    prove(page)


PLAIN = {
    "": "me",
    "sprog/": "language",
    "mails/": "mail",
    "steder/": "sessions",
    "data/": "own_data",
    "adgang/": "ways_in",
}
STATES: list[State] = [
    *(at(path, name) for path, name in PLAIN.items()),
    asked_again,
    wrong_name,
    app_with_errors,
    new_passkey,
    close_with_errors,
]
