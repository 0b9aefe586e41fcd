"""The facts of one project, apart from any database row: what forms give, snapshots keep and the analysis reads."""

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from maskinrum.partnerships.enums import ApprovalState, ProjectKind


@dataclass(frozen=True)
class Delay:
    """A triangular delay of the planned start, in months."""

    least: Decimal
    typical: Decimal
    most: Decimal


@dataclass(frozen=True)
class ProjectFacts:
    """One project as a decision sees it.

    ``budget`` is million DKK ex VAT, fixed prices of the case date; ``planned_start`` the start of works; ``duration``
    months of works. ``realisation`` (share 0-1) and ``delay`` replace what the approval state says, when given.
    """

    name: str
    kind: ProjectKind
    group: str
    homes: int | None
    budget: Decimal
    planned_start: date
    duration: Decimal
    approval: ApprovalState
    problem_project: bool = False
    eligible: bool = True
    realisation: Decimal | None = None
    delay: Delay | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the facts for JSON: decimals exactly, as text without needless zeros; the date as ISO."""
        delay = self.delay
        return {
            "name": self.name,
            "kind": str(self.kind),
            "group": self.group,
            "homes": self.homes,
            "budget": _exact(self.budget),
            "planned_start": self.planned_start.isoformat(),
            "duration": _exact(self.duration),
            "approval": str(self.approval),
            "problem_project": self.problem_project,
            "eligible": self.eligible,
            "realisation": None if self.realisation is None else _exact(self.realisation),
            "delay": None if delay is None else [_exact(delay.least), _exact(delay.typical), _exact(delay.most)],
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """Return the facts that ``to_json`` wrote; keys beside these are ignored. Raise KeyError or ValueError else."""
        return cls(
            name=row["name"],
            kind=ProjectKind(row["kind"]),
            group=row["group"],
            homes=row["homes"],
            budget=Decimal(row["budget"]),
            planned_start=date.fromisoformat(row["planned_start"]),
            duration=Decimal(row["duration"]),
            approval=ApprovalState(row["approval"]),
            problem_project=row["problem_project"],
            eligible=row["eligible"],
            realisation=None if row["realisation"] is None else Decimal(row["realisation"]),
            delay=None if row["delay"] is None else Delay(*map(Decimal, row["delay"])),
        )


def _exact(number: Decimal) -> str:
    return f"{number.normalize():f}"


def months_between(case_date: date, day: date) -> float:
    """Return the months from one date to another, negative backwards: 2027-01-01 to 2028-09-01 is 20.0.

    The same day of a month is a whole number (the last day where the month is shorter); the days after it are their
    share of that month: 2027-01-01 to 2027-02-15 is 1.5.
    """
    whole = (day.year - case_date.year) * 12 + day.month - case_date.month
    if _whole_months_on(case_date, whole) > day:
        whole -= 1
    begin, end = _whole_months_on(case_date, whole), _whole_months_on(case_date, whole + 1)
    return whole + (day - begin).days / (end - begin).days


def add_months(case_date: date, months: float) -> date:
    """Return the day so many months after a date; undoes ``months_between``, parts of a day rounded.

    Raise OverflowError when the year would fall outside 1-9998.
    """
    whole = math.floor(months)
    begin, end = _whole_months_on(case_date, whole), _whole_months_on(case_date, whole + 1)
    return begin + timedelta(days=round((months - whole) * (end - begin).days))


def _whole_months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("the year lies outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
