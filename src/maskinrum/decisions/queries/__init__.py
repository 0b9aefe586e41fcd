"""Reads of decision files, their analyses, and how ready their organisation is."""

from maskinrum.decisions.queries.analyses import analyses_of, analysis_of, exploration_of, is_under_way
from maskinrum.decisions.queries.files import (
    decision_file,
    decision_files,
    latest_snapshot,
    own_decision_files,
    shared_decision_files,
    snapshot_facts,
)
from maskinrum.decisions.queries.readiness import (
    PersonsPoints,
    Points,
    Said,
    own_points,
    points_by_person,
    points_of,
    said_of,
)
from maskinrum.decisions.queries.twins import KnownPartnership, experiences_from, known_partnerships

__all__ = [
    "KnownPartnership",
    "PersonsPoints",
    "Points",
    "Said",
    "analyses_of",
    "analysis_of",
    "decision_file",
    "decision_files",
    "experiences_from",
    "exploration_of",
    "is_under_way",
    "known_partnerships",
    "latest_snapshot",
    "own_decision_files",
    "own_points",
    "points_by_person",
    "points_of",
    "said_of",
    "shared_decision_files",
    "snapshot_facts",
]
