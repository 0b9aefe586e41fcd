"""Two hundred answer at the same moment, some of them twice: every one is counted, and once.

On SQLite in threads of two processes on one file, on PostgreSQL in threads with connections of their own.
"""

import shutil
import threading
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maskinrum.evaluation.actions.letters import token_of
from maskinrum.evaluation.actions.tallying import asked_by
from maskinrum.evaluation.models import Round, Tally
from maskinrum.organisations.models import Organisation
from tests.evaluation.rounding import invited, opened_round, partnership_of, planned_round
from tests.meetings.test_many_at_once import line_of, tell
from tests.network.test_at_once import meanwhile, waited_for
from tests.organisations.test_at_once import started, told_by

MANY, AT_ONCE = 200, 10
COLUMNS = ("level_1", "level_2", "level_3", "level_4", "level_5", "unknown")


def press(addresses: list[str], data: dict[str, str], start: threading.Barrier) -> None:
    """Send the sheets one after the other, from browsers of their own."""
    start.wait()
    try:
        for address in addresses:
            Client().post(address, data)
    finally:
        connections.close_all()


def sums() -> set[int]:
    """How many answers stand in the rows of each statement."""
    found: dict[object, int] = {}
    for one in Tally.objects.all():
        found[one.wording_id] = found.get(one.wording_id, 0) + sum(getattr(one, column) for column in COLUMNS)
    return set(found.values())


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_are_counted_once(organisation: Organisation, other_organisation: Organisation) -> None:
    counts = {(0, "project"): 80, (0, "operations"): 40, (1, "site"): 80}
    row = opened_round(partnership_of(organisation, other_organisation), counts, now=timezone.now())
    data = {f"a_{wording.hex}": "4" for wording, _aspect in asked_by(row.model)}
    addresses = [reverse("evaluation:answer", args=[token_of(one)]) for one in invited(row)]
    # Every link is pressed by two threads at once.
    shares = [addresses[part::AT_ONCE] + addresses[(part + 1) % AT_ONCE :: AT_ONCE] for part in range(AT_ONCE)]
    start = threading.Barrier(AT_ONCE)
    threads = [threading.Thread(target=press, args=(share, data, start)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Round.objects.get().answered, sums()) == (MANY, {MANY})


PREPARE = """
from tests.evaluation.rounding import opened_round, organisation_called, partnership_of
row = partnership_of(organisation_called("Nord"), organisation_called("Syd"), now=NOW)
opened_round(row, {(0, "project"): MANY // 2, (1, "site"): MANY // 2}, now=NOW)
"""
ANSWER = """
from threading import Thread
from django.db import connection
from maskinrum.evaluation.actions import give_answer
from maskinrum.evaluation.models import Round
from tests.evaluation.rounding import invited, sheet_of
def share(people):
    for one in people:
        give_answer(one, sheet_of(row.model, 4), now=NOW)
    connection.close()
print("ready", flush=True)
sys.stdin.readline()
row = Round.objects.select_related("model").get()
people = invited(row)
connection.close()
threads = [Thread(target=share, args=(people[part::4],)) for part in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done", flush=True)
"""
COUNT = """
from maskinrum.evaluation.models import Round
from tests.evaluation.test_many_at_once import sums
sys.stdin.readline()
print(Round.objects.get().answered, sums())
"""


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_a_pulse_at_once_the_first_does(
    organisation: Organisation, other_organisation: Organisation
) -> None:
    partnership, refused = partnership_of(organisation, other_organisation), list[str]()
    with transaction.atomic():
        planned_round(partnership, now=timezone.now())
        thread = meanwhile(lambda: planned_round(partnership, now=timezone.now()), refused)
        waited_for(thread)
    thread.join()
    assert (Round.objects.count(), len(refused)) == (1, 1)


@pytest.mark.either_database
def test_everybody_in_two_processes_is_counted_once_on_one_file(
    prepared_folder: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Both processes answer for everybody, so that every link is used twice. Forty in a quick run."""
    many, folder = 40 if pytestconfig.getoption("quick") else MANY, tmp_path / "data"
    shutil.copytree(prepared_folder / "data", folder)
    head = f"MANY = {many}\n"
    processes = [started(head + PREPARE + ANSWER + COUNT, folder), started(ANSWER, folder)]
    for process in processes:
        assert line_of(process) == "ready"
    for process in processes:
        tell(process, "go")
    assert [line_of(process) for process in processes] == ["done", "done"]
    tell(processes[0], "count")
    assert [told_by(process) for process in processes] == [f"{many} {{{many}}}", ""]
