"""Two answers to one invitation at the very same moment give one membership."""

import os
import shutil
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from maskinrum.organisations.actions import (
    accept_invitation,
    add_member,
    close_account,
    create_organisation,
    erase_person,
    own_account,
    register_person,
)
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Invitation, Membership, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError


def answer(invitation: Invitation, person: Person, start: threading.Barrier, told: list[str], now: datetime) -> None:
    """Say yes on a connection of one's own."""
    start.wait()
    try:
        accept_invitation(invitation, person=person, viewer=viewer_of(person), now=now)
        told.append("in")
    except DomainError:
        told.append("refused")
    finally:
        connections.close_all()


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
def test_one_invitation_answered_twice_at_once_lets_in_once(now: datetime) -> None:
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Nord", kind=kind, viewer=OPERATOR, now=now)
    person = register_person("anna@nord.example", is_verified=True, now=now)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=person.email,
        token_digest="aftryk",
        invited_at=now,
        expires_at=now + timedelta(days=14),
    )
    told: list[str] = []
    start = threading.Barrier(2)
    threads = [
        threading.Thread(target=answer, args=(invitation, Person.objects.get(), start, told, now)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["in", "refused"]
    assert (Membership.objects.count(), AuditEvent.objects.filter(verb="accept_invitation").count()) == (1, 1)


def leave(person: Person, start: threading.Barrier, told: list[str], now: datetime) -> None:
    """Close the account on a connection of one's own."""
    start.wait()
    try:
        close_account(person, viewer=viewer_of(person), now=now)
        told.append("left")
    except DomainError:
        told.append("stays")
    finally:
        connections.close_all()


@pytest.mark.connections
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.SECRETARIAT])
def test_of_two_who_decide_and_leave_at_once_one_stays(
    role: Role, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = OrganisationKind.HOUSING_ORGANISATION
    organisation = create_organisation("Nord", kind=kind, viewer=OPERATOR, now=now)
    for name, given in (("anna", role), ("bo", role), ("cai", Role.MEMBER)):
        person = register_person(f"{name}@nord.example", is_verified=True, now=now)
        add_member(person, organisation=organisation, role=given, viewer=OPERATOR, now=now)

    def slowly(person: Person, **words: Any) -> Person:
        time.sleep(0.2)  # so that both have asked who is left before one of them has gone
        return erase_person(person, **words)

    monkeypatch.setattr(own_account, "erase_person", slowly)
    told: list[str] = []
    start = threading.Barrier(2)
    leaving = Person.objects.filter(memberships__role=role)
    threads = [threading.Thread(target=leave, args=(person, start, told, now)) for person in leaving]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(told), Membership.objects.filter(role=role).count()) == (["left", "stays"], 1)


PREPARE = """
from maskinrum.organisations.actions import create_organisation, register_person
from maskinrum.organisations.models import Invitation
from maskinrum.organisations.permissions import OPERATOR
organisation = create_organisation("Nord", kind="housing_organisation", viewer=OPERATOR, now=NOW)
register_person("anna@nord.example", is_verified=True, now=NOW)
end = NOW + timedelta(days=14)
Invitation.objects.create(
    organisation=organisation, email="anna@nord.example", token_digest="x", invited_at=NOW, expires_at=end
)
"""
ANSWER = """
from maskinrum.organisations.actions import accept_invitation
from maskinrum.organisations.models import Invitation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.shared.errors import DomainError
person, invitation = Person.objects.get(), Invitation.objects.get()
print("ready", flush=True)
sys.stdin.readline()
try:
    accept_invitation(invitation, person=person, viewer=viewer_of(person), now=NOW)
    print("in")
except DomainError:
    print("refused")
"""
COUNT = """
from maskinrum.organisations.models import Membership
print(Membership.objects.count())
"""
BEGIN = """
import sys
from datetime import UTC, datetime, timedelta
import django
django.setup()
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""


def started(script: str, folder: Path) -> "subprocess.Popen[str]":
    """A process that runs a script on the database of a folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | {"MASKINRUM_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "maskinrum.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN + script],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told_by(process: "subprocess.Popen[str]", typed: str = "") -> str:
    """What a process says until it ends well."""
    said, _ = process.communicate(typed, timeout=120)
    assert process.returncode == 0
    return said.strip()


def test_one_invitation_answered_by_two_processes_at_once_lets_in_once(tmp_path: Path, prepared_folder: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(prepared_folder / "data", folder)
    told_by(started(PREPARE, folder))
    both = [started(ANSWER, folder) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert sorted(told_by(process) for process in both) == ["in", "refused"]
    assert told_by(started(COUNT, folder)) == "1"
