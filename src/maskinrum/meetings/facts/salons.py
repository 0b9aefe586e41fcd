"""What a salon says of itself, as it is written, and what somebody says who signs up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maskinrum.meetings.enums import Presence


@dataclass(frozen=True)
class SalonFacts:
    """The content of a salon. ``questions`` and ``speakers`` hold one a line, ``material`` one link a line."""

    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    deadline: datetime
    seats: int
    questions: str = ""
    programme: str = ""
    speakers: str = ""
    place: str = ""
    access: str = ""
    online_link: str = ""
    themes: tuple[str, ...] = ()
    material: str = ""
    language: str = "da"


MOVING = ("starts_at", "ends_at", "place", "online_link")
"""What whoever has signed up must be told of when it changes."""


REMIND_WITHIN = timedelta(hours=28)
"""A salon in the afternoon is told of the morning before."""


@dataclass(frozen=True)
class SignUpFacts:
    """What somebody says of oneself; ``agrees`` is the yes to keeping ``needs``, which can tell of health."""

    name: str
    email: str
    organisation_name: str = ""
    presence: str = Presence.IN_ROOM
    is_on_list: bool = False
    needs: str = ""
    agrees: bool = False


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
