"""Who may do what with meetings."""

from maskinrum.meetings.permissions.meetings import can_call_meeting, can_keep_meeting, can_run_meeting, can_take_part

__all__ = ["can_call_meeting", "can_keep_meeting", "can_run_meeting", "can_take_part"]
