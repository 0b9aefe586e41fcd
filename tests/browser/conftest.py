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
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Cookie,
    Error,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from maskinrum.config.demo import DEMO_PASSWORD

# The shell draws pages as Chromium does, but nothing around them, and so takes half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60  # seconds for the first page on a busy machine
# Milliseconds until what was waited for counts as not coming: only a test that fails waits so long. Parts of answers
# that pages left behind are calculated first, and a busy machine takes long over them.
STEP, SEEN = 90_000, 30_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a browser; what it asks runs in another process, which nothing measures."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def program() -> str:
    """Where Chromium is, from ``CHROMIUM`` or PATH; without one the test is skipped in sight."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on PATH; CHROMIUM=/path/to/it names one")
    return found


def waits(press: Callable[..., None]) -> Callable[..., None]:
    """A press that returns when the page it leads to is whole and its scripts have run, as people wait for it too.

    Playwright returns when that page has begun: on a busy machine the next step would be taken on half of it.
    """

    @wraps(press)
    def pressed(self: Page | Locator, *given: Any, **options: Any) -> None:
        press(self, *given, **options)
        page = self.page if isinstance(self, Locator) else self
        if not page.is_closed():
            page.wait_for_load_state()

    return pressed


@pytest.fixture(scope="session")
def browser(program: str) -> Iterator[Browser]:
    """Chromium, started once for all tests."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        for kind in (Page, Locator):
            for name in ("click", "press"):
                patch.setattr(kind, name, waits(getattr(kind, name)))
        expect.set_options(timeout=SEEN)
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


def new_context(
    browser: Browser, site: str, *, width: int = 1280, scheme: str = "light", javascript: bool = True
) -> BrowserContext:
    """A profile of its own, for windows of the given width and colour scheme."""
    context = browser.new_context(
        base_url=site,
        locale="da-DK",
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=javascript,
    )
    context.set_default_timeout(STEP)
    return context


# A request that could not be sent has ``htmx:sendError`` beside the first of the two.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort")


def listen(context: BrowserContext, complaints: Callable[[], list[str]]) -> None:
    """Add to a list, asked for each time, what the browser complains about."""
    context.on("console", lambda message: complaints().extend(complaint_of(message)))
    context.on("weberror", lambda error: complaints().append(f"script: {error.error}"))


class Window:
    """A window with a profile of its own, lent to one test after the other."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.devtools = context.new_cdp_session(self.page)
        listen(context, lambda: self.complaints)

    def is_as_new_again(self) -> bool:
        """Forget what the last test did and was told; close the window where that cannot be done."""
        context = self.page.context
        try:
            for other in context.pages[1:]:
                other.close()
            self.page.unroute_all(behavior="ignoreErrors")
            self.page.evaluate("sessionStorage.clear()")
            self.page.goto("about:blank")
            self.page.emulate_media(color_scheme="light", media="null", reduced_motion="reduce")
            self.devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
            context.clear_cookies()
            context.clear_permissions()
        except Error:
            context.close()
        return not self.page.is_closed()


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
        context = new_context(browser, site, width=width, scheme=scheme, javascript=javascript)
        listen(context, lambda: complaints)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


def complaint_of(message: ConsoleMessage) -> list[str]:
    """The text of an error, and of anything the content security policy refused.

    A request that a newer one takes the place of is given up on purpose, which htmx writes down as an error.
    """
    is_refusal = "Content Security Policy" in message.text
    is_given_up = message.text.startswith(GIVEN_UP)
    return [f"console: {message.text}"] if (message.type == "error" and not is_given_up) or is_refusal else []


@pytest.fixture(scope="session")
def idle_windows() -> dict[bool, list[Window]]:
    """The windows that no test has now, by whether scripts run in them."""
    return {True: [], False: []}


@pytest.fixture
def open_window(
    browser: Browser, site: str, complaints: list[str], idle_windows: dict[bool, list[Window]]
) -> Iterator[Callable[..., Page]]:
    """Give a window as new that another test may have had before: opening one takes longer than most pages do.

    Whoever listens to what happens in a window opens one of its own with ``open_context``.
    """
    lent: list[tuple[bool, Window]] = []

    def open_window(*, width: int = 1280, javascript: bool = True) -> Page:
        waiting = idle_windows[javascript]
        window = waiting.pop() if waiting else Window(new_context(browser, site, javascript=javascript))
        window.complaints = complaints
        window.page.set_viewport_size({"width": width, "height": 900})
        lent.append((javascript, window))
        return window.page

    yield open_window
    for javascript, window in lent:
        if window.is_as_new_again():
            idle_windows[javascript].append(window)


@pytest.fixture
def page(open_window: Callable[..., Page]) -> Page:
    """A window of 1280 px in light colours, as a visitor."""
    return open_window()


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
    open_window: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    sessions: dict[str, list[Cookie]],
) -> Callable[[str], Page]:
    """Open a window as somebody of the demo world, by e-mail."""

    def signed_in(email: str) -> Page:
        page = open_window()
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
