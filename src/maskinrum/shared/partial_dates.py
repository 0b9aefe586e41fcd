"""Dates as text: known to the year, month or day, *2024*, *2025-11*, *2025-01-01*; and days as JSON keeps them."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

SPRING = (4, 15)  # the middle of March to May: sources say *spring 2019*, not the day
_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KEPT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?")
_SPOKEN = re.compile(r"(?:(\d{1,2})[./-] ?)?(\d{1,2})[./-] ?(\d{4})")


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, a month or a day that exists."""
    try:
        return bool(_FORM.fullmatch(text)) and first_day(text) is not None
    except ValueError:
        return False


def partial_date_from(typed: str) -> str:
    """Return a date written the day or the month first, *17.3.2019*, *3-2019*, in the ISO form; else what was typed."""
    spoken = _SPOKEN.fullmatch(typed.strip())
    if spoken is None:
        return typed
    day, month, year = spoken.groups()
    return "-".join((year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])))


def start_date(known: str, words: str) -> date:
    """Return the day a start is drawn from: mid-spring when the words say spring, else the first day known."""
    first = first_day(known)
    return date(first.year, *SPRING) if "spring" in words else first


def first_day(known: str) -> date:
    """Return the first day of a date known to the year, month or day (*2024*, *2025-11*)."""
    year, month, day = (*map(int, known.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(known: str) -> date:
    """Return the last day of a date known to the year, month or day."""
    months = {4: 12, 7: 1}.get(len(known))
    return months_later(first_day(known), months) - timedelta(days=1) if months else first_day(known)


def kept_day(text: str) -> date | None:
    """Return the day, or the hour with its time zone, that JSON keeps as this text; None for any other text."""
    found = _KEPT.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.fromisoformat(text) if found[1] else date.fromisoformat(text)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later (or earlier when negative), the last day in a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
