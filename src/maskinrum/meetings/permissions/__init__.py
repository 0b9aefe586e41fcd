"""Who may do what with meetings and salons."""

from maskinrum.meetings.permissions.salons import can_keep_salon, can_plan_salons

__all__ = ["can_keep_salon", "can_plan_salons"]
