"""Reads of questions, the viewer first. What a viewer may not see is never selected."""

from maskinrum.network.queries.knowers import asked_of, knowers
from maskinrum.network.queries.questions import (
    ListFilter,
    contributions,
    facet_counts,
    has_answers,
    listed,
    made_experiences,
    own_questions,
    question,
    questions,
    questions_of_parties,
    routing_of,
    unanswered_since,
    waiting_to_be_routed,
)

__all__ = [
    "ListFilter",
    "asked_of",
    "contributions",
    "facet_counts",
    "has_answers",
    "knowers",
    "listed",
    "made_experiences",
    "own_questions",
    "question",
    "questions",
    "questions_of_parties",
    "routing_of",
    "unanswered_since",
    "waiting_to_be_routed",
]
