"""Facts of the running partnership, apart from any database row."""

from maskinrum.steering.facts.board import BoardProject, CallOffFacts
from maskinrum.steering.facts.disagreements import DisagreementFacts

__all__ = ["BoardProject", "CallOffFacts", "DisagreementFacts"]
