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


@dataclass(frozen=True)
class Opening:
    """What is typed when a disagreement is opened or changed. ``parties`` are the keys of organisations, as text.

    ``project`` is a key as text, or empty; ``size`` whole DKK.
    """

    subject: str
    opened_on: date
    parties: tuple[str, ...]
    text: str = ""
    project: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Climb:
    """What is typed when a disagreement is taken to a step: ``agreed`` is what came of the step it leaves."""

    step: str
    began_on: date
    taking_part: str = ""
    agreed: str = ""
    missed_because: str = ""
