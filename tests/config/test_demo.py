from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maskinrum.config.demo import DEMO_PASSWORD, SIGN_INS, DemoSignIn, holds_demo_persons, holds_others, load_demo_world
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import AuditEvent, Membership, Organisation, Person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_there_is_somebody_to_be_in_every_role() -> None:
    load_demo_world(NOW)
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)


def test_everything_in_the_demo_world_is_marked_as_invented() -> None:
    load_demo_world(NOW)
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Organisation.objects.filter(is_fictitious=False).exists()
    assert all(each.email.endswith((".example", ".invalid")) for each in Person.objects.all())


def test_loading_again_changes_nothing() -> None:
    load_demo_world(NOW)
    before = AuditEvent.objects.count()
    load_demo_world(NOW)
    assert AuditEvent.objects.count() == before
    assert Person.objects.count() == len(SIGN_INS)


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda sign_in: sign_in.name)
def test_each_demo_person_can_sign_in(sign_in: DemoSignIn) -> None:
    load_demo_world(NOW)
    client = Client(SERVER_NAME="localhost")
    answer = client.post(reverse("account_login"), {"login": sign_in.email, "password": DEMO_PASSWORD})
    assert answer.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_database_with_a_real_person_gets_no_demo_people(member: Person) -> None:
    with pytest.raises(CommandError, match=r"\S"):
        call_command("demo", load_only=True)
    assert holds_others()
    assert not holds_demo_persons()


def test_a_database_with_a_real_organisation_gets_no_demo_people(organisation: Organisation) -> None:
    with pytest.raises(CommandError, match=r"\S"):
        call_command("demo", load_only=True)
    assert not Person.objects.exists()


def test_the_command_loads_the_demo_world() -> None:
    call_command("demo", load_only=True, stdout=StringIO())
    assert holds_demo_persons()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "maskinrum.example"])
def test_demo_people_are_never_served_to_others(host: str) -> None:
    load_demo_world(NOW)
    with pytest.raises(CommandError, match=r"demo"):
        call_command("serve", bind=host)
