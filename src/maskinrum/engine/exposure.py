"""The attack: whom can somebody work out who reads everything that is shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.errors import StatisticsError

MINIMUM: Final = 5  # people in the smallest group that is ever shown
NOTHING: Final = 1e-9  # of a projection: a difference as small is taken for one that can be worked out
FIRST_GUESSES: Final = 6


class ExposureWay(StrEnum):
    """How a group is worked out: by adding and subtracting, or because no other answers are possible."""

    SUMS = "sums"
    BOUNDS = "bounds"


@dataclass(frozen=True, slots=True)
class Exposure:
    """A group of ``people`` in ``cells`` of which somebody learns the answers, or a part of them.

    ``alike``: it may be large, but all in it answered the same, so that each one's answer is known.
    """

    cells: frozenset[int]
    people: int
    way: ExposureWay
    alike: bool


def exposures(answers: Integers, shown: Collection[Collection[int]], minimum: int = MINIMUM) -> tuple[Exposure, ...]:
    """Groups below ``minimum``, or all alike, that can be worked out from the shown ones; none is best.

    ``answers``: how many in each cell chose each level, (cells, levels); with one level, which says nothing, heads
    alone are looked after. ``shown``: sets of cells of which all figures are shown. Whoever attacks is taken to know
    how many there are in every cell, and may add, subtract, weigh, and use that counts are whole and not below 0.

    Raises ``StatisticsError`` with code ``count`` (not whole, below 0), ``cells`` (one that is not there), ``minimum``.
    """
    table = checked(answers, shown, minimum)
    parts = _Parts.of(table, shown)
    found = _by_sums(parts, minimum)
    return tuple(found or (_by_bounds(parts, minimum) if table.shape[1] > 1 else []))


def exposed_by_sums(table: Integers, shown: Collection[Collection[int]], minimum: int) -> bool:
    """Whether adding and subtracting alone expose few: the quick part of ``exposures``, without its checks."""
    return bool(_by_sums(_Parts.of(table, shown), minimum))


def checked(answers: Integers, sets: Iterable[Collection[int]], minimum: int) -> Integers:
    """The answers as a table; raises as ``exposures``."""
    table = np.asarray(answers)
    if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer) or bool((table < 0).any()):
        raise StatisticsError("answers are counts by cell and level", code="count", field="answers")
    if minimum < 1:
        raise StatisticsError("a smallest group is of one or more", code="minimum", field="minimum", value=minimum)
    for cells in sets:
        if not all(0 <= cell < len(table) for cell in cells):
            raise StatisticsError("a group has a cell that is not there", code="cells", field="shown")
    return table.astype(np.intp)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What no shown group divides: ``members`` cells, ``table`` (parts, levels), ``within`` (shown, parts)."""

    members: tuple[frozenset[int], ...]
    table: Integers
    within: Floats

    @classmethod
    def of(cls, table: Integers, shown: Collection[Collection[int]]) -> "_Parts":
        cells: dict[tuple[bool, ...], list[int]] = {}
        for cell in np.flatnonzero(table.sum(axis=1)):
            belongs = tuple(int(cell) in group for group in shown)
            if any(belongs):
                cells.setdefault(belongs, []).append(int(cell))
        return cls(
            tuple(frozenset(own) for own in cells.values()),
            np.array([table[own].sum(axis=0) for own in cells.values()], dtype=np.intp).reshape(-1, table.shape[1]),
            np.array(list(cells), dtype=np.float64).reshape(len(cells), len(shown)).T,
        )

    @property
    def sizes(self) -> Integers:
        return np.asarray(self.table.sum(axis=1))

    def exposure(self, parts: Iterable[int], way: ExposureWay, *, alike: bool) -> Exposure:
        own = [int(part) for part in parts]
        cells = frozenset().union(*(self.members[part] for part in own))
        return Exposure(cells, int(self.sizes[own].sum()), way, alike)

    def small(self, minimum: int) -> list[Integers]:
        """Every set of parts with fewer people than the minimum, by number of parts, each (sets, parts)."""
        sizes = self.sizes
        found = []
        for count in range(1, minimum):
            # Of a set of so many, none can be so large that ones in all other places are too much.
            able = np.flatnonzero(sizes + count - 1 < minimum)
            sets = np.array(list(combinations(able, count)), dtype=np.intp).reshape(-1, count)
            found.append(sets[sizes[sets].sum(axis=1) < minimum])
        return [sets for sets in found if len(sets)]

    def alike(self) -> list[list[int]]:
        """By level: the parts in which everybody chose it."""
        same = self.table == self.sizes[:, np.newaxis]
        return [list(np.flatnonzero(level)) for level in same.T if level.any()]


