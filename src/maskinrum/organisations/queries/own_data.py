"""Everything that is held about one person, found by walking every table.

A row is about a person when a column that its table declares as personal leads there: by key, by opaque id, by address,
or through another row. Such rows are told whole. A row may also only name a person, as who did something; of that no
more is told than where the person stands in it. A table made later is found without being named here.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, Field, ForeignKey, Model, Q, QuerySet, TextField, UUIDField

from maskinrum.organisations.models import Person
from maskinrum.organisations.queries.people import sessions_mentioning
from maskinrum.search.models import UnansweredSearch
from maskinrum.search.queries import searches_naming
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
        ("meetings_signup", "token_digest"),
        ("meetings_participant", "token_digest"),
        ("meetings_calendarlink", "token_digest"),
        ("planning_planfeed", "token_digest"),
        ("evaluation_invitation", "token_digest"),
        ("evaluation_round", "wall_digest"),
    }
)
"""What would let whoever reads the file sign in as the person: that it is held is told, not what it is."""

_TOLD_OF_OTHERS = {("organisations_auditevent", column) for column in ("verb", "object_type", "object_id")}
"""What is also told of rows that only name the person: what the person did, but not what it changed."""

_NOT_BY_COLUMN: dict[str, Callable[[Person], QuerySet[Any]]] = {
    Session._meta.db_table: sessions_mentioning,
    UnansweredSearch._meta.db_table: searches_naming,
}

TYPED = "typed"
"""What of a session's content the person typed, told beside the content itself, which is withheld."""

TypedWords = Callable[[Mapping[str, Any], Person], Mapping[str, str]]
_TYPED: list[TypedWords] = []


def tell_typed(words: TypedWords) -> None:
    """Say how to read what a person typed, by field, from a session's content; nothing of what others typed there."""
    _TYPED.append(words)


@dataclass(frozen=True)
class OwnTable:
    """The rows of one table that lead to a person. ``data`` is None where the table declares nothing personal.

    ``more`` is how many there are beside those that were asked for.
    """

    table: str
    data: PersonalData | None
    rows: tuple[dict[str, Any], ...]
    more: int = 0


def own_data(person: Person, *, most: int | None = None) -> list[OwnTable]:
    """Every table with rows that lead to the person, the person first and then by name; at most so many of each."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    found = [_table(models[table], data, person, most) for table, data in declarations().items() if table in models]
    own = Person._meta.db_table
    return sorted((table for table in found if table.rows), key=lambda each: (each.table != own, each.table))


def leading_tables() -> set[str]:
    """The tables whose rows can lead to a person at all, so that each of them needs a title in words."""
    nobody = Person()
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    ways = {
        table: [*_ways_about(models[table], data, nobody), *_ways_naming(models[table], nobody)]
        for table, data in declarations().items()
        if table in models
    }
    return {table for table, found in ways.items() if found} | _NOT_BY_COLUMN.keys()


def _table(model: type[Model], data: PersonalData | None, person: Person, most: int | None) -> OwnTable:
    """The rows about the person whole, then those that only name the person, as far as they do."""
    ways_about, ways_naming = [*_ways_about(model, data, person)], [*_ways_naming(model, person)]
    about = _not_by_column(model, person)
    total = about.count() if about is not None else 0
    if about is None or not total:
        about = _rows(model, ways_about)
        # Nearly every table has nothing, and asking how much costs a part of asking what.
        total = _rows(model, [*ways_about, *ways_naming]).count()
        if not total:
            return OwnTable(model._meta.db_table, data, ())
    else:
        total += _rows(model, ways_naming).exclude(pk__in=about.order_by().values("pk")).count()
    told = [_values(row, _columns(model)) | _typed(row, person) for row in about[:most]]
    naming = _rows(model, ways_naming).exclude(pk__in=about.order_by().values("pk"))
    left = None if most is None else most - len(told)
    told += [_values(row, _naming_columns(row, person)) for row in naming[:left]]
    return OwnTable(model._meta.db_table, data, tuple(told), total - len(told))


def _typed(row: Model, person: Person) -> dict[str, Any]:
    if not isinstance(row, Session):
        return {}
    content = row.get_decoded()
    found = {name: text for words in _TYPED for name, text in words(content, person).items()}
    return {TYPED: found} if found else {}


def _not_by_column(model: type[Model], person: Person) -> QuerySet[Any] | None:
    special = _NOT_BY_COLUMN.get(model._meta.db_table)
    return special(person) if special else None


def _rows(model: type[Model], ways: Iterable[Q]) -> QuerySet[Any]:
    either = Q(pk__in=[])
    for way in ways:
        either |= way
    return model._default_manager.filter(either).order_by("pk")  # noqa: SLF001 - Django documents it for any model


def _ways_about(model: type[Model], data: PersonalData | None, person: Person) -> Iterator[Q]:
    """How a row says something about the person: in a column that the table declares as personal."""
    declared = data.fields if data else ()
    if model is Person:
        yield Q(pk=person.pk)
    for field in _columns(model):
        if field.name not in declared:
            continue
        if isinstance(field, ForeignKey):
            yield from _ways_along(field, person)
        elif isinstance(field, UUIDField):
            yield Q(**{field.name: person.pk})
        elif isinstance(field, CharField | TextField):
            yield Q(**{f"{field.name}__iexact": person.email})


def _ways_along(field: "ForeignKey[Any, Any]", person: Person) -> Iterator[Q]:
    if field.related_model is Person:
        yield Q(**{field.name: person})
        return
    for further in _columns(field.related_model):
        if isinstance(further, ForeignKey) and further.related_model is Person:
            yield Q(**{f"{field.name}__{further.name}": person})


def _ways_naming(model: type[Model], person: Person) -> Iterator[Q]:
    """How a row about something else names the person: who did it, who decided it."""
    for field in _columns(model):
        if _holds_number(field):
            yield Q(**{field.attname: person.pk})


def _holds_number(field: "Field[Any, Any]") -> bool:
    is_key = isinstance(field, ForeignKey) and field.related_model is Person
    return is_key or (isinstance(field, UUIDField) and not field.primary_key)


def _naming_columns(row: Model, person: Person) -> "list[Field[Any, Any]]":
    """What may be told of a row that only names the person: its number, its hours, and where the person stands in it.

    The rest belongs to others: an organisation that the person may have left, somebody who was invited.
    """
    return [
        field
        for field in _columns(type(row))
        if field.primary_key
        or isinstance(field, DateTimeField)
        or (row._meta.db_table, field.column) in _TOLD_OF_OTHERS
        or (_holds_number(field) and getattr(row, field.attname) == person.pk)
    ]


@cache
def _columns(model: Any) -> "list[Field[Any, Any]]":
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.concrete and not field.many_to_many
    ]


def _values(row: Model, columns: "list[Field[Any, Any]]") -> dict[str, Any]:
    table = row._meta.db_table
    told = {field.column: _value(row, field) for field in columns if (table, field.column) not in WITHHELD}
    return told | {field.column: None for field in columns if (table, field.column) in WITHHELD}


def _value(row: Model, field: "Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    return str(value) if isinstance(value, uuid.UUID) else value
