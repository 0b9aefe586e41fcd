"""What every test can ask for: an hour, two organisations, their people, and a browser signed in as one of them.

The tests run on SQLite, or on PostgreSQL with ``MASKINRUM_TEST_DATABASE=postgres``.
"""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from maskinrum.config.console import OBJECTS_BETWEEN_LOOKS
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.search.actions import keep_up
from maskinrum.shared import mail
from tests.measuring import forget_remembered
from tests.processes import run
from tests.settings import DATABASE_IS_THERE
from tests.tables import TEMPLATE, can_be_copied, copied_into_memory, migrated_file, migrated_template

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PASSWORD = "en lang adgangskode"
TESTS = Path(__file__).parent
# What takes half a minute or more begins first, in this order: while one process makes the demonstration that browser
# tests need, the others have something else to do.
LONG = (
    "house/test_access_walk.py",
    "browser/test_whole_site.py",
    "browser/test_accounts.py",
    "house/test_pages.py",
    "house/test_attack_walk.py",
    "browser/test_every_state.py",
    "config/test_serve.py",
    "house/test_attack_sessions.py",
    "browser/test_first_answer.py",
    "browser/test_member.py",
    "browser/test_every_page.py",
    "browser/test_register_entries.py",
    "shared/test_worker.py",
    "search/test_accidents.py",
    "config/test_demo.py",
    "decisions/test_analyses.py",
    "decisions/test_paper_explored.py",
    "decisions/test_exports.py",
)
DEAR, UNMEASURED = (
    {line for line in (TESTS / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    for name in ("dear.txt", "unmeasured.txt")
)
CORES = {"engine", "danish", "deadlines"}
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
PREPARATION = "from maskinrum.config import serving; serving.prepare_database(); serving.collect_static()"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the database; skip those in sight when the database asked for is not there.

    SQLite in memory is one connection: what asks for several belongs to the run on PostgreSQL only, and a test of a
    file on disk stands beside it. What does not depend on the database runs on SQLite only. A quick run leaves out
    what is marked as thorough or named in ``dear.txt``, and all but the first and the last of the cases of one test;
    on PostgreSQL it runs what needs several connections, and what is marked as telling of the database. What is named
    in ``unmeasured.txt`` runs as ever, and measures no coverage.
    """
    says_who = bool(config.getoption("cov_context", None))  # then all is measured
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures):
            item.add_marker("database")
            if not DATABASE_IS_THERE:
                item.add_marker(pytest.mark.skip(reason="no PostgreSQL wheel for this platform"))
        if item.nodeid in UNMEASURED and not says_who:
            item.add_marker("no_cover")
    asked = [item for item in items if not is_for_the_other_database(item)]
    chosen = set(few_of([item for item in asked if is_quick(item)]) if config.getoption("quick") else asked)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = sorted((item for item in items if item in chosen), key=place_of)


def pytest_collection_finish() -> None:
    """Let the collector pass over modules and tests, which stay to the end, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)


def is_for_the_other_database(item: pytest.Item) -> bool:
    """Whether a test belongs to the run on the other database."""
    return item.get_closest_marker("connections" if connection.vendor == "sqlite" else "either_database") is not None


def is_quick(item: pytest.Item) -> bool:
    """Whether a test belongs to a quick run on this database."""
    if DEAR & {item.nodeid, item.nodeid.partition("::")[0]}:
        return False
    if connection.vendor == "postgresql" and "database" in {mark.name for mark in item.iter_markers()}:
        return any(item.get_closest_marker(name) for name in ("connections", "telling"))
    databases = [mark.args or (connection.vendor,) for mark in item.iter_markers("thorough")]
    return not any(connection.vendor in vendors for vendors in databases)


def few_of(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield the first and the last case of each test that has several, and every case of a whole list."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for found in cases.values():
        is_whole = found[0].get_closest_marker("whole_list") is not None
        yield from found if is_whole else {found[0], found[-1]}


def place_of(item: pytest.Item) -> int:
    """When the file of a test begins: the long ones first, side by side, so that none is left over at the end."""
    name = item.path.relative_to(TESTS).as_posix()
    return LONG.index(name) if name in LONG else len(LONG)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Let the processes of one run copy the tables that the first of them has made."""
    if not can_be_copied():
        yield
    elif connection.vendor == "sqlite":
        with closing(copied_into_memory(made_once(tmp_path_factory, "migrated", migrated_file) / "data")):
            yield
    else:
        made_once(tmp_path_factory, "template", migrated_template)
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let the flush after a transactional test pass the triggers of the audit log.

    They are lifted and put back in the same transaction as the flush; nothing else in the tests can do that. SQLite
    can only DELETE, and PostgreSQL asks before a TRUNCATE.
    """
    # On the class: a process that has opened a browser asks through another connection than before.
    operations = type(connection.ops)
    flush = operations.sql_flush
    log = AuditEvent._meta.db_table

    def flush_between_triggers(self: Any, *args: object, **options: object) -> list[str]:
        statements = flush(self, *args, **options)  # type: ignore[arg-type]
        if self.connection.vendor != "sqlite":
            off, on = (f"ALTER TABLE {log} {way} TRIGGER USER" for way in ("DISABLE", "ENABLE"))
            return [off, *statements, on]
        with self.connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        return [f"DROP TRIGGER {name}" for name, _ in triggers] + statements + [sql for _, sql in triggers]

    operations.sql_flush = flush_between_triggers  # type: ignore[method-assign]


@pytest.fixture(scope="module", autouse=True)
def run_anew(request: pytest.FixtureRequest) -> None:
    """Forget what is remembered before the tests of a pure core, which must run every line of it.

    What a process runs once may have been run by tests that measure nothing.
    """
    place = request.path.relative_to(TESTS).parts[0]
    if place in CORES:
        forget_remembered(f"maskinrum.{place}.")


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """Begin every test in Danish: the language of a request stays on in its thread when it is over."""
    with translation.override("da"):
        yield


@pytest.fixture(autouse=True)
def own_kinds_of_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test declare kinds of mail that no other test meets."""
    monkeypatch.setattr(mail, "_KINDS", mail.mail_kinds())


@pytest.fixture(autouse=True)
def no_index_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test begin without a search index: one that another test left would answer for the wrong world."""
    monkeypatch.setattr(settings, "SEARCH_FOLDER", Path(settings.SEARCH_FOLDER).with_name(f"search-{uuid4().hex}"))


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with tables and collected files, to copy: a site in it starts quickly."""

    def prepare(folder: Path) -> None:
        shutil.copytree(made_once(tmp_path_factory, "migrated", migrated_file) / "data", folder / "data")
        assert run(folder, "shell", "--no-imports", "--command", PREPARATION).returncode == 0

    return made_once(tmp_path_factory, "prepared", prepare)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path) -> Path:
    """A data folder with the demo world and its search index, to copy."""

    def prepare(folder: Path) -> None:
        shutil.copytree(prepared_folder / "data", folder / "data")
        for words in (["demo", "--load-only"], ["reindex"]):
            answer = run(folder, *words)
            assert answer.returncode == 0, answer.stderr

    return made_once(tmp_path_factory, "demo", prepare)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that whichever test process needs it first makes for all of them."""
    base = factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, unfinished = common / name, common / f"{name}.unfinished"
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="module")
def until_the_module_ends(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a fixture of a module write what each test finds and none can change for the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, 10.30 in Copenhagen."""
    return NOW


@pytest.fixture
def organisation(db: None) -> Organisation:
    """The organisation most tests look from."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    return create_organisation("Boligselskabet Nord", kind=kind, viewer=OPERATOR, now=NOW)


@pytest.fixture
def other_organisation(db: None) -> Organisation:
    """An organisation in the network that shares nothing with the first."""
    return create_organisation("Entreprenør Syd", kind=OrganisationKind.CONTRACTOR, viewer=OPERATOR, now=NOW)


def _person(email: str, name: str, organisation: Organisation | None = None, role: Role = Role.MEMBER) -> Person:
    person = register_person(email, name=name, password=PASSWORD, is_verified=True, now=NOW)
    if organisation is not None:
        add_member(person, organisation=organisation, role=role, viewer=OPERATOR, now=NOW)
    return person


@pytest.fixture
def member(organisation: Organisation) -> Person:
    """Somebody who acts for ``organisation``."""
    return _person("mette@nord.example", "Mette Holm", organisation)


@pytest.fixture
def manager(organisation: Organisation) -> Person:
    """Somebody who decides for ``organisation``."""
    return _person("bo@nord.example", "Bo Lind", organisation, Role.MANAGER)


@pytest.fixture
def secretary(db: None) -> Person:
    """Somebody who looks after the network."""
    kind = OrganisationKind.ASSOCIATION
    office = create_organisation("Sekretariatet", kind=kind, viewer=OPERATOR, now=NOW)
    return _person("signe@sekretariatet.example", "Signe Dam", office, Role.SECRETARIAT)


@pytest.fixture
def outsider(other_organisation: Organisation) -> Person:
    """Somebody who acts for ``other_organisation``."""
    return _person("sara@syd.example", "Sara Krog", other_organisation)


@pytest.fixture
def newcomer(db: None) -> Person:
    """Somebody who has signed up and acts for no organisation yet."""
    return _person("ny@person.example", "Ny Person")


@pytest.fixture
def client_of() -> Callable[[Person | None], Client]:
    """Give a browser signed in as a person; as nobody for None."""

    def client_of(person: Person | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person)
        return client

    return client_of


@pytest.fixture
def follow(no_index_yet: None, db: None) -> Callable[[], int]:
    """A search index of the test's own. Call it to let the index follow what was changed, as the indexer does."""

    def follow() -> int:
        return keep_up(timezone.now())

    follow()
    return follow


def asked_during(visit: Callable[[], Any]) -> tuple[Any, list[str]]:
    """The response of a visit and the queries it made, without those that count the sender's visits by the minute.

    The first of a minute counts with one query more, whoever comes and whatever is asked for, and a savepoint that is
    rolled back around it. Savepoints are therefore left out too.
    """
    with CaptureQueriesContext(connection) as captured:
        response = visit()
    counted = str(settings.CACHES["default"]["LOCATION"])
    asked = [query["sql"] for query in captured.captured_queries]
    return response, [sql for sql in asked if counted not in sql and not sql.startswith(SAVEPOINTS)]


@pytest.fixture
def assert_constant_queries(db: None) -> Callable[[Callable[[int], object], Callable[[], HttpResponse]], None]:
    """Hold a page to the same number of queries with 1 row and with 3.

    ``make_rows(n)`` adds n rows; ``visit()`` returns the response of the page.
    """

    def assert_constant_queries(make_rows: Callable[[int], object], visit: Callable[[], HttpResponse]) -> None:
        make_rows(1)
        visit()
        few, with_one = asked_during(visit)
        make_rows(2)
        more, with_three = asked_during(visit)
        assert (few.status_code, more.status_code) == (200, 200)
        assert len(with_three) == len(with_one), "\n".join(["with 1 row:", *with_one, "with 3 rows:", *with_three])

    return assert_constant_queries
