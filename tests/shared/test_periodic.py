"""Periodic work: done when due, by one process at a time, and again after a failure or a death."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils.module_loading import import_string

from maskinrum.shared import periodic as registry
from maskinrum.shared.actions import run_due
from maskinrum.shared.actions.periodic import AGAIN, LEASE
from maskinrum.shared.models import PeriodicJob
from maskinrum.shared.periodic import jobs, periodic

HOUR = timedelta(hours=1)
DONE: list[datetime] = []


def note(now: datetime) -> None:
    """Work that leaves a trace."""
    DONE.append(now)


def stumble(now: datetime) -> None:
    """Work that fails."""
    raise ValueError("it did not work")


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    """A registry with one piece of work, done every hour."""
    monkeypatch.setattr(registry, "_JOBS", {})
    periodic("note", every=HOUR, function=f"{__name__}.note")
    DONE.clear()
    yield
    DONE.clear()


def test_work_is_done_at_once_and_again_when_due(only: None, now: datetime) -> None:
    moments = [now, now + HOUR / 2, now + HOUR, now + HOUR * 1.5]
    assert [run_due(moment) for moment in moments] == [["note"], [], ["note"], []]
    assert [now, now + HOUR] == DONE


def test_work_that_another_process_is_at_is_left_to_it(only: None, now: datetime) -> None:
    PeriodicJob.objects.create(name="note", due_at=now, claimed_until=now + LEASE, started_at=now)
    assert run_due(now + LEASE / 2) == []
    assert run_due(now + LEASE) == ["note"]


def test_work_that_failed_is_logged_and_tried_again_and_holds_up_nothing(
    only: None, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    periodic("a_stumble", every=HOUR, function=f"{__name__}.stumble")
    assert run_due(now) == ["note"]
    assert "Periodic work a_stumble failed" in caplog.text
    row = PeriodicJob.objects.get(name="a_stumble")
    assert (row.due_at, row.claimed_until, row.finished_at, row.failures) == (now + AGAIN, None, None, 1)


def test_failures_are_forgotten_when_the_work_is_done(only: None, now: datetime) -> None:
    PeriodicJob.objects.create(name="note", due_at=now, failures=3)
    run_due(now)
    assert PeriodicJob.objects.get().failures == 0


@pytest.mark.parametrize("name", jobs())
def test_what_is_registered_is_there(name: str) -> None:
    assert callable(import_string(jobs()[name].function))


@pytest.mark.django_db
def test_all_that_is_registered_can_be_done_twice(now: datetime) -> None:
    assert run_due(now) == list(jobs())
    assert run_due(now + timedelta(days=1)) == list(jobs())


def test_tick_says_what_it_did(only: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tick", once=True)
    call_command("tick", once=True)
    assert [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()] == ["note", "–"]
