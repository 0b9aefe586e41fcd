"""Writes to start plans: one verb each, in a transaction, with its trace in the audit log.

They are loaded when one is asked for, so that the tick, which only reminds, does without the libraries of the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maskinrum.planning.actions.changes import Change, accept_change
    from maskinrum.planning.actions.erasing import erase_from_plans
    from maskinrum.planning.actions.feeds import make_feed, revoke_feed, token_of_feed
    from maskinrum.planning.actions.plans import (
        lend_durations,
        open_plan,
        remove_plan,
        rename_plan,
    )
    from maskinrum.planning.actions.reminders import PLAN_TASK_DUE, remind_of_tasks
    from maskinrum.planning.actions.tasks import comment_on_task, keep_task, remove_comment

__all__ = [
    "PLAN_TASK_DUE",
    "Change",
    "accept_change",
    "comment_on_task",
    "erase_from_plans",
    "keep_task",
    "lend_durations",
    "make_feed",
    "open_plan",
    "remind_of_tasks",
    "remove_comment",
    "remove_plan",
    "rename_plan",
    "revoke_feed",
    "token_of_feed",
]

_FILES = ("changes", "erasing", "feeds", "plans", "reminders", "tasks")


def __getattr__(name: str) -> Any:
    """One action, from the file where it stands."""
    if name in __all__:
        for file in _FILES:
            found = vars(import_module(f"{__name__}.{file}"))
            if name in found:
                return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
