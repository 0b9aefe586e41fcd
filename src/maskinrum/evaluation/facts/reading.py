"""What one round says, as it is calculated once when the round is closed and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Key = tuple[str, str, str, str, str]
"""Wording, way, view, party and role of what a group answered."""


@dataclass(frozen=True)
class CountedGroup:
    """The counts of one group, or None where they may not be shown; ``is_importance`` tells what was asked."""

    wording: str
    way: str
    view: str
    party: str
    role: str
    is_importance: bool
    levels: tuple[int, ...] | None
    unknown: int | None

    @property
    def key(self) -> Key:
        """Which group and wording it is of."""
        return self.wording, self.way, self.view, self.party, self.role


@dataclass(frozen=True)
class Before:
    """The counts of the round before, by wording and way, and the key of that round."""

    round_key: str
    levels: Mapping[tuple[str, str], tuple[int, ...]]


@dataclass(frozen=True)
class Range:
    """An estimate with the ends of its interval (95 per cent)."""

    estimate: float
    low: float
    high: float

    @property
    def differs(self) -> bool:
        """Of a difference: whether it may be called one."""
        return not self.low <= 0 <= self.high


@dataclass(frozen=True)
class GroupRead:
    """What one group answered to one wording; everything after ``role`` is None where it may not be shown.

    ``change`` is the difference to the median of the round ``since``; ``gap`` how much higher the median of the
    importance is than that of the answers.
    """

    wording: str
    way: str
    view: str
    party: str = ""
    role: str = ""
    levels: tuple[int, ...] | None = None
    unknown: int | None = None
    median: Range | None = None
    consensus: Range | None = None
    top: Range | None = None
    unknown_share: Range | None = None
    change: Range | None = None
    since: str = ""
    gap: Range | None = None

    @property
    def is_shown(self) -> bool:
        """Whether it may be shown, and is more than one answer."""
        return self.median is not None

    @property
    def count(self) -> int:
        """How many chose a level."""
        return sum(self.levels or ())


@dataclass(frozen=True)
class PooledGroup:
    """The share of one group that agrees, drawn towards what all groups have in common; ``kept`` is its own part."""

    party: str
    role: str
    share: Range
    kept: float


@dataclass(frozen=True)
class Pooled:
    """Groups of one view of one wording together; ``likeness`` is the prior that was used."""

    wording: str
    way: str
    view: str
    likeness: float
    centre: Range
    groups: tuple[PooledGroup, ...]


@dataclass(frozen=True)
class RoundReading:
    """All of a round. The same ``seed`` and the same results give the same reading."""

    seed: int
    method: int
    groups: tuple[GroupRead, ...] = ()
    pooled: tuple[Pooled, ...] = ()
    _by: dict[tuple[str, ...], GroupRead] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by.update({(one.wording, one.way, one.view, one.party, one.role): one for one in self.groups})

    def whole(self, wording: str, way: str) -> GroupRead | None:
        """What all answered together."""
        return self._by.get((wording, way, "all", "", ""))

    def divided(self, wording: str, view: str) -> list[GroupRead]:
        """The groups of a view, by personal links: a wall knows none."""
        return [one for one in self.groups if (one.wording, one.view, one.way) == (wording, view, "personal")]

    def pooled_of(self, wording: str, view: str) -> Pooled | None:
        """The groups of a view together, where two or more are shown."""
        return next((one for one in self.pooled if (one.wording, one.view) == (wording, view)), None)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "seed": self.seed,
            "method": self.method,
            "groups": [asdict(one) for one in self.groups],
            "pooled": [asdict(one) for one in self.pooled],
        }


def reading_from_json(data: Mapping[str, Any]) -> RoundReading:
    """A stored reading; what an older release did not store is not there."""
    groups = tuple(_group(one) for one in data.get("groups", ()))
    pooled = tuple(_pooled(one) for one in data.get("pooled", ()))
    return RoundReading(int(data["seed"]), int(data["method"]), groups, pooled)


def _range(data: Mapping[str, float] | None) -> Range | None:
    return Range(data["estimate"], data["low"], data["high"]) if data else None


def _group(data: Mapping[str, Any]) -> GroupRead:
    ranges = ("median", "consensus", "top", "unknown_share", "change", "gap")
    known = {one.name: data[one.name] for one in fields(GroupRead) if one.name in data}
    levels: Sequence[int] | None = data.get("levels")
    more: dict[str, Any] = {name: _range(data.get(name)) for name in ranges}
    return GroupRead(**known | more | {"levels": tuple(levels) if levels is not None else None})


def _pooled(data: Mapping[str, Any]) -> Pooled:
    groups = tuple(PooledGroup(**one | {"share": Range(**one["share"])}) for one in data["groups"])
    return Pooled(**dict(data) | {"centre": Range(**data["centre"]), "groups": groups})
