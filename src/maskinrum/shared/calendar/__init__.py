"""Days that belong in somebody's calendar: what an event is, who offers some, and the file they become."""

from maskinrum.shared.calendar.events import Event, Offered, events_of, offer_events
from maskinrum.shared.calendar.writing import CALENDAR_TYPE, write_calendar

__all__ = ["CALENDAR_TYPE", "Event", "Offered", "events_of", "offer_events", "write_calendar"]
