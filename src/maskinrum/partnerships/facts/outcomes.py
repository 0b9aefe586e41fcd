"""What became of a project, apart from any database row."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maskinrum.partnerships.enums import ProjectEnd


@dataclass(frozen=True)
class Outcome:
    """How a project ended; ``end`` empty while it is not known.

    ``outturn`` is million DKK ex VAT in the prices of its budget, ``handed_over_on`` the day; both may come later.
    """

    end: ProjectEnd | None = None
    handed_over_on: date | None = None
    outturn: Decimal | None = None

    def to_json(self) -> dict[str, str | None]:
        """Return the outcome for the audit log: exactly, as text."""
        return {
            "end": None if self.end is None else str(self.end.value),
            "handed_over_on": None if self.handed_over_on is None else self.handed_over_on.isoformat(),
            "outturn": None if self.outturn is None else f"{self.outturn.normalize():f}",
        }
