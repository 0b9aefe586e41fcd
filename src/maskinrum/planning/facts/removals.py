"""Tasks that a plan no longer has, for its log to say what they were called."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Removal:
    """A task that was taken away. Another may have got its ``key`` since."""

    when: datetime
    key: str
    name: str
