"""``maskinrum`` as processes of its own: commands that run to their end, and sites that answer."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

PATIENCE = 240  # seconds on a busy machine; nothing is asserted about them


def run(folder: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run ``maskinrum`` in a folder as an operator would."""
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "en_DK.UTF-8",
        "MASKINRUM_DATA": str(folder / "data"),
        "PYTHONIOENCODING": "utf-8",
        **variables,
    }
    command = [sys.executable, "-m", "maskinrum", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def wait_for(happened: Callable[[], object], what: str) -> None:
    """Look until something has happened; fail when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Site:
    """A running ``maskinrum serve``."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.port = free_port()
        self.told, self.said = folder / "stderr", folder / "stdout"
        self.folder = folder
        environment = {
            "PATH": os.environ["PATH"],
            "MASKINRUM_DATA": str(folder / "data"),
            "MASKINRUM_WORKERS": "1",  # starting one is what takes the time
            "LC_ALL": "en_DK.UTF-8",
        }
        environment |= variables
        command = [sys.executable, "-m", "maskinrum", "serve", "--migrate", "--port", str(self.port)]
        with self.told.open("w") as told, self.said.open("w") as said:
            self.process = subprocess.Popen(command, env=environment, stdout=said, stderr=told, cwd=folder)

    def status(self, path: str = "/") -> int:
        """The answer to a page, 0 when there is none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except OSError:
            return 0

    def started(self, name: str) -> list[int]:
        """The process numbers of the web servers, workers or ticks started so far."""
        return [int(number) for number in re.findall(rf"{name}: running as process (\d+)", self.told.read_text())]


@contextmanager
def running_site(prepared: Path, folder: Path, **variables: str) -> Iterator[Site]:
    """A site that answers, stopped afterwards unless it has been."""
    shutil.copytree(prepared / "data", folder / "data")
    running = Site(folder, **variables)
    try:
        wait_for(lambda: running.status() or running.process.poll() is not None, "the site never answered")
        assert running.status() == 200, running.told.read_text()
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait()
