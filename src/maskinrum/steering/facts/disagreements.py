"""What the conflict ladder knows of a disagreement, apart from any database row."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class DisagreementFacts:
    """One disagreement: when it was opened and settled, the highest step it reached, and what it was about.

    ``size`` is million DKK ex VAT, None where it is unknown or not the viewer's. ``step`` is a slug of the ladder.
    """

    id: uuid.UUID
    opened_on: date
    settled_on: date | None
    step: str
    size: Decimal | None
