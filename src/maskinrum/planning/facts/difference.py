"""What changes when a plan is changed, to be shown before it is accepted."""

from dataclasses import dataclass
from datetime import date

from maskinrum.deadlines import Text
from maskinrum.planning.facts.warnings import PlanWarning


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose planned days differ: days later, negative when earlier."""

    task: str
    name: Text
    before: tuple[date, date]
    after: tuple[date, date]
    start_days: int
    end_days: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two schedules. ``added`` and ``dropped`` are ids of tasks only one of them has.

    ``signature_days`` and ``p90_days``: how many days later the planned signature and its 90 per cent date are.
    """

    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    newly_critical: tuple[str, ...]
    no_longer_critical: tuple[str, ...]
    signature: tuple[date, date]
    signature_days: int
    p90: tuple[date, date]
    p90_days: int
    warnings_come: tuple[PlanWarning, ...]
    warnings_gone: tuple[PlanWarning, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        changes = (self.moved, self.added, self.dropped, self.newly_critical, self.no_longer_critical)
        return not any((*changes, self.signature_days, self.p90_days, self.warnings_come, self.warnings_gone))
