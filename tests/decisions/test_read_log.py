"""The secretariat reads what was done everywhere, and nothing of what an organisation calculates with."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from maskinrum.decisions.actions import Answered, answer_readiness, change_assumptions, rename_decision_file
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.models import DecisionFile
from maskinrum.organisations.actions import add_member, create_organisation, register_person
from maskinrum.organisations.enums import OrganisationKind, Role
from maskinrum.organisations.models import AuditEvent, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.models import Project

CEILING, DAY = 873.25, date(2031, 3, 14)
TOLD_BEFORE = {"assumptions": [{}, {"ceiling": CEILING}], "case_date": ["2027-01-01", DAY.isoformat()]}


@pytest.fixture
def secretary(now: datetime, db: None, client_of: Callable[[Person | None], Client]) -> Client:
    place = create_organisation("Sekretariatet", kind=OrganisationKind.ASSOCIATION, viewer=OPERATOR, now=now)
    person = register_person("siv@net.example", name="Siv Holm", is_verified=True, now=now)
    add_member(person, organisation=place, role=Role.SECRETARIAT, viewer=OPERATOR, now=now)
    return client_of(person)


def read_by(secretary: Client) -> str:
    """The log as a page and as a file."""
    file = secretary.get("/sekretariat/log/hent.csv")
    written = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return secretary.get("/sekretariat/log/").content.decode() + written


def test_the_log_names_what_was_done_to_a_file_and_holds_nothing_of_it(
    file: DecisionFile, viewer: Viewer, now: datetime, secretary: Client
) -> None:
    by: dict[str, Any] = {"viewer": viewer, "now": now}
    changed = change_assumptions(file, assumptions=Assumptions(ceiling=CEILING), expected_revision=file.revision, **by)
    rename_decision_file(file, title="Hemmelig plan", case_date=DAY, note="", expected_revision=changed.revision, **by)
    given = {"answers": {"legal-route": Answered("unsure")}, "figures": {"expected_teams": 7}}
    answer_readiness(file, **given, expected_revision=0, **by)  # type: ignore[arg-type]
    kept = [str(event.changes) for event in AuditEvent.objects.all()]
    told = read_by(secretary)
    assert str(file.pk) in told
    for secret in (str(CEILING), DAY.isoformat(), "Hemmelig plan", "unsure", "expected_teams"):
        assert [line for line in (*kept, told) if secret in line] == []


def test_the_log_holds_no_fact_of_a_project(file: DecisionFile, secretary: Client) -> None:
    project = Project.objects.order_by("position")[0]
    (line,) = AuditEvent.objects.filter(object_id=project.pk)
    assert set(line.changes.values()) == {"changed"}
    assert str(project.planned_start) not in read_by(secretary)


def test_what_a_line_kept_before_is_read_by_nobody(file: DecisionFile, now: datetime, secretary: Client) -> None:
    AuditEvent.objects.create(
        at=now, verb="change_assumptions", object_type="decisions.DecisionFile", object_id=file.pk, changes=TOLD_BEFORE
    )
    AuditEvent.objects.create(
        at=now, verb="change_assumptions", object_type="gone.Table", object_id=file.pk, changes=TOLD_BEFORE
    )
    told = read_by(secretary)
    assert (str(CEILING) in told, DAY.isoformat() in told) == (False, False)
    assert told.count(str(file.pk)) >= 2
