"""When it is time to look back at a stored analysis, and the reminder once a year."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maskinrum.decisions.actions.reminders import LOOK_BACK, remind_to_look_back
from maskinrum.decisions.facts import look_back
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.organisations.actions import add_member, register_person
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR, Viewer
from maskinrum.partnerships.actions import record_outcomes
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import outcomes_version
from maskinrum.shared.models import OutboxMail
from maskinrum.shared.periodic import jobs
from tests.decisions.test_analyses import address, kept

Browser = Callable[[Person | None], Client]
STORED = date(2025, 11, 24)
YEAR = timedelta(days=366)


def rows(*ends: tuple[str, str]) -> Sequence[dict[str, Any]]:
    return [{"facts": {"planned_start": start, "duration": months}} for start, months in ends]


D = date.fromisoformat
LATE, SHORT, DONE = (("2028-01-01", "12"),), (("2025-11-01", "3"), ("2025-12-01", "4.5")), (("2019-01-01", "12"),)


@pytest.mark.parametrize(
    ("projects", "today", "has_ended", "last", "following"),
    [
        (LATE, "2026-11-23", False, None, "2026-11-24"),
        (LATE, "2026-11-24", False, "2026-11-24", "2027-11-24"),
        (LATE, "2029-01-01", True, "2028-11-24", "2029-11-24"),
        (SHORT, "2026-04-15", False, None, "2026-04-16"),
        (SHORT, "2026-04-16", True, "2026-04-16", "2027-04-16"),
        (DONE, "2025-11-24", True, "2025-11-24", "2026-11-24"),
        ((), "2026-01-01", False, None, "2026-11-24"),
    ],
)
def test_it_is_due_when_the_last_project_should_have_ended_or_after_a_year_and_each_year_then(
    projects: tuple[tuple[str, str], ...], today: str, has_ended: bool, last: str | None, following: str
) -> None:
    found = look_back(rows(*projects), STORED, D(today))
    assert (found.has_ended, found.last, found.following) == (has_ended, last and D(last), D(following))


def test_a_leap_day_comes_again() -> None:
    found = look_back(rows(), date(2024, 2, 29), date(2028, 3, 1))
    assert (found.last, found.following) == (date(2028, 2, 28), date(2029, 2, 28))


@pytest.fixture
def analysis(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """A stored version."""
    return kept(file, viewer, now)


def test_the_managers_are_reminded_once_a_year_and_a_second_run_writes_nothing(
    analysis: Analysis, organisation: Organisation, now: datetime, manager: Person, member: Person
) -> None:
    assert remind_to_look_back(now + timedelta(days=300)) == 0
    later = now + YEAR
    assert (remind_to_look_back(later), remind_to_look_back(later)) == (1, 0)
    (mail,) = OutboxMail.objects.filter(kind=LOOK_BACK)
    assert (mail.to, address("hindsight", analysis.decision_file, analysis.pk) in mail.text) == (manager.email, True)
    assert AuditEvent.objects.get(verb="remind_to_look_back").changes == {"version": [None, 1]}
    assert (remind_to_look_back(later + timedelta(days=364)), remind_to_look_back(later + timedelta(days=365))) == (
        0,
        1,
    )


def test_whoever_does_without_it_gets_none(
    analysis: Analysis, organisation: Organisation, now: datetime, manager: Person
) -> None:
    manager.muted_mail = [LOOK_BACK]
    manager.save()
    other = register_person("leder2@nord.example", name="Lis To", is_verified=True, now=now)
    add_member(other, organisation=organisation, role=Role.MANAGER, viewer=OPERATOR, now=now)
    remind_to_look_back(now + YEAR)
    assert [mail.to for mail in OutboxMail.objects.filter(kind=LOOK_BACK)] == [other.email]


def test_nobody_is_reminded_when_everything_is_written(
    analysis: Analysis, organisation: Organisation, viewer: Viewer, now: datetime, manager: Person, client_of: Browser
) -> None:
    projects = list(Project.objects.all())
    done = Outcome(ProjectEnd.HANDED_OVER, date(2025, 10, 1), Decimal(40))
    ends = [done, Outcome(ProjectEnd.GIVEN_UP), Outcome(ProjectEnd.HANDED_OVER, date(2025, 10, 1))]
    write = {project.pk: end for project, end in zip(projects, ends, strict=True)}
    given = {"viewer": viewer, "now": now}
    record_outcomes(organisation, outcomes=write, expected_version=outcomes_version(projects), **given)  # type: ignore[arg-type]
    page = address("hindsight", analysis.decision_file, analysis.pk)
    browser = client_of(manager)
    due = str(browser.get(page).context["due"])
    last = Project.objects.get(pk=projects[2].pk)
    record_outcomes(organisation, outcomes={last.pk: done}, expected_version=outcomes_version([last]), **given)  # type: ignore[arg-type]
    assert remind_to_look_back(now + YEAR) == 0
    said = str(browser.get(page).context["due"])
    assert (said != due, said in browser.get(page).content.decode()) == (True, True)


def test_the_newest_version_that_is_due_is_named(
    analysis: Analysis, file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    Analysis.objects.update(input_hash="an older question")
    kept(file, viewer, now + timedelta(days=300))
    remind_to_look_back(now + YEAR)
    assert AuditEvent.objects.get(verb="remind_to_look_back").changes == {"version": [None, 1]}


def test_the_tick_reminds_without_the_libraries_of_the_engine(tmp_path: Path) -> None:
    job = jobs()["remind_to_look_back"]
    look = f"import sys; import_string('{job.function}'); print([n for n in ('numpy', 'scipy') if n in sys.modules])"
    program = f"import django; django.setup(); from django.utils.module_loading import import_string; {look}"
    environment = {"MASKINRUM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maskinrum.config.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert (job.every, answer.stdout.strip()) == (timedelta(days=1), "[]")
