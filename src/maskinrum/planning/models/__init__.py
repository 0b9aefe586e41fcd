"""Start plans, their tasks and meetings, what was said of them, and what was changed and why."""

from maskinrum.planning.models.changes import PlanChange
from maskinrum.planning.models.feeds import PlanFeed
from maskinrum.planning.models.meetings import PlanMeeting
from maskinrum.planning.models.plans import StartPlan
from maskinrum.planning.models.tasks import PlanTask, TaskComment

__all__ = ["PlanChange", "PlanFeed", "PlanMeeting", "PlanTask", "StartPlan", "TaskComment"]
