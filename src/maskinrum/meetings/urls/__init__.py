"""Where meetings, salons and calendars answer."""
