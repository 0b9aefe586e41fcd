"""Reads of decision files and their analyses."""

from maskinrum.decisions.queries.analyses import analyses_of, analysis_of, exploration_of, is_under_way
from maskinrum.decisions.queries.files import (
    decision_file,
    decision_files,
    latest_snapshot,
    own_decision_files,
    shared_decision_files,
    snapshot_facts,
)

__all__ = [
    "analyses_of",
    "analysis_of",
    "decision_file",
    "decision_files",
    "exploration_of",
    "is_under_way",
    "latest_snapshot",
    "own_decision_files",
    "shared_decision_files",
    "snapshot_facts",
]
