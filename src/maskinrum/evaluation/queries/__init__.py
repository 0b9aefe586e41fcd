"""Reads of the evaluation; each takes the viewer first."""

from maskinrum.evaluation.queries.questions import (
    current_model,
    model_items,
    model_versions,
    shipped_questions,
    words_of,
)
from maskinrum.evaluation.queries.rounds import (
    closed_rounds,
    evaluated_partnership,
    evaluated_partnerships,
    facilitators_of,
    party_organisations,
    round_of_key,
    rounds,
    rounds_of_parties,
    runs_rounds,
)

__all__ = [
    "closed_rounds",
    "current_model",
    "evaluated_partnership",
    "evaluated_partnerships",
    "facilitators_of",
    "model_items",
    "model_versions",
    "party_organisations",
    "round_of_key",
    "rounds",
    "rounds_of_parties",
    "runs_rounds",
    "shipped_questions",
    "words_of",
]
