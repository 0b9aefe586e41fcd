"""A question that is written once asks the same as one that is written anew, whatever stands in its gaps."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import CharField, DateTimeField, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maskinrum.organisations.actions import add_member
from maskinrum.organisations.enums import Role
from maskinrum.organisations.models import Membership, Organisation, Person
from maskinrum.organisations.permissions import OPERATOR
from maskinrum.organisations.queries import memberships_now, person_of_key
from maskinrum.organisations.queries.memberships import memberships_of_person
from maskinrum.organisations.sessions import SessionStore
from maskinrum.shared.prepared import Prepared
from tests.conftest import NOW


def test_rows_are_those_of_the_question_with_all_that_belongs_to_them(
    manager: Person, outsider: Person, organisation: Organisation
) -> None:
    add_member(outsider, organisation=organisation, role=Role.MEMBER, viewer=OPERATOR, now=NOW)
    for person in (manager, outsider, manager):
        plain, found = list(memberships_of_person(person.pk)), memberships_now(person.pk)
        assert [{**vars(one), "_state": None} for one in found] == [{**vars(one), "_state": None} for one in plain]
        with CaptureQueriesContext(connection) as asked:
            assert [one.organisation.name for one in found] == [one.organisation.name for one in plain]
        assert len(asked) == 0
        assert person_of_key(person.pk) == person
    assert (len(memberships_now(outsider.pk)), memberships_now(None), person_of_key(uuid.uuid4())) == (2, [], None)


def test_what_has_changed_is_seen_at_once(member: Person) -> None:
    assert len(memberships_now(member.pk)) == 1
    Person.objects.filter(pk=member.pk).update(name="En anden")
    Membership.objects.filter(person=member).delete()
    found = person_of_key(member.pk)
    assert (memberships_now(member.pk), found and found.name) == ([], "En anden")


def test_a_session_is_found_until_it_ends(member: Person) -> None:
    client = Client()
    client.force_login(member)
    key = client.session.session_key
    assert SessionStore(key).get("_auth_user_id") == str(member.pk)
    Session.objects.update(expire_date=datetime.now(UTC) - timedelta(seconds=1))
    gone = SessionStore(key)
    assert (dict(gone.items()), gone.session_key) == ({}, None)


@pytest.mark.django_db
def test_a_question_that_does_not_hold_its_examples_is_refused() -> None:
    ask = Prepared(lambda _key: Person.objects.filter(name="x"), (CharField(), "an example"))
    with pytest.raises(ValueError, match="not found in its question"):
        ask("Niels")


@pytest.mark.django_db
def test_each_gap_gets_its_own_value_and_the_question_is_written_once(member: Person) -> None:
    written: list[int] = []

    def of(name: str, since: datetime) -> QuerySet[Person]:
        written.append(1)
        return Person.objects.filter(name=name, joined_at__gt=since)

    ask = Prepared(
        of,
        (CharField(), "a name"),
        (DateTimeField(), datetime(1970, 1, 1, tzinfo=UTC)),
    )
    before = member.joined_at - timedelta(days=1)
    found = [
        ask(member.name, before),
        ask("Niels", before),
        ask(member.name, member.joined_at),
        ask(member.name, before),
    ]
    assert (found, len(written)) == ([[member], [], [], [member]], 1)
