"""Everything that is held about one person, found by walking every table.

A row is about a person when a column that its table declares as personal leads there: by key, by opaque id, by address,
or through another row. Such rows are told whole. A row may also only name a person, as who did something; of that no
more is told than where the person stands in it. A table made later is found without being named here.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import CharField, DateTimeField, Field, ForeignKey, Model, Q, QuerySet, TextField, UUIDField

from maskinrum.organisations.models import Person
from maskinrum.organisations.queries.own_questions import SOMEBODY, OwnQuestion, asked, counted, put
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

    @property
    def total(self) -> int:
        """How many rows lead to the person."""
        return len(self.rows) + self.more


def own_data(person: Person, *, most: int | None = None, in_all: int | None = None) -> list[OwnTable]:
    """Every table with rows that lead to the person, the person first and then by name.

    At most so many of each table, and ``in_all`` so many where each table has one at least.
    """
    found = _found(person, _leading(declarations()))
    own = Person._meta.db_table
    found.sort(key=lambda each: (each.leads.table != own, each.leads.table))
    shown = shares([one.total for one in found], most=most, in_all=in_all)
    return [_table(one, person, 0, share) for one, share in zip(found, shown, strict=True)]


def own_table(person: Person, table: str, *, first: int, most: int) -> OwnTable | None:
    """One of those tables from the row ``first`` on, or None where nothing of it leads to the person."""
    declared = declarations()
    found = _found(person, _leading({table: declared[table]})) if table in declared else []
    return _table(found[0], person, first, most) if found else None


def shares(totals: Sequence[int], *, most: int | None = None, in_all: int | None = None) -> list[int]:
    """How many rows of each table are shown: dealt out one by one, so that short tables are shown whole."""
    wanted = [total if most is None else min(total, most) for total in totals]
    if in_all is None or sum(wanted) <= in_all:
        return wanted
    level, left = 1, in_all - len(wanted)
    while left > 0 and (above := sum(one > level for one in wanted)) and above <= left:
        level, left = level + 1, left - above
    return [min(one, level) for one in wanted]


def leading_tables() -> set[str]:
    """The tables whose rows can lead to a person at all, so that each of them needs a title in words."""
    return {one.table for one in _leading(declarations())}


@dataclass(frozen=True)
class _Leading:
    """How rows of a table lead to a person: to be told whole, and to be told as far as they name the person."""

    model: type[Model]
    data: PersonalData | None
    about: OwnQuestion | None
    naming: OwnQuestion | None

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True)
class _Found:
    """That a table has rows, and how many. ``special`` are those about the person that no column leads to."""

    leads: _Leading
    about: int
    naming: int
    special: QuerySet[Any] | None = None

    @property
    def total(self) -> int:
        return self.about + self.naming


def _leading(declared: Mapping[str, PersonalData | None]) -> list[_Leading]:
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    ways = [
        _Leading(models[table], data, *_questions(models[table], data.fields if data else (), connection.vendor))
        for table, data in declared.items()
        if table in models
    ]
    return [one for one in ways if one.about or one.naming or one.table in _NOT_BY_COLUMN]


@cache
def _questions(
    model: type[Model], declared: tuple[str, ...], vendor: str
) -> tuple[OwnQuestion | None, OwnQuestion | None]:
    """The rows about whoever asks, and those that only name that person. Putting a question takes longer than asking.

    ``vendor`` is the database that they are put to.
    """
    ways = [*_ways_about(model, declared)]
    about, naming = _rows(model, ways), _rows(model, (way for way in _ways_naming(model) if way not in ways))
    # Of a row that only names the person nothing else is read: a stored analysis is long.
    told = [field for field in _columns(model) if _is_told_of_others(field) or _holds_number(field)]
    return put(about, _columns(model)), put(naming.exclude(pk__in=about.order_by().values("pk")), told)


def _found(person: Person, leading: Sequence[_Leading]) -> list[_Found]:
    """Those tables that have rows, all counted in one question."""
    asked = [question for one in leading for question in (one.about, one.naming)]
    counts = iter(counted(asked, person))
    found = []
    for one in leading:
        about, naming, special = next(counts), next(counts), _NOT_BY_COLUMN.get(one.table)
        rows = special(person) if special else None
        found.append(_Found(one, about if rows is None else rows.count(), naming, rows))
    return [one for one in found if one.total]


def _table(found: _Found, person: Person, first: int, most: int) -> OwnTable:
    """The rows about the person whole, then those that only name the person, as far as they do."""
    leads, told = found.leads, []
    whole = min(max(found.about - first, 0), most)
    if whole:
        rows = asked(leads.about, person, first, whole) if found.special is None else found.special[first:][:whole]
        told = [_values(row, _columns(leads.model)) | _typed(row, person) for row in rows]
    if found.naming and most > len(told):
        rows = asked(leads.naming, person, max(first - found.about, 0), most - len(told))
        told += [_values(row, _naming_columns(row, person)) for row in rows]
    return OwnTable(leads.table, leads.data, tuple(told), found.total - len(told))


def _typed(row: Model, person: Person) -> dict[str, Any]:
    if not isinstance(row, Session):
        return {}
    content = row.get_decoded()
    found = {name: text for words in _TYPED for name, text in words(content, person).items()}
    return {TYPED: found} if found else {}


def _rows(model: type[Model], ways: Iterable[Q]) -> QuerySet[Any]:
    either = Q(pk__in=[])
    for way in dict.fromkeys(ways):
        either |= way
    return model._default_manager.filter(either).order_by("pk")  # noqa: SLF001 - Django documents it for any model


def _ways_about(model: type[Model], declared: tuple[str, ...], person: Person = SOMEBODY) -> Iterator[Q]:
    """How a row says something about the person: in a column that the table declares as personal."""
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
        yield Q(**{field.attname: person.pk})
        return
    for further in _columns(field.related_model):
        if isinstance(further, ForeignKey) and further.related_model is Person:
            yield Q(**{f"{field.name}__{further.name}": person})


def _ways_naming(model: type[Model], person: Person = SOMEBODY) -> Iterator[Q]:
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
        if _is_told_of_others(field) or (_holds_number(field) and getattr(row, field.attname) == person.pk)
    ]


def _is_told_of_others(field: "Field[Any, Any]") -> bool:
    is_of_row = field.primary_key or isinstance(field, DateTimeField)
    return is_of_row or (field.model._meta.db_table, field.column) in _TOLD_OF_OTHERS


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
