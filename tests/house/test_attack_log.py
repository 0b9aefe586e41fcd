"""Nothing is changed behind the back of the log, and nothing in the log is changed."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import get_resolver

from maskinrum.organisations.actions import record
from maskinrum.organisations.models import AuditEvent, Organisation
from maskinrum.organisations.permissions import OPERATOR
from tests.conftest import NOW
from tests.house.test_attacks import callbacks


@pytest.fixture
def line(db: None, organisation: Organisation) -> AuditEvent:
    """One line of the log."""
    return record("rename", organisation, viewer=OPERATOR, now=NOW)


def save_again(line: AuditEvent) -> None:
    line.verb = "nothing"
    line.save()


def save_over(line: AuditEvent) -> None:
    AuditEvent(pk=line.pk, at=NOW, verb="nothing", object_type="x", object_id=line.object_id).save(force_insert=True)


EMPTYING = {
    "postgresql": "TRUNCATE organisations_auditevent CASCADE",
    "sqlite": "DELETE FROM organisations_auditevent WHERE true",  # what it does without a condition is another way
}
WAYS: dict[str, Callable[[AuditEvent], object]] = {
    "save": save_again,
    "save over": save_over,
    "delete": lambda line: line.delete(),
    "update": lambda line: AuditEvent.objects.update(verb="nothing"),
    "update all": lambda line: AuditEvent.objects.bulk_update([line], ["changes"]),
    "delete all": lambda line: AuditEvent.objects.all().delete(),
    "upsert": lambda line: AuditEvent.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
    ),
    "replace": lambda line: AuditEvent.objects.update_or_create(pk=line.pk, defaults={"verb": "nothing"}),
    "by hand": lambda line: connection.cursor().execute("DELETE FROM organisations_auditevent"),
    "emptied": lambda line: connection.cursor().execute(EMPTYING[connection.vendor]),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_line_of_the_log_can_be_changed_or_taken_away(way: str, line: AuditEvent) -> None:
    before = list(AuditEvent.objects.order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic():
        WAYS[way](line)
    assert list(AuditEvent.objects.order_by("pk").values()) == before


def test_no_page_is_made_from_tables_alone() -> None:
    """Such pages write past the actions, and so past the log."""
    assert not apps.is_installed("django.contrib.admin")
    modules = {view.__module__.partition(".")[0] for _address, view in callbacks(get_resolver().url_patterns)}
    assert modules == {"maskinrum", "allauth"}
