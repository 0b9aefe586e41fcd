"""Thresholds by date, kind and buyer: exact where the amount is published, else computed and within a range."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.reading import Section, Text, broken

EVERY_BUYER = "all"


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount in DKK without VAT. ``exact``: as published; else computed, and the true one lies from low to high."""

    period: str
    valid_from: date
    valid_to: date
    kind: str
    buyer: str
    dkk: int
    low: int
    high: int
    eur: int | None
    exact: bool
    verified: bool
    label: str
    source: str | None
    note: Text | None

    @classmethod
    def from_section(cls, section: Section) -> Self:
        """Read one threshold of the legal data."""
        dkk, exact = section.needed("dkk"), section.flag("exact")
        low, high = _range(section, dkk, exact=exact)
        first, last = section.day("valid_from"), section.day("valid_to")
        if last < first:
            raise broken(section.at("valid_to"), "must not come before valid_from", last)
        return cls(
            period=section.word("period"),
            valid_from=first,
            valid_to=last,
            kind=section.word("kind"),
            buyer=section.word("buyer"),
            dkk=dkk,
            low=low,
            high=high,
            eur=section.whole("eur"),
            exact=exact,
            verified=section.flag("verified"),
            label=section.word_or("label", ""),
            source=section.word_or("source", "") or None,
            note=section.text_at("note"),
        )

    def against(self, value: float) -> Literal["below", "perhaps", "reached"]:
        """Whether a value in DKK reaches the threshold; ``perhaps`` inside the range of a computed one."""
        if value < self.low:
            return "below"
        return "perhaps" if value < self.high else "reached"


def threshold(thresholds: Iterable[Threshold], *, on: date, kind: str, buyer: str) -> Threshold:
    """The threshold in force on the day of publication.

    Raises ``DeadlineError`` (code ``threshold``) when none is known; ``choices`` are the periods that are.
    """
    alike = [one for one in thresholds if one.kind == kind and one.buyer in (buyer, EVERY_BUYER)]
    for one in alike:
        if one.valid_from <= on <= one.valid_to:
            return one
    message = f"no threshold for {kind}, {buyer} is known on {on.isoformat()}"
    raise DeadlineError(message, code="threshold", value=on, choices=[one.period for one in alike])


def _range(section: Section, dkk: int, *, exact: bool) -> tuple[int, int]:
    if exact:
        return dkk, dkk
    found = section.values.get("dkk_range")
    if not isinstance(found, list) or len(found) != 2 or not all(isinstance(end, int) for end in found):
        raise broken(section.at("dkk_range"), "must be two amounts where the amount is not exact", found)
    low, high = found
    if not low <= dkk <= high:
        raise broken(section.at("dkk_range"), "must hold the amount", found)
    return low, high
