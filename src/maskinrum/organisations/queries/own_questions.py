"""Questions about what leads to a person, put once for somebody who does not exist, and asked of anybody after that.

Which rows of a table lead to a person does not depend on the person, and there are some 130 tables: to put that many
questions takes the site longer than to answer them takes the database. They are remembered with a person in them that
nobody is, in whose place whoever asks is set.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet

from maskinrum.organisations.models import Person

SOMEBODY = Person(pk=uuid.UUID("5b0d1e50-0b0d-4000-8000-50b0d1e50b0d"), email="somebody@nowhere.invalid")
"""Nobody: the place of whoever asks."""

MOST_AT_ONCE = 200
"""So many counts are one question; SQLite takes up to 500."""


@dataclass(frozen=True)
class OwnQuestion:
    """Rows of a model in the language of the database, with SOMEBODY in it; ``keys`` asks for their keys alone."""

    model: type[Model]
    sql: str
    keys: str
    given: tuple[Any, ...]
    fields: "tuple[Field[Any, Any], ...]"

    def of(self, known: Mapping[Any, Any]) -> list[Any]:
        """What is given with the question when somebody who is known asks."""
        return [known.get(one, one) for one in self.given]


def put(rows: QuerySet[Any], fields: "Sequence[Field[Any, Any]]") -> OwnQuestion | None:
    """The question that rows of SOMEBODY answer with these fields; None where there can be none."""
    try:
        sql, given = rows.values_list(*(field.attname for field in fields)).query.sql_with_params()
        keys, _same = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return OwnQuestion(rows.model, sql, keys, tuple(given), tuple(fields))


def counted(questions: Sequence[OwnQuestion | None], person: Person) -> list[int]:
    """How many rows each has of the person; none where there is no question."""
    known, counts = _known(person), [0] * len(questions)
    real = [(place, one) for place, one in enumerate(questions) if one is not None]
    for start in range(0, len(real), MOST_AT_ONCE):
        part = real[start : start + MOST_AT_ONCE]
        each = " UNION ALL ".join(f"SELECT {place}, COUNT(*) FROM ({one.keys}) own" for place, one in part)  # noqa: S608 - questions of ours
        with connection.cursor() as cursor:
            cursor.execute(each, [value for _place, one in part for value in one.of(known)])
            for place, count in cursor.fetchall():
                counts[place] = count
    return counts


def asked(question: OwnQuestion | None, person: Person, first: int, most: int) -> list[Any]:
    """The rows of the person from the one numbered ``first`` on, ``most`` at most."""
    if question is None:
        return []
    model, given = question.model, [*question.of(_known(person)), most, first]
    with connection.cursor() as cursor:
        cursor.execute(f"{question.sql} LIMIT %s OFFSET %s", given)
        found = cursor.fetchall()
    # As Django reads rows of a model, without a query set around a question that is already put.
    compiler = model._default_manager.all().query.get_compiler(connection=connection)  # noqa: SLF001 - Django documents it for any model
    converters = compiler.get_converters([field.get_col(model._meta.db_table) for field in question.fields])
    names = [field.attname for field in question.fields]
    return [
        model.from_db(connection.alias, names, values)
        for values in (compiler.apply_converters(found, converters) if converters else found)
    ]


def _known(person: Person) -> dict[Any, Any]:
    """What stands for SOMEBODY as the database is told it, and the person in its place."""
    return dict(zip(_told(SOMEBODY), _told(person), strict=True))


def _told(person: Person) -> tuple[Any, Any]:
    return (
        Person._meta.pk.get_db_prep_value(person.pk, connection),
        connection.ops.prep_for_iexact_query(person.email),
    )
