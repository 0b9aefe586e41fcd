"""A ``maskinrum serve`` of its own for the benchmarks that ask over HTTP: on a free port, with its words kept.

It is waited for as long as a busy machine may need, and no longer than it lives: when it ends or never answers, what
it wrote is shown.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 300.0  # seconds until the first page
LAST_LINES = 20


@dataclass(frozen=True)
class Served:
    """A site that answers: the process of ``maskinrum serve``, and where it listens."""

    process: int
    port: int

    @property
    def web(self) -> int:
        """The process that makes pages: a child of the web server, itself a child of ``serve``. Linux alone tells."""
        for number in _children(self.process):
            if "gunicorn" in Path(f"/proc/{number}/cmdline").read_text() and (workers := _children(number)):
                return workers[0]
        raise SystemExit("there is no web server")


@contextmanager
def served(folder: str, place: str = "/menu/") -> Iterator[Served]:
    """Serve what lies in a folder, wait until ``place`` is there, and stop at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = Path(folder) / "served.txt"
    command = [sys.executable, "-m", "maskinrum", "serve", "--port", str(port)]
    with told.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=os.environ | {"MASKINRUM_DATA": folder}, stdout=words, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, port, place, told)
            yield Served(process.pid, port)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, place: str, told: Path) -> None:
    until, last = time.monotonic() + PATIENCE, "nothing"
    while process.poll() is None and time.monotonic() < until:
        last = _ask(port, place)
        if last == "200":
            return
        time.sleep(0.2)
    ended = f"ended with {process.returncode}" if process.returncode is not None else f"waited {PATIENCE:.0f} s"
    lines = told.read_text(errors="replace").splitlines()[-LAST_LINES:]
    raise SystemExit("\n".join([f"the site never answered ({ended}; last answer: {last}); it said:", *lines]))


def _ask(port: int, place: str) -> str:
    """The status of the answer, or what stood in its way."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", place)
        answer = line.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        line.close()
    return str(answer.status)


def _children(parent: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
