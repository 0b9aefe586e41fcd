"""Everything that is held about one person, found by walking every table.

Rows lead to a person by a foreign key, by the opaque id in any column, by the address in a declared column, or through
a declared row that leads to the person. A table made later is therefore found without being named here.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import CharField, Field, ForeignKey, Model, Q, QuerySet, TextField, UUIDField

from maskinrum.organisations.models import Person
from maskinrum.organisations.queries.people import sessions_mentioning
from maskinrum.shared.privacy import PersonalData, declarations

WITHHELD: frozenset[tuple[str, str]] = frozenset(
    {
        ("organisations_person", "password"),
        ("organisations_invitation", "token_digest"),
        ("account_emailconfirmation", "key"),
        ("django_session", "session_key"),
        ("django_session", "session_data"),
        ("usersessions_usersession", "session_key"),
        ("mfa_authenticator", "data"),
    }
)
"""What would let whoever reads the file sign in as the person: that it is held is told, not what it is."""

_NOT_BY_COLUMN: dict[str, Callable[[Person], QuerySet[Any]]] = {Session._meta.db_table: sessions_mentioning}


@dataclass(frozen=True)
class OwnTable:
    """The rows of one table that lead to a person. ``data`` is None where the table declares nothing personal."""

    table: str
    data: PersonalData | None
    rows: tuple[dict[str, Any], ...]


def own_data(person: Person) -> list[OwnTable]:
    """Every table with rows that lead to the person, the person first and then by name."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    found = [
        OwnTable(table, data, tuple(_values(row) for row in _rows(models[table], data, person)))
        for table, data in declarations().items()
        if table in models
    ]
    own = Person._meta.db_table
    return sorted((table for table in found if table.rows), key=lambda each: (each.table != own, each.table))


def _rows(model: type[Model], data: PersonalData | None, person: Person) -> QuerySet[Any]:
    if special := _NOT_BY_COLUMN.get(model._meta.db_table):
        return special(person)
    ways = Q(pk__in=[])
    for way in _ways(model, data, person):
        ways |= way
    return model._default_manager.filter(ways).order_by("pk")  # noqa: SLF001 - Django documents it for any model


def _ways(model: type[Model], data: PersonalData | None, person: Person) -> Iterator[Q]:
    declared = data.fields if data else ()
    if model is Person:
        yield Q(pk=person.pk)
    for field in _columns(model):
        if isinstance(field, ForeignKey):
            yield from _ways_along(field, declared, person)
        elif isinstance(field, UUIDField) and not field.primary_key:
            yield Q(**{field.name: person.pk})
        elif isinstance(field, CharField | TextField) and field.name in declared:
            yield Q(**{f"{field.name}__iexact": person.email})


def _ways_along(field: "ForeignKey[Any, Any]", declared: tuple[str, ...], person: Person) -> Iterator[Q]:
    if field.related_model is Person:
        yield Q(**{field.name: person})
    elif field.name in declared:
        for further in _columns(field.related_model):
            if isinstance(further, ForeignKey) and further.related_model is Person:
                yield Q(**{f"{field.name}__{further.name}": person})


def _columns(model: Any) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.get_fields() if isinstance(field, Field) and field.column]


def _values(row: Model) -> dict[str, Any]:
    table = row._meta.db_table
    return {
        field.column: _value(row, field) for field in _columns(type(row)) if (table, field.column) not in WITHHELD
    } | {name: None for held, name in WITHHELD if held == table}


def _value(row: Model, field: "Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return str(value) if isinstance(value, uuid.UUID) else value
