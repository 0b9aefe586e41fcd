"""What ships, brought by its actions once in a test process and put into every further test as rows.

Bringing the register takes a second; its rows take a twentieth of that.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

Said = TypeVar("Said")
Load = Callable[[datetime], object]

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MADE_WITH_THE_TABLES = {"contenttypes", "auth"}
_brought: dict[tuple[Load, tuple[Load, ...]], tuple[Any, list[list[models.Model]]]] = {}


def bring(load: Callable[[datetime], Said], *, after: tuple[Load, ...] = ()) -> Said:
    """Call an action that brings what ships, after others of that kind, and return what it said.

    Where anything stands in a table already they are really called: they may take it into account.
    """
    is_empty = holds_nothing()
    if is_empty and (load, after) in _brought:
        said, rows = _brought[load, after]
        for made in rows:
            type(made[0])._base_manager.bulk_create(made)
        _count_on_after([type(made[0]) for made in rows])
        return cast("Said", said)
    for other in after:
        other(AT)
    said = load(AT)
    if is_empty:
        _brought[load, after] = said, [made for model in tables() if (made := list(model._base_manager.all()))]
    return said


def _count_on_after(brought: list[type[models.Model]]) -> None:
    # The rows bring their numbers, and PostgreSQL counts from one again once a test has emptied its tables.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), brought):
            cursor.execute(statement)


def tables() -> list[type[models.Model]]:
    """The models whose tables are empty in a database that has just been made."""
    every = apps.get_models(include_auto_created=True)
    return [one for one in every if one._meta.managed and one._meta.app_label not in MADE_WITH_THE_TABLES]


def holds_nothing() -> bool:
    """Whether there is no row in any table."""
    names = sorted({connection.ops.quote_name(model._meta.db_table) for model in tables()})
    found = " OR ".join(f"EXISTS(SELECT 1 FROM {name})" for name in names)  # noqa: S608 - names of our tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {found}")
        return not cursor.fetchone()[0]
