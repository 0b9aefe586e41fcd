"""What a client has said of its plan. Money in million DKK without VAT, periods in months, days are calendar days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from maskinrum.deadlines import Text

Channel = Literal["electronic", "letter"]
Kind = Literal["works", "services_supplies"]
Approval = Literal["department_meeting", "scheme_a", "scheme_b"]
APPROVALS: Final[tuple[Approval, ...]] = ("department_meeting", "scheme_a", "scheme_b")


@dataclass(frozen=True, slots=True)
class Days:
    """How long a task lasts: at least, most probably, at most; whole calendar days, a triangular distribution."""

    low: int
    mode: int
    high: int


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a client has said of one task; whatever is None stays as the template has it.

    A task whose ``id`` the template has is a change of it; any other is the client's own and needs ``name`` and
    ``days``. ``not_before``: it cannot start earlier. ``fixed_end``: a day that is set, such as a board meeting; the
    task ends then, or later when what it waits for is late. ``meetings``: the days on which it can be decided, instead
    of a set day; it ends on the first it can meet, and where it meets none, when it can. ``started`` and ``finished``:
    as it really was.
    ``skipped``: not relevant here; what waited for it then waits for what it waited for.
    """

    id: str
    name: Text | None = None
    phase: str | None = None
    days: Days | None = None
    predecessors: tuple[str, ...] | None = None
    not_before: date | None = None
    fixed_end: date | None = None
    started: date | None = None
    finished: date | None = None
    skipped: bool = False
    meetings: tuple[date, ...] = ()

    def set_day(self, end: date) -> date | None:
        """The day that is set for it where it ends on a day: of meetings the first that is met, else the last."""
        if not self.meetings:
            return self.fixed_end
        return min((day for day in self.meetings if day >= end), default=max(self.meetings))


@dataclass(frozen=True, slots=True)
class CallerFacts:
    """Somebody who may call off under the agreement, such as a department, and the value it expects to, in mDKK."""

    name: str
    value_mdkk: Decimal | None = None


def callers_total(callers: Iterable[CallerFacts]) -> Decimal:
    """What callers expect together, in mDKK; what is not stated counts as nothing."""
    return sum((caller.value_mdkk for caller in callers if caller.value_mdkk is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class FirstCallOff:
    """One of the first projects: when each approval is expected, which are given, and the wished day of the call-off.

    Without ``call_off`` it is the planned start of the task that tries the call-off form.
    """

    project: str
    call_off: date | None = None
    approvals: Mapping[Approval, date] = field(default_factory=dict)
    given: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True)
class HolidayChoice:
    """The doubtful days that count as closed (all when None), and the client's own days added to and removed."""

    doubtful: tuple[str, ...] | None = None
    added: tuple[date, ...] = ()
    removed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """One day of the list of holidays. ``kind``: public, doubtful or added; ``name`` is None for an added day."""

    day: date
    kind: str
    name: Text | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One start plan. ``start`` plans forward, ``wished_signature`` backward; with both, forward, held against it.

    ``shortenings``: conditions claimed that shorten a period, each with the days settled on or None; ``prior_notice``:
    when the one was sent that is among them. ``tasks``: only
    those that differ from the template. ``teams``: how many are to be invited. ``criteria``: the award criteria in
    the client's words.
    """

    procedure: str
    today: date
    start: date | None = None
    wished_signature: date | None = None
    tasks: tuple[TaskFacts, ...] = ()
    callers: tuple[CallerFacts, ...] = ()
    kind: Kind = "works"
    expected_mdkk: Decimal | None = None
    maximum_mdkk: Decimal | None = None
    term_months: int | None = None
    option_months: int | None = None
    justification: str = ""
    teams: int | None = None
    criteria: tuple[str, ...] = ()
    first_call_offs: tuple[FirstCallOff, ...] = ()
    shortenings: Mapping[str, int | None] = field(default_factory=dict)
    channel: Channel = "electronic"
    holidays: HolidayChoice = field(default_factory=HolidayChoice)
    prior_notice: date | None = None

    @property
    def callers_total(self) -> Decimal:
        """What all who may call off expect to together, in mDKK."""
        return callers_total(self.callers)
