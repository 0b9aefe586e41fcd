"""Reads of start plans, the viewer first."""

from maskinrum.planning.queries.facts import plan_facts
from maskinrum.planning.queries.people import colleagues_by_key, owners_of
from maskinrum.planning.queries.plans import (
    changes_of,
    comments_of,
    feed_of_token,
    is_deleted,
    lasted_tasks,
    own_plans,
    own_tasks,
    plan_task,
    plans_due,
    removals_of,
    shared_plans,
    start_plan,
    start_plans,
    tasks_of,
    tasks_to_remind_of,
)

__all__ = [
    "changes_of",
    "colleagues_by_key",
    "comments_of",
    "feed_of_token",
    "is_deleted",
    "lasted_tasks",
    "own_plans",
    "own_tasks",
    "owners_of",
    "plan_facts",
    "plan_task",
    "plans_due",
    "removals_of",
    "shared_plans",
    "start_plan",
    "start_plans",
    "tasks_of",
    "tasks_to_remind_of",
]
