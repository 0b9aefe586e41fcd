"""What a timeline is drawn from, and what counts as a gap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby

GAP_BELOW = 0.5
GAP_MONTHS = 6


class Standing(Enum):
    """How far a project is decided in the client's own organisation."""

    DECIDED = "decided"
    UNDECIDED = "undecided"
    COMMITTED = "committed"


@dataclass(frozen=True)
class ProjectBar:
    """One project: budget in mDKK, start and end of its works in months from the case date."""

    name: str
    budget: float
    start: float
    end: float
    standing: Standing
    inside: bool = True


@dataclass(frozen=True)
class ProjectGroup:
    """Projects that resemble each other.

    ``at_work[i]`` is the chance that at least one project of the group inside the agreement is under works in the month
    from i to i + 1; empty where it is not computed.
    """

    name: str
    projects: Sequence[ProjectBar]
    at_work: Sequence[float] = ()


@dataclass(frozen=True)
class Agreement:
    """The window of an agreement in months from the case date, and its ceiling in mDKK."""

    opens: float
    closes: float
    extended_close: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True)
class CalledOff:
    """Value called off on the agreement, in mDKK, at the end of month i: 5 %, middle and 95 % of the futures."""

    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True)
class Portfolio:
    """A portfolio over time; ``case_date`` is month 0."""

    case_date: date
    groups: Sequence[ProjectGroup]
    agreement: Agreement | None = None
    called_off: CalledOff | None = None
    today: date | None = None


@dataclass(frozen=True)
class Gap:
    """A time inside the agreement in which a group's team more likely than not is without work, in months."""

    start: float
    end: float

    @property
    def months(self) -> float:
        """Return the length in months."""
        return self.end - self.start


def gaps(at_work: Sequence[float], agreement: Agreement | None) -> tuple[Gap, ...]:
    """Return the stretches of at least six months inside the window where the chance of work is below one half.

    A month counts as inside when its middle is; a gap is cut to the window. Months beyond ``at_work`` are unknown and
    end a gap. Without an agreement or without chances there are no gaps.
    """
    if agreement is None:
        return ()
    first, last = (max(0, math.ceil(end - 0.5)) for end in (agreement.opens, agreement.closes))
    found, month = [], first
    for idle, same in groupby(chance < GAP_BELOW for chance in at_work[first:last]):
        start, month = month, month + len(list(same))
        if idle:
            found.append(Gap(max(float(start), agreement.opens), min(float(month), agreement.closes)))
    return tuple(gap for gap in found if gap.months >= GAP_MONTHS)
