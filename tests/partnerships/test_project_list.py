"""The list of projects: each change is one line in the log, and colleagues never overwrite each other."""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.actions import KeptProjects, import_projects, save_project_list
from maskinrum.partnerships.facts import Delay, ProjectFacts
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import current_projects, list_version, project_facts
from maskinrum.shared.errors import DomainError
from tests.decisions.making import TAGET, THREE

Row = tuple[uuid.UUID | None, ProjectFacts]
FACADEN = THREE[1]
FULL = replace(
    TAGET, problem_project=True, eligible=False, realisation=Decimal("0.65"),
    delay=Delay(Decimal(0), Decimal("2.5"), Decimal(9)),
)  # fmt: skip


@pytest.fixture
def viewer(member: Person) -> Viewer:
    """Somebody who keeps the list."""
    return viewer_of(member)


def saved(organisation: Organisation, viewer: Viewer, now: datetime, *rows: Row) -> KeptProjects:
    """Save the list as somebody who has just opened it."""
    seen = list_version(current_projects(organisation))
    return save_project_list(organisation, rows=rows, expected_version=seen, viewer=viewer, now=now)


def listed(organisation: Organisation) -> list[str]:
    return [project.name for project in current_projects(organisation)]


def counts(kept: KeptProjects) -> tuple[int, int, int]:
    return kept.added, kept.changed, kept.removed


