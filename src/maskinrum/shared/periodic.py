"""The work that has to be done now and then. Apps register it at start-up; ``maskinrum tick`` does it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Job:
    """A name, how often, and the dotted path of an action ``(now)`` that is safe to run twice, also at once.

    A path rather than the function, so that a process which does other work need not import what this needs.
    """

    name: str
    every: timedelta
    function: str


_JOBS: dict[str, Job] = {}


def periodic(name: str, *, every: timedelta, function: str) -> None:
    """Register a piece of periodic work. Registering the same name again replaces it."""
    _JOBS[name] = Job(name, every, function)


def jobs() -> dict[str, Job]:
    """Return all periodic work by name."""
    return dict(_JOBS)
