"""One question over time, and what its control chart says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

TOO_FEW, TRIAL, FIXED = "too_few", "trial", "fixed"


@dataclass(frozen=True)
class Measured:
    """One round of a series. ``levels`` are the five counts, None where they may not be shown; ``wording`` its series.

    ``invited`` and ``answered`` are those of the whole round; nobody is invited to a wall, so there ``invited`` is 0.
    """

    round_key: str
    number: int
    closed_on: date
    invited: int
    answered: int
    wording: int
    levels: tuple[int, ...] | None
    mean: float | None = None
    median: float | None = None

    @property
    def count(self) -> int:
        """How many chose a level."""
        return sum(self.levels or ())


@dataclass(frozen=True)
class Signal:
    """A rule that is met by the points at ``places``; ``above`` the centre, or below it."""

    rule: str
    places: tuple[int, ...]
    above: bool | None


@dataclass(frozen=True)
class Stretch:
    """Points at ``start`` ≤ place < ``stop``; centre and limits are None where there are too few."""

    start: int
    stop: int
    firmness: str
    centre: float | None
    lower: float | None
    upper: float | None
    based_on: int
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Begin:
    """Where a series begins anew: with other words, or on a new basis for a reason."""

    place: int
    reason: str = ""

    @property
    def is_wording(self) -> bool:
        """Whether it is because other words are asked."""
        return not self.reason


@dataclass(frozen=True)
class ReadSeries:
    """The rounds of one question in order, where it begins anew, and the stretches between."""

    rounds: Sequence[Measured]
    begins: Sequence[Begin]
    stretches: Sequence[Stretch]

    @property
    def last(self) -> Stretch | None:
        """The stretch that is going on."""
        return self.stretches[-1] if self.stretches else None

    @property
    def signals(self) -> list[Signal]:
        """Those of the stretch that is going on, the latest last."""
        found = self.last.signals if self.last else ()
        return sorted(found, key=lambda one: one.places[-1])

    @property
    def fresh(self) -> list[Signal]:
        """The signals that the latest measurement is part of."""
        known = [place for place, one in enumerate(self.rounds) if one.mean is not None]
        return [one for one in self.signals if known and one.places[-1] == known[-1]]

    @property
    def marked(self) -> set[int]:
        """The points that are part of a signal of any stretch."""
        return {place for one in self.stretches for signal in one.signals for place in signal.places}
