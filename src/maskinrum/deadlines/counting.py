"""Counting of Regulation 1182/71, article 3: from an event to the last day of a period, with every step told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from maskinrum.deadlines.days import checked, later, months_later
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.working_days import Closed, WorkingDays

Unit = Literal["days", "weeks", "months", "working_days", "full_days"]
LEAST_WORKING_DAYS = 2  # article 3(5)


@dataclass(frozen=True, slots=True)
class Move:
    """A day that could not be the last, by which counting rule, and what closed it (nothing: too few working days)."""

    rule: Literal["roll-over", "two-working-days", "backward", "working-days"]
    day: date
    closed: Closed | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A counted period. It lasts to the end of the day ``end``; ``start`` is the first day that counts.

    ``nominal_end`` is where the count alone leads, ``moves`` the days passed over from there to ``end`` in their order.
    Counted in working days, ``moves`` are the days that did not count and the two ends are the same. ``debated`` are
    days that did count though it is debated whether they are working days: see ``last_working_day``.
    """

    event: date
    count: int
    unit: Unit
    start: date
    nominal_end: date
    moves: tuple[Move, ...]
    end: date
    debated: tuple[Closed, ...] = ()


def ending(event: date, count: int, unit: Unit, working: WorkingDays, *, least: int = LEAST_WORKING_DAYS) -> Ending:
    """The end of a period that an event starts; the day of the event is not counted.

    ``full_days`` counts backwards: see ``last_day_before``. ``least`` working days must lie in a period of two days or
    more; 0 for what is no statutory period. Raises ``DeadlineError``: ``count`` below 1, ``range`` too far away.
    """
    _countable(count)
    checked(event, "event")
    if unit == "full_days":
        return last_day_before(event, count, working)
    if unit == "working_days":
        return _in_working_days(event, count, working)
    nominal = NOMINAL[unit](event, count)
    wanted = 0 if (unit, count) == ("days", 1) else least
    end, moves = nominal, list[Move]()
    while move := _in_the_way(end, later(event, 1), end, wanted, working, "roll-over"):
        moves.append(move)
        end = later(end, 1)
    return Ending(event, count, unit, later(event, 1), nominal, tuple(moves), end)


def last_day_before(deadline: date, full_days: int, working: WorkingDays) -> Ending:
    """The last day on which something can be done with so many full days left before the day of a deadline.

    ``nominal_end`` is that day by the count alone. ``end`` is moved to an earlier working day, and until two working
    days are left: the later day may be enough by law, but nobody is at work to use it.
    """
    _countable(full_days)
    nominal = later(checked(deadline, "deadline"), -full_days - 1)
    wanted = 0 if full_days == 1 else LEAST_WORKING_DAYS
    end, moves = nominal, list[Move]()
    while move := _in_the_way(end, later(end, 1), later(deadline, -1), wanted, working, "backward"):
        moves.append(move)
        end = later(end, -1)
    return Ending(deadline, full_days, "full_days", later(deadline, -1), nominal, tuple(moves), end)


def last_working_day(event: date, count: int, working: WorkingDays) -> Ending:
    """The last day on which something can be done that must be done within so many working days of an event.

    A doubtful day counts as a working day here: counted as closed it would give a day that may be too late, where an
    earlier one is never wrong. Those met on the way are told. Raises ``DeadlineError`` as ``ending`` does.
    """
    found = ending(event, count, "working_days", working.surely_closed())
    days = (later(event, passed) for passed in range(1, (found.end - event).days + 1))
    closed = (working.closed(day) for day in days)
    return replace(found, debated=tuple(one for one in closed if one is not None and one.kind == "doubtful"))


def earliest_before(day: date, months: int) -> date:
    """The earliest event whose period of so many months has not ended before a day, without roll-over."""
    found = months_later(checked(day), -months)
    return later(found, 1) if months_later(found, months) < day else found


def _countable(count: int) -> None:
    if count < 1:
        raise DeadlineError(f"a period of {count} cannot be counted", code="count", value=count)


def _in_working_days(event: date, count: int, working: WorkingDays) -> Ending:
    end, left, moves = event, count, list[Move]()
    while left:
        end = later(end, 1)
        closed = working.closed(end)
        if closed is None:
            left -= 1
        else:
            moves.append(Move("working-days", end, closed))
    return Ending(event, count, "working_days", later(event, 1), end, tuple(moves), end)


def _in_the_way(
    day: date,
    first: date,
    last: date,
    wanted: int,
    working: WorkingDays,
    rule: Literal["roll-over", "backward"],
) -> Move | None:
    """What hinders a day from ending a period: it is closed, or too few working days lie between first and last."""
    closed = working.closed(day)
    if closed is not None:
        return Move(rule, day, closed)
    days = (found for found in _days_back(last, first) if working.closed(found) is None)
    enough = all(next(days, None) is not None for _ in range(wanted))
    return None if enough else Move("two-working-days", day)


def _days_back(last: date, first: date) -> Iterator[date]:
    while last >= first:
        yield last
        last = later(last, -1)


NOMINAL: Mapping[Unit, Callable[[date, int], date]] = {
    "days": later,
    "weeks": lambda event, weeks: later(event, 7 * weeks),
    "months": months_later,
}
