"""Which gates are open and which warning signs are raised, by data and by answers, each with what decides it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maskinrum.decisions.analysis.readiness.frame import Gate, Rule, WarningRule, gates, warning_rules
from maskinrum.decisions.analysis.readiness.metrics import UNKNOWN, Metric
from maskinrum.decisions.enums import GateAnswer, Severity


@dataclass(frozen=True)
class GateState:
    """A gate and its answer. ``metric`` is what the answer was worked out from, where data answer it."""

    gate: Gate
    answer: GateAnswer
    metric: Metric | None
    is_answered: bool

    @property
    def is_shut(self) -> bool:
        """Only a yes opens it; unsure and unanswered do not."""
        return self.answer != GateAnswer.YES


@dataclass(frozen=True)
class Sign:
    """A warning sign that is raised, with what triggers it: the value held against the threshold, and the projects."""

    rule: WarningRule
    severity: Severity
    value: float | None = None
    projects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signs:
    """What is raised, the heaviest first, and the rules that could not be tried, for something is not known."""

    raised: tuple[Sign, ...]
    untried: tuple[WarningRule, ...]

    @property
    def stops(self) -> tuple[str, ...]:
        return tuple(sign.rule.slug for sign in self.raised if sign.severity == Severity.STOP)


def gate_states(answers: Mapping[str, GateAnswer], metrics: Mapping[str, Metric]) -> tuple[GateState, ...]:
    """Every gate with its answer: worked out where a rule exists, else as answered, else unsure."""
    return tuple(_gate_state(gate, answers, metrics) for gate in gates())


def signs_of(
    metrics: Mapping[str, Metric],
    answers: Mapping[str, GateAnswer],
    states: tuple[GateState, ...],
    medians: Mapping[str, float],
) -> Signs:
    """Try every rule."""
    shut = {state.gate.slug for state in states if state.is_shut}
    raised: list[Sign] = []
    untried: list[WarningRule] = []
    for rule in warning_rules():
        if rule.gate:
            raised += [Sign(rule, rule.severity)] if rule.gate in shut else []
        elif rule.question:
            answer = answers.get(rule.slug, GateAnswer.UNSURE)
            raised += [Sign(rule, rule.severity)] if answer == rule.trigger else []
            untried += [rule] if answer == GateAnswer.UNSURE else []
        elif rule.rule:
            metric = _measured(rule, rule.rule, metrics, medians)
            raised += _by_rule(rule, rule.rule, metric)
            untried += [rule] if metric.value is None else []
    order = list(Severity)
    return Signs(tuple(sorted(raised, key=lambda sign: order.index(sign.severity))), tuple(untried))


def _gate_state(gate: Gate, answers: Mapping[str, GateAnswer], metrics: Mapping[str, Metric]) -> GateState:
    if gate.rule is None:
        return GateState(gate, answers.get(gate.slug, GateAnswer.UNSURE), None, gate.slug in answers)
    metric = metrics[gate.rule.metric]
    if metric.value is None:
        return GateState(gate, GateAnswer.UNSURE, metric, is_answered=False)
    answer = GateAnswer.YES if gate.rule.holds(metric.value) else GateAnswer.NO
    return GateState(gate, answer, metric, is_answered=True)


def _measured(rule: WarningRule, given: Rule, metrics: Mapping[str, Metric], medians: Mapping[str, float]) -> Metric:
    if rule.criterion:
        return Metric(medians.get(rule.criterion))
    return metrics.get(given.metric, UNKNOWN)


def _by_rule(rule: WarningRule, given: Rule, metric: Metric) -> Iterator[Sign]:
    if metric.value is None or not given.holds(metric.value):
        return
    is_stop = rule.stop_above is not None and metric.value > rule.stop_above
    yield Sign(rule, Severity.STOP if is_stop else rule.severity, metric.value, metric.projects)
