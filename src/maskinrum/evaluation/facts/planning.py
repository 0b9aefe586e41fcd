"""When the next round is, and when those who have not answered are reminded."""

import calendar
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

OPEN_FOR = timedelta(days=14)
LONGEST = timedelta(days=60)
LEAST_BETWEEN = timedelta(days=28)
"""From a pulse that somebody answered to the next: of two on following days, one person less would be a difference."""
LAST_DAYS = timedelta(days=2)
MONTHS_BETWEEN = 3
"""Between two pulses."""


@dataclass(frozen=True)
class Invited:
    """Somebody to be invited."""

    email: str
    party: uuid.UUID
    role: str
    language: str = "da"


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def proposed_days(last_opened: date | None, today: date, *, months: int) -> tuple[date, date]:
    """When to open and to close the next round: so many months after the last one, never in the past; on a Monday."""
    opens = max(today, months_after(last_opened, months)) if last_opened else today
    opens += timedelta(days=-opens.weekday() % 7)
    return opens, opens + OPEN_FOR


def due_since(last_opened: date | None, today: date, *, months: int) -> date | None:
    """Since when the next round is due, where its day has come; None before it, and where there never was a round."""
    if last_opened is None:
        return None
    day = months_after(last_opened, months)
    return day if day <= today else None


def reminder_days(opens: date, closes: date) -> tuple[date, ...]:
    """The days, two at most, when those are reminded who have not answered: half-way, and two days before the end."""
    half = opens + (closes - opens) / 2
    return tuple(sorted({day for day in (half, closes - LAST_DAYS) if opens < day <= closes}))


def is_due(reminded_on: date | None, days: tuple[date, ...], today: date) -> bool:
    """Whether somebody is to be reminded today: a day has come since the last reminder."""
    come = [day for day in days if day <= today]
    return bool(come) and (reminded_on is None or reminded_on < come[-1])
