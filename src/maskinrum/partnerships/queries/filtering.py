"""What a reader of the register has asked for, and the rows that answer it."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet

from maskinrum.partnerships.facts import folded
from maskinrum.partnerships.models import Partnership, Party

DIMENSIONS = ("client_kind", "type", "scope", "status")
DEFAULT_SORT = "start"


REMEMBERED = 16
"""How many counts and sums a process remembers; what is read of 5,000 entries holds about a megabyte of texts."""


@dataclass(frozen=True)
class Counted:
    """How many entries there are and what their stamps add up to: equal ones come to the same, whoever sees them."""

    count: int
    stamp: int


@dataclass(frozen=True)
class Entries:
    """Entries that were counted, to be read where the process does not remember any more what they come to.

    Whatever is remembered is remembered by ``known``, so it is never older than that count.
    """

    known: Counted
    rows: QuerySet[Partnership] = field(compare=False, repr=False)


@dataclass(frozen=True)
class PartyChoice:
    """A party to look for: one organisation, or a corporate group with its companies. ``ids`` are all that count.

    ``key`` is its own id as it stands in ``party_keys``.
    """

    slug: str
    name: str
    key: str
    ids: frozenset[uuid.UUID] = field(repr=False)
    is_group: bool = False


@dataclass(frozen=True)
class RegisterFilter:
    """What is asked for; everything empty is the whole register. Values within a dimension are alternatives.

    ``examples`` shows invented entries besides; they are counted nowhere.
    """

    word: str = ""
    type: tuple[str, ...] = ()
    client_kind: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    party: PartyChoice | None = None
    examples: bool = False
    sort: str = DEFAULT_SORT

    def parameters(self) -> list[tuple[str, str]]:
        """What is asked for, as an address says it; what is not asked for is left out."""
        several = [(name, value) for name in DIMENSIONS for value in getattr(self, name)]
        single = {
            "since": str(self.year_from) if self.year_from is not None else "",
            "until": str(self.year_to) if self.year_to is not None else "",
            "party": self.party.slug if self.party else "",
            "examples": "1" if self.examples else "",
            "sort": self.sort if self.sort != DEFAULT_SORT else "",
        }
        return [*([("q", self.word)] if self.word else []), *several, *((k, v) for k, v in single.items() if v)]

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values asked for within a dimension."""
        found: tuple[str, ...] = getattr(self, dimension)
        return found

    def with_values(self, dimension: str, values: tuple[str, ...]) -> "RegisterFilter":
        """The same with other values within a dimension."""
        changed: Any = {dimension: values}
        return replace(self, **changed)

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order is asked for."""
        whole = RegisterFilter(examples=self.examples, sort=self.sort)
        return any(getattr(self, one.name) != getattr(whole, one.name) for one in fields(self))


def narrowed(
    rows: QuerySet[Partnership], asked: RegisterFilter, *, without: Collection[str] = ()
) -> QuerySet[Partnership]:
    """Keep the rows that answer what is asked, leaving the dimensions ``without`` out of account."""
    rules = {
        "word": _with_words(asked.word),
        "type": _among("type", asked.type),
        "client_kind": _among("client_kind", asked.client_kind),
        "status": _among("status", asked.status),
        "scope": _with_scope(asked.scope),
        "period": _within(asked.year_from, asked.year_to),
        "party": _with_party(asked.party),
    }
    for name, rule in rules.items():
        if rule and name not in without:
            rows = rows.filter(rule)
    return rows


def _with_words(words: str) -> Q:
    rule = Q()
    for word in dict.fromkeys(folded(words).split()):
        rule &= Q(search_words__contains=word)
    # Letters that no search knows (say, Greek) must not find everything.
    return Q(pk__in=[]) if words.strip() and not rule else rule


def _among(column: str, values: Iterable[str]) -> Q:
    return Q(**{f"{column}__in": values}) if values else Q()


def _with_scope(kinds: Iterable[str]) -> Q:
    rule = Q()
    for kind in kinds:
        rule |= Q(scope_kinds__contains=f",{kind},")
    return rule


def _within(year_from: int | None, year_to: int | None) -> Q:
    """What runs some day of the years: agreement, option or known works. Of unknown length it is its start alone."""
    rule = Q()
    if year_from is not None:
        rule &= Q(last_on__gte=date(year_from, 1, 1))
    if year_to is not None:
        rule &= Q(starts_on__lte=date(year_to, 12, 31))
    return rule


def _with_party(party: PartyChoice | None) -> Q:
    if party is None:
        return Q()
    found: Any = Party.objects.filter(organisation__in=party.ids).values("partnership")
    return Q(pk__in=found)


SORTS = ("name", "client", "start", "end", "volume", "sources")
"""What the list can be sorted by; a minus before it turns it round. Volume and sources begin with the most."""

_COLUMNS = {
    "name": "name_key",
    "client": "client_key",
    "start": "starts_on",
    "end": "ends_on",
    "volume": "volume_low",
    "sources": "source_count",
}
_MOST_FIRST = {"volume", "sources"}


def in_order(rows: QuerySet[Partnership], sort: str) -> QuerySet[Partnership]:
    """Sort by kind of client and then as asked: invented entries last, the unknown last whichever way it is sorted."""
    name = sort.removeprefix("-")
    descending = sort.startswith("-") != (name in _MOST_FIRST)
    column = F(_COLUMNS[name])
    asked = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
    order: list[str | OrderBy] = ["is_fictitious", "client_kind", asked]
    # Those that share an estimate stand together where nothing else parts them.
    joint = [F("joint_estimate").asc(nulls_last=True)] if name in {"volume", "start", "end"} else []
    return rows.order_by(*order, *joint, "name_key", "id")
