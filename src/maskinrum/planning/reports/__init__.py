"""What pages, files and calendars say of a plan."""

from maskinrum.planning.reports.dates import dates_text, full_date, period_reason, step_reason

__all__ = ["dates_text", "full_date", "period_reason", "step_reason"]
