"""Everything held about one person: as a document for machines, and in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from maskinrum.organisations.models import Person
from maskinrum.organisations.phrases import TABLES, type_in_words, verb_in_words
from maskinrum.organisations.queries import TYPED, WITHHELD, OwnTable
from maskinrum.organisations.reports.own_columns import LABELS
from maskinrum.shared.mail import mail_kinds
from maskinrum.shared.partial_dates import kept_day

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

    @property
    def html(self) -> str:
        """The field in a list of terms. A file holds tens of thousands, and a template takes ten times as long."""
        name = escape(self.label) if self.label else f"<code>{escape(self.column)}</code>"
        if self.is_withheld:
            return f"<div><dt>{name}</dt><dd><i>{escape(gettext('held, not shown'))}</i></dd></div>"
        return f'<div><dt>{name}</dt><dd><bdi translate="no">{escape(self.value)}</bdi></dd></div>'


@dataclass(frozen=True)
class ReadableTable:
    """A table in words. ``name`` is the bare name where it has no title, ``more`` the number of rows left out."""

    title: str
    name: str
    purpose: str
    retention: str
    rows: tuple[tuple[ReadableField, ...], ...]
    more: int

    @property
    def total(self) -> int:
        """How many rows there are, with those left out."""
        return len(self.rows) + self.more

    @property
    def rows_html(self) -> SafeString:
        """The rows as lists of terms."""
        parts = ("".join(field.html for field in row) for row in self.rows)
        return mark_safe("".join(f'<dl class="terms own-row">{part}</dl>' for part in parts))  # noqa: S308 - each value is escaped


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
    words = _Words(names)
    return [
        ReadableTable(
            title=str(TABLES.get(each.table, "")),
            name=each.table,
            purpose=gettext(str(each.data.purpose)) if each.data else "",
            retention=gettext(str(each.data.retention)) if each.data else "",
            rows=tuple(tuple(words.fields(each.table, row)) for row in each.rows),
            more=each.more,
        )
        for each in tables
    ]


class _Words:
    """How values are told in the language of now. What was said is remembered: a file says it thousands of times."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._labels: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, str, str], str] = {}
        self._days: dict[date, str] = {}
        self._formats = (get_format("DATE_FORMAT"), get_format("DATETIME_FORMAT"))

    def fields(self, table: str, row: Mapping[str, Any]) -> Iterator[ReadableField]:
        """One row, column by column."""
        for column, value in row.items():
            if (table, column) in WITHHELD:
                yield ReadableField(self._label(table, column), column, "", is_withheld=True)
            elif column == TYPED:
                yield ReadableField(self._label(table, column), column, "; ".join(_typed(value)))
            elif value not in (None, "", [], {}) and column not in OWN_NUMBER:
                said = self._code(table, column, value) if isinstance(value, str) else ""
                yield ReadableField(self._label(table, column), column, said or self._value(value))

    def _label(self, table: str, column: str) -> str:
        known = self._labels.get((table, column))
        if known is None:
            known = str(LABELS.get(f"{table}.{column}") or LABELS.get(column, ""))
            self._labels[table, column] = known
        return known

    def _code(self, table: str, column: str, code: str) -> str:
        """What a code is called, empty where the column holds no codes."""
        choices, words = _codes(table, column)
        if words is None and not choices:
            return ""
        known = self._said.get((table, column, code))
        if known is None:
            known = str(choices[code]) if code in choices else words(code) if words else ""
            self._said[table, column, code] = known
        return known

    def _value(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._part(part) for part in value)
        if isinstance(value, dict):
            said = {key: self._part(part) for key, part in value.items() if part not in (None, "", [], {})}
            return "; ".join(f"{self._label('', key) or key}: {part}" for key, part in said.items())
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, date):
            return self._day(value)
        return self._names.get(value, str(value))

    def _part(self, value: Any) -> str:
        """What stands inside a list or under a name, where a day is kept as text."""
        day = kept_day(value) if isinstance(value, str) else None
        return self._value(value) if day is None else self._day(day)

    def _day(self, day: date) -> str:
        known = self._days.get(day)
        if known is None:
            is_hour = isinstance(day, datetime)
            known = dateformat.format(localtime(day) if isinstance(day, datetime) else day, self._formats[is_hour])
            self._days[day] = known
        return known


def _codes(table: str, column: str) -> tuple[Mapping[Any, "StrOrPromise"], ValueWords | None]:
    """The choices of a column, and how else its codes are said."""
    return _choices(table).get(column, {}), VALUES.get(f"{table}.{column}") or VALUES.get(column)


@cache
def _choices(table: str) -> Mapping[str, Mapping[Any, "StrOrPromise"]]:
    """What each code of a table's columns is called, in whatever language it is asked for in."""
    models = apps.get_models(include_auto_created=True)
    fields = [field for model in models if model._meta.db_table == table for field in model._meta.concrete_fields]
    return {field.column: dict(field.flatchoices) for field in fields if field.flatchoices}


def _typed(fields: Mapping[str, str]) -> Iterator[str]:
    return (f"{TYPED_FIELDS.get(name, name)}: {text}" for name, text in fields.items())
