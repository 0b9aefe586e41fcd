"""Days that belong in somebody's calendar: what an event is, who offers some, and the file they become."""

from collections.abc import Iterable

from maskinrum.shared.calendar.events import CALENDAR_TYPE, Event, Offered, events_of, offer_events

__all__ = ["CALENDAR_TYPE", "Event", "Offered", "events_of", "offer_events", "write_calendar"]


def write_calendar(events: Iterable[Event], *, name: str, is_feed: bool = False) -> bytes:
    """Write events as a calendar called ``name``; a feed also says how often it may be asked for."""
    # What is offered is known to every process, the library of calendars to those that write one.
    from maskinrum.shared.calendar import writing  # noqa: PLC0415

    return writing.write_calendar(events, name=name, is_feed=is_feed)
