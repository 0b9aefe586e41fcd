"""What the evidence in force says together about a parameter, and the prior it yields."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import ParameterKey
from maskinrum.decisions.analysis.parameters import OWN_PER_PROJECT, PER_PROJECT
from maskinrum.engine import Distribution, EvidenceRow, EvidenceRules, Pooled
from maskinrum.knowledge.facts.evidence import SourceCard
from maskinrum.knowledge.facts.parameters import unit_of_evidence
from maskinrum.knowledge.queries import evidence_in_force, shipped_cards
from maskinrum.shared.domain import load

__all__ = [
    "Cards",
    "Distribution",
    "Renewal",
    "Together",
    "ends_of",
    "error_of",
    "evidence_about",
    "renewed_now",
    "renewed_priors",
    "shipped_distribution",
    "together",
]

Cards = Mapping[str, SourceCard]
SPREADS = frozenset({"cost_deviation_sd"})
"""Parameters that are a standard deviation themselves, so that their error follows from n alone."""


@dataclass(frozen=True)
class Together:
    """The rows that may be pooled with their standard errors, and what they say; ``pooled`` None where they are few."""

    errors: Mapping[str, float]
    pooled: Pooled | None


@dataclass(frozen=True)
class Renewal:
    """What newer evidence puts in place of a shipped value: the prior, and the ids of the rows it is pooled from."""

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
    """Pool what is commensurable about a parameter of a delivery model; two rows at least, in one unit."""
    errors = _errors(key, cards)
    return Together(errors, _pooled(tuple(_row(cards[one], error) for one, error in sorted(errors.items()))))


@lru_cache(maxsize=512)
def _pooled(rows: tuple[EvidenceRow, ...]) -> Pooled | None:
    """The same rows are pooled once per process: the nodes of the integration take their time."""
    try:
        return engine.pool(rows, _rules())
    except engine.EvidenceError:
        return None


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
    pooled prior takes its place, for parameters whose value is stated absolutely, in the parameter's unit. What is
    drawn per project is the baseline's in every model.
    """
    models = load("priors")["models"]
    told = {(card.applies_to, card.parameter) for card in cards.values() if card.is_poolable}
    renewed = {}
    for model, slug in sorted(told):
        entry = models.get(model, {}).get("parameters", {}).get(slug, {"form": "none"})
        if entry.get("form", "absolute") != "absolute" or not _is_other(model, slug, cards):
            continue
        if slug in PER_PROJECT and model not in OWN_PER_PROJECT:
            continue
        now = together((model, slug), cards).pooled
        if now is not None and {one.row.unit for one in now.rows} == {unit_of_evidence(entry["unit"])}:
            renewed[model, slug] = Renewal(now.prior, tuple(one.row.id for one in now.rows))
    return renewed


def _is_other(model: str, slug: str, cards: Cards) -> bool:
    """Whether what can be pooled is other than it shipped, told without pooling."""
    return _errors((model, slug), cards) != _errors((model, slug), shipped_cards()) or any(
        cards[one] != shipped_cards()[one] for one in _errors((model, slug), cards)
    )


@lru_cache(maxsize=1)
def _rules() -> EvidenceRules:
    return EvidenceRules.from_mapping(load("priors")["evidence_rules"])
