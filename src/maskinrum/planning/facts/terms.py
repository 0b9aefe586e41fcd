"""What a client fills in about a plan as a whole, and what it says of one task; forms give these to actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maskinrum.planning.facts.plan import CallerFacts, FirstCallOff


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """The terms of a plan, as its form takes them. ``criteria`` has one award criterion on each line."""

    title: str
    procedure: str
    direction: str
    start: date | None = None
    wished_signature: date | None = None
    kind: str = "works"
    expected_mdkk: Decimal | None = None
    maximum_mdkk: Decimal | None = None
    term_months: int | None = None
    option_months: int | None = None
    justification: str = ""
    teams: int | None = None
    criteria: str = ""
    channel: str = "electronic"
    shortenings: Mapping[str, int | None] = field(default_factory=dict)
    prior_notice: date | None = None
    callers: tuple[CallerFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDates:
    """How long a task lasts and when: what is None stays as the template has it."""

    state: str
    low: int | None = None
    mode: int | None = None
    high: int | None = None
    not_before: date | None = None
    due_on: date | None = None
    started_on: date | None = None
    done_on: date | None = None
    predecessors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What other records already know of a plan that is about to be made, and what made it known, in words."""

    title: str = ""
    told: str = ""
    address: str = ""
    expected_mdkk: Decimal | None = None
    maximum_mdkk: Decimal | None = None
    term_months: int | None = None
    option_months: int | None = None
    teams: int | None = None
    wished_signature: date | None = None
    callers: tuple[CallerFacts, ...] = ()
    first_call_offs: tuple[FirstCallOff, ...] = ()
