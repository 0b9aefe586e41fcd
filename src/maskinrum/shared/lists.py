"""Long lists in the database: in their order without reading them whole, and how many have each value.

A row of ours may carry pages of text. A sort that takes all of it along, or a count that is made in Python, costs many
times what the twenty rows of a page do.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar, overload

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Long(Sequence[Row]):
    """A list to turn pages in: the order is asked for by key alone, and the rows of a page are then read whole.

    ``ordered`` says which rows and in which order; ``whole`` reads rows of the same kind with all that a page shows.
    """

    def __init__(self, ordered: QuerySet[Row], whole: QuerySet[Row]) -> None:
        self._ordered, self._whole = ordered, whole

    def __len__(self) -> int:
        return self._ordered.order_by().count()

    @overload
    def __getitem__(self, page: int) -> Row: ...

    @overload
    def __getitem__(self, page: slice) -> list[Row]: ...

    def __getitem__(self, page: int | slice) -> Row | list[Row]:
        if isinstance(page, int):
            return self[page : page + 1][0]
        keys = list(self._ordered.values_list("pk", flat=True)[page])
        found = {row.pk: row for row in self._whole.filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]


def value_counts(rows: QuerySet[Row], fields: Sequence[str]) -> dict[str, Counter[str]]:
    """How many of the rows have each value of each text field: one question, in which the rows are looked up once.

    ``fields`` are names of columns, written by us.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in fields}
    try:
        chosen, given = rows.order_by().values_list(*fields).query.sql_with_params()
    except EmptyResultSet:
        return counts
    each = " UNION ALL ".join(f"SELECT '{name}', {name}, COUNT(*) FROM chosen GROUP BY {name}" for name in fields)  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(f"WITH chosen AS MATERIALIZED ({chosen}) {each}", given)
        for name, value, count in cursor.fetchall():
            counts[name][value] += count
    return counts


def word_counts(counted: Counter[str]) -> Counter[str]:
    """The same for a field of several words with spaces between them: how many rows have each word."""
    words: Counter[str] = Counter()
    for several, count in counted.items():
        for word in several.split():
            words[word] += count
    return words
