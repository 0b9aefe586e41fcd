"""Of readiness, what a stored analysis holds: the outcome that everybody who may read the file may read."""

from collections.abc import Mapping
from dataclasses import dataclass

from maskinrum.decisions.analysis.readiness.frame import warning_rules
from maskinrum.decisions.analysis.readiness.scoring import Robustness, Score
from maskinrum.decisions.analysis.readiness.signs import Sign
from maskinrum.decisions.analysis.readiness.standing import ReadinessGrounds, grounds_from, standing_of
from maskinrum.decisions.enums import Severity
from maskinrum.decisions.models import DecisionFile


@dataclass(frozen=True)
class KeptSign:
    """A warning sign that was raised, as ``Sign``, by the slug of its rule."""

    slug: str
    severity: str
    value: float | None
    projects: tuple[str, ...]


@dataclass(frozen=True)
class KeptReadiness:
    """What stood when the analysis was stored. ``medians`` of the criteria that several people had scored."""

    grounds: ReadinessGrounds
    signs: tuple[KeptSign, ...]
    medians: Mapping[str, float]
    weights: Mapping[str, int]
    score: Score
    robustness: Robustness | None
    people: int

    @property
    def raised(self) -> tuple[Sign, ...]:
        """The signs with their rules; what no rule of today stands for is left out."""
        rules = {rule.slug: rule for rule in warning_rules()}
        return tuple(
            Sign(rules[one.slug], Severity(one.severity), one.value, one.projects)
            for one in self.signs
            if one.slug in rules
        )


def readiness_to_keep(file: DecisionFile) -> KeptReadiness:
    """The readiness of a file as a guest may read it, for a stored analysis is read by guests and by the board."""
    standing = standing_of(file, for_others=True)
    return KeptReadiness(
        grounds=grounds_from(standing),
        signs=tuple(
            KeptSign(one.rule.slug, str(one.severity.value), one.value, one.projects) for one in standing.signs.raised
        ),
        medians={slug: one.median for slug, one in standing.common.items()},
        weights=standing.weights,
        score=standing.score,
        robustness=standing.robustness,
        people=standing.people,
    )
