"""What the evidence in force says together about a parameter, and the prior it yields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import numpy as np

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import ParameterKey
from maskinrum.decisions.analysis.parameters import PER_PROJECT, limits_of
from maskinrum.engine import Distribution, EvidenceRow, EvidenceRules, Moments, Pooled
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.facts.parameters import unit_of_evidence
from maskinrum.knowledge.queries import evidence_in_force, shipped_cards
from maskinrum.shared.domain import load

__all__ = [
    "Cards",
    "Distribution",
    "Moments",
    "Renewal",
    "Together",
    "Use",
    "ends_of",
    "error_of",
    "evidence_about",
    "is_relative",
    "renewed_now",
    "renewed_priors",
    "shipped_distribution",
    "together",
    "use_of",
]

Cards = Mapping[str, SourceCard]
SPREADS = frozenset({"cost_deviation_sd"})
"""Parameters that are a standard deviation themselves, so that their error follows from n alone."""


RELATIVE = frozenset({"difference", "multiplier"})
"""Forms that build on the draw of separate tenders. Rows of evidence tell the level itself, never these."""


class Use(StrEnum):
    """What becomes of the pooled rows about a number: they renew it, it was stated with them in view, or why neither.

    Of what is drawn per project the model needs how single projects differ, and what is pooled is a mean of many. What
    is the same in every model is separate tenders' own draw, and a level of one model would make a difference of it.
    """

    RENEWS = "renews"
    IN_VIEW = "in_view"
    PER_PROJECT = "per_project"
    SAME = "same"
    ABSENT = "absent"
    UNIT = "unit"

    @property
    def is_used(self) -> bool:
        """Whether the calculation rests on them."""
        return self in {Use.RENEWS, Use.IN_VIEW}


@dataclass(frozen=True)
class Together:
    """The rows that may be pooled with their standard errors, and what they say; ``pooled`` None where they are few."""

    errors: Mapping[str, float]
    pooled: Pooled | None


@dataclass(frozen=True)
class Renewal:
    """What newer evidence puts in place of a shipped value: the prior, and the ids of the rows it is pooled from.

    The prior is of the level itself, also where what ships is a difference or a multiplier to separate tenders.
    """

    prior: Distribution
    card_ids: tuple[str, ...]


def evidence_about(key: ParameterKey, cards: Cards, named: tuple[str, ...]) -> list[SourceCard]:
    """The rows about a parameter of a delivery model: those the shipped value rests on, and those that tell of it."""
    model, slug = key
    own = [card.id for card in cards.values() if card.parameter == slug and card.applies_to in {model, ""}]
    return [cards[one] for one in dict.fromkeys([*(one for one in named if one in cards), *own])]


def error_of(card: SourceCard, cards: Cards) -> float | None:
    """The standard error of a row: as stated, else from its n and spread; None where neither is known."""
    if card.standard_error is not None:
        return card.standard_error
    if card.n is None or card.estimate is None:
        return None
    try:
        if card.parameter in SPREADS:
            return engine.standard_error(card.estimate, card.n, "spread")
        spread = cards.get(card.spread_from)
        if spread is None or spread.estimate is None:
            return None
        return engine.standard_error(spread.estimate, card.n)
    except engine.EvidenceError:
        return None


def together(key: ParameterKey, cards: Cards) -> Together:
    """Pool what is commensurable about a parameter of a delivery model; two rows at least, in one unit.

    Held to the limits of what a person may type; how far cases differ follows the size of what cannot be negative.
    """
    errors = _errors(key, cards)
    rows = tuple(_row(cards[one], error) for one, error in sorted(errors.items()))
    return Together(errors, _pooled(key, rows) if rows else None)


@lru_cache(maxsize=512)
def _pooled(key: ParameterKey, rows: tuple[EvidenceRow, ...]) -> Pooled | None:
    """The same rows are pooled once per process: the nodes of the integration take their time."""
    entry = _entry(key)
    limits = limits_of(key[1], entry["unit"]) if entry else (-np.inf, np.inf)
    try:
        return engine.pool(rows, _rules(), limits)
    except engine.EvidenceError:
        return None


def _entry(key: ParameterKey) -> dict[str, Any] | None:
    """What ships about a number; None where the model has none of that name."""
    model, slug = key
    entry: dict[str, Any] | None = load("priors")["models"].get(model, {}).get("parameters", {}).get(slug)
    return entry


def use_of(key: ParameterKey, cards: Cards) -> Use:
    """What becomes of the rows that can be pooled about a number."""
    entry = _entry(key) or {"form": "none", "unit": ""}
    form = entry.get("form", "absolute")
    if key[1] in PER_PROJECT:
        return Use.PER_PROJECT
    if form in {"same", "none"}:
        return Use.SAME if form == "same" else Use.ABSENT
    if not _is_other(*key, cards):
        return Use.IN_VIEW
    now = together(key, cards).pooled
    if now is not None and now.unit != unit_of_evidence(entry["unit"]):
        return Use.UNIT
    return Use.RENEWS


def _errors(key: ParameterKey, cards: Cards) -> dict[str, float]:
    model, slug = key
    mine = [card for card in cards.values() if (card.parameter, card.applies_to) == (slug, model) and card.is_poolable]
    found = {card.id: error_of(card, cards) for card in mine if card.estimate is not None}
    return {one: error for one, error in found.items() if error is not None}


def _row(card: SourceCard, error: float) -> EvidenceRow:
    return EvidenceRow(card.id, card.estimate or 0.0, error, card.unit, card.strength, card.is_self_reported)


def shipped_distribution(key: ParameterKey) -> Distribution | None:
    """The shipped value as an absolute distribution; None where it is another model's draw or does not exist."""
    model, slug = key
    entry = load("priors")["models"][model]["parameters"][slug]
    stated = entry if entry.get("form", "absolute") == "absolute" else entry.get("equivalent")
    return Distribution.from_mapping(stated) if stated else None


