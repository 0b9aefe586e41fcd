"""What a meeting and an item of its agenda say, and moments as people in Denmark write them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

LEFT_RUNNING = timedelta(hours=3)
"""A meeting that is not ended so long after its hour was forgotten; one that only drags on is let be."""


@dataclass(frozen=True)
class MeetingFacts:
    """What a meeting says of itself; ``partnership`` is a key as text."""

    title: str
    starts_at: datetime
    ends_at: datetime
    purpose: str = ""
    place: str = ""
    online_url: str = ""
    visibility: str = "network"
    partnership: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemFacts:
    """What an item of an agenda says; ``lead`` and ``experience`` are keys as text."""

    title: str
    text: str = ""
    themes: tuple[str, ...] = ()
    phase: str = ""
    lead: str = ""
    minutes: int = 15
    material: str = ""
    material_url: str = ""
    about: str = ""
    about_url: str = ""
    experience: str = ""


def moment_of(day: date, hour: time) -> datetime | None:
    """The moment of an hour in Denmark; None for one that does not exist because the clock is put forward.

    Of an hour that comes twice because the clock is put back, the first is meant.
    """
    local = datetime.combine(day, hour, tzinfo=COPENHAGEN)
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(COPENHAGEN).time() == hour else None
