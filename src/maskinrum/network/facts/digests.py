"""When something is told, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAUSES = {
    "instant": timedelta(0),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
}
MOST_TOLD = 20
LONGEST_LOOK = timedelta(days=366)

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
    """One thing that is new: ``key`` names the row, ``text`` is what it says, ``label`` what sort of thing it is."""

    key: str
    kind: str
    title: str
    text: str
    link: "StrOrPromise"
    phase: str
    at: datetime
    label: str = ""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to hear of since a moment: a theme, a partnership, or everything there can be news of."""

    since: datetime
    theme: str = ""
    partnership: UUID | None = None
    everything: bool = False


def is_due(rhythm: str, told_until: datetime, now: datetime) -> bool:
    """Whether it is time to tell again; never for what is not told by mail."""
    return rhythm in PAUSES and now - told_until >= PAUSES[rhythm]


def in_order(items: Iterable[Item], *, stage: str) -> list[Item]:
    """Each thing once, those of the own phase first, then the latest. A mail carries the first ``MOST_TOLD``."""
    once = {item.key: item for item in items}
    return sorted(once.values(), key=lambda item: (not _fits(item, stage), -item.at.timestamp(), item.key))


def fitting(items: Iterable[Item], *, stage: str) -> int:
    """How many are about the phase where the organisation stands."""
    return sum(_fits(item, stage) for item in items)


def _fits(item: Item, stage: str) -> bool:
    return not set(PHASES_OF.get(stage, ())).isdisjoint(item.phase.split())


def written_moment(moment: datetime) -> str:
    """A moment as it stands in an address, down to the second, so that nothing after it is left out."""
    return str(int(moment.timestamp()))


def moment_read(written: str, *, now: datetime) -> datetime:
    """The moment an address names, at most a year ago; a month ago where it names none."""
    usual = now - PAUSES["monthly"]
    if not (written.isascii() and written.isdigit()) or len(written) > 10:
        return usual
    return min(max(datetime.fromtimestamp(int(written), tz=UTC), now - LONGEST_LOOK), now)
