"""Five hundred sign up for thirty places at the same moment: nobody is lost, nobody is there twice, the order holds.

On SQLite in threads of two processes on one file, on PostgreSQL in threads with connections of their own.
"""

import shutil
import subprocess
import threading
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from maskinrum.meetings.actions import sign_up
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import Salon, SignUp
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import VISITOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.models import OutboxMail
from tests.meetings.salon_making import opened
from tests.organisations.test_at_once import started, told_by

MANY, PLACES, AT_ONCE = 500, 30, 20


def ask(salon: Salon, numbers: list[int], start: threading.Barrier, now: datetime) -> None:
    """Sign up one after the other on a connection of one's own."""
    start.wait()
    try:
        for number in numbers:
            facts = SignUpFacts(f"Deltager {number}", f"nr{number}@mange.example", "Nord")
            sign_up(salon, facts, viewer=VISITOR, now=now)
    finally:
        connections.close_all()


def counts() -> dict[str, int]:
    """What must hold afterwards, as numbers."""
    rows = SignUp.objects.order_by("number")
    return {
        "rows": rows.count(),
        "addresses": rows.values("email").distinct().count(),
        "confirmed": rows.filter(state="confirmed").count(),
        "waiting": rows.filter(state="waiting").count(),
        "last of the first thirty": max(rows.filter(state="confirmed").values_list("number", flat=True)),
        "first who waits": min(rows.filter(state="waiting").values_list("number", flat=True)),
        "last": rows.latest("number").number,
        "letters": OutboxMail.objects.filter(kind__in=["salon_confirmed", "salon_waits"]).count(),
        "in the log": AuditEvent.objects.filter(verb="sign_up").count(),
    }


def expected(many: int) -> dict[str, int]:
    """The same numbers as they should be."""
    return {
        "rows": many,
        "addresses": many,
        "confirmed": PLACES,
        "waiting": many - PLACES,
        "last of the first thirty": PLACES,
        "first who waits": PLACES + 1,
        "last": many,
        "letters": many,
        "in the log": many,
    }


@pytest.mark.connections
@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_five_hundred_at_once_get_thirty_places_in_order(secretary: Person, now: datetime) -> None:
    salon = opened(viewer_of(secretary), seats=PLACES)
    start = threading.Barrier(AT_ONCE)
    shares = [list(range(part, MANY, AT_ONCE)) for part in range(AT_ONCE)]
    threads = [threading.Thread(target=ask, args=(salon, share, start, now)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts() == expected(MANY)


def press(address: str, numbers: list[int], start: threading.Barrier, told: list[int]) -> None:
    """Send the form as a browser does, from a browser of one's own."""
    start.wait()
    try:
        for number in numbers:
            words = {"name": f"Deltager {number}", "email": f"nr{number}@mange.example", "organisation_name": ""}
            told.append(Client().post(address, words).status_code)
    finally:
        connections.close_all()


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_forty_who_press_the_button_at_once_get_thirty_places(secretary: Person) -> None:
    salon = opened(viewer_of(secretary), seats=PLACES)
    address, many, at_once = reverse("salons:salon", args=[salon.key]), 40, 8
    start, told = threading.Barrier(at_once), list[int]()
    threads = [
        threading.Thread(target=press, args=(address, list(range(part, many, at_once)), start, told))
        for part in range(at_once)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [302] * many
    assert counts() == expected(many)


PREPARE = """
from datetime import timedelta
from maskinrum.meetings.actions import open_salon, plan_salon
from maskinrum.meetings.facts.salons import SalonFacts
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
office = create_organisation("Sekretariatet", kind="association", viewer=OPERATOR, now=NOW)
person = register_person("signe@sekretariatet.example", is_verified=True, now=NOW)
add_member(person, organisation=office, role="secretariat", viewer=OPERATOR, now=NOW)
day = NOW + timedelta(days=30)
facts = SalonFacts("Huller", "Kom", day, day + timedelta(hours=2), day, seats=30, place="Huset")
open_salon(plan_salon(facts, viewer=viewer_of(person), now=NOW), viewer=viewer_of(person), now=NOW)
"""
ASK = """
from threading import Thread
from django.db import connection
from maskinrum.meetings.actions import sign_up
from maskinrum.meetings.facts.salons import SignUpFacts
from maskinrum.meetings.models import Salon
from maskinrum.organisations.permissions import VISITOR
def share(numbers):
    for number in numbers:
        sign_up(salon, SignUpFacts(f"Deltager {number}", f"nr{number}@mange.example"), viewer=VISITOR, now=NOW)
    connection.close()
print("ready", flush=True)
numbers = [int(number) for number in sys.stdin.readline().split()]
salon = Salon.objects.get()
connection.close()
threads = [Thread(target=share, args=(numbers[part::8],)) for part in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done", flush=True)
"""
COUNT = """
from tests.meetings.test_many_at_once import counts
sys.stdin.readline()
print(counts())
"""


@pytest.mark.either_database
def test_many_from_two_processes_get_thirty_places_in_order_on_one_file(
    prepared_folder: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Sixty in a quick run. The first process plans the salon before, and counts afterwards."""
    many, folder = 60 if pytestconfig.getoption("quick") else MANY, tmp_path / "data"
    shutil.copytree(prepared_folder / "data", folder)
    processes = [started(PREPARE + ASK + COUNT, folder), started(ASK, folder)]
    for process in processes:
        assert line_of(process) == "ready"
    for part, process in enumerate(processes):
        tell(process, " ".join(map(str, range(part, many, 2))))
    assert [line_of(process) for process in processes] == ["done", "done"]
    tell(processes[0], "count")
    assert [told_by(process) for process in processes] == [str(expected(many)), ""]


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
