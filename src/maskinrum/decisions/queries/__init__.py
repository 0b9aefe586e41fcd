"""Reads of decision files."""

from maskinrum.decisions.queries.files import (
    decision_file,
    decision_files,
    latest_snapshot,
    own_decision_files,
    shared_decision_files,
    snapshot_facts,
)

__all__ = [
    "decision_file",
    "decision_files",
    "latest_snapshot",
    "own_decision_files",
    "shared_decision_files",
    "snapshot_facts",
]