def _by_sums(parts: _Parts, minimum: int) -> list[Exposure]:
    """Whatever lies in the span of what is shown and stays within few people.

    With P the projection away from the rows of ``within``, a weighted sum over a set T alone can be worked out exactly
    when P, restricted to T, is singular.
    """
    if not len(parts.members):
        return []
    _left, strength, rows = np.linalg.svd(parts.within, full_matrices=False)
    basis = rows[strength > NOTHING * strength[0]]
    away = np.eye(len(parts.members)) - basis.T @ basis
    found: list[list[int]] = []
    for sets in parts.small(minimum):
        singular = np.linalg.eigvalsh(away[sets[:, :, np.newaxis], sets[:, np.newaxis, :]])[:, 0] < NOTHING
        new = [own for own in sets[singular].tolist() if not _holds_one(own, found)]
        found += new
    return [parts.exposure(own, ExposureWay.SUMS, alike=False) for own in found]


def _holds_one(parts: list[int], known: list[list[int]]) -> bool:
    return any(set(own) <= set(parts) for own in known)


def _by_bounds(parts: _Parts, minimum: int) -> list[Exposure]:
    """Sets whose answers are the same in every table of whole counts that agrees with all that is shown.

    Tables that differ are collected; a set that differs in none of them is asked about by itself, so that the answer is
    exact. A large group of people who are alike is known only when each of its parts is.
    """
    if not len(parts.members):
        return []
    small, same = parts.small(minimum), parts.alike()
    if not small and not any(same):
        return []
    tables, found = _Tables(parts), list[list[int]]()
    for sets in small:
        doubtful = (own for own in sets[~tables.differ_in(sets)].tolist() if not _holds_one(own, found))
        new = [own for own in doubtful if tables.only_one(own)]
        found += new
    alike = ([part for part in level if tables.only_one([part])] for level in same)
    return [parts.exposure(own, ExposureWay.BOUNDS, alike=False) for own in found] + [
        parts.exposure(own, ExposureWay.BOUNDS, alike=True) for own in alike if own
    ]


class _Tables:
    """Tables that whoever reads what is shown cannot tell from the true one."""

    def __init__(self, parts: _Parts) -> None:
        # Every process that knows a page starts with this module, and next to none of them asks for a table.
        from scipy import sparse  # noqa: PLC0415
        from scipy.optimize import Bounds, LinearConstraint  # noqa: PLC0415

        self.true, (count, self.levels) = parts.table, parts.table.shape
        each_level = sparse.kron(parts.within, sparse.eye_array(self.levels))
        each_part = sparse.kron(sparse.eye_array(count), np.ones((1, self.levels)))
        totals = np.concatenate(((parts.within @ self.true).ravel(), parts.sizes.astype(np.float64)))
        self.agrees = LinearConstraint(sparse.vstack([each_level, each_part]).tocsr(), totals, totals)
        self.room = Bounds(0, np.repeat(parts.sizes, self.levels))
        rng = np.random.Generator(np.random.Philox(0))  # guesses save time and change no answer
        self.differences = [self._another(rng.standard_normal(self.true.size)) for _ in range(FIRST_GUESSES)]

    def _another(self, cost: Floats) -> Integers:
        """The agreeing table of least cost, less the true one; no difference where none is found: the safe side."""
        from scipy.optimize import milp  # noqa: PLC0415 - as above

        found = milp(cost, constraints=self.agrees, bounds=self.room, integrality=np.ones(self.true.size, np.intp))
        counts = self.true.ravel() if found.x is None else np.rint(found.x).astype(np.intp)
        return np.asarray(counts.reshape(self.true.shape) - self.true)

    def differ_in(self, sets: Integers) -> Bools:
        """Which sets of parts, (sets, parts), have other answers together in a table that is known."""
        found = np.zeros(len(sets), dtype=np.bool_)
        for difference in self.differences:
            found |= difference[sets].sum(axis=1).any(axis=1)
        return found

    def only_one(self, parts: list[int]) -> bool:
        """Whether the answers of these parts together are the same in every table."""
        if self.differ_in(np.array([parts]))[0]:
            return False
        for level in range(self.levels):
            for sign in (1.0, -1.0):
                cost = np.zeros(self.true.shape)
                cost[parts, level] = sign
                another = self._another(cost.ravel())
                if another[parts].sum(axis=0).any():
                    self.differences.append(another)
                    return False
        return True
