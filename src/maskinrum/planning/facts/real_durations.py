"""How long real partnerships took, beside the plan's own from and to."""

from dataclasses import dataclass

from maskinrum.deadlines import Text
from maskinrum.planning.facts.schedule import Span, SpanDays


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
