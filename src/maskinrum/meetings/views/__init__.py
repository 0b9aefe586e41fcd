"""Pages of meetings, salons and calendars."""
