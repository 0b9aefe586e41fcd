"""What has to be right before people rely on an installation, each with what to do when it is not."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import DatabaseError, connection
from django.http.request import validate_host
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.config import serving
from maskinrum.config.demo import holds_demo_persons
from maskinrum.config.environment import Environment, unknown_variables
from maskinrum.search import queries as search
from maskinrum.search.indexing import can_be_opened
from maskinrum.shared.mail import has_mail_server
from maskinrum.shared.queries import failing_jobs, last_tick, stuck_mails, waiting_since
from maskinrum.shared.smtp import MailServer, NotAcceptedError

LEAST_SPACE = 1024**3  # bytes
SHORTEST_KEY = 32  # characters
FEWEST_CHARACTERS = 10  # different ones in a key
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)  # no honest clock stands before this
MOST_DRIFT = timedelta(minutes=1)
MOST_SILENCE = timedelta(minutes=5)  # of the worker and the tick
BACKGROUND = 4  # connections: worker, tick and indexer, and one for whoever looks


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what it is, whether it is well, and what was seen or must be mended."""

    subject: str
    text: str
    is_well: bool


def well(subject: str, text: str) -> Finding:
    """Nothing to do; ``text`` says what was seen."""
    return Finding(subject, text, is_well=True)


def mend(subject: str, text: str) -> Finding:
    """Something to do; ``text`` says what."""
    return Finding(subject, text, is_well=False)


def examine(environment: Environment) -> Iterator[Finding]:
    """Look at everything, in the order in which one would mend it."""
    yield check_variables()
    yield check_data_folder(environment.data)
    yield check_secret_key(environment)
    yield check_address(environment)
    yield check_debug(environment)
    yield from check_database(environment)
    yield check_mail()
    yield check_static()
    yield check_space(environment.data)
    yield check_clock(timezone.now())
    yield check_time_zone()


def check_variables() -> Finding:
    """A misspelt variable has no effect, which nobody notices."""
    subject = _("Variables")
    unknown = [f"{name} ({meant}?)" if meant else name for name, meant in unknown_variables().items()]
    if unknown:
        return mend(subject, _("these mean nothing; correct or remove them: %(names)s") % {"names": ", ".join(unknown)})
    return well(subject, _("all are known"))


def check_data_folder(folder: Path) -> Finding:
    """The folder holds personal data: it must be writable, and closed to other users of the machine."""
    subject, words = _("Data folder"), {"folder": folder}
    if not folder.is_dir():
        return mend(subject, _("%(folder)s is not there; maskinrum serve --migrate makes it") % words)
    if not os.access(folder, os.W_OK | os.X_OK):
        return mend(subject, _("%(folder)s cannot be written to; correct its owner") % words)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return mend(subject, _("others can look into it; run chmod 700 %(folder)s") % words)
    return well(subject, str(folder))


def check_secret_key(environment: Environment) -> Finding:
    """Whoever guesses the key can sign in as anybody."""
    subject, file = _("Secret key"), environment.data / "secret_key"
    if len(environment.secret_key) < SHORTEST_KEY or len(set(environment.secret_key)) < FEWEST_CHARACTERS:
        words = {"count": SHORTEST_KEY}
        return mend(subject, _("too easy to guess; write at least %(count)s random characters, or unset it") % words)
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return mend(subject, _("others can read it; run chmod 600 %(file)s") % {"file": file})
    return well(subject, _("long enough"))


def check_address(environment: Environment) -> Finding:
    """The address in mails must be one that the site answers to, and encrypted when it leaves the machine."""
    subject, host = _("Address"), urlsplit(environment.base_url).hostname or ""
    if not validate_host(f"[{host}]" if ":" in host else host, environment.hosts):
        return mend(subject, _("add %(host)s to MASKINRUM_HOSTS") % {"host": host})
    if "*" in environment.hosts:
        return mend(subject, _("MASKINRUM_HOSTS lets any name through; write the names of the site"))
    if not environment.base_url.startswith("https://") and not serving.is_loopback(host):
        return mend(subject, _("sign-in would be readable on the way; use https in MASKINRUM_BASE_URL"))
    return well(subject, environment.base_url)


