"""A row of evidence in words: its figure and range with unit, and what its history tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maskinrum.knowledge.facts.differences import word_differences
from maskinrum.knowledge.facts.evidence import SourceCard, card_from_json
from maskinrum.knowledge.facts.parameters import model_names, parameter_names
from maskinrum.knowledge.models import EvidenceVersion
from maskinrum.knowledge.phrases import COUNTRIES, EVIDENCE_FIELDS, UNITS
from maskinrum.shared.figures import number, percent

TEXTS = ("measure_da", "measure_en", "population", "note")
FIGURES = ("estimate", "low", "high", "standard_error")


@dataclass(frozen=True)
class ShownCard:
    """A row of evidence as pages show it; ``figure`` and ``interval`` are empty where the source gives none."""

    card: SourceCard
    figure: str
    interval: str
    country: str
    year: str
    n: str
    parameter: str


def shown_card(card: SourceCard, names: Mapping[str, str] | None = None) -> ShownCard:
    """One row in words; ``names`` are of parameters, where many are shown."""
    figure = "" if card.estimate is None else amount(card.estimate, card.unit)
    return ShownCard(
        card,
        figure,
        _interval(card),
        str(COUNTRIES.get(card.country, card.country)),
        str(card.year or ""),
        "" if card.n is None else number(card.n),
        (parameter_names() if names is None else names).get(card.parameter, card.parameter),
    )


def shown_cards(cards: Iterable[SourceCard]) -> list[ShownCard]:
    """Rows in words."""
    names = parameter_names()
    return [shown_card(card, names) for card in cards]


def amount(value: float, unit: str) -> str:
    """A figure with its unit; shares as per cent."""
    factor = 100 if unit.startswith("share") else 1
    places = next((places for places in range(4) if abs(round(value * factor, places) - value * factor) < 1e-9), 4)
    if unit == "share":
        return percent(value, places)
    return f"{number(value * factor, places)} {UNITS.get(unit, unit)}".strip()


def _interval(card: SourceCard) -> str:
    if card.low is not None and card.high is not None:
        return _("%(low)s to %(high)s") % {"low": amount(card.low, card.unit), "high": amount(card.high, card.unit)}
    if card.low is not None:
        return _("at least %(figure)s") % {"figure": amount(card.low, card.unit)}
    if card.high is not None:
        return _("at most %(figure)s") % {"figure": amount(card.high, card.unit)}
    return ""


@dataclass(frozen=True)
class EvidenceChange:
    """One field of a version beside the one before."""

    name: str
    pieces: list[Any]
    before: str
    after: str


@dataclass(frozen=True)
class ToldEvidence:
    """A version of a row, and what it changed of the one before; nothing for the first."""

    version: EvidenceVersion
    changes: list[EvidenceChange]
    is_first: bool


def told_evidence(versions: list[EvidenceVersion]) -> list[ToldEvidence]:
    """Versions, newest first, each beside the next older one."""
    told = []
    for version, older in zip(versions, [*versions[1:], None], strict=True):
        told.append(ToldEvidence(version, _changes(older.content, version.content) if older else [], older is None))
    return told


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[EvidenceChange]:
    old, new = card_from_json(before), card_from_json(after)
    found = [_change(name, old, new) for name in EVIDENCE_FIELDS if name != "is_retired"]
    changed = [change for name, change in zip(_names(), found, strict=True) if getattr(old, name) != getattr(new, name)]
    if before.get("is_retired") != after.get("is_retired"):
        words = {True: _("yes"), False: _("no")}
        label = str(EVIDENCE_FIELDS["is_retired"])
        changed.append(EvidenceChange(label, [], words[bool(before["is_retired"])], words[bool(after["is_retired"])]))
    return changed


def _names() -> list[str]:
    return [name for name in EVIDENCE_FIELDS if name != "is_retired"]


def _change(name: str, old: SourceCard, new: SourceCard) -> EvidenceChange:
    label = str(EVIDENCE_FIELDS[name])
    if name in TEXTS:
        return EvidenceChange(label, word_differences(getattr(old, name), getattr(new, name)), "", "")
    return EvidenceChange(label, [], _in_words(name, old), _in_words(name, new))


def _in_words(name: str, card: SourceCard) -> str:
    value = getattr(card, name)
    if value is None or value == "":
        return ""
    if name in FIGURES:
        return amount(value, card.unit)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    named: dict[str, Mapping[str, Any]] = {
        "parameter": parameter_names(), "country": COUNTRIES, "applies_to": model_names(), "unit": UNITS,
    }  # fmt: skip
    return str(named.get(name, {}).get(str(value), "") or value)
