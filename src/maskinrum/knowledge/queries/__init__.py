"""Reads of evidence and of experiences, the viewer first. What a viewer may not see is never selected."""

from maskinrum.knowledge.facts.evidence import EvidenceSnapshot, SourceCard
from maskinrum.knowledge.queries.evidence import cards_for, evidence_in_force, evidence_snapshot, shipped_cards
from maskinrum.knowledge.queries.experiences import (
    ListFilter,
    experience,
    experience_facts,
    experiences,
    experiences_of_parties,
    facet_counts,
    has_been_answered,
    listed,
    named_waiting,
    own_experiences,
    own_projects,
    parties_of,
    published,
    review_queue,
)
from maskinrum.knowledge.queries.use import comments, counters, outcomes_by_organisation, uses
from maskinrum.knowledge.queries.versions import told_versions, versions_told

__all__ = [
    "EvidenceSnapshot",
    "ListFilter",
    "SourceCard",
    "cards_for",
    "comments",
    "counters",
    "evidence_in_force",
    "evidence_snapshot",
    "experience",
    "experience_facts",
    "experiences",
    "experiences_of_parties",
    "facet_counts",
    "has_been_answered",
    "listed",
    "named_waiting",
    "outcomes_by_organisation",
    "own_experiences",
    "own_projects",
    "parties_of",
    "published",
    "review_queue",
    "shipped_cards",
    "told_versions",
    "uses",
    "versions_told",
]
