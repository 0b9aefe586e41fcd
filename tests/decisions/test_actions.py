"""Every write to a decision file does one thing, leaves its trace, and never touches what a decision rested on."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from maskinrum.decisions.actions import (
    change_assumptions,
    keep_first_answer,
    open_decision_file,
    remove_decision_file,
    rename_decision_file,
    take_snapshot,
)
from maskinrum.decisions.analysis.assumptions import Assumptions, Range
from maskinrum.decisions.analysis.calculation import DEFAULT_SEED, Case
from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.decisions.queries import latest_snapshot, snapshot_facts
from maskinrum.organisations.actions import grant_access, revoke_access
from maskinrum.organisations.models import AuditEvent, Grant, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import UnansweredError
from maskinrum.partnerships.enums import SameName
from maskinrum.partnerships.models import Project
from maskinrum.shared.errors import DomainError
from tests.decisions.making import CASE_DATE, TAGET, THREE, listed

OTHER = Assumptions(ceiling=400, overrides={("strategic_partnership", "price_level"): Range(-0.02, 0.0, 0.03)})


def events_about(key: uuid.UUID) -> list[str]:
    return list(AuditEvent.objects.filter(object_id=key).order_by("id").values_list("verb", flat=True))


def names_in(file: DecisionFile) -> list[str]:
    return [one.name for one in snapshot_facts(latest_snapshot(file))]


def test_opened_file_has_what_was_given_and_a_snapshot(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    projects = listed(organisation, viewer, now)
    file = open_decision_file(
        organisation, title="Efterår", case_date=CASE_DATE, note="Til bestyrelsen", projects=projects[:2],
        assumptions=OTHER, viewer=viewer, now=now,
    )  # fmt: skip
    stored = DecisionFile.objects.get()
    assert (stored, stored.title, stored.case_date, stored.note) == (file, "Efterår", CASE_DATE, "Til bestyrelsen")
    assert (stored.seed, stored.created_by, stored.created_at) == (DEFAULT_SEED, viewer.person, now)
    assert (Assumptions.from_json(stored.assumptions), names_in(stored)) == (OTHER, ["Taget", "Facaden"])


def test_no_file_is_opened_on_no_project(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    with pytest.raises(DomainError) as refusal:
        open_decision_file(organisation, title="Tom", case_date=CASE_DATE, projects=[], viewer=viewer, now=now)
    assert (refusal.value.field, DecisionFile.objects.count()) == ("projects", 0)
    assert not AuditEvent.objects.filter(verb="open_decision_file").exists()


def test_opening_is_logged_with_its_snapshot(file: DecisionFile) -> None:
    assert events_about(file.pk) == ["open_decision_file", "take_snapshot"]


def test_log_says_who_did_it_for_whom(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    event = AuditEvent.objects.get(verb="open_decision_file")
    assert (event.actor, event.organisation, event.at, event.object_type) == (
        viewer.person, viewer.organisation, now, "decisions.DecisionFile",
    )  # fmt: skip


def test_snapshot_stays_as_it_was_when_a_project_is_changed(file: DecisionFile) -> None:
    Project.objects.filter(name="Taget").update(budget=999, name="Et andet tag")
    assert snapshot_facts(latest_snapshot(file)) == list(THREE)


def test_snapshot_stays_as_it_was_when_a_project_is_deleted(file: DecisionFile) -> None:
    Project.objects.all().delete()
    assert names_in(file) == ["Taget", "Facaden", "Kælderen"]


def test_newer_snapshot_takes_over_and_the_older_is_kept(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    project = Project.objects.get(name="Kælderen")
    take_snapshot(
        file, projects=[project], expected_revision=file.revision, viewer=viewer, now=now + timedelta(hours=1)
    )
    assert names_in(file) == ["Kælderen"]
    assert sorted(len(snapshot.rows) for snapshot in PortfolioSnapshot.objects.all()) == [1, 3]


def test_snapshot_names_the_project_each_row_came_from(file: DecisionFile) -> None:
    stored = {str(project.pk): project.name for project in Project.objects.all()}
    assert [stored[row["project"]] for row in latest_snapshot(file).rows] == ["Taget", "Facaden", "Kælderen"]


def test_snapshot_of_nothing_is_refused(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    with pytest.raises(DomainError):
        take_snapshot(file, projects=[], expected_revision=file.revision, viewer=viewer, now=now)
    assert PortfolioSnapshot.objects.count() == 1


def test_assumptions_are_changed_and_the_log_tells_that_alone(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    change_assumptions(file, assumptions=OTHER, expected_revision=file.revision, viewer=viewer, now=later)
    stored, event = DecisionFile.objects.get(), AuditEvent.objects.get(verb="change_assumptions")
    assert (Assumptions.from_json(stored.assumptions), stored.changed_at) == (OTHER, later)
    assert event.changes == {"assumptions": "changed"}


def test_second_of_two_tabs_is_refused_and_changes_nothing(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    seen = file.revision
    change_assumptions(file, assumptions=OTHER, expected_revision=seen, viewer=viewer, now=now)
    before = (DecisionFile.objects.values().get(), AuditEvent.objects.count())
    with pytest.raises(DomainError):
        change_assumptions(file, assumptions=Assumptions(shift=6), expected_revision=seen, viewer=viewer, now=now)
    assert (DecisionFile.objects.values().get(), AuditEvent.objects.count()) == before


def test_renaming_logs_what_changed_and_nothing_else(file: DecisionFile, viewer: Viewer, now: datetime) -> None:
    rename_decision_file(
        file, title="Partnerskab 2029", case_date=date(2028, 1, 1), note="", expected_revision=file.revision,
        viewer=viewer, now=now,
    )  # fmt: skip
    stored, event = DecisionFile.objects.get(), AuditEvent.objects.get(verb="rename_decision_file")
    assert (stored.title, stored.case_date) == ("Partnerskab 2029", date(2028, 1, 1))
    # What a person wrote freely is never kept in the log.
    assert event.changes == {"title": "changed", "case_date": "changed"}


@pytest.mark.parametrize(
    "write",
    [
        lambda file, **by: rename_decision_file(file, title="Nyt", case_date=CASE_DATE, note="", **by),
        lambda file, **by: take_snapshot(file, projects=list(Project.objects.all()[:1]), **by),
    ],
    ids=["rename", "snapshot"],
)
def test_writing_from_an_old_page_is_refused_and_changes_nothing(
    write: Callable[..., object], file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    opened_before = DecisionFile.objects.get()
    seen = opened_before.revision
    change_assumptions(file, assumptions=OTHER, expected_revision=file.revision, viewer=viewer, now=now)
    before = (DecisionFile.objects.values().get(), PortfolioSnapshot.objects.count(), AuditEvent.objects.count())
    with pytest.raises(DomainError):
        write(opened_before, expected_revision=seen, viewer=viewer, now=now)
    after = (DecisionFile.objects.values().get(), PortfolioSnapshot.objects.count(), AuditEvent.objects.count())
    assert after == before


@pytest.mark.parametrize(
    "write",
    [
        lambda file, **by: rename_decision_file(file, title="Nyt", case_date=CASE_DATE, note="", **by),
        lambda file, **by: take_snapshot(file, projects=list(Project.objects.all()[:1]), **by),
    ],
    ids=["rename", "snapshot"],
)
def test_writing_what_was_read_long_ago_keeps_assumptions_changed_meanwhile(
    write: Callable[..., object], file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    opened_before = DecisionFile.objects.get()
    seen = change_assumptions(file, assumptions=OTHER, expected_revision=file.revision, viewer=viewer, now=now).revision
    write(opened_before, expected_revision=seen, viewer=viewer, now=now)
    stored = DecisionFile.objects.get()
    assert (Assumptions.from_json(stored.assumptions), stored.revision) == (OTHER, seen + 1)


def test_removed_file_is_gone_with_its_snapshots_and_projects_stay(
    file: DecisionFile, viewer: Viewer, now: datetime
) -> None:
    key = file.pk
    remove_decision_file(file, viewer=viewer, now=now)
    assert (DecisionFile.objects.count(), PortfolioSnapshot.objects.count(), Project.objects.count()) == (0, 0, 3)
    assert events_about(key)[-1] == "remove_decision_file"


def test_removing_closes_every_grant(
    file: DecisionFile, other_organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    grant_access(file, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)
    remove_decision_file(file, viewer=viewer, now=now + timedelta(hours=1))
    assert Grant.objects.get().revoked_at == now + timedelta(hours=1)


def test_member_cannot_remove_what_a_manager_has_shared(
    file: DecisionFile, other_organisation: Organisation, viewer: Viewer, member: Person, now: datetime
) -> None:
    grant_access(file, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)
    with pytest.raises(DomainError):
        remove_decision_file(file, viewer=viewer_of(member), now=now)
    assert DecisionFile.objects.count() == 1


def test_member_can_remove_what_is_no_longer_shared(
    file: DecisionFile, other_organisation: Organisation, viewer: Viewer, member: Person, now: datetime
) -> None:
    soon = now + timedelta(hours=1)
    grant_access(file, organisation=other_organisation, expires_at=soon, viewer=viewer, now=now)
    remove_decision_file(file, viewer=viewer_of(member), now=soon)
    assert DecisionFile.objects.count() == 0


def test_sharing_and_stopping_are_logged_on_the_file(
    file: DecisionFile, other_organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    grant = grant_access(file, organisation=other_organisation, expires_at=None, viewer=viewer, now=now)
    revoke_access(grant, viewer=viewer, now=now)
    assert events_about(file.pk)[-2:] == ["grant_access", "revoke_access"]


def test_first_answer_is_kept_as_projects_and_a_file(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    file, _kept = keep_first_answer(
        organisation, title="Første svar", case=Case(THREE, CASE_DATE, OTHER), viewer=viewer, now=now
    )
    assert [project.name for project in Project.objects.all()] == ["Taget", "Facaden", "Kælderen"]
    assert (snapshot_facts(latest_snapshot(file)), Assumptions.from_json(file.assumptions)) == (list(THREE), OTHER)


def test_keeping_again_makes_no_second_project_and_updates_the_first_when_told_to(
    file: DecisionFile, organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    dearer = replace(TAGET, name=" TAGET", budget=Decimal(55))
    given: dict[str, Any] = {
        "title": "Igen", "case": Case((dearer,), CASE_DATE, Assumptions()), "viewer": viewer,
        "now": now,
    }  # fmt: skip
    with pytest.raises(UnansweredError) as refusal:
        keep_first_answer(organisation, **given)
    answers = {0: SameName.CHANGE}
    again, _kept = keep_first_answer(organisation, **given, answers=answers, asked=refusal.value.asked)
    assert sorted(Project.objects.values_list("name", "budget")) == [
        (" TAGET", 55), ("Facaden", 120), ("Kælderen", Decimal("17.6")),
    ]  # fmt: skip
    assert (names_in(again), names_in(file)) == ([" TAGET"], ["Taget", "Facaden", "Kælderen"])
