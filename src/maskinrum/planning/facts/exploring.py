"""What-if on a plan: which task moves the signature most, and what another procedure would mean."""

from dataclasses import dataclass
from datetime import date

from maskinrum.deadlines import Text
from maskinrum.planning.facts.schedule import DateRange


@dataclass(frozen=True, slots=True)
class Swing:
    """A task held at its shortest and at its longest duration: days the 50 and 90 per cent signature moves.

    ``at_low`` and ``at_high`` are (P50, P90) in days against the plan, negative when earlier.
    """

    task: str
    name: Text
    at_low: tuple[int, int]
    at_high: tuple[int, int]

    @property
    def width(self) -> int:
        """Days between the 90 per cent signature at the shortest and at the longest: the order of a tornado."""
        return self.at_high[1] - self.at_low[1]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same plan by another procedure; ``p50_days`` and ``p90_days`` against the plan as it is."""

    procedure: str
    name: Text
    variant_of: str | None
    is_own: bool
    signature: date
    signature_range: DateRange
    p50_days: int
    p90_days: int