def ends_of(distribution: Distribution) -> tuple[float, float, float]:
    """Between which values nine of ten draws lie, and the middle one: 5 %, middle, 95 %."""
    low, middle, high = map(float, distribution.quantile(np.array([0.05, 0.5, 0.95])))
    return low, middle, high


def renewed_now() -> dict[ParameterKey, Renewal]:
    """``renewed_priors`` of the evidence in force, in one question."""
    return renewed_priors(evidence_in_force())


def renewed_priors(cards: Cards) -> dict[ParameterKey, Renewal]:
    """The priors that new evidence puts in place of shipped ones.

    A shipped value was stated with the shipped rows in view. Where what can be pooled is other than it shipped, the
    pooled prior takes its place, in the parameter's unit. A number that ships as a difference or a multiplier to
    separate tenders becomes a level of its own, since that is what the rows tell. The rest is told by ``use_of``.
    """
    renewed = {}
    for key in sorted({(card.applies_to, card.parameter) for card in cards.values() if card.is_poolable}):
        now = together(key, cards).pooled if use_of(key, cards) == Use.RENEWS else None
        if now is not None:
            renewed[key] = Renewal(now.prior, tuple(one.row.id for one in now.rows))
    return renewed


def is_relative(key: ParameterKey) -> bool:
    """Whether a number ships as a difference or a multiplier to what separate tenders draw."""
    entry = _entry(key)
    return entry is not None and entry.get("form") in RELATIVE


def _is_other(model: str, slug: str, cards: Cards) -> bool:
    """Whether what can be pooled is other than it shipped, told without pooling."""
    return _errors((model, slug), cards) != _errors((model, slug), shipped_cards()) or any(
        cards[one] != shipped_cards()[one] for one in _errors((model, slug), cards)
    )


@lru_cache(maxsize=1)
def _rules() -> EvidenceRules:
    return EvidenceRules.from_mapping(load("priors")["evidence_rules"])
