"""When two people talk: a day and an hour in Denmark, as one proposes and the other accepts it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LASTS = timedelta(minutes=30)
FURTHEST = timedelta(days=731)
"""No conversation is planned further ahead: that is a slip of the hand."""


@dataclass(frozen=True)
class Slot:
    """A day, and the hour where there is one: conversations agreed on before there were hours have none."""

    day: date
    hour: time | None = None

    @property
    def starts_at(self) -> datetime:
        """When it begins; a day without an hour begins at midnight."""
        return datetime.combine(self.day, self.hour or time(), tzinfo=COPENHAGEN).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """When it is over; a day without an hour is over when the day is."""
        if self.hour is not None:
            return self.starts_at + LASTS
        return datetime.combine(self.day + timedelta(days=1), time(), tzinfo=COPENHAGEN).astimezone(UTC)

    @property
    def exists(self) -> bool:
        """Whether there is such an hour: one is left out when the clock is put forward."""
        return self.hour is None or self.starts_at.astimezone(COPENHAGEN).time() == self.hour


def slot_of(day: date | None, hour: time | None) -> Slot | None:
    """A stored day and hour; None where there is no day."""
    return Slot(day, hour) if day is not None else None
