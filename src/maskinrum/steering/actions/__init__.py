"""Writes of the running partnership."""

from maskinrum.steering.actions.board import (
    change_board,
    change_placement,
    import_placements,
    move_placements,
    open_board,
    place_projects,
    remove_placement,
)
from maskinrum.steering.actions.decisions import change_decision, log_decision
from maskinrum.steering.actions.disagreements import (
    change_disagreement,
    climb,
    note_decision,
    open_disagreement,
    settle,
)
from maskinrum.steering.actions.erasing import (
    erase_from_running,
    move_bound,
    move_disagreement_parties,
    move_ladder_names,
    move_told,
)
from maskinrum.steering.actions.names import mark_of_names, name_for_ladder
from maskinrum.steering.actions.reminders import LADDER_STEP, warn_of_ladder_steps
from maskinrum.steering.actions.starts import add_subject, answer_subject, open_checklist
from maskinrum.steering.actions.telling import tell_of_disagreement

__all__ = [
    "LADDER_STEP",
    "add_subject",
    "answer_subject",
    "change_board",
    "change_decision",
    "change_disagreement",
    "change_placement",
    "climb",
    "erase_from_running",
    "import_placements",
    "log_decision",
    "mark_of_names",
    "move_bound",
    "move_disagreement_parties",
    "move_ladder_names",
    "move_placements",
    "move_told",
    "name_for_ladder",
    "note_decision",
    "open_board",
    "open_checklist",
    "open_disagreement",
    "place_projects",
    "remove_placement",
    "settle",
    "tell_of_disagreement",
    "warn_of_ladder_steps",
]
