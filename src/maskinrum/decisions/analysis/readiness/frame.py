"""The frame of readiness as it ships: gates, criteria with their anchors, and rules for warning signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from maskinrum.decisions.enums import GateAnswer, Severity
from maskinrum.shared.domain import load

Texts = Mapping[str, str]

MOST_POINTS: int = load("readiness")["scale"]["max"]
ALL_WEIGHTS = 100


@dataclass(frozen=True)
class Rule:
    """A metric held against a threshold."""

    metric: str
    op: str
    threshold: float

    def holds(self, value: float) -> bool:
        """Whether a value of the metric fulfils the rule."""
        return {
            ">=": value >= self.threshold,
            "<=": value <= self.threshold,
            ">": value > self.threshold,
            "<": value < self.threshold,
        }[self.op]


@dataclass(frozen=True)
class Gate:
    """A question whose only good answer is yes. With a ``rule`` the portfolio answers it."""

    slug: str
    code: str
    question: Texts
    why: Texts
    rule: Rule | None
    themes: tuple[str, ...]
    source_links: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """How data propose points. Rising cuts count those reached, falling ones those the value stays below."""

    metric: str
    cuts: tuple[float, ...]

    def points(self, value: float) -> int:
        """The points that a value of the metric proposes."""
        if self.cuts[0] < self.cuts[-1]:
            return sum(value >= cut for cut in self.cuts)
        return sum(value <= cut for cut in self.cuts)


@dataclass(frozen=True)
class ScoredCriterion:
    """One criterion with a plain text for each number of points."""

    slug: str
    name: Texts
    weight: int
    anchors: tuple[Texts, ...]
    suggestion: Suggestion | None
    note: Texts | None
    themes: tuple[str, ...]
    source_links: tuple[str, ...]


@dataclass(frozen=True)
class WarningRule:
    """What raises a warning sign: a rule over a metric, a term, a criterion, a gate, or the answer to a question.

    ``trigger`` is the answer that raises it; ``stop_above`` the value from which a warning becomes a stop.
    """

    slug: str
    words: Texts
    severity: Severity
    unit: str
    rule: Rule | None
    criterion: str
    gate: str
    question: Texts | None
    trigger: GateAnswer | None
    stop_above: float | None
    themes: tuple[str, ...]


@cache
def gates() -> tuple[Gate, ...]:
    """The gates in their order."""
    return tuple(
        Gate(one["slug"], one["id"], _texts(one), one["why"], _rule(one["rule"]), tuple(one["themes"]), _links(one))
        for one in load("readiness")["gates"]
    )


@cache
def criteria() -> tuple[ScoredCriterion, ...]:
    """The criteria in their order."""
    return tuple(
        ScoredCriterion(
            slug=one["slug"],
            name=_texts(one),
            weight=one["weight"],
            anchors=tuple(one["anchors"][str(points)] for points in range(MOST_POINTS + 1)),
            suggestion=_suggestion(one.get("suggest")),
            note=one.get("note"),
            themes=tuple(one["themes"]),
            source_links=_links(one),
        )
        for one in load("readiness")["criteria"]
    )


@cache
def warning_rules() -> tuple[WarningRule, ...]:
    """The rules for warning signs in their order."""
    codes = {gate.code: gate.slug for gate in gates()}
    return tuple(_warning(one, codes) for one in load("readiness")["warnings"])


@cache
def metric_names() -> dict[str, Texts]:
    """The metrics by slug, as they are called."""
    return {slug: _texts(one) for slug, one in load("readiness")["metrics"].items()}


def questions() -> tuple[WarningRule, ...]:
    """The warning signs that an organisation answers a question about."""
    return tuple(rule for rule in warning_rules() if rule.question)


def answered_gates() -> tuple[Gate, ...]:
    """The gates that no rule answers."""
    return tuple(gate for gate in gates() if gate.rule is None)


def standard_weights() -> dict[str, int]:
    """The weights that ship, which make a hundred."""
    return {one.slug: one.weight for one in criteria()}


def _warning(one: Mapping[str, Any], codes: Mapping[str, str]) -> WarningRule:
    is_answered = one["source"] == "manual"
    return WarningRule(
        slug=one["slug"],
        words=_texts(one),
        severity=Severity(one["severity"]),
        unit=one.get("unit", ""),
        rule=_rule({**one, "metric": one["metric"] or one.get("field", "")}) if "threshold" in one else None,
        criterion=one.get("criterion", ""),
        gate=codes.get(one.get("gate", ""), ""),
        question=one.get("question"),
        trigger=GateAnswer(one["trigger"]) if is_answered else None,
        stop_above=one.get("escalate_at"),
        themes=tuple(one["themes"]),
    )


def _rule(one: Mapping[str, Any] | None) -> Rule | None:
    return Rule(one["metric"], one["op"], one["threshold"]) if one else None


def _suggestion(one: Mapping[str, Any] | None) -> Suggestion | None:
    return Suggestion(one["metric"], tuple(one["cuts"])) if one else None


def _texts(one: Mapping[str, Any]) -> Texts:
    return {"da": one["da"], "en": one["en"]}


def _links(one: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(source["url"] for source in one.get("sources", ()))
