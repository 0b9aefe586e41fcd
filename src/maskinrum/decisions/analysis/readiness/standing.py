"""How ready the organisation of a file is: gates, score, warning signs, and the next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from maskinrum.decisions.analysis.parameters import read_assumptions
from maskinrum.decisions.analysis.readiness.frame import answered_gates, gates, standard_weights
from maskinrum.decisions.analysis.readiness.metrics import Metric, agreement_of, metrics_of
from maskinrum.decisions.analysis.readiness.scoring import (
    Common,
    Robustness,
    Score,
    common_view,
    robustness,
    score_of,
)
from maskinrum.decisions.analysis.readiness.signs import GateState, Signs, gate_states, signs_of
from maskinrum.decisions.enums import GateAnswer, Severity
from maskinrum.decisions.models import DecisionFile
from maskinrum.decisions.queries import Points, Said, latest_snapshot, points_of, said_of, snapshot_facts

_AS_TAKEN: Final[Mapping[GateAnswer, Literal["yes", "no", "unsure"]]] = {
    GateAnswer.YES: "yes",
    GateAnswer.NO: "no",
    GateAnswer.UNSURE: "unsure",
}


@dataclass(frozen=True)
class Standing:
    """Everything that is common about the readiness of one file; ``people`` is how many have scored."""

    said: Said
    metrics: Mapping[str, Metric]
    gates: tuple[GateState, ...]
    signs: Signs
    weights: Mapping[str, int]
    common: Mapping[str, Common]
    score: Score
    robustness: Robustness | None
    people: int

    @property
    def shut_gates(self) -> tuple[GateState, ...]:
        return tuple(state for state in self.gates if state.is_shut)

    @property
    def points_in_all(self) -> int:
        return sum(self.weights.values())


@dataclass(frozen=True)
class ReadinessGrounds:
    """What readiness gives a verdict: every gate by slug, unanswered ones unsure, and the stop signs raised by slug.

    The two stand as ``engine.Grounds`` takes them. ``frame.gates()`` and ``frame.warning_rules()`` hold their words.
    ``is_answered``: whether anybody has answered a gate at all.
    """

    gates: Mapping[str, Literal["yes", "no", "unsure"]]
    stops: tuple[str, ...] = ()
    is_answered: bool = True


UNANSWERED: Final = ReadinessGrounds({gate.slug: "unsure" for gate in gates()}, is_answered=False)


def grounds_from(standing: Standing) -> ReadinessGrounds:
    """The gates and stop signs of a file's standing.

    A sign that stands for a gate is left out while nobody has answered one: that nobody has is said once.
    """
    is_answered = any(gate.slug in standing.said.answers for gate in answered_gates())
    stopping = [sign.rule for sign in standing.signs.raised if sign.severity == Severity.STOP]
    return ReadinessGrounds(
        {state.gate.slug: _AS_TAKEN[state.answer] for state in standing.gates},
        tuple(rule.slug for rule in stopping if is_answered or not rule.gate),
        is_answered,
    )


def standing_of(file: DecisionFile, *, for_others: bool = False) -> Standing:
    """Work out how ready the organisation is, from its newest snapshot, its answers and everybody's points.

    ``for_others``: criteria that one person alone has scored count as not scored, for the median would be that
    person's points.
    """
    facts = snapshot_facts(latest_snapshot(file))
    agreement = agreement_of(read_assumptions(file.assumptions))
    said = said_of(file)
    metrics = metrics_of(facts, case_date=file.case_date, agreement=agreement, figures=said.figures)
    points = points_of(file)
    return stand(said, points.of_several() if for_others else points, metrics, seed=file.seed)


def stand(said: Said, points: Points, metrics: Mapping[str, Metric], *, seed: int) -> Standing:
    """``standing_of`` for what has been read already."""
    answers: Mapping[str, GateAnswer] = said.answers
    common = common_view(points.given)
    medians = {slug: one.median for slug, one in common.items()}
    weights = {**standard_weights(), **said.weights}
    states, score = gate_states(answers, metrics), score_of(medians, weights)
    varied = None
    if score.is_whole:
        order = [slug for slug, weight in weights.items() if weight]
        varied = robustness([medians[slug] for slug in order], [weights[slug] for slug in order], seed=seed)
    return Standing(
        said=said,
        metrics=metrics,
        gates=states,
        signs=signs_of(metrics, answers, states, medians),
        weights=weights,
        common=common,
        score=score,
        robustness=varied,
        people=points.people,
    )