def test_a_project_keeps_every_fact(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    saved(organisation, viewer, now, (None, FULL), (None, FACADEN))
    assert [project_facts(project) for project in current_projects(organisation)] == [FULL, FACADEN]


def test_a_new_project_is_logged_without_its_facts(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    (project,) = saved(organisation, viewer, now, (None, TAGET)).projects
    event = AuditEvent.objects.get(object_id=project.pk)
    assert (event.verb, event.actor, event.at) == ("add_project", viewer.person, now)
    assert (event.changes["budget"], event.changes["approval"]) == ("changed", "changed")


def test_a_change_is_logged_with_what_changed_alone(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    (project,) = saved(organisation, viewer, now, (None, TAGET)).projects
    kept = saved(organisation, viewer, now, (project.pk, replace(TAGET, budget=Decimal(55))))
    event = AuditEvent.objects.filter(object_id=project.pk).latest("id")
    assert (counts(kept), event.verb, event.changes) == ((0, 1, 0), "change_project", {"budget": "changed"})


def test_saving_what_is_there_changes_and_logs_nothing(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (project,) = saved(organisation, viewer, now, (None, FULL)).projects
    before = AuditEvent.objects.count()
    assert counts(saved(organisation, viewer, now, (project.pk, FULL))) == (0, 0, 0)
    assert AuditEvent.objects.count() == before


def test_order_is_kept_and_is_no_change(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    one, two = saved(organisation, viewer, now, (None, TAGET), (None, FACADEN)).projects
    kept = saved(organisation, viewer, now, (two.pk, FACADEN), (one.pk, TAGET))
    assert (listed(organisation), counts(kept)) == (["Facaden", "Taget"], (0, 0, 0))


def test_a_row_taken_out_leaves_the_list_and_stays_as_a_record(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    one, two = saved(organisation, viewer, now, (None, TAGET), (None, FACADEN)).projects
    later = now + timedelta(hours=1)
    assert counts(saved(organisation, viewer, later, (two.pk, FACADEN))) == (0, 0, 1)
    gone = Project.objects.get(pk=one.pk)
    assert (listed(organisation), gone.removed_at) == (["Facaden"], later)
    assert AuditEvent.objects.filter(object_id=one.pk).latest("id").verb == "remove_project"


def test_what_a_colleague_has_saved_meanwhile_is_not_overwritten(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (project,) = saved(organisation, viewer, now, (None, TAGET)).projects
    seen = list_version(current_projects(organisation))
    saved(organisation, viewer, now, (project.pk, replace(TAGET, budget=Decimal(55))))
    with pytest.raises(DomainError):
        save_project_list(organisation, rows=[(project.pk, FACADEN)], expected_version=seen, viewer=viewer, now=now)
    assert [project_facts(one).budget for one in current_projects(organisation)] == [55]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Tagene"},
        {"homes": None},
        {"planned_start": date(2028, 9, 2)},
        {"eligible": False},
        {"realisation": Decimal("0.5")},
    ],
    ids=str,
)
def test_every_fact_is_part_of_the_lists_version(
    change: dict[str, object], organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (project,) = saved(organisation, viewer, now, (None, TAGET)).projects
    before = list_version(current_projects(organisation))
    saved(organisation, viewer, now, (project.pk, replace(TAGET, **change)))  # type: ignore[arg-type]
    assert list_version(current_projects(organisation)) != before


def test_the_order_is_part_of_the_lists_version(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    one, two = saved(organisation, viewer, now, (None, TAGET), (None, FACADEN)).projects
    before = list_version(current_projects(organisation))
    saved(organisation, viewer, now, (two.pk, FACADEN), (one.pk, TAGET))
    assert list_version(current_projects(organisation)) != before


def test_the_id_of_a_project_of_others_makes_a_new_one(
    organisation: Organisation, other_organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (theirs,) = saved(other_organisation, Viewer(None, other_organisation.pk), now, (None, FACADEN)).projects
    (mine,) = saved(organisation, viewer, now, (theirs.pk, TAGET)).projects
    assert (mine.pk == theirs.pk, listed(organisation), listed(other_organisation)) == (False, ["Taget"], ["Facaden"])


def test_the_id_of_a_project_that_left_the_list_makes_a_new_one(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (old,) = saved(organisation, viewer, now, (None, TAGET)).projects
    saved(organisation, viewer, now)
    (new,) = saved(organisation, viewer, now, (old.pk, TAGET)).projects
    assert (new.pk == old.pk, Project.objects.get(pk=old.pk).removed_at) == (False, now)


def test_an_id_in_two_rows_is_the_first_ones(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    (project,) = saved(organisation, viewer, now, (None, TAGET)).projects
    kept = saved(organisation, viewer, now, (project.pk, TAGET), (project.pk, FACADEN))
    assert (listed(organisation), kept.projects[0].pk, counts(kept)) == (["Taget", "Facaden"], project.pk, (1, 0, 0))


def test_imported_projects_come_last_and_known_names_are_updated_where_they_stand(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    first = import_projects(organisation, facts=THREE[:2], viewer=viewer, now=now)
    kept = import_projects(organisation, facts=[THREE[2], replace(TAGET, budget=Decimal(55))], viewer=viewer, now=now)
    assert (counts(first), counts(kept)) == ((2, 0, 0), (1, 1, 0))
    assert listed(organisation) == ["Taget", "Facaden", "Kælderen"]
    assert [project.name for project in kept.projects] == ["Kælderen", "Taget"]


def test_two_imported_projects_of_one_name_are_two(organisation: Organisation, viewer: Viewer, now: datetime) -> None:
    import_projects(organisation, facts=[TAGET], viewer=viewer, now=now)
    kept = import_projects(organisation, facts=[TAGET, replace(TAGET, budget=Decimal(55))], viewer=viewer, now=now)
    assert counts(kept) == (1, 0, 0)
    assert [project.budget for project in current_projects(organisation)] == [Decimal("41.5"), 55]


def test_a_removed_project_is_not_brought_back_by_its_name(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    (old,) = import_projects(organisation, facts=[TAGET], viewer=viewer, now=now).projects
    saved(organisation, viewer, now)
    (new,) = import_projects(organisation, facts=[TAGET], viewer=viewer, now=now).projects
    assert new.pk != old.pk


def test_the_list_never_grows_beyond_what_a_table_can_hold(
    organisation: Organisation, viewer: Viewer, now: datetime
) -> None:
    import_projects(organisation, facts=[replace(TAGET, name=f"Sag {n}") for n in range(499)], viewer=viewer, now=now)
    with pytest.raises(DomainError):
        import_projects(organisation, facts=THREE, viewer=viewer, now=now)
    assert len(listed(organisation)) == 499
