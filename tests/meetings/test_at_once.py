"""Several people write to one meeting at the very same moment, and no text is lost."""

import shutil
import threading
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from django.db import connections

from maskinrum.meetings.models import Meeting, Note, NoteVersion
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import Person
from maskinrum.organisations.permissions import OPERATOR
from tests.meetings.holding import begun, note
from tests.processes import run

WRITERS, TEXTS = 8, 5
SHARED = uuid5(NAMESPACE_URL, "shared")


def people(now: datetime) -> list[Person]:
    """Those who write, all of one organisation."""
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Nord", kind=kind, viewer=OPERATOR, now=now)
    found = [register_person(f"{number}@nord.example", is_verified=True, now=now) for number in range(WRITERS)]
    for one in found:
        add_member(one, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=now)
    return found


def write(row: Meeting, person: Person, number: int, start: threading.Barrier) -> None:
    """Write to a note of one's own and to one that all write to, on a connection of one's own."""
    start.wait()
    try:
        for step in range(TEXTS):
            own: UUID = uuid5(NAMESPACE_URL, str(number))
            note(row, person, f"Egen {number}.{step}", key=own, based_on=step)
            note(row, person, f"Fælles {number}.{step}", key=SHARED, based_on=1)
    finally:
        connections.close_all()


def write_all_at_once(now: datetime) -> None:
    """Let everybody write, and look that every text is there and counted once."""
    writers = people(now)
    row = begun(writers[0], *writers[1:])
    note(row, writers[0], "Grund", key=SHARED)
    start = threading.Barrier(WRITERS)
    threads = [
        threading.Thread(target=write, args=(row, person, number, start)) for number, person in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = set(NoteVersion.objects.values_list("text", flat=True))
    wanted = {
        f"{what} {number}.{step}" for what in ("Egen", "Fælles") for number in range(WRITERS) for step in range(TEXTS)
    }
    assert wanted - kept == set()
    numbers = list(NoteVersion.objects.filter(note=SHARED).values_list("number", flat=True))
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    row.refresh_from_db()
    assert row.version == Note.objects.order_by("-seq").values_list("seq", flat=True).first()


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_no_text_is_lost_when_all_write_at_once(now: datetime) -> None:
    write_all_at_once(now)


SCRIPT = "from datetime import UTC, datetime; from tests.meetings.test_at_once import write_all_at_once; "


@pytest.mark.either_database
def test_no_text_is_lost_when_all_write_at_once_to_a_file(prepared_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(prepared_folder, folder)
    command = SCRIPT + "write_all_at_once(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))"
    answer = run(folder, "shell", "--no-imports", "--command", command, PYTHONPATH=str(Path(__file__).parents[2]))
    assert answer.returncode == 0, answer.stderr
