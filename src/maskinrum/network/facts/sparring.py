"""Who should talk with whom: the best assignment over all open wishes at once.

The gain of a pair is a plain sum: each theme in common 3, an organisation of the same size 1, one that is further on 1.
Without a theme in common there is no pair. First as many wishes as possible get somebody, then the sum of the gains is
as great as possible; nobody gets more conversations than there is room for, and nobody a colleague. Solved exactly, as
an assignment with one column for each free conversation and one for nobody for each wish.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WEIGHTS = {"theme": 3.0, "size": 1.0, "ahead": 1.0}
STAGES = ("considering", "preparing", "tendering", "starting", "operating", "winding_up")


@dataclass(frozen=True)
class Wish:
    """An open wish; ``declined`` are those who were asked for it before. Invented people talk with invented ones."""

    key: str
    organisation: str
    themes: tuple[str, ...]
    size: str = ""
    stage: str = ""
    declined: frozenset[str] = frozenset()
    is_invented: bool = False


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be asked, and for how many more conversations there is room."""

    person: str
    organisation: str
    themes: frozenset[str]
    room: int
    size: str = ""
    stage: str = ""
    is_invented: bool = False


@dataclass(frozen=True)
class Pair:
    """A wish and whom it goes to, with what fits."""

    wish: str
    person: str
    organisation: str
    gain: float
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def pair_of(wish: Wish, one: Candidate) -> Pair | None:
    """What a wish and somebody have in common; None where they cannot be brought together."""
    themes = tuple(code for code in wish.themes if code in one.themes)
    if not themes or wish.organisation == one.organisation or one.person in wish.declined:
        return None
    if wish.is_invented != one.is_invented:
        return None
    shared: dict[str, tuple[str, ...]] = {"theme": themes}
    if wish.size and wish.size == one.size:
        shared["size"] = (wish.size,)
    if wish.stage and one.stage and STAGES.index(one.stage) > STAGES.index(wish.stage):
        shared["ahead"] = (one.stage,)
    gain = sum(WEIGHTS[name] * len(values) for name, values in shared.items())
    return Pair(wish.key, one.person, one.organisation, gain, shared)


def assign(wishes: Sequence[Wish], candidates: Sequence[Candidate]) -> list[Pair]:
    """The best pairs over all wishes at once, in the order of the wishes. The same input gives the same pairs."""
    wishes = sorted(wishes, key=lambda wish: wish.key)
    able = sorted(candidates, key=lambda one: (one.person, one.organisation))
    pairs = [[pair_of(wish, one) for one in able] for wish in wishes]
    places = [at for at, one in enumerate(able) for _place in range(min(max(one.room, 0), len(wishes)))]
    chosen = best_columns([[_gain(row[at]) for at in places] for row in pairs])
    found = [row[places[at]] for row, at in zip(pairs, chosen, strict=True) if at is not None]
    return [pair for pair in found if pair is not None]


def _gain(pair: Pair | None) -> float | None:
    return pair.gain if pair is not None else None


def best_columns(gains: Sequence[Sequence[float | None]]) -> list[int | None]:
    """For each row the column it gets, or None: as many rows as possible, then as much gain as possible.

    Gains are positive; None is a pair that cannot be. Each column is given once.
    """
    import numpy as np  # noqa: PLC0415 - both slow to load, and few pages need them
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    rows, columns = len(gains), max((len(row) for row in gains), default=0)
    if not rows or not columns:
        return [None] * rows
    most = max((gain for row in gains for gain in row if gain is not None), default=0.0)
    bonus = 1.0 + most * rows  # a row more is worth more than any gain
    value = np.zeros((rows, columns + rows))
    for at, row in enumerate(gains):
        value[at, :columns] = [-bonus * rows if gain is None else bonus + gain for gain in row]
    order, chosen = linear_sum_assignment(value, maximize=True)
    by_row = dict(zip(order.tolist(), chosen.tolist(), strict=True))
    return [by_row[at] if by_row[at] < columns else None for at in range(rows)]
