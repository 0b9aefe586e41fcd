"""Deleting a stored analysis: by managers, with its longer calculation, and never its number again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from maskinrum.decisions.actions import explorations, explore_analysis, remove_analysis, take_snapshot
from maskinrum.decisions.actions.explorations import work_on_exploration
from maskinrum.decisions.analysis import exploring
from maskinrum.decisions.models import Analysis, DecisionFile, Exploration
from maskinrum.organisations.actions import grant_access
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.actions import import_projects
from maskinrum.partnerships.models import Project
from maskinrum.shared.errors import DomainError
from tests.decisions.making import TAGET
from tests.decisions.test_analyses import address, kept

Browser = Callable[[Person | None], Client]


@pytest.fixture
def analysis(file: DecisionFile, viewer: Viewer, now: datetime) -> Analysis:
    """The first version of the file."""
    return kept(file, viewer, now)


def changed(file: DecisionFile, viewer: Viewer, now: datetime, mdkk: int) -> Analysis:
    """The next version, of a roof that costs so much."""
    dearer = replace(TAGET, budget=Decimal(mdkk))
    projects = import_projects(file.organisation, facts=[dearer], viewer=viewer, now=now).projects
    seen = DecisionFile.objects.get(pk=file.pk).revision
    take_snapshot(file, projects=projects, expected_revision=seen, viewer=viewer, now=now)
    return kept(file, viewer, now)


def test_the_version_goes_and_the_log_keeps_which_it_was(analysis: Analysis, viewer: Viewer, now: datetime) -> None:
    explore_analysis(analysis, viewer=viewer, now=now)
    projects = Project.objects.count()
    remove_analysis(analysis, viewer=viewer, now=now)
    event = AuditEvent.objects.get(verb="remove_analysis")
    assert (Analysis.objects.count(), Exploration.objects.count(), Project.objects.count()) == (0, 0, projects)
    assert (event.object_id, event.actor, event.changes["version"]) == (
        analysis.decision_file_id,
        viewer.person,
        [1, None],
    )


def test_no_number_is_given_twice(analysis: Analysis, file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    second = changed(file, viewer, now + timedelta(days=1), 60)
    remove_analysis(second, viewer=viewer, now=now)
    assert changed(file, viewer, now + timedelta(days=2), 70).number == 3
    remove_analysis(analysis, viewer=viewer, now=now)
    assert changed(file, viewer, now + timedelta(days=3), 80).number == 4


def test_only_a_manager_of_the_owner_deletes_one(analysis: Analysis, viewer: Viewer, now: datetime) -> None:
    for who in (replace(viewer, role=Role.MEMBER), Viewer(person=viewer.person, role=Role.MANAGER)):
        with pytest.raises(DomainError):
            remove_analysis(analysis, viewer=who, now=now)
    assert Analysis.objects.count() == 1


def test_a_worker_that_is_at_it_writes_nothing(
    analysis: Analysis, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = explore_analysis(analysis, viewer=viewer, now=timezone.now())
    real = exploring.explore

    def removed(*given: object) -> object:
        remove_analysis(Analysis.objects.get(), viewer=viewer, now=timezone.now())
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(explorations, "explore", removed)
    assert work_on_exploration.call(str(job.pk), str(job.claim)) == "superseded"
    assert Exploration.objects.count() == 0


def test_what_is_asked_for_of_one_that_is_gone_is_said(analysis: Analysis, viewer: Viewer, now: datetime) -> None:
    shown = Analysis.objects.get()
    remove_analysis(analysis, viewer=viewer, now=now)
    with pytest.raises(
        DomainError, match=_("The version has been deleted meanwhile, so there is nothing to calculate.")
    ):
        explore_analysis(shown, viewer=viewer, now=now)


def test_the_page_says_what_goes_and_what_stays(
    analysis: Analysis,
    file: DecisionFile,
    viewer: Viewer,
    other_organisation: Organisation,
    manager: Person,
    client_of: Browser,
) -> None:
    browser, here = client_of(manager), address("remove_analysis", file, analysis.pk)
    running = _("The longer calculation that was asked for. If it is under way, nothing of it is kept.")
    shared = _("Those you share the file with lose it too.")
    plain = browser.get(here).content.decode()
    assert (running in plain, shared in plain) == (False, False)
    explore_analysis(analysis, viewer=viewer, now=timezone.now())
    grant_access(file, organisation=other_organisation, viewer=viewer, now=timezone.now())
    full = browser.get(here).content.decode()
    assert (running in full, shared in full) == (True, True)
    assert here in browser.get(address("analysis", file, analysis.pk)).content.decode()
    answer = browser.post(here, follow=True)
    said = _("Version %(number)s is deleted.") % {"number": 1}
    assert (said in answer.content.decode(), Analysis.objects.count()) == (True, 0)


def test_a_comparison_with_one_that_is_gone_asks_for_another_choice(
    analysis: Analysis, file: DecisionFile, viewer: Viewer, now: datetime, manager: Person, client_of: Browser
) -> None:
    gone = changed(file, viewer, now + timedelta(days=1), 60)
    changed(file, viewer, now + timedelta(days=2), 70)
    remove_analysis(Analysis.objects.get(pk=gone.pk), viewer=viewer, now=now)
    page = client_of(manager).get(
        address("compare_analyses", file), {"before": str(analysis.pk), "after": str(gone.pk)}
    )
    assert (page.status_code, "between" in page.context, bool(page.context["form"].errors)) == (200, False, True)
