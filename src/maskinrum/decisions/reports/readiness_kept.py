"""The readiness of a stored analysis in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maskinrum.decisions.analysis.readiness import KeptReadiness, ReadinessGrounds, Sign, criteria, gates
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.reports.readiness import trigger_words
from maskinrum.decisions.reports.readiness_words import robustness_words, score_words, value_words
from maskinrum.decisions.reports.reasons import gate_words
from maskinrum.shared.figures import unknown
from maskinrum.shared.templatetags.maskinrum.wording import localised


@dataclass(frozen=True)
class GateSaid:
    """A gate as it was answered; ``why`` it is asked, as today's readiness says."""

    answer: str
    question: str
    is_shut: bool
    why: str = ""


@dataclass(frozen=True)
class SignSaid:
    """A warning sign as it was raised, with what raised it."""

    sign: Sign
    words: str
    trigger: str


@dataclass(frozen=True)
class CriterionSaid:
    """What several people gave a criterion, the middle of it, and what it weighed; not known where too few did."""

    name: str
    weight: int
    median: float | None
    points: str


@dataclass(frozen=True)
class ReadinessSaid:
    """All of it; ``points`` says that they are not known while nobody, or one person alone, has given any.

    ``criteria`` are none where no criterion had points; ``robustness`` is empty while points are missing.
    """

    gates: list[GateSaid]
    signs: list[SignSaid]
    points: str
    people: int
    criteria: list[CriterionSaid]
    robustness: str


def criterion_words(slug: str) -> str:
    """What a criterion is called in the active language; its slug where today's readiness has no such criterion."""
    names = {one.slug: localised(one.name) for one in criteria()}
    return names.get(slug, slug)


def readiness_said(kept: KeptReadiness) -> ReadinessSaid:
    """Put a stored readiness into words in the active language.

    A database does not keep the order of the gates: those of today stand in theirs, and then those that are gone.
    """
    answers = kept.grounds.gates
    why = {gate.slug: localised(gate.why) for gate in gates()}
    order = [*(slug for slug in why if slug in answers), *answers]
    return ReadinessSaid(
        gates=[
            GateSaid(_answer(slug, kept.grounds), gate_words(slug), answers[slug] != "yes", why.get(slug, ""))
            for slug in dict.fromkeys(order)
        ],
        signs=[SignSaid(one, localised(one.rule.words), trigger_words(one)) for one in kept.raised],
        points=score_words(kept.score, is_scored=bool(kept.medians)),
        people=kept.people,
        criteria=_criteria(kept),
        robustness=robustness_words(kept),
    )


def _answer(slug: str, grounds: ReadinessGrounds) -> str:
    """An unsure that nobody has given is no answer; where some gates are answered, what is kept does not tell which."""
    answer = GateAnswer(grounds.gates[slug])
    return str(answer.label) if grounds.is_answered or answer != GateAnswer.UNSURE else _("Not answered")


def _criteria(kept: KeptReadiness) -> list[CriterionSaid]:
    """Those of today in their order, and then those that are gone."""
    if not kept.medians:
        return []
    order = dict.fromkeys([*(one.slug for one in criteria()), *sorted(kept.weights)])
    return [_criterion(slug, kept.weights[slug], kept.medians.get(slug)) for slug in order if slug in kept.weights]


def _criterion(slug: str, weight: int, median: float | None) -> CriterionSaid:
    return CriterionSaid(criterion_words(slug), weight, median, unknown() if median is None else value_words(median))
