"""Writes to decision files, their analyses, and how ready their organisation is.

They are loaded when one is asked for, so that the tick, which only reminds, does without the libraries of the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maskinrum.decisions.actions.analyses import keep_analysis, remove_analysis
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
    from maskinrum.decisions.actions.reminders import LOOK_BACK, remind_to_look_back

__all__ = [
    "JOINT_ANSWERED",
    "JOINT_ENDED",
    "JOINT_INVITED",
    "LOOK_BACK",
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
    "remind_to_look_back",
    "remove_analysis",
    "remove_decision_file",
    "rename_decision_file",
    "score_readiness",
    "take_snapshot",
    "weigh_readiness",
]

_FILES = ("analyses", "explorations", "files", "joint", "readiness", "reminders")


def __getattr__(name: str) -> Any:
    """One action, from the file where it stands."""
    if name in __all__:
        for file in _FILES:
            found = vars(import_module(f"{__name__}.{file}"))
            if name in found:
                return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
