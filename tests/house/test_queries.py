"""No page of the site asks the database more often because there is more to show."""

from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from maskinrum.config.demo import SIGN_INS
from maskinrum.config.demo.world import load_demo_world
from maskinrum.knowledge.actions import load_evidence, load_experiences
from maskinrum.organisations.models import Person
from maskinrum.partnerships.actions import load_register
from tests.conftest import SAVEPOINTS
from tests.house.crawl import HOST, crawl

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.thorough, pytest.mark.either_database]

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SITE = ("partnerships", "knowledge", "network", "meetings", "steering", "evaluation", "planning", "decisions")
EACH = 2  # copies of every row
LEAST = 40  # kinds of rows that could be copied


def copies(model: type[models.Model]) -> Iterator[models.Model]:
    """Put copies of every row of a model beside it, with keys of their own; rows that may stand only once are left."""
    unique = [one for one in model._meta.concrete_fields if one.unique and not one.primary_key and not one.is_relation]
    for row in list(model._base_manager.all()):
        for number in range(EACH):
            made: Any = copy(row)
            made._state = copy(row._state)
            made.pk = uuid4() if isinstance(model._meta.pk, models.UUIDField) else None
            for one in unique:
                setattr(made, one.attname, f"k{number}{uuid4().hex}"[: one.max_length])
            try:
                with transaction.atomic():
                    made.save(force_insert=True)
            except IntegrityError:
                continue
            yield made


def asked_for(client: Client, address: str) -> Counter[str]:
    """What a page asks the database, by the text of the question, without what counts visits by the minute."""
    asked: Counter[str] = Counter()
    counted = str(settings.CACHES["default"]["LOCATION"])

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked[sql] += counted not in sql and not sql.startswith(SAVEPOINTS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(address)
    return asked


def test_more_rows_are_no_more_questions() -> None:
    for load in (load_register, load_experiences, load_evidence, load_demo_world):
        load(NOW)
    email = SIGN_INS[0].email
    addresses = [page.address for page in crawl("/", email=email)]
    client = Client(SERVER_NAME=HOST)
    client.force_login(Person.objects.get(email=email))

    before = {address: asked_for(client, address) for address in addresses}
    kinds = [model for app in SITE for model in apps.get_app_config(app).get_models()]
    copied = {model.__name__: made for model in kinds if (made := sum(1 for _ in copies(model)))}
    after = {address: asked_for(client, address) for address in addresses}
    doubtful = [address for address in addresses if after[address].total() > before[address].total()]
    after |= {address: asked_for(client, address) for address in doubtful}  # something may have been looked up anew
    more = {
        address: (before[address].total(), after[address].total(), (after[address] - before[address]).most_common(1))
        for address in doubtful
        if after[address].total() > before[address].total()
    }
    assert len(copied) >= LEAST
    assert more == {}
