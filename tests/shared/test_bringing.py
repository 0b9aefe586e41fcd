"""What tests bring as rows is what the actions bring."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction

from maskinrum.knowledge.actions import load_experiences
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.actions import Loaded, load_register
from maskinrum.partnerships.models import Partnership
from maskinrum.search.actions import note_change
from tests import bringing
from tests.bringing import bring, tables

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody have brought anything yet."""
    monkeypatch.setattr(bringing, "_brought", {})


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows() -> list[dict[str, Any]]:
    """Every row there is."""
    return [row for model in tables() for row in serializers.serialize("python", model._base_manager.order_by("pk"))]


def count_anew() -> None:
    """Let empty tables count as they do when a test has emptied them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def test_rows_put_in_again_are_those_that_were_brought() -> None:
    with taken_back():
        bring(load_experiences, after=(load_register,))
        first = rows()
    bring(load_experiences, after=(load_register,))
    assert len(first) > 100
    assert rows() == first


def test_what_was_done_to_the_rows_since_is_not_brought() -> None:
    with taken_back():
        bring(load_register)
        Partnership.objects.update(name="Andet")
    assert bring(load_register) == Loaded(added=18, changed=0, left=0)
    assert not Partnership.objects.filter(name="Andet").exists()


def test_what_follows_gets_numbers_of_its_own_when_the_tables_counted_anew() -> None:
    count_anew()
    with taken_back():
        bring(load_register)
    count_anew()
    bring(load_register)
    note_change(*Partnership.objects.all())


def test_beside_other_rows_the_action_is_really_called(organisation: Organisation) -> None:
    assert bring(load_register) == Loaded(added=18, changed=0, left=0)
    assert bring(load_register) == Loaded(added=0, changed=0, left=0)
