"""What of a partnership's figures others may use: aggregated, delayed, and only when every party says yes."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

TERMS: Final = 1
"""The version of the words that parties say yes to. Other words have to be said yes to again."""
LEAST_PROJECTS: Final = 5
LEAST_CONTRACTORS: Final = 3
"""For what rests on prices: whoever is one of three cannot tell the other two apart."""
PREFIX: Final = "net-"


@dataclass(frozen=True)
class Shareable:
    """How a portfolio figure is told to others: in which unit of the evidence register.

    ``scale`` turns the figure's unit into that one. ``is_poolable``: unit and definition are the parameter's.
    """

    indicator: str
    unit: str
    scale: float = 1.0
    is_poolable: bool = False


DAYS_A_MONTH: Final = 30.4375
SHAREABLE: Final = (
    Shareable("procurement_days", "months", 1 / DAYS_A_MONTH, is_poolable=True),
    Shareable("cost_deviation", "share", is_poolable=True),
    Shareable("time_deviation", "share", is_poolable=True),
    Shareable("staff_turnover", "share", is_poolable=True),
    Shareable("defects_per_home", "defects per home"),
    Shareable("change_orders", "share"),
    Shareable("reused_solutions", "share"),
)


@dataclass(frozen=True)
class SharedRow:
    """One figure as it would be shared: its mean, and how many projects (or people) of which years it rests on."""

    shareable: Shareable
    estimate: float
    standard_error: float | None
    n: int
    first_year: int
    last_year: int


def last_year_shared(today: date) -> int:
    """The latest calendar year that ended a year ago or more."""
    return today.year - (1 if (today.month, today.day) == (12, 31) else 2)


def evidence_key(partnership: uuid.UUID, indicator: str) -> str:
    """The key of the row in the evidence register: always the same, and leading nobody to the partnership."""
    return PREFIX + hashlib.sha256(f"{partnership}:{indicator}".encode()).hexdigest()[:16]
