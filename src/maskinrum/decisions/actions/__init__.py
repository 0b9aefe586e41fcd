"""Writes to decision files and their analyses."""

from maskinrum.decisions.actions.analyses import keep_analysis
from maskinrum.decisions.actions.explorations import explore_analysis
from maskinrum.decisions.actions.files import (
    change_assumptions,
    keep_first_answer,
    open_decision_file,
    remove_decision_file,
    rename_decision_file,
    take_snapshot,
)

__all__ = [
    "change_assumptions",
    "explore_analysis",
    "keep_analysis",
    "keep_first_answer",
    "open_decision_file",
    "remove_decision_file",
    "rename_decision_file",
    "take_snapshot",
]
