"""Writes to decision files, their analyses, and how ready their organisation is."""

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
from maskinrum.decisions.actions.joint import (
    JOINT_ANSWERED,
    JOINT_ENDED,
    JOINT_INVITED,
    agree_to_joint,
    decline_joint,
    end_joint,
    end_joint_of_merged,
    invite_to_joint,
)
from maskinrum.decisions.actions.readiness import (
    Answered,
    Scored,
    answer_readiness,
    check_sum,
    erase_from_decisions,
    score_readiness,
    weigh_readiness,
)

__all__ = [
    "JOINT_ANSWERED",
    "JOINT_ENDED",
    "JOINT_INVITED",
    "Answered",
    "Scored",
    "agree_to_joint",
    "answer_readiness",
    "change_assumptions",
    "check_sum",
    "decline_joint",
    "end_joint",
    "end_joint_of_merged",
    "erase_from_decisions",
    "explore_analysis",
    "invite_to_joint",
    "keep_analysis",
    "keep_first_answer",
    "open_decision_file",
    "remove_decision_file",
    "rename_decision_file",
    "score_readiness",
    "take_snapshot",
    "weigh_readiness",
]
