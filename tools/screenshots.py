"""Take the pictures of the READMEs from a fresh demonstration, in Danish and English, light."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable")
SHOTS = {
    "forside": "/",
    "front": "/en/",
    "beslutning": "/afgoer/proev/eksempel/demo/",
    "decision": "/en/afgoer/proev/eksempel/demo/",
    "registret": "/register/#list",
    "register": "/en/register/#list",
}
MANAGER, PASSWORD = "leder@eksempel.example", "maskinrum-demo"
PLANS = {"startplan": "/kom-i-gang/", "startplan-en": "/en/kom-i-gang/"}
"""The first plan of each list, as a manager of the invented organisation sees it."""
RUNNING = "eksempel-faelles"
BOARDS = {
    "tavle": f"/driv/{RUNNING}/",
    "board": f"/en/driv/{RUNNING}/",
}
"""The invented partnership that runs, as the manager of its client sees it."""


def main() -> int:
    """Write every picture into ``docs/pictures``. Returns 1 when there is no Chromium."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        print("Chromium was not found; CHROMIUM=/path/to/it names one.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=address, reduced_motion="reduce")
        for name, place in SHOTS.items():
            page.goto(place)
            take(page, name)
        sign_in(page)
        for name, place in PLANS.items():
            page.goto(place)
            page.locator("[aria-labelledby=plans] .list-title a").first.click()
            take(page, name)
        for name, place in BOARDS.items():
            page.goto(place)
            take(page, name)
        browser.close()
    return 0


def sign_in(page: Page) -> None:
    """Go in as the manager whom the demonstration names."""
    page.goto("/konto/login/")
    page.fill("[name=login]", MANAGER)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/login/" not in address)


def take(page: Page, name: str) -> None:
    """Write one picture."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"docs/pictures/{name}.png")


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a demonstration with a database of its own, and give its address."""
    with socket.socket() as probe, tempfile.TemporaryDirectory() as folder:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {"MASKINRUM_DATA": folder, "PORT": str(port)}
        process = subprocess.Popen([sys.executable, "-m", "maskinrum", "demo"], env=environment, stdout=sys.stderr)
        try:
            wait_for(f"http://localhost:{port}/", process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when the page is answered; raises RuntimeError when the site ends instead."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the demonstration ended before it answered")


if __name__ == "__main__":
    sys.exit(main())
