"""Reads of the evidence that numbers rest on. It is public, so every viewer sees the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from maskinrum.shared.domain import load_table


@dataclass(frozen=True)
class SourceCard:
    """One quantified item from a public source: what was measured, where, when, how strong, and by whom.

    ``estimate``, ``low`` and ``high`` are in ``unit`` (shares as fractions) and None when the source gives none; a low
    alone means "at least", a high alone "at most". ``strength`` is A to D with + or -.
    """

    id: str
    parameter: str
    measure: dict[str, str]
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    population: str
    country: str
    year: str
    n: str
    strength: str
    is_self_reported: bool
    source_url: str
    note: str


@lru_cache(maxsize=1)
def source_cards() -> dict[str, SourceCard]:
    """Return every row of the evidence table by its id, in the order of the table."""
    return {row["id"]: _card(row) for row in load_table("evidence")}


def cards_for(ids: Iterable[str]) -> list[SourceCard]:
    """Return the cards with these ids, in the order asked. Raises KeyError for an id that does not exist."""
    cards = source_cards()
    return [cards[card_id] for card_id in ids]


def _card(row: dict[str, str]) -> SourceCard:
    return SourceCard(
        id=row["id"],
        parameter=row["parameter"],
        measure={"da": row["measure_da"], "en": row["measure_en"]},
        estimate=_number(row["estimate"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        unit=row["unit"],
        population=row["population"],
        country=row["country"],
        year=row["year"],
        n=row["n"],
        strength=row["strength"],
        is_self_reported=row["self_reported"] == "yes",
        source_url=row["source_url"],
        note=row["note"],
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
