"""What a board is measured by: the terms of its agreement, and the readings of its meters."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class BoardTerms:
    """The agreement as the meters need it; None is what is not known.

    ``maximum`` is million DKK ex VAT; ``is_registered`` says that the register states it. ``option`` is empty while
    nothing is decided.
    """

    starts_on: date | None
    ends_on: date | None
    option_ends_on: date | None
    option: str
    maximum: Decimal | None
    is_registered: bool = False

    @property
    def expires_on(self) -> date | None:
        """When the agreement ends as things stand: with the option only once it is taken."""
        return self.option_ends_on if self.option == "taken" and self.option_ends_on else self.ends_on


class ClockState(StrEnum):
    """Where the option is: long off, to be decided, past its time, decided, or gone with the agreement."""

    EARLY = "early"
    NOW = "now"
    LATE = "late"
    TAKEN = "taken"
    DECLINED = "declined"
    PASSED = "passed"


@dataclass(frozen=True)
class OptionClock:
    """The option is decided from ``decide_from`` to ``decide_by``: 12 to 9 months before the agreement expires."""

    state: ClockState
    decide_from: date
    decide_by: date
    expires_on: date
    prolonged_to: date


@dataclass(frozen=True)
class TeamGap:
    """A team has no project under works from ``starts`` to ``ends``; ``ends`` is None when nothing comes after."""

    contractor: uuid.UUID
    name: str
    starts: date
    ends: date | None
    months: float


@dataclass(frozen=True)
class Tail:
    """How many projects run on after the agreement has expired, and until when."""

    projects: int
    expires_on: date
    last_on: date


@dataclass(frozen=True)
class Pending:
    """What may still be called off: million DKK, the chance that it comes, and months from now until it is due.

    ``delay`` is a triangle (least, typical, most) in months.
    """

    value: float
    chance: float
    month: float
    delay: tuple[float, float, float]


@dataclass(frozen=True)
class Forecast:
    """What the futures say. ``chance`` is the share of them that exceed the maximum before the agreement expires.

    ``error`` is its standard error of calculation. ``months`` are the 10, 50 and 90 per cent quantiles of the month
    from now in which that happens, among the futures in which it does; ``total`` those of what is called off in the
    end, million DKK. Each is None where there is nothing to say it of. ``has_spread`` says whether sums vary as the
    board's own did, ``futures`` how many were drawn.
    """

    chance: float | None
    error: float | None
    months: tuple[float, float, float] | None
    total: tuple[float, float, float]
    has_spread: bool
    futures: int


@dataclass(frozen=True)
class CeilingMeter:
    """Called off against the stated maximum, million DKK ex VAT. Only for who may see every sum.

    ``unknown`` counts signed call-offs without a sum: then the meter shows too little.
    """

    called_off: Decimal
    maximum: Decimal | None
    unknown: int
    pending: int
    forecast: Forecast

    @property
    def share(self) -> float | None:
        """The part of the maximum that is called off."""
        return float(self.called_off / self.maximum) if self.maximum else None
