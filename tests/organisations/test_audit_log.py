"""The audit log can only grow, and it never holds a personal value."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from maskinrum.organisations.actions import record, register_person
from maskinrum.organisations.models import AuditEvent, Organisation, Person
from maskinrum.organisations.permissions import VISITOR, Viewer
from maskinrum.organisations.queries import viewer_of

UPDATE = "UPDATE organisations_auditevent SET verb = 'other' WHERE id = %s"
DELETE = "DELETE FROM organisations_auditevent WHERE id = %s"
TRESPASSES: dict[str, Callable[[AuditEvent], object]] = {
    "queryset update": lambda event: AuditEvent.objects.filter(pk=event.pk).update(verb="other"),
    "queryset delete": lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
    "save": lambda event: AuditEvent(pk=event.pk, at=event.at, verb="other", object_id=event.object_id).save(),
    "insert over": lambda event: AuditEvent.objects.bulk_create(
        [AuditEvent(pk=event.pk, at=event.at, verb="other", object_id=event.object_id)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["verb"],
    ),
    "raw update": lambda event: connection.cursor().execute(UPDATE, [event.pk]),
    "raw delete": lambda event: connection.cursor().execute(DELETE, [event.pk]),
}


@pytest.mark.telling
@pytest.mark.whole_list
@pytest.mark.parametrize("trespass", TRESPASSES.values(), ids=TRESPASSES)
def test_database_refuses_to_change_what_is_logged(
    trespass: Callable[[AuditEvent], object], organisation: Organisation
) -> None:
    event = AuditEvent.objects.get(object_id=organisation.pk)
    with pytest.raises(IntegrityError, match="append-only"):
        trespass(event)


REPLACING = {
    "sqlite": "REPLACE INTO organisations_auditevent SELECT * FROM organisations_auditevent WHERE id = %s",
    "postgresql": "INSERT INTO organisations_auditevent SELECT * FROM organisations_auditevent WHERE id = %s "
    "ON CONFLICT (id) DO UPDATE SET verb = 'replaced'",
}


def test_replacing_a_row_is_refused(organisation: Organisation) -> None:
    event = AuditEvent.objects.get(object_id=organisation.pk)
    with pytest.raises(IntegrityError, match="append-only"):
        connection.cursor().execute(REPLACING[connection.vendor], [event.pk])


@pytest.mark.django_db(transaction=True)
def test_triggers_stand_again_after_the_flush_of_a_transactional_test(now: datetime) -> None:
    register_person("first@person.example", now=now)
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEvent.objects.exists()
    register_person("second@person.example", now=now)
    with pytest.raises(IntegrityError, match="append-only"):
        AuditEvent.objects.all().delete()


def test_line_tells_who_did_what_to_which_object(organisation: Organisation, member: Person, now: datetime) -> None:
    event = record("rename", organisation, viewer=viewer_of(member), now=now, changes={"name": ["Nord", "Nordvest"]})
    event.refresh_from_db()
    assert (event.at, event.actor, event.organisation) == (now, member.pk, organisation.pk)
    assert (event.verb, event.object_type, event.object_id) == ("rename", "organisations.Organisation", organisation.pk)
    assert event.changes == {"name": ["Nord", "Nordvest"]}


def test_personal_fields_are_logged_only_as_changed(member: Person, now: datetime) -> None:
    changes = {"email": ["mette@nord.example", "ny@nord.example"], "language": ["da", "en"]}
    event = record("change_person", member, viewer=Viewer(person=member.pk), now=now, changes=changes)
    assert event.changes == {"email": "changed", "language": ["da", "en"]}


def test_visitor_leaves_no_actor(db: None, now: datetime) -> None:
    person = register_person("ny@person.example", viewer=VISITOR, now=now)
    event = AuditEvent.objects.get(object_id=person.pk)
    assert (event.verb, event.actor, event.organisation) == ("register_person", None, None)
