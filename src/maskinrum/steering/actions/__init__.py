"""Writes of the running partnership: one verb each, in a transaction, with its trace in the audit log."""

from maskinrum.steering.actions.decisions import change_decision, log_decision
from maskinrum.steering.actions.disagreements import change_disagreement, climb, open_disagreement, settle
from maskinrum.steering.actions.erasing import (
    erase_from_running,
    move_bound,
    move_disagreement_parties,
    move_ladder_names,
    move_told,
)
from maskinrum.steering.actions.names import name_for_ladder
from maskinrum.steering.actions.reminders import LADDER_STEP, warn_of_ladder_steps
from maskinrum.steering.actions.starts import add_subject, answer_subject, open_checklist
from maskinrum.steering.actions.telling import tell_of_disagreement

__all__ = [
    "LADDER_STEP",
    "add_subject",
    "answer_subject",
    "change_decision",
    "change_disagreement",
    "climb",
    "erase_from_running",
    "log_decision",
    "move_bound",
    "move_disagreement_parties",
    "move_ladder_names",
    "move_told",
    "name_for_ladder",
    "open_checklist",
    "open_disagreement",
    "settle",
    "tell_of_disagreement",
    "warn_of_ladder_steps",
]
