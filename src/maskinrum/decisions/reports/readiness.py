"""How ready an organisation is, in words: what stands, what is worked out, what people disagree about, what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maskinrum.decisions.analysis.readiness import (
    MOST_POINTS,
    TERM,
    Common,
    GateState,
    Metric,
    Rule,
    ScoredCriterion,
    Sign,
    Standing,
    WarningRule,
    criteria,
    gates,
    metric_names,
)
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import PersonsPoints
from maskinrum.decisions.reports.readiness_words import conclusion, robustness_words, score_words, told, value_words
from maskinrum.shared.templatetags.maskinrum.wording import localised

MOST_NAMED = 6
DISPUTED_FROM = 2


@dataclass(frozen=True)
class Named:
    """The first projects by name, and how many more there are."""

    names: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class ShownGate:
    """A gate with its answer in words; ``worked_out`` is what data say, empty where people answer."""

    state: GateState
    answer: str
    worked_out: str
    projects: Named
    note: str
    beside: Sequence[Any]


@dataclass(frozen=True)
class ShownSign:
    """A warning sign with what triggers it."""

    sign: Sign
    trigger: str
    projects: Named


@dataclass(frozen=True)
class ShownCriterion:
    """A criterion with what people say of it together; ``by_person`` is empty for everybody outside."""

    one: ScoredCriterion
    weight: int
    common: Common | None
    points: str
    anchor: Mapping[str, str] | None
    suggestion: str
    by_person: tuple[PersonsPoints, ...]
    beside: Sequence[Any]

    @property
    def is_disputed(self) -> bool:
        """Two points or more lie between the highest and the lowest."""
        return self.common is not None and self.common.spread >= DISPUTED_FROM


@dataclass(frozen=True)
class Step:
    """The one thing to do next, and where."""

    words: str
    address: str


@dataclass(frozen=True)
class ReadinessPage:
    """Everything the page tells."""

    standing: Standing
    conclusion: str
    score: str
    robustness: str
    gates: tuple[ShownGate, ...]
    signs: tuple[ShownSign, ...]
    untried: tuple[str, ...]
    criteria: tuple[ShownCriterion, ...]
    step: Step | None
    disputed: tuple[ShownCriterion, ...] = field(default=())

    @property
    def yes_count(self) -> int:
        return len(self.gates) - len(self.standing.shut_gates)

    @property
    def stop_count(self) -> int:
        return len(self.standing.signs.stops)


def readiness_page(
    file: DecisionFile,
    standing: Standing,
    *,
    by_person: Sequence[PersonsPoints] = (),
    own_count: int | None = None,
    beside: Mapping[str, Sequence[Any]] | None = None,
) -> ReadinessPage:
    """Put the page together. ``own_count`` is how many criteria the viewer has scored; None for whoever may not."""
    beside = beside or {}
    shown = tuple(_criterion(one, standing, by_person, beside) for one in criteria())
    return ReadinessPage(
        standing=standing,
        conclusion=conclusion(standing),
        score=score_words(standing.score, is_scored=bool(standing.common)),
        robustness=robustness_words(standing),
        gates=tuple(_gate(state, standing, beside) for state in standing.gates),
        signs=tuple(ShownSign(one, trigger_words(one), _named(one.projects)) for one in standing.signs.raised),
        untried=tuple(untried_words(rule) for rule in standing.signs.untried),
        criteria=shown,
        step=None if own_count is None else next_step(file, standing, own_count),
        disputed=tuple(one for one in shown if one.is_disputed and one.by_person),
    )


def next_step(file: DecisionFile, standing: Standing, own_count: int) -> Step:
    """The first of the steps that is not done: answer the gates, give points, hear a colleague, open what is shut."""
    page = reverse("decisions:readiness", args=[file.pk])
    waiting = [state for state in standing.gates if not state.is_answered and state.gate.rule is None]
    if waiting:
        words = ngettext("Answer the last gate", "Answer %(n)s gates", len(waiting)) % {"n": len(waiting)}
        return Step(words, reverse("decisions:readiness_answers", args=[file.pk]))
    missing = len(criteria()) - own_count
    if missing:
        words = _("Give your own points") if own_count == 0 else _("Give the rest of your points")
        return Step(words, reverse("decisions:readiness_points", args=[file.pk]))
    if standing.people < 2:
        return Step(_("Ask a colleague to give points too"), f"{page}#criteria")
    if standing.shut_gates:
        return Step(_("See what keeps a gate shut"), f"{page}#gates")
    if standing.signs.stops:
        return Step(_("See what raises a stop"), f"{page}#signs")
    return Step(_("See where you disagree"), f"{page}#criteria")


def trigger_words(sign: Sign) -> str:
    """What raises a sign: the value and the threshold, the gate, or the answer."""
    rule = sign.rule
    if rule.gate:
        gate = next(gate for gate in gates() if gate.slug == rule.gate)
        return _("No yes to: %(question)s") % {"question": localised(gate.question)}
    if rule.question:
        answer = GateAnswer(str(rule.trigger)).label
        return _("Answered “%(answer)s” to: %(question)s") % {"answer": answer, "question": localised(rule.question)}
    return _held_against(rule, rule.rule, sign.value) if rule.rule else ""


def untried_words(rule: WarningRule) -> str:
    """What is not known, so that a rule could not be tried."""
    if rule.question:
        return localised(rule.question)
    if rule.slug == "ceiling-near":
        return _("%(name)s: nothing is called off before there is an agreement.") % {"name": _name(rule)}
    return _name(rule)


def _held_against(rule: WarningRule, given: Rule, value: float | None) -> str:
    words = {
        ">": _("%(name)s: %(value)s. The sign is raised above %(limit)s."),
        "<": _("%(name)s: %(value)s. The sign is raised below %(limit)s."),
        "<=": _("%(name)s: %(value)s. The sign is raised at %(limit)s or less."),
    }[given.op]
    said = {"name": _name(rule), "value": told(given.metric, value), "limit": told(given.metric, given.threshold)}
    if rule.stop_above is None:
        return words % said
    stop = _("It is a stop above %(limit)s.") % {"limit": told(given.metric, rule.stop_above)}
    return f"{words % said} {stop}"


def _name(rule: WarningRule) -> str:
    if rule.criterion:
        return next(localised(one.name) for one in criteria() if one.slug == rule.criterion)
    metric = rule.rule.metric if rule.rule else ""
    return _("Term and option") if metric == TERM else localised(metric_names().get(metric))


def _gate(state: GateState, standing: Standing, beside: Mapping[str, Sequence[Any]]) -> ShownGate:
    slug = state.gate.slug
    return ShownGate(
        state=state,
        answer=str(state.answer.label) if state.is_answered else _("Not answered"),
        worked_out=_worked_out(state.gate.rule, state.metric),
        projects=_named(state.metric.projects if state.metric else ()),
        note=standing.said.notes.get(slug, "") if state.gate.rule is None else "",
        beside=beside.get(slug, ()),
    )


def _worked_out(rule: Rule | None, metric: Metric | None) -> str:
    if rule is None or metric is None:
        return ""
    words = _("Worked out from the projects of this file. %(name)s: %(value)s. At least %(limit)s are needed.")
    name = localised(metric_names()[rule.metric])
    return words % {"name": name, "value": told(rule.metric, metric.value), "limit": told(rule.metric, rule.threshold)}


def _criterion(
    one: ScoredCriterion,
    standing: Standing,
    by_person: Sequence[PersonsPoints],
    beside: Mapping[str, Sequence[Any]],
) -> ShownCriterion:
    common = standing.common.get(one.slug)
    return ShownCriterion(
        one=one,
        weight=standing.weights[one.slug],
        common=common,
        points=value_words(common.median) if common else "",
        # Half a point lies between two texts, and is neither.
        anchor=one.anchors[int(common.median)] if common and common.median == int(common.median) else None,
        suggestion=suggestion_words(one, standing.metrics),
        by_person=tuple(points for points in by_person if points.criterion == one.slug),
        beside=beside.get(one.slug, ()),
    )


def suggestion_words(one: ScoredCriterion, metrics: Mapping[str, Metric]) -> str:
    """The points that data propose and the figure behind them; nothing where data say nothing."""
    if one.suggestion is None:
        return ""
    metric = metrics[one.suggestion.metric]
    name = localised(metric_names()[one.suggestion.metric])
    if metric.value is None:
        return _("%(name)s is not known, so the data suggest nothing.") % {"name": name}
    said = {
        "points": one.suggestion.points(metric.value),
        "most": MOST_POINTS,
        "name": name,
        "value": told(one.suggestion.metric, metric.value),
    }
    return _("The data suggest %(points)s of %(most)s. %(name)s: %(value)s. You decide.") % said


def _named(names: Sequence[str]) -> Named:
    return Named(tuple(names[:MOST_NAMED]), max(0, len(names) - MOST_NAMED))
