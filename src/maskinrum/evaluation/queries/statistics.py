"""The rules of the statistics as they stand in ``evaluation.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maskinrum.shared.domain import load


@dataclass(frozen=True)
class Prior:
    """How alike two answers of one group are expected to be, why, and what kind of statement that is."""

    mean: float
    words: Mapping[str, str]
    label: str


def priors() -> dict[str, Prior]:
    """The prior of each view whose groups are looked at together."""
    stated: Any = load("evaluation")["statistics"]["priors"]
    return {view: Prior(one["mean"], one, stated["label"]) for view, one in stated["likeness"].items()}


def least_spread() -> int:
    """How many levels between the parties are a signal."""
    return int(load("evaluation")["statistics"]["signals"]["maturity_spread"]["levels"])


def least_gap() -> float:
    """How many levels the importance lies above the answer to be a signal."""
    return float(load("evaluation")["statistics"]["signals"]["importance_gap"]["levels"])


def level_words() -> list[Mapping[str, str]]:
    """What the five levels of the pulse are called, the lowest first."""
    return [one for one in load("evaluation")["pulse"]["scale"] if one["value"] is not None]


def maturity_words() -> list[Mapping[str, str]]:
    """What the five levels of the maturity are called, the lowest first."""
    levels = load("evaluation")["maturity"]["levels"]
    return [levels[level] for level in sorted(levels)]


def statistics_rules() -> list[Mapping[str, str]]:
    """The rules that everything shown here follows, in words."""
    return list(load("evaluation")["statistics"]["rules"])
