"""The calendar of a plan: days by their number, and tables of the day on which something counted can end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from maskinrum.deadlines import LAST, WorkingDays
from maskinrum.deadlines.holidays import HolidayRule
from maskinrum.planning.analysis.legal import legal_rules
from maskinrum.planning.facts.plan import ClosedDay, HolidayChoice

YEARS: Final = 35  # how far ahead a plan is counted
Integers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days numbered from ``first``. ``ends_on``: the working day on or after each; ``open_before``: on or before it."""

    first: date
    working: WorkingDays
    ends_on: Integers
    open_before: Integers
    second_open: Integers

    def number(self, day: date) -> int:
        """The number of a day."""
        return (day - self.first).days

    def day(self, number: float) -> date:
        """The day with a number."""
        return self.first + timedelta(days=int(number))

    def period_ends(self, count: int) -> Integers:
        """The end of a statutory period of so many days by the number of the day of its event.

        Regulation 1182/71, article 3, as ``maskinrum.deadlines`` counts one day at a time: it ends on a working day
        with two working days in it when it is of two days or more.
        """
        nominal = self.ends_on[count:]
        if count == 1:
            return nominal
        size = min(len(nominal), len(self.second_open))
        return np.maximum(nominal[:size], self.second_open[:size])

    def first_of(self, held: Iterable[date]) -> Integers:
        """The first of some days on or after each day; after the last of them each day itself."""
        numbers = np.arange(len(self.ends_on), dtype=np.intp)
        chosen = np.array(sorted({self.number(day) for day in held}), dtype=np.intp)
        place = np.searchsorted(chosen, numbers)
        return np.where(place < len(chosen), chosen[np.minimum(place, len(chosen) - 1)], numbers)

    def months_after(self, months: int) -> Integers:
        """The same date so many months after each day, or that month's last, as far as the calendar goes."""
        days = np.datetime64(self.first, "D") + np.arange(len(self.ends_on))
        month = days.astype("datetime64[M]")
        opening, following = ((month + months + more).astype("datetime64[D]") for more in (0, 1))
        passed = np.minimum(days - month.astype("datetime64[D]"), following - opening - np.timedelta64(1, "D"))
        found: Integers = (opening + passed - np.datetime64(self.first, "D")).astype(np.intp)
        return np.maximum(found[found < len(self.ends_on)], 0, dtype=np.intp)


@lru_cache(maxsize=64)
def working_days(choice: HolidayChoice) -> WorkingDays:
    """The working days under a client's choice; raises ``DeadlineError`` for a doubtful day there is not."""
    known = settled(choice)
    return WorkingDays.of(legal_rules().holidays, doubtful=known.doubtful, added=known.added, removed=known.removed)


def doubtful_days() -> tuple[HolidayRule, ...]:
    """The days that are closed in practice without being public holidays."""
    return legal_rules().holidays.doubtful


def settled(choice: HolidayChoice) -> HolidayChoice:
    """The same choice with a doubtful day that is taken off in one year taken off in every year.

    Whether a day of the calendar is a working day cannot depend on the year its plan happens to lie in.
    """
    found = {day: [one for one in legal_rules().holidays.of(day.year) if one.day == day] for day in choice.removed}
    gone = {day: every[0].slug for day, every in found.items() if every and all(one.doubtful for one in every)}
    if not gone:
        return choice
    counted = (one.slug for one in doubtful_days()) if choice.doubtful is None else choice.doubtful
    return replace(
        choice,
        doubtful=tuple(slug for slug in counted if slug not in gone.values()),
        removed=tuple(day for day in choice.removed if day not in gone),
    )


def holiday_list(choice: HolidayChoice, first: date, last: date) -> tuple[ClosedDay, ...]:
    """Every holiday, doubtful and own day in a span, closed or taken off the list: what is shown to be changed.

    A day taken off, and a doubtful day that does not count, is there with ``is_closed`` false. Raises
    ``DeadlineError`` outside 1973 … 2100.
    """
    every = working_days(HolidayChoice(added=choice.added))
    chosen = working_days(choice)
    return tuple(
        ClosedDay(day.day, day.kind, day.name, is_closed=chosen.closed(day.day) is not None)
        for day in every.listed(first, last)
    )


@lru_cache(maxsize=16)
def calendar(choice: HolidayChoice, first_year: int, ahead_of: int | None = None) -> Calendar:
    """The calendar from 1 January of a year on, as many years ahead of another (else of that one) as is counted."""
    working, first = working_days(choice), date(first_year, 1, 1)
    last = date(min((first_year if ahead_of is None else ahead_of) + YEARS, LAST.year), 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    opened = np.array([number for number, day in enumerate(days) if working.closed(day) is None], dtype=np.intp)
    numbers = np.arange(int(opened[-2]), dtype=np.intp)
    after = np.searchsorted(opened, numbers)
    before = np.maximum(np.searchsorted(opened, numbers, side="right") - 1, 0)
    second = np.searchsorted(opened, numbers, side="right") + 1
    return Calendar(first, working, opened[after], opened[before], opened[second])
