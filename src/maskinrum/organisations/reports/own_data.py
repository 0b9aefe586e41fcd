"""Everything held about one person: as a document for machines, and in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from maskinrum.organisations.models import Person
from maskinrum.organisations.phrases import TABLES
from maskinrum.organisations.queries import TYPED, WITHHELD, OwnTable
from maskinrum.organisations.reports.own_columns import LABELS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMAT = "maskinrum/own-data/1"

TYPED_FIELDS: dict[str, "StrOrPromise"] = {}
"""What the fields are called that a person may have typed before signing in."""


def name_typed(names: Mapping[str, "StrOrPromise"]) -> None:
    """Say what an app's own fields are called to the person who typed in them."""
    TYPED_FIELDS.update(names)


OWN_NUMBER = {"person_id", "user_id"}


@dataclass(frozen=True)
class ReadableField:
    """One column of a row: its label, or its bare ``column`` where there is none, and its value in words."""

    label: str
    column: str
    value: str
    is_withheld: bool = False


@dataclass(frozen=True)
class ReadableTable:
    """A table in words. ``name`` is the bare name where it has no title."""

    title: str
    name: str
    purpose: str
    retention: str
    rows: tuple[tuple[ReadableField, ...], ...]


def document_of(person: Person, tables: Iterable[OwnTable], *, now: datetime) -> dict[str, Any]:
    """The document that ``own_data.schema.json`` describes."""
    return {
        "format": FORMAT,
        "person": str(person.pk),
        "made_at": now,
        "tables": [
            {
                "table": each.table,
                "purpose": gettext(str(each.data.purpose)) if each.data else "",
                "retention": gettext(str(each.data.retention)) if each.data else "",
                "withheld": sorted(column for table, column in WITHHELD if table == each.table),
                "rows": list(each.rows),
            }
            for each in tables
        ],
    }


def readable(tables: Iterable[OwnTable], *, names: Mapping[str, str]) -> list[ReadableTable]:
    """The same in words, without what is empty and the person's own number; ``names`` are those of organisations."""
    return [
        ReadableTable(
            title=str(TABLES.get(each.table, "")),
            name=each.table,
            purpose=gettext(str(each.data.purpose)) if each.data else "",
            retention=gettext(str(each.data.retention)) if each.data else "",
            rows=tuple(tuple(_fields(each.table, row, names)) for row in each.rows),
        )
        for each in tables
    ]


def _fields(table: str, row: dict[str, Any], names: Mapping[str, str]) -> Iterator[ReadableField]:
    for column, value in row.items():
        label = str(LABELS.get(column, ""))
        if (table, column) in WITHHELD:
            yield ReadableField(label, column, "", is_withheld=True)
        elif column == TYPED:
            yield ReadableField(label, column, "; ".join(_typed(value)))
        elif value not in (None, "", [], {}) and column not in OWN_NUMBER:
            yield ReadableField(label, column, _in_words(value, names))


def _typed(fields: Mapping[str, str]) -> Iterator[str]:
    return (f"{TYPED_FIELDS.get(name, name)}: {text}" for name, text in fields.items())


def _in_words(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    return str(value)
