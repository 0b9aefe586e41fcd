import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from maskinrum.config import checkup
from maskinrum.config.environment import Environment
from maskinrum.organisations.models import Person
from maskinrum.search.actions import build_index
from maskinrum.search.models import IndexChange
from maskinrum.shared.actions import send_later
from maskinrum.shared.models import OutboxMail, PeriodicJob
from maskinrum.shared.tasks import deliver_mail
from tests.processes import free_port, run
from tests.shared.smtp_server import Post, mail_server


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An installation in which all is well."""
    tmp_path.chmod(0o700)
    known: Environment = settings.ENVIRONMENT
    return replace(known, data=tmp_path, base_url="https://maskinrum.example", hosts=["maskinrum.example"])


def test_a_well_kept_installation_is_well(environment: Environment) -> None:
    assert checkup.check_data_folder(environment.data).is_well
    assert checkup.check_secret_key(environment).is_well
    assert checkup.check_address(environment).is_well
    assert checkup.check_debug(environment).is_well


def test_a_misspelt_variable_is_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASKINRUM_EMAIL", "smtp://mail.example")
    finding = checkup.check_variables()
    assert not finding.is_well
    assert "MASKINRUM_EMAIL (MASKINRUM_EMAIL_URL?)" in finding.text


def test_a_missing_data_folder_is_to_mend(tmp_path: Path) -> None:
    assert not checkup.check_data_folder(tmp_path / "missing").is_well


def test_a_data_folder_open_to_others_is_to_mend(environment: Environment) -> None:
    environment.data.chmod(0o750)
    finding = checkup.check_data_folder(environment.data)
    assert not finding.is_well
    assert f"chmod 700 {environment.data}" in finding.text


@pytest.mark.parametrize("key", ["short", "a" * 60])
def test_a_weak_key_is_to_mend(environment: Environment, key: str) -> None:
    assert not checkup.check_secret_key(replace(environment, secret_key=key)).is_well


def test_a_key_others_can_read_is_to_mend(environment: Environment) -> None:
    file = environment.data / "secret_key"
    file.touch()
    file.chmod(0o644)
    assert f"chmod 600 {file}" in checkup.check_secret_key(environment).text


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("https://maskinrum.example", ["other.example"]),
        ("https://maskinrum.example", ["*"]),
        ("http://maskinrum.example", ["maskinrum.example"]),
    ],
)
def test_an_address_that_cannot_be_trusted_is_to_mend(
    environment: Environment, base_url: str, hosts: list[str]
) -> None:
    assert not checkup.check_address(replace(environment, base_url=base_url, hosts=hosts)).is_well


def test_debug_pages_on_a_public_site_are_to_mend(environment: Environment) -> None:
    assert not checkup.check_debug(replace(environment, debug=True)).is_well


@pytest.mark.database
@pytest.mark.django_db
def test_demo_people_on_a_public_site_are_to_mend(environment: Environment, member: Person) -> None:
    assert checkup.check_demo_persons(environment).is_well
    Person.objects.filter(pk=member.pk).update(is_demo=True)
    assert not checkup.check_demo_persons(environment).is_well
    assert checkup.check_demo_persons(replace(environment, base_url="http://localhost:8000")).is_well


@pytest.mark.database
@pytest.mark.django_db
def test_missing_changes_to_the_tables_are_to_mend() -> None:
    assert checkup.check_tables().is_well
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'organisations'")
    assert not checkup.check_tables().is_well


def test_a_mail_server_that_does_not_answer_is_to_mend(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    finding = checkup.check_mail()
    assert not finding.is_well
    assert f"127.0.0.1:{settings.EMAIL_PORT}" in finding.text


def test_a_mail_server_that_answers_is_well() -> None:
    with mail_server(Post()) as post:
        finding = checkup.check_mail()
    assert (finding.is_well, finding.text) == (True, f"127.0.0.1:{post.port} svarer")


@pytest.mark.django_db
def test_a_tick_that_has_not_run_for_five_minutes_is_to_mend(now: datetime) -> None:
    assert not checkup.check_tick(now).is_well
    PeriodicJob.objects.create(name="note", due_at=now, finished_at=now)
    assert checkup.check_tick(now + timedelta(minutes=5)).is_well
    assert not checkup.check_tick(now + timedelta(minutes=6)).is_well


@pytest.mark.django_db
def test_periodic_work_that_fails_is_to_mend(now: datetime) -> None:
    PeriodicJob.objects.create(name="note", due_at=now, finished_at=now, failures=2)
    finding = checkup.check_tick(now)
    assert (finding.is_well, "note" in finding.text) == (False, True)


@pytest.mark.django_db
def test_a_task_that_nobody_takes_is_to_mend() -> None:
    now = timezone.now()
    assert checkup.check_worker(now).is_well
    deliver_mail.enqueue()
    assert checkup.check_worker(now).is_well
    assert not checkup.check_worker(now + timedelta(minutes=6)).is_well


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "age", "is_well"),
    [("given_up", 0, False), ("waiting", 0, True), ("waiting", 2, False), ("sent", 2, True), ("kept", 2, True)],
)
def test_mails_that_are_stuck_are_to_mend(state: str, age: int, is_well: bool) -> None:
    written = timezone.now() - timedelta(hours=age)
    send_later("a@nord.example", subject="Emne", text="Tekst", kind="account", now=written)
    OutboxMail.objects.update(state=state)
    assert checkup.check_outbox().is_well is is_well


@pytest.mark.django_db
def test_a_search_that_cannot_answer_is_to_mend(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_FOLDER = tmp_path / "search"
    assert not checkup.check_search(timezone.now()).is_well
    build_index()
    assert checkup.check_search(timezone.now()).is_well


@pytest.mark.django_db
@pytest.mark.parametrize(("attempts", "age", "is_well"), [(0, 0, True), (0, 4, True), (0, 6, False), (1, 0, False)])
def test_changes_the_index_does_not_follow_are_to_mend(
    follow: Callable[[], int], attempts: int, age: int, is_well: bool
) -> None:
    noted = timezone.now() - timedelta(minutes=age)
    IndexChange.objects.create(kind="term", item="x", noted_at=noted, not_before=noted, attempts=attempts)
    assert checkup.check_search(timezone.now()).is_well is is_well


def test_static_files_of_another_version_are_to_mend(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "files"
    (tmp_path / "collected").write_text("another version")
    assert not checkup.check_static().is_well


def test_a_full_disk_is_to_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert checkup.check_space(tmp_path / "not" / "yet").is_well
    monkeypatch.setattr(checkup, "LEAST_SPACE", 2**80)
    assert not checkup.check_space(tmp_path).is_well


def test_a_clock_that_stands_before_the_release_is_to_mend() -> None:
    assert not checkup.check_clock(datetime(1970, 1, 1, tzinfo=UTC)).is_well


def test_the_database_is_the_first_to_mend_when_it_does_not_answer(tmp_path: Path) -> None:
    answer = run(tmp_path, "doctor", DATABASE_URL=f"postgres://nobody@127.0.0.1:{free_port()}/nothing")
    assert answer.returncode == 1
    assert "MEND  Database: no answer" in answer.stdout
    assert not (tmp_path / "data").exists()


def test_a_prepared_site_is_well(prepared_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared_folder / "data", tmp_path / "data")
    shutil.rmtree(tmp_path / "data" / "static")
    assert run(tmp_path, "tick", "--once").returncode == 0
    assert run(tmp_path, "reindex", LC_ALL="da_DK.UTF-8").stdout.startswith("Søgningens indeks er bygget forfra")
    answer = run(tmp_path, "doctor", LC_ALL="da_DK.UTF-8")
    assert [line for line in answer.stdout.splitlines() if not line.startswith("OK")] == [
        "RET   Typografi og skrifter: ikke samlet til denne version; det gør maskinrum serve ved start"
    ]


@pytest.mark.connections
@pytest.mark.django_db
def test_more_web_processes_than_the_database_has_connections_for_are_to_mend() -> None:
    assert checkup.check_connections(1).is_well
    finding = checkup.check_connections(64)
    assert not finding.is_well
    assert "1540" in finding.text  # 24 for each of 64, and 4 beside them
