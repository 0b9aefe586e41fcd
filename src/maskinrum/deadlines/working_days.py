"""Which days are working days: Saturdays, Sundays, public holidays, the doubtful days and a caller's own changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, Self

from maskinrum.deadlines.days import checked
from maskinrum.deadlines.errors import DeadlineError
from maskinrum.deadlines.holidays import Holiday, HolidayRules
from maskinrum.deadlines.reading import Text

Kind = Literal["public", "saturday", "sunday", "added", "doubtful"]
WEEKEND: Mapping[int, Kind] = {5: "saturday", 6: "sunday"}


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a day is no working day. ``slug`` and ``name`` are those of a holiday; a weekend has neither."""

    day: date
    kind: Kind
    slug: str = ""
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days under one choice of doubtful days, with days added to and removed from the list.

    A removed day is no holiday any longer; a Saturday or Sunday stays one.
    """

    rules: HolidayRules
    doubtful: frozenset[str]
    added: Mapping[date, Text | None]
    removed: frozenset[date]
    _years: dict[int, dict[date, Closed]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        rules: HolidayRules,
        *,
        doubtful: Iterable[str] | None = None,
        added: Iterable[date] | Mapping[date, Text | None] = (),
        removed: Iterable[date] = (),
    ) -> Self:
        """The working days; ``doubtful`` names the doubtful days that count as closed, all of them when not stated.

        Raises ``DeadlineError``: code ``doubtful`` for a slug the rules do not have, ``range`` for a day too far away.
        """
        known = [rule.slug for rule in rules.doubtful]
        chosen = frozenset(known if doubtful is None else doubtful)
        for slug in sorted(chosen - set(known)):
            raise DeadlineError(f"no doubtful day {slug!r}", code="doubtful", value=slug, choices=known)
        own = dict(added) if isinstance(added, Mapping) else dict.fromkeys(added)
        taken = frozenset(checked(day, "removed") for day in removed)
        return cls(rules, chosen, {checked(day, "added"): name for day, name in own.items()}, taken)

    def closed(self, day: date) -> Closed | None:
        """Why the day is no working day, or nothing when it is one."""
        checked(day)
        if day.year not in self._years:
            self._years[day.year] = {closed.day: closed for closed in self._of(day.year)}
        found = self._years[day.year].get(day)
        if found is not None and found.kind == "public":
            return found
        weekend = WEEKEND.get(day.weekday())
        return found if weekend is None else Closed(day, weekend)

    def surely_closed(self) -> Self:
        """The same days with every doubtful day open: what to count with where a later day may be too late."""
        return replace(self, doubtful=frozenset(), _years={})

    def listed(self, first: date, last: date) -> tuple[Closed, ...]:
        """Every day in a span that is no working day and no mere weekend: the list to show and to change."""
        days = ((last - first).days + 1) if checked(first) <= checked(last) else 0
        found = (self.closed(first + timedelta(days=passed)) for passed in range(days))
        return tuple(closed for closed in found if closed is not None and closed.kind not in WEEKEND.values())

    def _of(self, year: int) -> Iterator[Closed]:
        """The holidays of a year, the surest last: it is the one that stays."""
        holidays = [holiday for holiday in self.rules.of(year) if holiday.day not in self.removed]
        doubtful = [holiday for holiday in holidays if holiday.doubtful and holiday.slug in self.doubtful]
        yield from (_closed(holiday) for holiday in doubtful)
        yield from (Closed(day, "added", name=name) for day, name in self.added.items() if day.year == year)
        yield from (_closed(holiday) for holiday in holidays if not holiday.doubtful)


def _closed(holiday: Holiday) -> Closed:
    return Closed(holiday.day, "doubtful" if holiday.doubtful else "public", holiday.slug, holiday.name)
