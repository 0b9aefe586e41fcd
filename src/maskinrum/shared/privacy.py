"""What every table says about personal data: why it is held, for how long, and how it is erased.

Our models say it in their attribute ``personal_data``; for tables that others made, an app says it at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class PersonalData:
    """A declaration: the fields that describe a person, the purpose, the retention and the act that erases them.

    ``erased_by`` is the dotted path of an action ``(person, *, viewer, now)``; it is empty where nothing leads from
    the row to a person and the row goes by itself.
    """

    fields: tuple[str, ...]
    purpose: "StrOrPromise"
    retention: "StrOrPromise"
    erased_by: str


@dataclass(frozen=True)
class Clock:
    """When the time of a table's rows is over: ``overdue`` gives the rows whose time is up at a moment.

    ``remove`` takes those rows away, or what is personal in them, and returns how many it took.
    """

    table: str
    overdue: Callable[[datetime], QuerySet[Any]]
    remove: Callable[[QuerySet[Any]], int]


NO_PERSONAL_DATA = None

_OF_OTHERS: dict[str, PersonalData | None] = {}
_CLOCKS: dict[str, Clock] = {}


def declare_table(table: str, data: PersonalData | None) -> None:
    """Say what a table that is not ours holds about people. Declaring twice the same is harmless."""
    _OF_OTHERS[table] = data


def declarations() -> dict[str, PersonalData | None]:
    """Return every declaration by the name of its table, those of our models and those of others."""
    ours = {
        model._meta.db_table: model.personal_data
        for model in apps.get_models(include_auto_created=True)
        if hasattr(model, "personal_data")
    }
    return ours | _OF_OTHERS


def start_clock(clock: Clock) -> None:
    """Say when the time of a table's rows is over. Starting twice the same is harmless."""
    _CLOCKS[clock.table] = clock


def clocks() -> dict[str, Clock]:
    """Return every clock by the name of its table. A table without one keeps its rows until somebody acts."""
    return dict(_CLOCKS)
