"""Everything between a checked configuration and a site that answers."""

import hashlib
import os
import socket
import sqlite3
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from ipaddress import ip_address
from itertools import count
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.config.supervisor import Child, supervise
from maskinrum.evaluation.actions import load_questions
from maskinrum.knowledge.actions import load_evidence, load_experiences, load_recommendations, load_tools
from maskinrum.knowledge.reports.tools import files_to_bring, releases
from maskinrum.partnerships.actions import load_register
from maskinrum.shared.mail import has_mail_server

LOOPBACK_NAME = "localhost"
ROWS_TO_MEASURE = 1_000  # of each index: enough to tell a good one, and done at once however large the table
# What django_htmx brings beside the one file that pages ask for is half of all there would be to compress.
UNUSED = ["htmx-2.js", "htmx-4*", "htmax-*"]
GRACE = "5"  # seconds a page that is being made has left when the site stops
SILENCE = struct.pack("ll", 15, 0)  # seconds and microseconds a visitor may leave a request unfinished
# With a heap for each thread, as glibc has it, what one thread gives back is kept from the next: a process asked for
# pages of all kinds at once held 413 MB of its own, and holds some 300 (docs/operations.md).
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
# Requests that each worker process attends to at a time. Eighteen may be taken by calculations and those who wait for
# one, see ``CALCULATIONS_AT_ONCE`` and ``PARTS_AT_ONCE``; the others are for pages and slow lines.
THREADS = "24"
# As long as gunicorn admits: a search of a thousand letters, as many as its box takes, is six thousand where all are ø.
LONGEST_ADDRESS = "8190"


class AddressTakenError(Exception):
    """The address cannot be listened at; the text says why and what to do."""


def pending_migrations() -> list[str]:
    """The database changes that have not been made yet. Raises OperationalError when there is no database."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def has_cache_table() -> bool:
    """Whether the table that all worker processes count sign-in attempts in is there."""
    return settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def prepare_database() -> None:
    """Make all tables, bring what ships and measure the tables. Doing it again changes nothing."""
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    if not has_cache_table():
        call_command("createcachetable", verbosity=0)
    load_register(timezone.now())
    load_experiences(timezone.now())
    load_evidence(timezone.now())
    load_recommendations(timezone.now())
    load_tools(releases(), files_to_bring, timezone.now())
    load_questions(timezone.now())
    measure_tables()


def set_demo_aside(error: Exception) -> Path | None:
    """Rename a SQLite file with demo people alone whose tables are of another version, and return its new name.

    None where that is not what is wrong, where somebody else could be in it, or where that cannot be told.
    """
    code = getattr(error.__cause__, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if connection.vendor != "sqlite" or code != sqlite3.SQLITE_ERROR:
        return None
    people = "SELECT COUNT(*) FROM organisations_person"
    try:
        with connection.cursor() as cursor:
            others, everybody = [
                cursor.execute(f"{people}{where}").fetchone()[0] for where in (" WHERE NOT is_demo", "")
            ]
    except DatabaseError:
        return None
    if others or not everybody:
        return None
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    aside = next(
        file.with_name(f"{file.name}.{n}") for n in count(1) if not file.with_name(f"{file.name}.{n}").exists()
    )
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


def measure_tables() -> None:
    """Let SQLite count what its indexes hold, or it takes all of them for equally good; PostgreSQL does so itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_TO_MEASURE}")
            cursor.execute("ANALYZE")


def static_is_stale() -> bool:
    """Whether the collected style sheets, fonts and scripts are others than those of this version."""
    stamp = _static_stamp()
    return not stamp.exists() or stamp.read_text(encoding="ascii") != _static_digest()


def collect_static() -> None:
    """Collect and compress the static files, unless that has been done."""
    if static_is_stale():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED)
        _static_stamp().write_text(_static_digest(), encoding="ascii")


def _static_stamp() -> Path:
    return Path(settings.STATIC_ROOT).with_name("collected")


def static_files() -> dict[str, Path]:
    """Where each static file of this version is, by the name pages know it by."""
    return {name: Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])}


def _static_digest() -> str:
    digest = hashlib.sha256()
    for name, file in sorted(static_files().items()):
        digest.update(f"{name} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach the address."""
    if host == LOOPBACK_NAME:
        return True
    with suppress(ValueError):
        return ip_address(host.strip("[]")).is_loopback
    return False


def listen(host: str, port: int) -> list[socket.socket]:
    """Open the listening sockets; ``localhost`` means both of its addresses, where the machine has both.

    Raises AddressTakenError. The sockets are opened here rather than by the web server, so that visitors wait for a
    moment instead of being turned away while it starts again.
    """
    try:
        with ExitStack() as opened:
            sockets = [each for family, address in _addresses(host) for each in _open(family, address, port, opened)]
            opened.pop_all()
    except OSError as error:
        text = _("%(host)s port %(port)s cannot be used: %(reason)s. Choose another, for example PORT=%(other)s.")
        words = {"host": host, "port": port, "reason": error.strerror, "other": port + 1}
        raise AddressTakenError(text % words) from error
    return sockets


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    addresses = {(family, str(address[0])) for family, _type, _protocol, _name, address in found}
    return sorted(addresses | ({(socket.AF_INET, "127.0.0.1")} if host == LOOPBACK_NAME else set()))


def _open(family: socket.AddressFamily, address: str, port: int, opened: ExitStack) -> Iterator[socket.socket]:
    try:
        listening = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
    except OSError:
        return  # the machine names an address family it does not have
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it, so that one that says nothing gives its thread back.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, SILENCE)
    if family == socket.AF_INET6:
        listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listening.bind((address, port))
    listening.listen(256)
    yield listening


def serve(sockets: list[socket.socket], *, workers: int, tell: Callable[[str], object]) -> int:
    """Serve until told to stop. Returns the exit code."""
    connection.close()
    sys.stdout.flush()
    os.environ["PORT"] = str(sockets[0].getsockname()[1])
    for name, value in ONE_HEAP.items():
        os.environ.setdefault(name, value)
    children = [web_server(sockets, workers=workers), *background()]
    return supervise(children, tell=tell)


def background() -> list[Child]:
    """What works beside the pages: the worker sends mails, the tick does periodic work, the indexer writes the index.

    Processes of their own, so that what takes its time keeps no sign-in code waiting.
    """
    return [Child(name, (sys.executable, "-m", "maskinrum", name)) for name in ("worker", "tick", "indexer")]


def where_mail_goes() -> str:
    """A line for whoever starts a site without a mail server, empty when there is one."""
    if has_mail_server():
        return ""
    text = _("E-mails are not sent, because MASKINRUM_EMAIL_URL is not set. The secretariat reads them at %(address)s")
    return text % {"address": reverse("outbox:mails")}


def web_server(sockets: list[socket.socket], *, workers: int) -> Child:
    """gunicorn with threads in worker processes, on sockets that are already open.

    Connections are not kept for a next request: one whose body was refused would first have to be read to its end.
    """
    descriptors = tuple(opened.fileno() for opened in sockets)
    binds = [part for descriptor in descriptors for part in ("--bind", f"fd://{descriptor}")]
    memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    options = ["--workers", str(workers), "--graceful-timeout", GRACE, "--no-control-socket", "--log-level", "warning"]
    threads = ["--worker-class", "gthread", "--threads", THREADS, "--keep-alive", "0"]
    options += ["--limit-request-line", LONGEST_ADDRESS]
    command = (
        sys.executable,
        "-m",
        "gunicorn",
        *binds,
        *options,
        *threads,
        *memory,
        "maskinrum.config.wsgi:application",
    )
    return Child("web", command, descriptors)
