from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maskinrum.config.demo import DEMO_PASSWORD, SIGN_INS, DemoSignIn, holds_demo_persons, holds_others, may_hold_demo
from maskinrum.config.demo.names import DECLINED, HOUSING, ORGANISATIONS, OTHER_HOUSING, SECRETARIAT, WAITING
from maskinrum.config.demo.world import load_demo_world
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import decision_files, latest_snapshot
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person
from maskinrum.organisations.queries import viewer_of
from maskinrum.partnerships.models import Project
from maskinrum.partnerships.queries import current_projects
from tests.bringing import bring

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_there_is_somebody_to_be_in_every_role() -> None:
    bring(load_demo_world)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)


def test_everything_in_the_demo_world_is_marked_as_invented() -> None:
    bring(load_demo_world)
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Organisation.objects.filter(is_fictitious=False).exists()
    assert all(each.email.endswith((".example", ".invalid")) for each in Person.objects.all())


def test_loading_again_changes_nothing() -> None:
    bring(load_demo_world)
    before = AuditEvent.objects.count()
    load_demo_world(NOW)
    assert AuditEvent.objects.count() == before
    assert Person.objects.count() == len(SIGN_INS) + len((WAITING, DECLINED))


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda sign_in: sign_in.name)
def test_each_demo_person_can_sign_in(sign_in: DemoSignIn) -> None:
    bring(load_demo_world)
    client = Client(SERVER_NAME="localhost")
    answer = client.post(reverse("account_login"), {"login": sign_in.email, "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_database_with_a_real_person_gets_no_demo_people(member: Person) -> None:
    with pytest.raises(CommandError, match=r"\S"):
        call_command("demo", load_only=True)
    assert holds_others()
    assert not holds_demo_persons()


def test_whoever_signs_up_in_a_demonstration_keeps_nobody_out_of_it(member: Person, outsider: Person) -> None:
    before = may_hold_demo()
    Person.objects.filter(pk=member.pk).update(is_demo=True)
    assert (before, holds_others(), may_hold_demo()) == (False, True, True)


def test_a_database_with_a_real_organisation_gets_no_demo_people(organisation: Organisation) -> None:
    with pytest.raises(CommandError, match=r"\S"):
        call_command("demo", load_only=True)
    assert not Person.objects.exists()


@pytest.mark.thorough("postgresql")
def test_the_command_loads_the_demo_world() -> None:
    call_command("demo", load_only=True, stdout=StringIO())
    assert holds_demo_persons()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "maskinrum.example"])
def test_demo_people_are_never_served_to_others(host: str) -> None:
    bring(load_demo_world)
    with pytest.raises(CommandError, match=r"demo"):
        call_command("serve", bind=host)


def files_of(name: str) -> list[tuple[str, int]]:
    """The files of an organisation: title, and how many projects each rests on."""
    files = DecisionFile.objects.filter(organisation__name=name)
    return sorted((file.title, len(latest_snapshot(file).rows)) for file in files)


def test_the_demo_world_has_an_invented_file_and_one_of_public_jobs() -> None:
    bring(load_demo_world)
    assert [files_of(name) for name in (HOUSING, SECRETARIAT, OTHER_HOUSING)] == [
        [("Partnerskab 2028?", 24), ("Tagrenoveringer 2019–2024", 8)],
        [("Syv offentlige renoveringer som én tænkt portefølje", 7)],
        [("Sammen eller hver for sig?", 12)],
    ]


def test_a_demo_file_rests_on_its_organisations_own_list_and_the_day_of_its_data() -> None:
    bring(load_demo_world)
    file = DecisionFile.objects.get(organisation__name=HOUSING, title="Partnerskab 2028?")
    listed = [str(project.pk) for project in current_projects(file.organisation)]
    assert {row["project"] for row in latest_snapshot(file).rows} <= set(listed)
    assert file.case_date == date(2027, 1, 1)


def test_the_file_of_public_jobs_is_labelled_as_one_that_nobody_formed() -> None:
    bring(load_demo_world)
    file = DecisionFile.objects.get(organisation__name=SECRETARIAT)
    assert "tænkt" in file.note and file.case_date == date(2023, 1, 1)  # noqa: PT018 - one label


def test_the_file_of_public_jobs_is_read_by_the_housing_organisation_and_nobody_else() -> None:
    bring(load_demo_world)
    public = DecisionFile.objects.get(organisation__name=SECRETARIAT)
    readers = {name for name in ORGANISATIONS if name in {one.organisation for one in SIGN_INS} and sees(name, public)}
    assert readers == {SECRETARIAT, HOUSING}


def sees(name: str, file: DecisionFile) -> bool:
    """Whether those who act for an organisation may read a file."""
    person = Person.objects.get(email=next(one.email for one in SIGN_INS if one.organisation == name))
    return decision_files(viewer_of(person), now=NOW).filter(pk=file.pk).exists()


def test_loading_again_makes_no_second_file_or_project() -> None:
    bring(load_demo_world)
    load_demo_world(NOW)
    assert (DecisionFile.objects.count(), Project.objects.count()) == (4, 66)
