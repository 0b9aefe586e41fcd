"""What of a partnership's figures others may use: aggregated, delayed, and only when every party says yes."""

import hashlib
import math
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from maskinrum.evaluation.facts.figures import CLIENTS

TERMS: Final = 3
"""The version of the words that parties say yes to. Other words have to be said yes to again."""
LEAST_PROJECTS: Final = 5
"""Of what rests on no price; for prices see ``is_mixed_for_all``."""
PREFIX: Final = "net-"


@dataclass(frozen=True)
class Shareable:
    """How a portfolio figure is told to others: in which unit of the evidence register.

    ``scale`` turns the figure's unit into that one. ``is_poolable``: unit and definition are the parameter's.
    A share that falls with the size of a contract by ``elasticity`` is told as one of ``REFERENCE_SIZE`` would have it:
    share × (size / 50)^elasticity.
    """

    indicator: str
    unit: str
    scale: float = 1.0
    is_poolable: bool = False
    elasticity: float = 0.0

    @property
    def is_clients(self) -> bool:
        """Whether it is the client's alone, so that the client has to say yes to this one by itself."""
        return self.indicator in CLIENTS

    def told(self, value: float, size: float) -> float:
        """The figure of one project, whose contract is ``size`` mDKK, as it enters the mean."""
        return value * self.scale * math.pow(size / REFERENCE_SIZE, self.elasticity)


DAYS_A_MONTH: Final = 30.4375
REFERENCE_SIZE: Final = 50.0  # mDKK: the contract of which the decision model states the client's tender cost
SIZE_ELASTICITY: Final = 0.3  # the typical value of the shipped ``client_tender_cost_elasticity``
SHAREABLE: Final = (
    Shareable("procurement_days", "months", 1 / DAYS_A_MONTH, is_poolable=True),
    Shareable("client_tender_cost", "share", is_poolable=True, elasticity=SIZE_ELASTICITY),
    Shareable("cost_deviation", "share", is_poolable=True),
    # The model draws how single projects deviate, so a mean of many has another definition: it stands beside it.
    Shareable("time_deviation", "share"),
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
