"""Questions that nearly every page asks, with another value each time.

Django writes the SQL of a question anew whenever it is asked, which takes some ten times as long as a database needs to
find a row by its key. Here Django writes it once for each connection; the rows are made as always.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.query import ModelIterable

Row = TypeVar("Row", bound=Model)
Gap = tuple["Field[Any, Any]", Any]


class Prepared(Generic[Row]):
    """A question with gaps: called with what stands in them, it gives the rows.

    ``question`` makes it of one value for each gap. A gap is a field of the kind that it is compared with, and an
    example that stands nowhere else in the question: by that the gap is known in the SQL. ``None`` fits no gap, as it
    makes another question.
    """

    def __init__(self, question: Callable[..., QuerySet[Row]], *gaps: Gap) -> None:
        self._question, self._gaps = question, gaps

    def __call__(self, *values: Any) -> list[Row]:
        """Ask the database."""
        # A connection belongs to one thread. What is written for it is kept with it and goes with it.
        kept = vars(connections[DEFAULT_DB_ALIAS]).setdefault("maskinrum_prepared", {})
        if self not in kept:
            kept[self] = _Written(self._question(*(example for _field, example in self._gaps)), self._gaps)
        found: list[Row] = kept[self].ask(values)
        return found


class _Written(Generic[Row]):
    """A question as one connection asks it."""

    def __init__(self, rows: QuerySet[Row], gaps: Sequence[Gap]) -> None:
        compiler = rows.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self._connection, self._fields = compiler.connection, [field for field, _example in gaps]
        sql, self._given = compiler.as_sql()
        examples = self._as_asked([example for _field, example in gaps])
        self._places = [[place for place, one in enumerate(self._given) if one == example] for example in examples]
        if not all(self._places):
            raise ValueError("An example is not found in its question.")
        compiler.as_sql = lambda *_args, **_named: (sql, self._given)
        rows.query.get_compiler = lambda *_args, **_named: compiler  # type: ignore[method-assign]
        self._rows: Iterable[Row] = ModelIterable(rows)

    def ask(self, values: Sequence[Any]) -> list[Row]:
        """The rows for these values."""
        given = list(self._given)
        for places, value in zip(self._places, self._as_asked(values), strict=True):
            for place in places:
                given[place] = value
        self._given = tuple(given)
        return list(self._rows)

    def _as_asked(self, values: Sequence[Any]) -> list[Any]:
        return [
            field.get_db_prep_value(value, self._connection) for field, value in zip(self._fields, values, strict=True)
        ]
