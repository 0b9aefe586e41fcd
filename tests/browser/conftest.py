"""A real browser on the real thing: ``maskinrum demo`` as a process of its own, and Chromium.

Browser tests therefore share one database within a test process: each makes what it changes.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Cookie, Error, Page, sync_playwright

from maskinrum.config.demo import DEMO_PASSWORD

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60  # seconds for the first page on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def program() -> str:
    """Where Chromium is, from ``CHROMIUM`` or PATH; without one the test is skipped in sight."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on PATH; CHROMIUM=/path/to/it names one")
    return found


@pytest.fixture(scope="session")
def browser(program: str) -> Iterator[Browser]:
    """Chromium, started once for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(browser: Browser, demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration that answers."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(demo_folder / "data", folder / "data", symlinks=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "MASKINRUM_DATA": str(folder / "data"), "PORT": str(port)}
    with (folder / "told").open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "maskinrum", "demo"], env=environment, stdout=told, stderr=told
        )
    try:
        wait_until_it_answers(f"http://localhost:{port}/", process, folder / "told")
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", told: Path) -> None:
    """Return when a page is answered. Fails with what the process told when it ends or never answers."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the demonstration does not answer:\n{told.read_text()}")


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complains about: errors in scripts, refused content, missing files. None is accepted."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_context(browser: Browser, site: str, complaints: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser window with given width, colour scheme or scripts; see Playwright's ``new_context``."""
    contexts: list[BrowserContext] = []

    def open_context(*, width: int = 1280, scheme: str = "light", javascript: bool = True) -> BrowserContext:
        context = browser.new_context(
            base_url=site,
            locale="da-DK",
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(15_000)
        context.on("console", lambda message: complaints.extend(complaint_of(message)))
        context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


def complaint_of(message: ConsoleMessage) -> list[str]:
    """The text of an error, and of anything the content security policy refused."""
    is_refusal = "Content Security Policy" in message.text
    return [f"console: {message.text}"] if message.type == "error" or is_refusal else []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A window of 1280 px in light colours, as a visitor."""
    return open_context().new_page()


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Sign a window in as somebody of the demo world, by e-mail."""

    def sign_in(page: Page, email: str) -> None:
        page.goto("/konto/login/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda address: "/konto/login/" not in address)

    return sign_in


@pytest.fixture(scope="session")
def sessions() -> dict[str, list[Cookie]]:
    """The cookies of those who have signed in, so that each person of the demo world does it once."""
    return {}


@pytest.fixture
def signed_in(
    open_context: Callable[..., BrowserContext],
    sign_in: Callable[[Page, str], None],
    sessions: dict[str, list[Cookie]],
) -> Callable[[str], Page]:
    """Open a window as somebody of the demo world, by e-mail."""

    def signed_in(email: str) -> Page:
        page = open_context().new_page()
        if email not in sessions:
            sign_in(page, email)
            sessions[email] = page.context.cookies()
        page.context.add_cookies(sessions[email])  # type: ignore[arg-type]
        return page

    return signed_in


def overflow(page: Page, width: int) -> int:
    """How many pixels the page is wider than a window of ``width`` pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def refused_by_policy(page: Page) -> bool:
    """Whether the content security policy stops an inline script that is put into the page."""
    page.evaluate("window.ran = false")
    try:
        page.add_script_tag(content="window.ran = true")
    except Error:
        return True
    return not page.evaluate("window.ran")
