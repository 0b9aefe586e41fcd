"""The readiness of a stored analysis in words."""

from dataclasses import dataclass

from maskinrum.decisions.analysis.readiness import KeptReadiness, Sign, gates
from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.reports.readiness import trigger_words
from maskinrum.decisions.reports.readiness_words import score_words
from maskinrum.decisions.reports.verdict import gate_words
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
class ReadinessSaid:
    """All of it; ``points`` says that they are not known while nobody, or one person alone, has given any."""

    gates: list[GateSaid]
    signs: list[SignSaid]
    points: str
    people: int


def readiness_said(kept: KeptReadiness) -> ReadinessSaid:
    """Put a stored readiness into words in the active language.

    A database does not keep the order of the gates: those of today stand in theirs, and then those that are gone.
    """
    answers = kept.grounds.gates
    why = {gate.slug: localised(gate.why) for gate in gates()}
    order = [*(slug for slug in why if slug in answers), *answers]
    return ReadinessSaid(
        gates=[
            GateSaid(str(GateAnswer(answers[slug]).label), gate_words(slug), answers[slug] != "yes", why.get(slug, ""))
            for slug in dict.fromkeys(order)
        ],
        signs=[SignSaid(one, localised(one.rule.words), trigger_words(one)) for one in kept.raised],
        points=score_words(kept.score, is_scored=bool(kept.medians)),
        people=kept.people,
    )
