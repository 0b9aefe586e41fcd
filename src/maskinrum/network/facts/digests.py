"""When something is told, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSES = {
    "instant": timedelta(0),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}
MOST_TOLD = 20

PHASES_OF = {
    "considering": ("F0", "F1"),
    "preparing": ("F1", "F2"),
    "tendering": ("F3",),
    "starting": ("F4",),
    "operating": ("F5", "F6"),
    "winding_up": ("F7", "F8"),
}
"""The phases that matter to an organisation that stands there."""


@dataclass(frozen=True)
class Item:
    """One thing that is new: ``key`` names the row, ``text`` is what it says."""

    key: str
    kind: str
    title: str
    text: str
    link: str
    phase: str
    at: datetime
    source: str = ""


def is_due(rhythm: str, told_until: datetime, now: datetime) -> bool:
    """Whether it is time to tell again; never for what is not told by mail."""
    return rhythm in PAUSES and now - told_until >= PAUSES[rhythm]


def in_order(items: Iterable[Item], *, stage: str) -> list[Item]:
    """Each thing once, those of the own phase first, then the latest; at most ``MOST_TOLD``."""
    once = {item.key: item for item in items}
    own = PHASES_OF.get(stage, ())
    ordered = sorted(once.values(), key=lambda item: (item.phase not in own, -item.at.timestamp(), item.key))
    return ordered[:MOST_TOLD]


def fitting(items: Iterable[Item], *, stage: str) -> int:
    """How many are about the phase where the organisation stands."""
    return sum(item.phase in PHASES_OF.get(stage, ()) for item in items)
