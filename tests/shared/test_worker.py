"""The promise about mail, held by real processes that are killed: each at least once, twice only by a death."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from maskinrum.shared.actions import send_later
from maskinrum.shared.models import PeriodicJob
from maskinrum.shared.stopping import STOP
from tests.conftest import NOW
from tests.processes import PATIENCE, Site, run, running_site, wait_for
from tests.shared.smtp_server import ACCEPTED, Post, mail_server

MAILS = 1000
FILL = f"""
from django.db import transaction
from django.utils import timezone
from maskinrum.shared.actions import send_later
with transaction.atomic():
    for number in range({MAILS}):
        send_later(f"p{{number}}@nord.example", subject="Emne", text="Tekst", kind="account", now=timezone.now())
"""
TIME_PASSES = """
from django.utils import timezone
from maskinrum.shared.models import OutboxMail
print(OutboxMail.objects.filter(state="sending").update(next_attempt_at=timezone.now()))
"""
STATES = """
from django.db.models import Count
from maskinrum.shared.models import OutboxMail
print(sorted(OutboxMail.objects.values_list("state").annotate(Count("pk"))))
"""


@dataclass
class Installation:
    """A data folder with a database and a mail server; its commands run as processes."""

    folder: Path
    variables: dict[str, str]

    def run(self, *words: str) -> str:
        """Run a command to its end."""
        answer = run(self.folder, *words, **self.variables)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a command and return its process."""
        environment = {"PATH": os.environ["PATH"], "MASKINRUM_DATA": str(self.folder / "data"), **self.variables}
        return subprocess.Popen([sys.executable, "-m", "maskinrum", *words], cwd=self.folder, env=environment)


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The variables of a database with all tables that the commands of a data folder with such a one can use.

    On PostgreSQL it is a new one of the test's server.
    """
    if connection.vendor == "sqlite":
        yield {}
        return
    name, known = f"worker_{uuid4().hex}", settings.DATABASES["default"]
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    try:
        database = {"DATABASE_URL": f"postgresql://{known['USER']}@{quote(known['HOST'], safe='')}/{name}"}
        if not template:
            Installation(folder, database).run("migrate")
        yield database
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(tmp_path: Path, transactional_db: None, prepared_folder: Path) -> Iterator[tuple[Installation, Post]]:
    """An installation with tables, and the mail server it sends through."""
    shutil.copytree(prepared_folder / "data", tmp_path / "data")
    with own_database(tmp_path) as database, mail_server(Post()) as post:
        address = {"MASKINRUM_EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
        yield Installation(tmp_path, database | address), post


def killing(workers: list["subprocess.Popen[bytes]"], at: set[int]) -> Callable[[int], str]:
    """Accept every mail, but kill the worker first, so that it never hears that the n'th was accepted."""

    def answer(number: int) -> str:
        if number in at:
            workers[-1].kill()
            workers[-1].wait()
        return ACCEPTED

    return answer


@pytest.mark.thorough
def test_a_thousand_mails_survive_that_workers_are_killed(installation: tuple[Installation, Post]) -> None:
    made, post = installation
    workers: list[subprocess.Popen[bytes]] = []
    kills_after_acceptance, kill_before = {200, 500}, "p700@nord.example"

    def to_recipient(address: str) -> str:
        if address == kill_before and len(workers) < 4:
            workers[-1].kill()
            workers[-1].wait()
        return ACCEPTED

    post.to_message, post.to_recipient = killing(workers, kills_after_acceptance), to_recipient
    made.run("shell", "-c", FILL)
    for _ in range(3):
        workers.append(made.start("worker"))
        workers[-1].wait(PATIENCE)
    workers.append(made.start("worker"))
    wait_for(lambda: len(set(post.recipients)) == MAILS - 1, "the rest was not sent")
    assert made.run("shell", "-c", TIME_PASSES).splitlines()[-1] == "3"
    second = made.start("worker")  # two at once
    wait_for(lambda: len(post.recipients) == MAILS + 2, "what the dead had claimed was not sent")
    for worker in (workers[-1], second):
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(PATIENCE) for worker in (*workers, second)] == [-9, -9, -9, 0, 0]

    received = Counter(post.recipients)
    assert received.keys() == {f"p{number}@nord.example" for number in range(MAILS)}
    twice = [address for address, count in received.items() if count > 1]
    assert len(twice) == len(kills_after_acceptance)
    ids = {(message["To"], message["Message-ID"]) for message in post.messages}
    assert len(ids) == MAILS, "a second copy has another Message-ID"
    assert made.run("shell", "-c", STATES).splitlines()[-1] == f"[('sent', {MAILS})]"


def test_a_worker_that_is_told_to_stop_finishes_the_mail_it_has(installation: tuple[Installation, Post]) -> None:
    made, post = installation
    workers: list[subprocess.Popen[bytes]] = []

    def told_to_stop(number: int) -> str:
        if number == 3:
            workers[0].send_signal(signal.SIGTERM)
            time.sleep(0.3)
        return ACCEPTED

    post.to_message = told_to_stop
    made.run("shell", "-c", FILL)
    workers.append(made.start("worker"))
    assert workers[0].wait(PATIENCE) == 0
    assert made.run("shell", "-c", STATES).splitlines()[-1] == f"[('sent', 3), ('waiting', {MAILS - 3})]"
    assert len(post.recipients) == 3


def test_a_code_asked_for_on_a_page_is_sent_at_once(prepared_folder: Path, tmp_path: Path) -> None:
    with mail_server(Post()) as post:
        address = {"MASKINRUM_EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
        with running_site(prepared_folder, tmp_path, **address) as site:
            ask_for_code(site, "nogen@nord.example")
            wait_for(lambda: post.recipients == ["nogen@nord.example"], "no code came")


def ask_for_code(site: Site, email: str) -> None:
    """Ask for a sign-in code as a browser does."""
    browser = build_opener(HTTPCookieProcessor())
    page = f"http://127.0.0.1:{site.port}/konto/login/code/"
    with browser.open(page) as shown:
        [secret] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.read().decode())[:1]
    data = urlencode({"csrfmiddlewaretoken": secret, "email": email}).encode()
    with browser.open(page, data) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("command", ["worker", "tick"])
def test_a_process_that_shows_no_page_leaves_the_heavy_libraries_out(command: str, tmp_path: Path) -> None:
    load = f"from django.core.management import load_command_class as load; load('maskinrum.config', '{command}')"
    look = "import sys; print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    program = f"import django; django.setup(); {load}; {look}"
    environment = {"MASKINRUM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maskinrum.config.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


@pytest.fixture
def told_to_stop_soon() -> Iterator[None]:
    """SIGTERM comes after a moment; afterwards this process is as it was."""
    wanted = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.getsignal(number) for number in wanted}
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    yield
    timer.join()
    for number, handler in before.items():
        signal.signal(number, handler)
    STOP.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("told_to_stop_soon")
def test_a_worker_does_what_it_finds_until_it_is_told_to_stop() -> None:
    with mail_server(Post()) as post:
        send_later("a@nord.example", subject="Emne", text="Tekst", kind="account", now=NOW)
        call_command("worker")
        assert STOP.is_set()
    assert post.recipients == ["a@nord.example"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("told_to_stop_soon")
def test_a_tick_waits_for_the_next_minute_until_it_is_told_to_stop() -> None:
    call_command("tick")
    assert STOP.is_set()
    assert PeriodicJob.objects.filter(finished_at=None).count() == 0