def check_debug(environment: Environment) -> Finding:
    """Debug pages show settings and data to whoever provokes an error."""
    host = urlsplit(environment.base_url).hostname or ""
    if environment.debug and not serving.is_loopback(host):
        return mend(_("Debug"), _("error pages show too much; unset MASKINRUM_DEBUG"))
    return well(_("Debug"), _("on, on this machine only") if environment.debug else _("off"))


def check_database(environment: Environment) -> Iterator[Finding]:
    """It must answer, have this version's tables and, on SQLite, write ahead and be closed to others."""
    try:
        connection.ensure_connection()
        yield well(_("Database"), connection.display_name)
        yield check_tables()
        yield check_demo_persons(environment)
        if connection.vendor == "sqlite":
            yield check_sqlite(Path(str(connection.settings_dict["NAME"])))
        else:
            yield check_connections(environment.workers)
        yield check_worker(timezone.now())
        yield check_tick(timezone.now())
        yield check_outbox()
        yield check_search(timezone.now())
    except DatabaseError as error:
        text = _("no answer (%(reason)s); correct DATABASE_URL or start the database")
        yield mend(_("Database"), text % {"reason": " ".join(str(error).split())})


def check_tables() -> Finding:
    """The tables must be those of this version."""
    if missing := len(serving.pending_migrations()):
        return mend(_("Tables"), _("%(count)s changes are missing; run maskinrum migrate") % {"count": missing})
    if not serving.has_cache_table():
        return mend(_("Tables"), _("the cache table is missing; run maskinrum createcachetable"))
    return well(_("Tables"), _("up to date"))


def check_demo_persons(environment: Environment) -> Finding:
    """Everybody knows the password of a demo person."""
    host = urlsplit(environment.base_url).hostname or ""
    if holds_demo_persons() and not serving.is_loopback(host):
        return mend(_("Demo sign-ins"), _("there are some; start again with an empty database"))
    return well(_("Demo sign-ins"), _("none that can be reached from outside"))


def check_sqlite(file: Path) -> Finding:
    """Reading and writing at the same time needs the write-ahead log, and the file holds personal data."""
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        return mend("SQLite", _("it cannot write ahead (%(mode)s); put it on a disk of this machine") % {"mode": mode})
    is_shared = stat.S_IMODE(file.parent.stat().st_mode) & 0o077 and stat.S_IMODE(file.stat().st_mode) & 0o077
    if is_shared:
        return mend("SQLite", _("others can read it; run chmod 600 %(file)s") % {"file": file})
    return well("SQLite", str(file))


