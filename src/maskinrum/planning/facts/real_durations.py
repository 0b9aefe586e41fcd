"""How long real partnerships took, beside the plan's own from and to."""

from dataclasses import dataclass

from maskinrum.deadlines import Text
from maskinrum.planning.facts.schedule import Span, SpanDays


@dataclass(frozen=True, slots=True)
class FounderTerm:
    """How long the agreement of one of the two founders lasts, and where that was read."""

    name: str
    term_years: int
    option_years: int
    source: str


@dataclass(frozen=True, slots=True)
class RealDuration:
    """One known course: how long it took from something to something.

    ``approximate``: the source gives months without days; then ``days`` is computed. ``label``: F fact, S somebody
    with an interest says so.
    """

    agreements: tuple[str, ...]
    clients: tuple[str, ...]
    span: Span
    days: int
    months: float | None
    approximate: bool
    note: Text | None
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A real course beside the plan's own days over the same span."""

    real: RealDuration
    plan: SpanDays


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long one task really lasted in a finished plan that an organisation lets count; any id of it will do."""

    organisation: str
    task: str
    days: int


@dataclass(frozen=True, slots=True)
class ObservedDays:
    """How long a task lasted in finished plans: days below which it did so for a quarter, half, three quarters."""

    task: str
    organisations: int
    p25: float
    p50: float
    p75: float
