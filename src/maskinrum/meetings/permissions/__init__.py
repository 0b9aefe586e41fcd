"""Who may do what with meetings and salons."""

from maskinrum.meetings.permissions.meetings import can_call_meeting, can_keep_meeting, can_run_meeting, can_take_part
from maskinrum.meetings.permissions.salons import can_keep_salon, can_plan_salons

__all__ = [
    "can_call_meeting",
    "can_keep_meeting",
    "can_keep_salon",
    "can_plan_salons",
    "can_run_meeting",
    "can_take_part",
]