def check_connections(workers: int) -> Finding:
    """Every thread of a web process may keep a connection; the last one that finds no room is an error page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        )
        allowed = cursor.fetchone()[0]
    subject, needed = _("Connections"), workers * int(serving.THREADS) + BACKGROUND
    words = {"allowed": allowed, "needed": needed}
    if needed > allowed:
        return mend(
            subject, _("up to %(needed)s, of which the database allows %(allowed)s; raise max_connections") % words
        )
    return well(subject, _("up to %(needed)s of the %(allowed)s the database allows") % words)


def check_worker(now: datetime) -> Finding:
    """A task that nobody takes says that no worker runs."""
    subject, since = _("Background work"), waiting_since()
    if since is not None and now - since > MOST_SILENCE:
        words = {"when": f"{timezone.localtime(since):%Y-%m-%d %H:%M}"}
        return mend(subject, _("has waited since %(when)s; start maskinrum serve or maskinrum worker") % words)
    return well(subject, _("nothing waits"))


def check_tick(now: datetime) -> Finding:
    """Without periodic work nothing is tried again and nothing is removed when its time is up."""
    subject, last = _("Periodic work"), last_tick()
    if last is None or now - last > MOST_SILENCE:
        return mend(subject, _("has not run for five minutes; start maskinrum serve or maskinrum tick"))
    if failing := failing_jobs():
        return mend(subject, _("fails: %(names)s; the log says why") % {"names": ", ".join(failing)})
    return well(subject, f"{timezone.localtime(last):%Y-%m-%d %H:%M}")


def check_outbox() -> Finding:
    """Mails that were given up, or that should have been sent long ago, wait for somebody to look at them."""
    subject, stuck = _("Outbox"), stuck_mails(timezone.now())
    if stuck:
        text = _("%(count)s e-mails could not be sent; the secretariat's page /sekretariat/udbakke/ says why")
        return mend(subject, text % {"count": stuck})
    return well(subject, _("no e-mail is stuck"))


def check_search(now: datetime) -> Finding:
    """The index must be one of this version, and follow what is changed."""
    subject, since = _("The search"), search.waiting_since()
    if not can_be_opened():
        return mend(subject, _("there is no index; start maskinrum serve or maskinrum indexer, which builds one"))
    if failed := search.failed_changes().count():
        return mend(subject, _("%(count)s things cannot be put into the index; the log says why") % {"count": failed})
    if since is not None and now - since > MOST_SILENCE:
        words = {"when": f"{timezone.localtime(since):%Y-%m-%d %H:%M}"}
        return mend(subject, _("has not followed since %(when)s; start maskinrum serve or maskinrum indexer") % words)
    return well(subject, _("up to date"))


def check_mail() -> Finding:
    """Nobody gets in without the code that is sent by mail."""
    if not has_mail_server():
        return well(_("E-mail"), _("kept in the outbox; set MASKINRUM_EMAIL_URL to send it"))
    words = {"server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"}
    try:
        with MailServer() as server:
            server.open()
    except NotAcceptedError as error:
        reason = words | {"reason": error}
        return mend(_("E-mail"), _("%(server)s: %(reason)s; correct MASKINRUM_EMAIL_URL") % reason)
    return well(_("E-mail"), _("%(server)s answers") % words)


def check_static() -> Finding:
    """Style sheets and fonts are collected when the site starts."""
    subject = _("Style sheets and fonts")
    if not any(path.endswith(".woff2") for path in serving.static_files()):
        return mend(subject, _("the fonts are missing; install Maskinrum again"))
    if serving.static_is_stale():
        return mend(subject, _("not collected for this version; maskinrum serve does it when it starts"))
    return well(subject, _("up to date"))


def check_space(folder: Path) -> Finding:
    """A full disk stops every write."""
    place = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(place).free
    words = {"free": f"{free / 1024**3:.1f}", "place": place}
    if free < LEAST_SPACE:
        return mend(_("Disk"), _("only %(free)s GiB are free at %(place)s; make room") % words)
    return well(_("Disk"), _("%(free)s GiB are free at %(place)s") % words)


def check_clock(now: datetime) -> Finding:
    """Codes, deadlines and certificates depend on the time of day; a database on another machine shows drift."""
    if now < RELEASED:
        return mend(_("Clock"), _("it says %(now)s; set it right") % {"now": f"{now:%Y-%m-%d %H:%M}"})
    if connection.vendor == "postgresql" and connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            if abs(cursor.fetchone()[0] - timezone.now()) > MOST_DRIFT:
                return mend(_("Clock"), _("it differs from that of the database; set both right"))
    return well(_("Clock"), f"{now:%Y-%m-%d %H:%M} UTC")


def check_time_zone() -> Finding:
    """Danish time needs the table of time zones."""
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        return mend(_("Time zone"), _("the table of time zones is missing; install tzdata"))
    return well(_("Time zone"), settings.TIME_ZONE)
