"""The iCalendar file (RFC 5545) of some events.

Times are written in Europe/Copenhagen, with the rule of that zone in the file, so that a calendar elsewhere shows the
right hour and a change of the clock between two events is right too. The same events give the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText, vUri
from icalendar import Event as Component

from maskinrum.shared.calendar.events import Event

ZONE_NAME = "Europe/Copenhagen"
ZONE = ZoneInfo(ZONE_NAME)
MAKER = "-//Maskinrum//Maskinrum//DA"
REFRESH = timedelta(hours=1)
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def write_calendar(events: Iterable[Event], *, name: str, is_feed: bool = False) -> bytes:
    """Write events as a calendar called ``name``; a feed also says how often it may be asked for."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if is_feed:
        calendar.add("name", name)
        calendar["X-WR-CALNAME"] = vText(name)
        calendar["X-WR-TIMEZONE"] = vText(ZONE_NAME)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar["X-PUBLISHED-TTL"] = vText("PT1H")
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_component(event))
    written: bytes = calendar.to_ical()
    return written


def _zone() -> Timezone:
    """The rule of the zone since 1996: the clock changes at one hour UTC, the last Sundays of March and October."""
    zone = Timezone()
    zone.add("tzid", ZONE_NAME)
    for part, begins, month, before, after, called in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), 3, WINTER, SUMMER, "CEST"),  # noqa: DTZ001 - local by definition
        (TimezoneStandard(), datetime(1996, 10, 27, 3), 10, SUMMER, WINTER, "CET"),  # noqa: DTZ001
    ):
        part.add("dtstart", begins)
        part.add("rrule", vRecur({"freq": "yearly", "bymonth": month, "byday": "-1SU"}))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", called)
        zone.add_component(part)
    return zone


def _component(event: Event) -> Component:
    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("last-modified", event.changed_at.astimezone(UTC))
    starts, ends = event.starts_at.astimezone(ZONE), event.ends_at.astimezone(ZONE)
    component.add("dtstart", starts.date() if event.is_all_day else starts)
    component.add("dtend", ends.date() if event.is_all_day else ends)
    component.add("summary", event.title)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if description := _described(event):
        component.add("description", description)
    if event.place:
        component.add("location", event.place)
    if event.address:
        component["URL"] = vUri(event.address)
    if event.join:
        joined: Any = vUri(event.join)
        joined.params["VALUE"] = "URI"
        component["CONFERENCE"] = joined
    if event.alarm is not None and not event.is_cancelled:
        component.add_component(_alarm(event, event.alarm))
    return component


def _described(event: Event) -> str:
    """The text with the links in it: most calendars show neither URL nor CONFERENCE."""
    return "\n\n".join(part for part in (event.description, event.join, event.address) if part)


def _alarm(event: Event, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", -before)
    return alarm
