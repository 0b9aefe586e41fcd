"""The running partnership: what it decided, what it disagrees on, and how its projects start."""

from maskinrum.steering.models.decisions import DecisionBasis, PartnershipDecision
from maskinrum.steering.models.disagreements import (
    Disagreement,
    DisagreementExperience,
    DisagreementParty,
    LadderNames,
    LadderStep,
)
from maskinrum.steering.models.starts import StartChecklist, StartItem

__all__ = [
    "DecisionBasis",
    "Disagreement",
    "DisagreementExperience",
    "DisagreementParty",
    "LadderNames",
    "LadderStep",
    "PartnershipDecision",
    "StartChecklist",
    "StartItem",
]
