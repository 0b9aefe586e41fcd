"""The running partnership: board, decisions, disagreements, and how projects start."""

from maskinrum.steering.models.board import AnswersTold, Board, BoardWarning, CallOff, Placement
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
    "AnswersTold",
    "Board",
    "BoardWarning",
    "CallOff",
    "DecisionBasis",
    "Disagreement",
    "DisagreementExperience",
    "DisagreementParty",
    "LadderNames",
    "LadderStep",
    "PartnershipDecision",
    "Placement",
    "StartChecklist",
    "StartItem",
]
