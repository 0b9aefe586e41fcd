"""Reads of decision files."""

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
    "decision_file",
    "decision_files",
    "latest_snapshot",
    "own_decision_files",
    "own_points",
    "points_by_person",
    "points_of",
    "said_of",
    "shared_decision_files",
    "snapshot_facts",
]
