"""Reads of the evidence that numbers rest on. It is public, so every viewer sees the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.facts.evidence import EvidenceSnapshot, SourceCard, snapshot_of
from maskinrum.knowledge.models import EvidenceRow, EvidenceVersion
from maskinrum.shared.domain import load_table

NOT_STATED = "unknown"
PERIODS: dict[str, tuple[int, int]] = {
    "2020": (2020, 9999),
    "2010": (2010, 2019),
    "2000": (2000, 2009),
    "1900": (0, 1999),
}
FIELDS = (
    *("parameter", "measure_da", "measure_en", "estimate", "low", "high", "standard_error", "spread_from", "unit"),
    *("population", "country", "year", "n", "strength", "is_self_reported", "source_url", "note", "applies_to"),
    "is_poolable",
)


@lru_cache(maxsize=1)
def shipped_cards() -> dict[str, SourceCard]:
    """Every row of the file that ships, by its id, in its order. What is in force is in the database."""
    return {row["id"]: _shipped(row) for row in load_table("evidence")}


def evidence_in_force() -> dict[str, SourceCard]:
    """Every row that is not retired, by its key, in one question."""
    rows = EvidenceRow.objects.filter(is_retired=False).order_by("key").values_list("key", *FIELDS)
    return dict(_cards(tuple(rows)))


@lru_cache(maxsize=2)
def _cards(rows: tuple[tuple[Any, ...], ...]) -> dict[str, SourceCard]:
    """The same rows are made into cards once: every page with numbers asks."""
    return {key: SourceCard(key, *cells) for key, *cells in rows}


def evidence_snapshot() -> EvidenceSnapshot:
    """The evidence in force now as an analysis keeps it: ``ids``, ``digest`` and all content, in one question."""
    return snapshot_of(evidence_in_force())


def cards_for(ids: Iterable[str]) -> dict[str, SourceCard]:
    """Those of these rows that are in force, by key, in one question."""
    rows = EvidenceRow.objects.filter(key__in=list(ids), is_retired=False).order_by("key")
    return {row.key: card_of(row) for row in rows}


def card_of(row: EvidenceRow) -> SourceCard:
    """The content of a stored row."""
    return SourceCard(id=row.key, **{name: getattr(row, name) for name in FIELDS})


def evidence_row(key: str) -> EvidenceRow:
    """One row, retired ones too, or Http404."""
    return get_object_or_404(EvidenceRow, key=key)


def evidence_versions(row: EvidenceRow) -> list[EvidenceVersion]:
    """What a row said before, newest first."""
    return list(row.versions.select_related("organisation").order_by("-revision"))


@dataclass(frozen=True)
class EvidenceFilter:
    """What the list is asked for; an empty one asks for everything in force."""

    q: str = ""
    parameter: str = ""
    country: str = ""
    strength: str = ""
    reported: str = ""
    period: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == EvidenceFilter()


def listed_evidence(asked: EvidenceFilter) -> QuerySet[EvidenceRow]:
    """The rows that answer, in the order of their keys."""
    rows = EvidenceRow.objects.filter(is_retired=asked.state == "retired").order_by("key")
    for word in asked.q.split():
        places = ("measure_da", "measure_en", "population", "note", "source_url", "key")
        rows = rows.filter(_any_of({f"{place}__icontains": word for place in places}))
    if asked.parameter:
        rows = rows.filter(parameter=asked.parameter)
    if asked.country:
        rows = rows.filter(country="" if asked.country == NOT_STATED else asked.country)
    if asked.strength:
        rows = rows.filter(strength__startswith=asked.strength)
    if asked.reported:
        rows = rows.filter(is_self_reported=asked.reported == "yes")
    if asked.period == NOT_STATED:
        rows = rows.filter(year=None)
    elif asked.period:
        rows = rows.filter(year__range=PERIODS[asked.period])
    return rows


def _any_of(terms: Mapping[str, str]) -> Q:
    found = Q()
    for name, value in terms.items():
        found |= Q(**{name: value})
    return found


def evidence_counts() -> dict[str, Counter[str]]:
    """How many rows in force each choice of the filter has."""
    fields = ("parameter", "country", "strength", "is_self_reported", "year")
    rows: list[tuple[Any, ...]] = list(EvidenceRow.objects.filter(is_retired=False).order_by().values_list(*fields))
    return {
        "parameter": Counter(row[0] for row in rows),
        "country": Counter(row[1] or NOT_STATED for row in rows),
        "strength": Counter(row[2][:1] for row in rows),
        "reported": Counter("yes" if row[3] else "no" for row in rows),
        "period": Counter(_period(row[4]) for row in rows),
    }


def _period(year: int | None) -> str:
    if year is None:
        return NOT_STATED
    return next(name for name, (first, last) in PERIODS.items() if first <= year <= last)


def _shipped(row: dict[str, str]) -> SourceCard:
    return SourceCard(
        id=row["id"],
        parameter=row["parameter"],
        measure_da=row["measure_da"],
        measure_en=row["measure_en"],
        estimate=_number(row["estimate"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        spread_from=row["spread_from"],
        unit=row["unit"],
        population=row["population"],
        country=row["country"],
        year=int(row["year"]) if row["year"] else None,
        n=int(row["n"]) if row["n"] else None,
        strength=row["strength"],
        is_self_reported=row["self_reported"] == "yes",
        source_url=row["source_url"],
        note=row["note"],
        applies_to=row["applies_to"],
        is_poolable=row["poolable"] == "yes",
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
