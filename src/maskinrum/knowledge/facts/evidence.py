"""One row of evidence as it ships, is edited, kept in versions and stored with an analysis."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

CONTEXT = "context"
NETWORK = "net-"
"""How the keys of rows begin that partnerships have lent."""


@dataclass(frozen=True)
class SourceCard:
    """One quantified item from a public source: what was measured, where, when, how strong, and by whom.

    ``estimate``, ``low``, ``high`` and ``standard_error`` are in ``unit`` (shares as fractions) and None when the
    source gives none; a low alone means "at least", a high alone "at most". ``spread_from`` is the id of the row that
    holds the standard deviation of what ``estimate`` is the mean of. ``strength`` is A to D with + or -.
    ``is_poolable``: unit and definition are the parameter's, and no other row tells of the same study.
    """

    id: str = ""
    parameter: str = CONTEXT
    measure_da: str = ""
    measure_en: str = ""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None
    spread_from: str = ""
    unit: str = ""
    population: str = ""
    country: str = ""
    year: int | None = None
    n: int | None = None
    strength: str = ""
    is_self_reported: bool = False
    source_url: str = ""
    note: str = ""
    applies_to: str = ""
    is_poolable: bool = False

    @property
    def measure(self) -> dict[str, str]:
        """What was measured, in both languages."""
        return {"da": self.measure_da, "en": self.measure_en}

    @property
    def is_of_network(self) -> bool:
        """Whether a partnership of the network has lent it, which it can take back."""
        return self.id.startswith(NETWORK)

    @property
    def is_weak(self) -> bool:
        """A single case, a party's own report, a target or an opinion."""
        return self.is_self_reported or self.strength[:1] in {"C", "D"}

    def to_json(self) -> dict[str, Any]:
        """The content as a version or an analysis keeps it."""
        return asdict(self)


def card_from_json(data: Mapping[str, Any]) -> SourceCard:
    """The content of a version; what a later product wrote and this one does not know is left out."""
    known = {field.name for field in fields(SourceCard)}
    return SourceCard(**{name: value for name, value in data.items() if name in known})


@dataclass(frozen=True)
class EvidenceSnapshot:
    """All evidence in force at a moment, by id; equal content gives the equal ``digest`` on every machine."""

    cards: tuple[SourceCard, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Which rows it holds."""
        return tuple(card.id for card in self.cards)

    @property
    def digest(self) -> str:
        """SHA-256 of the whole content, 64 hexadecimal digits."""
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> list[dict[str, Any]]:
        """The rows as an analysis keeps them."""
        return [card.to_json() for card in self.cards]


def snapshot_of(cards: Mapping[str, SourceCard]) -> EvidenceSnapshot:
    """A snapshot of these rows, in the order of their ids."""
    return EvidenceSnapshot(tuple(cards[key] for key in sorted(cards)))


def snapshot_from_json(data: list[dict[str, Any]]) -> EvidenceSnapshot:
    """A snapshot that an analysis kept."""
    return EvidenceSnapshot(tuple(card_from_json(row) for row in data))
