"""What is dear to compute is computed so many times a minute for one sender, and so many at once, and no more."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from maskinrum.shared.errors import BusyError
from maskinrum.shared.limits import LET_IN, is_over_limit, turn

NOW = datetime(2026, 11, 24, 9, 30, 7, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def answers(
    rf: RequestFactory, times: int, *, address: str = "192.0.2.7", cost: int = 1, now: datetime = NOW
) -> list[bool]:
    request = rf.get("/", REMOTE_ADDR=address)
    return [is_over_limit(request, "answer", most=5, cost=cost, now=now) for _ in range(times)]


def test_the_sixth_of_five_is_too_many(rf: RequestFactory) -> None:
    assert answers(rf, 6) == [False] * 5 + [True]


def test_what_costs_more_is_reached_sooner(rf: RequestFactory) -> None:
    assert answers(rf, 3, cost=2) == [False, False, True]


def test_the_next_minute_begins_anew(rf: RequestFactory) -> None:
    answers(rf, 6)
    assert answers(rf, 1, now=NOW + timedelta(minutes=1)) == [False]


@pytest.mark.parametrize(
    ("one", "other", "is_the_same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
    ],
)
def test_each_sender_is_counted_apart(one: str, other: str, is_the_same: bool, rf: RequestFactory) -> None:
    answers(rf, 6, address=one)
    assert answers(rf, 1, address=other) == [is_the_same]


def test_counts_of_many_senders_are_kept() -> None:
    for sender in range(400):
        cache.set(f"limit:answer:{sender}", sender)
    assert cache.get_many(f"limit:answer:{sender}" for sender in range(400)) == {
        f"limit:answer:{sender}": sender for sender in range(400)
    }


HOLDER = """
import sys
import django
django.setup()
from maskinrum.shared.limits import turn
with turn("visitors", places=1, patience=0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def turns(settings: Settings, tmp_path: Path) -> Path:
    settings.TURNS_FOLDER = tmp_path / "turns"
    return tmp_path / "turns"


def gets_a_turn(group: str = "visitors", places: int = 1) -> bool:
    try:
        with turn(group, places=places, patience=0.1):
            return True
    except BusyError:
        return False


@contextmanager
def another_process_with_a_turn(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {"DJANGO_SETTINGS_MODULE": "maskinrum.config.settings", "MASKINRUM_DATA": str(folder.parent)}
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_no_more_have_a_turn_than_there_are_places(turns: Path) -> None:
    with turn("visitors", places=2, patience=0):
        assert gets_a_turn(places=2)
        with turn("visitors", places=2, patience=0):
            assert not gets_a_turn(places=2)
    assert gets_a_turn(places=2)


def test_one_group_takes_no_place_of_another(turns: Path) -> None:
    with turn("visitors", places=1, patience=0):
        assert gets_a_turn("members")


def test_a_turn_in_another_process_counts(turns: Path) -> None:
    with another_process_with_a_turn(turns):
        assert not gets_a_turn()


def test_the_place_of_a_killed_process_is_free_again(turns: Path) -> None:
    with another_process_with_a_turn(turns) as process:
        process.kill()
        process.wait()
        assert gets_a_turn()


def test_a_crowd_is_not_even_let_in(turns: Path) -> None:
    with ExitStack() as crowd:
        for _ in range(LET_IN):
            crowd.enter_context(turn("visitors", places=LET_IN, patience=0))
        # All places to wait at are taken as soon as so many are inside, whoever computes.
        with pytest.raises(BusyError):
            crowd.enter_context(turn("visitors", places=1, patience=1_000))
