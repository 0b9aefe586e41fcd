"""How long real partnerships took, beside the plan's own from and to."""

from dataclasses import dataclass
from typing import Literal

from maskinrum.deadlines import Text

Span = Literal["idea_to_signature", "notice_to_signature", "notice_to_award"]


@dataclass(frozen=True, slots=True)
class RealDuration:
    """One known course: how long it took from something to something.

    ``approximate``: the source says about so many months, or gives months without days; then ``days`` is computed.
    """

    agreements: tuple[str, ...]
    name: Text
    span: Span
    days: int
    months: float | None
    approximate: bool
    note: Text | None
    label: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A real course beside the plan's own days over the same span, planned and at 10, 50 and 90 per cent."""

    real: RealDuration
    planned_days: int | None
    p10_days: int | None
    p50_days: int | None
    p90_days: int | None
