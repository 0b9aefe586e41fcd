"""What people say of a project on a board, apart from any database row."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maskinrum.partnerships.enums import ApprovalState, Inside
from maskinrum.partnerships.facts import Outcome
from maskinrum.steering.facts.board import CallOffFacts

# What stands on the place; the rest stands on the project.
PLAIN = (
    *("inside", "reason", "contractor", "scheme_b_budget", "scheme_b_start", "scheme_b_handover", "started_on"),
    *("client_procurement_cost", "changes_client", "changes_unforeseen", "changes_design", "defects", "accidents"),
    *("working_hours", "reused", "decided", "co2_per_m2", "rehoused_homes", "nuisance", "satisfaction"),
    "resident_answers",
)


@dataclass(frozen=True)
class PlacementFacts:
    """All that can be changed of one project on a board. Names, units and None as in ``BoardProject``.

    ``answers_told`` is not said by anybody: the numbers of residents whose means stood on a board before.
    """

    inside: Inside
    approval: ApprovalState
    reason: str = ""
    contractor: uuid.UUID | None = None
    scheme_b_budget: Decimal | None = None
    scheme_b_start: date | None = None
    scheme_b_handover: date | None = None
    started_on: date | None = None
    client_procurement_cost: Decimal | None = None
    changes_client: Decimal | None = None
    changes_unforeseen: Decimal | None = None
    changes_design: Decimal | None = None
    defects: int | None = None
    accidents: int | None = None
    working_hours: int | None = None
    reused: int | None = None
    decided: int | None = None
    co2_per_m2: Decimal | None = None
    rehoused_homes: int | None = None
    nuisance: Decimal | None = None
    satisfaction: Decimal | None = None
    resident_answers: int | None = None
    outcome: Outcome = field(default_factory=Outcome)
    call_offs: tuple[CallOffFacts, ...] = ()
    answers_told: frozenset[int] = frozenset()

    @property
    def tells_means(self) -> bool:
        """Whether a mean of residents' answers is said."""
        return self.nuisance is not None or self.satisfaction is not None
