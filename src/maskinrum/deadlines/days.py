"""The days that can be counted with, and steps between them that never run over the end of the calendar."""

from datetime import date, timedelta
from typing import Final

from maskinrum.deadlines.errors import DeadlineError

# Regulation 1182/71 came to Denmark with the Communities, on the first of these days.
FIRST: Final = date(1973, 1, 1)
LAST: Final = date(2100, 12, 31)  # as far as the library of holidays goes


def checked(day: date, field: str = "date") -> date:
    """Return the day; raises ``DeadlineError`` (code ``range``) outside ``FIRST`` … ``LAST``."""
    if not FIRST <= day <= LAST:
        raise _outside(day, field)
    return day


def later(day: date, days: int) -> date:
    """Return the day so many days later, earlier when negative; raises ``DeadlineError`` (``range``) outside."""
    try:
        return checked(day + timedelta(days=days))
    except OverflowError as error:
        raise _outside(day, "date") from error


def months_later(day: date, months: int) -> date:
    """Return the same date so many months later, or that month's last day where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST.year <= year <= LAST.year:
        raise _outside(day, "date")
    first = date(year, month + 1, 1)
    following = first + timedelta(days=32)
    length = (following.replace(day=1) - first).days
    return checked(first.replace(day=min(day.day, length)))


def _outside(day: date, field: str) -> DeadlineError:
    message = f"{day.isoformat()} leads outside {FIRST.isoformat()} to {LAST.isoformat()}"
    return DeadlineError(message, code="range", field=field, value=day, choices=(FIRST, LAST))
