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

__all__ = [
    "PersonsPoints",
    "Points",
    "Said",
    "analyses_of",
    "analysis_of",
    "decision_file",
    "decision_files",
    "exploration_of",
    "is_under_way",
    "latest_snapshot",
    "own_decision_files",
    "own_points",
    "points_by_person",
    "points_of",
    "said_of",
    "shared_decision_files",
    "snapshot_facts",
]
