"""Tries are counted once for all worker processes: real gunicorn, several processes, one SQLite database."""

import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.processes import free_port, wait_for

WORKERS = 3


@dataclass
class Site:
    """The address of a site, and a token that its forms take."""

    address: str
    token: str = ""
    cookie: str = ""

    def is_up(self) -> bool:
        """Whether it answers; then the token is known."""
        try:
            with urllib.request.urlopen(f"{self.address}/konto/login/", timeout=10) as page:
                [self.token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
                self.cookie = str(page.headers["Set-Cookie"]).partition(";")[0]
        except OSError:
            return False
        return True

    def send(self, path: str, **typed: str) -> tuple[str, bool]:
        """Send a form; say which process answered, and whether the try was let through."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **typed}).encode()
        request = urllib.request.Request(f"{self.address}{path}", body, {"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=60) as answer:
            words = answer.read().decode()
        return str(answer.headers["X-Worker"]), not re.search(r"For mange forsøg|flere mails", words)


@pytest.fixture(scope="module")
def site(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with several worker processes on a database of its own."""
    folder = tmp_path_factory.mktemp("workers")
    shutil.copytree(prepared_folder / "data", folder / "data")
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "MASKINRUM_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    options = [
        "--workers",
        str(WORKERS),
        "--bind",
        f"127.0.0.1:{port}",
        "--no-control-socket",
        "--log-level",
        "warning",
    ]
    command = [sys.executable, "-m", "gunicorn", *options, "tests.config.told_worker:application"]
    process = subprocess.Popen(command, env=environment, cwd=folder)
    try:
        served = Site(f"http://127.0.0.1:{port}")
        wait_for(lambda: served.is_up() or process.poll() is not None, "the site never answered")
        yield served
    finally:
        process.terminate()
        process.wait()


def tries(site: Site, path: str, count: int, **typed: str) -> tuple[int, Counter[str]]:
    """Send a form many times at once; say how many tries were let through, and how many each process answered."""
    with ThreadPoolExecutor(WORKERS * 2) as pool:
        answers = list(pool.map(lambda _: site.send(path, **typed), range(count)))
    return sum(let_through for _, let_through in answers), Counter(worker for worker, _ in answers)


@pytest.mark.parametrize(
    ("path", "typed", "most"),
    [
        ("/konto/login/", {"login": "en@nord.example", "password": "forkert kode 123"}, 5),
        ("/konto/login/code/", {"email": "to@nord.example"}, 3),
        ("/konto/password/reset/", {"email": "tre@nord.example"}, 3),
    ],
)
def test_limit_is_common_to_all_worker_processes(site: Site, path: str, typed: dict[str, str], most: int) -> None:
    let_through, answered = tries(site, path, 18, **typed)
    assert (len(answered) >= 2, let_through) == (True, most), answered
