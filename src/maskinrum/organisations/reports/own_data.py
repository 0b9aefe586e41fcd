"""Everything held about one person: as a document for machines, and in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from maskinrum.organisations.models import Person
from maskinrum.organisations.phrases import TABLES, type_in_words, verb_in_words
from maskinrum.organisations.queries import TYPED, WITHHELD, OwnTable
from maskinrum.organisations.reports.own_columns import LABELS
from maskinrum.shared.mail import mail_kinds

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMAT = "maskinrum/own-data/1"

TYPED_FIELDS: dict[str, "StrOrPromise"] = {}
"""What the fields are called that a person may have typed before signing in."""


def name_typed(names: Mapping[str, "StrOrPromise"]) -> None:
    """Say what an app's own fields are called to the person who typed in them."""
    TYPED_FIELDS.update(names)


ValueWords = Callable[[str], str]


def _language_in_words(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


def _mail_in_words(kind: str) -> str:
    known = mail_kinds().get(kind)
    return str(known.label) if known else kind


VALUES: dict[str, ValueWords] = {
    "verb": verb_in_words,
    "object_type": type_in_words,
    "language": _language_in_words,
    "shared_outboxmail.kind": _mail_in_words,
}
"""How to say a code in words, by its column, or by its table and column with a full stop between them.

Codes of a column with choices are said as those are called; these are the others.
"""


def name_values(words: Mapping[str, ValueWords]) -> None:
    """Say how an app's own codes are told in words to the person they are about."""
    VALUES.update(words)


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
    """A table in words. ``name`` is the bare name where it has no title, ``more`` the number of rows left out."""

    title: str
    name: str
    purpose: str
    retention: str
    rows: tuple[tuple[ReadableField, ...], ...]
    more: int


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
    """The same in words, without what is empty and the person's own number.

    ``names`` are those of organisations.
    """
    return [
        ReadableTable(
            title=str(TABLES.get(each.table, "")),
            name=each.table,
            purpose=gettext(str(each.data.purpose)) if each.data else "",
            retention=gettext(str(each.data.retention)) if each.data else "",
            rows=tuple(tuple(_fields(each.table, row, names)) for row in each.rows),
            more=each.more,
        )
        for each in tables
    ]


def _fields(table: str, row: dict[str, Any], names: Mapping[str, str]) -> Iterator[ReadableField]:
    for column, value in row.items():
        label = str(LABELS.get(f"{table}.{column}") or LABELS.get(column, ""))
        if (table, column) in WITHHELD:
            yield ReadableField(label, column, "", is_withheld=True)
        elif column == TYPED:
            yield ReadableField(label, column, "; ".join(_typed(value)))
        elif value not in (None, "", [], {}) and column not in OWN_NUMBER:
            yield ReadableField(label, column, _named(table, column, value) or _in_words(value, names))


def _named(table: str, column: str, value: Any) -> str:
    """What a code is called, empty where the column holds no codes."""
    if not isinstance(value, str):
        return ""
    if value in (choices := _choices(table).get(column, {})):
        return str(choices[value])
    words = VALUES.get(f"{table}.{column}") or VALUES.get(column)
    return words(value) if words else ""


@cache
def _choices(table: str) -> Mapping[str, Mapping[Any, "StrOrPromise"]]:
    """What each code of a table's columns is called, in whatever language it is asked for in."""
    models = apps.get_models(include_auto_created=True)
    fields = [field for model in models if model._meta.db_table == table for field in model._meta.concrete_fields]
    return {field.column: dict(field.flatchoices) for field in fields if field.flatchoices}


def _typed(fields: Mapping[str, str]) -> Iterator[str]:
    return (f"{TYPED_FIELDS.get(name, name)}: {text}" for name, text in fields.items())


def _in_words(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(part, names) for part in value)
    if isinstance(value, dict):
        said = {key: _in_words(part, names) for key, part in value.items() if part not in (None, "", [], {})}
        return "; ".join(f"{LABELS.get(key, key)}: {part}" for key, part in said.items())
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, date):
        return _day_in_words(value)
    return names.get(value, str(value))


def _day_in_words(day: date) -> str:
    if isinstance(day, datetime):
        return date_format(localtime(day), "DATETIME_FORMAT")
    return date_format(day, "DATE_FORMAT")
