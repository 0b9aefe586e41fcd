"""What somebody answers, and how many in a group answered what."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from maskinrum.evaluation.enums import Aspect, TextFor

LEVELS = (1, 2, 3, 4, 5)
UNKNOWN = 0
"""*Ved ikke*, among the levels of a form."""

Asked = tuple[uuid.UUID, Aspect]
"""A wording, and what is said of it."""

Counts = tuple[int, int, int, int, int, int]
"""How many chose each of the five levels, and how many did not know."""


@dataclass(frozen=True)
class Sheet:
    """One answer, on its way to be counted: the level of each wording, ``UNKNOWN`` for *ved ikke*. Never stored."""

    levels: Mapping[Asked, int]
    text: str = ""
    text_for: TextFor = TextFor.NOBODY


@dataclass(frozen=True)
class Counted:
    """What a group answered: one of the finest groups that results are made of."""

    party: uuid.UUID | None
    role: str
    counts: Mapping[Asked, Counts] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What may be shown of one group: five counts and how many did not know, or None for both."""

    asked: Asked
    party: uuid.UUID | None
    role: str
    view: str
    levels: tuple[int, ...] | None
    unknown: int | None
