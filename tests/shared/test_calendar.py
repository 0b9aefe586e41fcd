"""Calendar files: read by two others, right on the days when the clock changes, and the same bytes each time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from maskinrum.shared import calendar
from maskinrum.shared.calendar import Event, events, events_of, offer_events, write_calendar

ZONE = ZoneInfo("Europe/Copenhagen")
EVENT = Event(
    uid="salon-1@maskinrum",
    sequence=3,
    starts_at=datetime(2027, 2, 10, 14, 0, tzinfo=UTC),
    ends_at=datetime(2027, 2, 10, 16, 0, tzinfo=UTC),
    title="Hvad gør vi, når der er huller; i porteføljen – og hvem siger det højt, før det koster holdet noget?",
    changed_at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    description="Første linje.\nAnden, med komma; og \\ skråstreg.",
    place="Eksempelhuset, Eksempelvej 1",
    address="https://maskinrum.example/saloner/abc/",
    join="https://moede.example/j/123?pwd=a,b;c",
    alarm=timedelta(days=1),
)


def first_of(content: bytes) -> Any:
    """The first event as icalendar reads it."""
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def read_by_other(content: bytes) -> Any:
    """The first event as the other parser reads it."""
    return vobject.readOne(content.decode()).vevent


def test_what_is_written_is_read_by_icalendar() -> None:
    found = first_of(write_calendar([EVENT], name="Salon"))
    assert (str(found["UID"]), int(found["SEQUENCE"]), str(found["STATUS"])) == (EVENT.uid, 3, "CONFIRMED")
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (EVENT.starts_at, EVENT.ends_at)
    assert found["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == (EVENT.title, EVENT.place)
    assert str(found["DESCRIPTION"]).startswith(EVENT.description)
    assert (str(found["URL"]), str(found["CONFERENCE"])) == (EVENT.address, EVENT.join)
    assert found.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-1)


def test_what_is_written_is_read_the_same_by_another_parser() -> None:
    found = read_by_other(write_calendar([EVENT], name="Salon"))
    assert (found.uid.value, found.sequence.value, found.summary.value) == (EVENT.uid, "3", EVENT.title)
    assert (found.dtstart.value, found.dtend.value) == (EVENT.starts_at, EVENT.ends_at)
    assert found.description.value.startswith(EVENT.description)
    assert found.valarm.trigger.value == timedelta(days=-1)


@pytest.mark.parametrize(
    ("starts", "local"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T013000"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "20270328T030000"),
        (datetime(2027, 10, 30, 13, 0, tzinfo=UTC), "20271030T150000"),
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), "20271031T020000"),
        (datetime(2027, 10, 31, 14, 0, tzinfo=UTC), "20271031T150000"),
    ],
)
def test_the_hour_is_right_around_the_change_of_the_clock(starts: datetime, local: str) -> None:
    ends = starts + timedelta(hours=2)
    content = write_calendar([replace(EVENT, starts_at=starts, ends_at=ends)], name="Salon")
    assert f"DTSTART;TZID=Europe/Copenhagen:{local}" in content.decode()
    assert f"{ends.astimezone(ZONE):%Y%m%dT%H%M%S}" in content.decode()


def test_a_meeting_across_the_change_to_summer_time_lasts_as_long_as_it_does() -> None:
    starts = datetime(2027, 3, 27, 22, 0, tzinfo=UTC)
    content = write_calendar([replace(EVENT, starts_at=starts, ends_at=starts + timedelta(hours=6))], name="Salon")
    for begins, ends in (
        (first_of(content)["DTSTART"].dt, first_of(content)["DTEND"].dt),
        (read_by_other(content).dtstart.value, read_by_other(content).dtend.value),
    ):
        assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=6)


@pytest.mark.parametrize("year", [1996, 2026, 2027, 2035])
def test_the_rule_of_the_zone_is_that_of_denmark(year: int) -> None:
    zone: Any = icalendar.Calendar.from_ical(write_calendar([], name="")).walk("VTIMEZONE")[0]
    written = zone.to_tz(lookup_tzid=False)
    for month, day, hour in ((1, 15, 12), (3, 20, 12), (4, 10, 3), (7, 1, 0), (10, 20, 12), (11, 5, 9)):
        naive = datetime(year, month, day, hour)  # noqa: DTZ001 - the zone is what is asked about
        if (year, month) != (1996, 1) and (year, month, day) != (1996, 3, 20):
            assert naive.replace(tzinfo=written).utcoffset() == naive.replace(tzinfo=ZONE).utcoffset()


def test_no_line_is_longer_than_a_line_may_be_and_letters_stay_whole() -> None:
    lines = write_calendar([EVENT], name="Salon").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines)
    assert lines[-1] == b""


def test_the_same_events_give_the_same_bytes() -> None:
    assert write_calendar([EVENT], name="Salon") == write_calendar([EVENT], name="Salon")


def test_what_is_called_off_stays_and_reminds_nobody() -> None:
    found = first_of(write_calendar([replace(EVENT, is_cancelled=True)], name="Salon"))
    assert (str(found["STATUS"]), found.walk("VALARM")) == ("CANCELLED", [])


def test_only_a_feed_says_how_often_it_may_be_asked_for() -> None:
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in write_calendar([], name="Alt", is_feed=True)
    assert b"REFRESH-INTERVAL" not in write_calendar([], name="Alt")


def test_what_apps_offer_is_put_together_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_OFFERED", {})
    later = replace(EVENT, uid="b", starts_at=EVENT.starts_at + timedelta(days=1))
    offer_events("one", lambda viewer, now: [later])
    offer_events("other", lambda viewer, now: [EVENT] if viewer == "me" else [])
    assert [event.uid for event in events_of("me", now=EVENT.changed_at)] == [EVENT.uid, "b"]
    assert [event.uid for event in events_of("you", now=EVENT.changed_at)] == ["b"]
    assert calendar.CALENDAR_TYPE == "text/calendar"
