"""Control charts of single values (XmR): what is noise, and what is a signal."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf, log2, nan
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.errors import StatisticsError

TRIAL_FROM, FIXED_FROM = 6, 12  # points
D2, D4 = 1.128, 3.267  # of ranges of two: mean range over sigma; upper limit over mean range (Shewhart's tables)
MEDIAN_WIDTH, MEDIAN_TOP = 3.145, 3.865  # the same two for a median range: limits over range; upper limit over range
EIGHT: Final = 8
ROUNDING: Final = 1e-9  # of the centre
RARE: Final = 0.05  # chance of as few crossings as that, or fewer


class ChartFirmness(StrEnum):
    """How far the limits of a stretch can be trusted."""

    TOO_FEW = "too_few"
    TRIAL = "trial"
    FIXED = "fixed"


class ChartRule(StrEnum):
    """What counts as a signal, by the names in the literature (docs/methods/control-chart.md)."""

    BEYOND = "beyond"
    TWO_OF_THREE = "two_of_three"
    EIGHT_ON_A_SIDE = "eight_on_a_side"
    JUMP = "jump"
    FOUR_OF_FIVE = "four_of_five"
    LONG_RUN = "long_run"
    FEW_CROSSINGS = "few_crossings"


SHEWHART: Final = frozenset({ChartRule.BEYOND, ChartRule.TWO_OF_THREE, ChartRule.EIGHT_ON_A_SIDE})


class ChartCentring(StrEnum):
    """What centre and limits rest on: means, or medians, which one odd point cannot move."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class ChartLimits:
    """Centre and natural limits in the unit of the values; ``sigma``: the spread from point to point.

    ``range_centre`` and ``range_upper``: of the moving ranges; ``points``: how many the limits rest on.
    """

    centre: float
    lower: float
    upper: float
    sigma: float
    range_centre: float
    range_upper: float
    points: int


@dataclass(frozen=True, slots=True)
class ChartSignal:
    """A rule that was met by the points at ``places`` (counted from 0), rising; overlapping ones are one signal.

    ``above``: on which side of the centre; None for a rule that knows no sides.
    """

    rule: ChartRule
    places: tuple[int, ...]
    above: bool | None


@dataclass(frozen=True, slots=True)
class ChartRuns:
    """The longest run on one side and how often the line crosses the centre, each with its bound; of ``points``.

    Points on the centre count for neither side. ``longest_allowed`` and ``least_crossings``: no signal at these.
    """

    points: int
    longest: int
    longest_allowed: int
    crossings: int
    least_crossings: int


@dataclass(frozen=True, slots=True)
class ChartStretch:
    """The points at ``start`` ≤ place < ``stop``, between two re-basings; no ``limits`` and no signals when too few."""

    start: int
    stop: int
    firmness: ChartFirmness
    limits: ChartLimits | None
    runs: ChartRuns | None
    signals: tuple[ChartSignal, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """``values`` in order, (n,), NaN where one is missing; ``ranges`` to the one before, NaN at gaps and starts."""

    values: Floats
    ranges: Floats
    stretches: tuple[ChartStretch, ...]

    @property
    def signals(self) -> tuple[ChartSignal, ...]:
        """Of every stretch, in order."""
        return tuple(signal for stretch in self.stretches for signal in stretch.signals)


def control_chart(
    values: Sequence[float | None] | Floats,
    *,
    rebase: Sequence[int] = (),
    baseline: int | None = FIXED_FROM,
    bounds: tuple[float, float] = (-inf, inf),
    centring: ChartCentring = ChartCentring.MEAN,
    rules: Collection[ChartRule] = SHEWHART,
) -> ControlChart:
    """A chart of measurements in order, None or NaN where one is missing.

    ``rebase``: places at which a new stretch begins, rising, each inside; nothing before counts for what comes after.
    ``baseline``: how many points the limits rest on once there are so many (12 or more); None: on all. ``bounds``: what
    the scale itself allows; limits end there, and a point on its own scale is never beyond them.

    Raises ``StatisticsError`` with code ``rebase``, ``baseline``, ``bounds`` or ``number`` (a value that is infinite or
    out of bounds).
    """
    points = np.array([nan if value is None else value for value in values], dtype=np.float64)
    _check(points, rebase, baseline, bounds)
    stretches, ranges = [], np.full(len(points), nan)
    for start, stop in pairwise((0, *rebase, len(points))):
        ranges[start + 1 : stop] = np.abs(np.diff(points[start:stop]))
        found = _Found(points[start:stop], ranges[start:stop], start, baseline, bounds, centring)
        stretches.append(found.stretch(rules))
    return ControlChart(points, ranges, tuple(stretches))


def _check(points: Floats, rebase: Sequence[int], baseline: int | None, bounds: tuple[float, float]) -> None:
    edges = (0, *rebase, max(len(points), 1))
    if any(one >= two for one, two in pairwise(edges)):
        raise StatisticsError("re-basings rise and lie inside", code="rebase", field="rebase", value=list(rebase))
    if baseline is not None and baseline < FIXED_FROM:
        raise StatisticsError(
            f"fixed limits take {FIXED_FROM} points", code="baseline", field="baseline", value=baseline
        )
    if not bounds[0] < bounds[1]:
        raise StatisticsError("bounds rise", code="bounds", field="bounds", value=list(bounds))
    known = points[~np.isnan(points)]
    if not bool((np.isfinite(known) & (known >= bounds[0]) & (known <= bounds[1])).all()):
        raise StatisticsError("values are finite and within bounds", code="number", field="values")


class _Found:
    """One stretch while it is read: its points and ranges, and where they stand against the limits."""

    def __init__(
        self,
        points: Floats,
        ranges: Floats,
        start: int,
        baseline: int | None,
        bounds: tuple[float, float],
        centring: ChartCentring,
    ) -> None:
        self.points, self.ranges, self.start = points, ranges, start
        # A point counts with the range that leads to it, so a series full of gaps is not taken for a long one.
        counted = 1 + np.cumsum(~np.isnan(ranges))
        count = int(counted[-1]) if len(points) and not np.isnan(points).all() else 0
        self.firmness = ChartFirmness.TOO_FEW
        self.limits: ChartLimits | None = None
        if count >= TRIAL_FROM:
            self.firmness = ChartFirmness.FIXED if count >= FIXED_FROM else ChartFirmness.TRIAL
            used = len(points) if baseline is None or count <= baseline else int(np.searchsorted(counted, baseline)) + 1
            self.limits = _limits(points[:used], ranges[:used], bounds, centring)

    def stretch(self, rules: Collection[ChartRule]) -> ChartStretch:
        stop = self.start + len(self.points)
        if self.limits is None:
            return ChartStretch(self.start, stop, self.firmness, None, None, ())
        known = np.flatnonzero(~np.isnan(self.points))
        off = self.points[known] - self.limits.centre
        # A mean is rounded: a series that stands still must not be found to leave its own centre.
        off[np.abs(off) <= ROUNDING * max(1.0, abs(self.limits.centre))] = 0.0
        runs = _runs(off[off != 0] > 0)
        found = [
            signal
            for rule in ChartRule
            if rule in rules
            for signal in self._signals(rule, self.limits, known, off, runs)
        ]
        return ChartStretch(self.start, stop, self.firmness, self.limits, runs, tuple(found))

    def _signals(
        self, rule: ChartRule, limits: ChartLimits, known: Integers, off: Floats, runs: ChartRuns
    ) -> Iterator[ChartSignal]:
        places = known + self.start
        match rule:
            case ChartRule.BEYOND:
                below, above = limits.lower - limits.centre, limits.upper - limits.centre
                for sides in ((off > above) & (off > 0), (off < below) & (off < 0)):
                    yield from (
                        ChartSignal(rule, (int(places[at]),), bool(off[at] > 0)) for at in np.flatnonzero(sides)
                    )
            case ChartRule.JUMP:
                jumps = np.flatnonzero(self.ranges > limits.range_upper)
                yield from (ChartSignal(rule, (self.start + int(place),), None) for place in jumps)
            case ChartRule.TWO_OF_THREE:
                yield from _some_of(rule, places, off / 2, limits.sigma, (2, 3))
            case ChartRule.FOUR_OF_FIVE:
                yield from _some_of(rule, places, off, limits.sigma, (4, 5))
            case ChartRule.EIGHT_ON_A_SIDE:
                yield from _some_of(rule, places[off != 0], off[off != 0], 0.0, (EIGHT, EIGHT))
            case ChartRule.LONG_RUN if runs.longest > runs.longest_allowed:
                yield ChartSignal(rule, tuple(int(place) for place in places), None)
            case ChartRule.FEW_CROSSINGS if runs.crossings < runs.least_crossings:
                yield ChartSignal(rule, tuple(int(place) for place in places), None)


def _some_of(rule: ChartRule, places: Integers, off: Floats, far: float, of: tuple[int, int]) -> Iterator[ChartSignal]:
    """Where ``of[0]`` of ``of[1]`` points in succession lie further than ``far`` on one side, drawn together."""
    for above in (True, False):
        met = off > far if above else off < -far
        joined: list[list[int]] = []
        for last in np.flatnonzero(met):
            window = [place for place in range(max(0, int(last) - of[1] + 1), int(last) + 1) if met[place]]
            if len(window) < of[0]:
                continue
            if joined and window[0] <= joined[-1][-1]:
                joined[-1] = sorted({*joined[-1], *window})
            else:
                joined.append(window)
        yield from (ChartSignal(rule, tuple(int(places[place]) for place in found), above) for found in joined)


def _limits(points: Floats, ranges: Floats, bounds: tuple[float, float], centring: ChartCentring) -> ChartLimits:
    values, moved = points[~np.isnan(points)], ranges[~np.isnan(ranges)]
    if centring is ChartCentring.MEAN:
        centre, middle = float(values.mean()), float(moved.mean())
        half, top = 3 * middle / D2, D4 * middle
    else:
        centre, middle = float(np.median(values)), float(np.median(moved))
        half, top = MEDIAN_WIDTH * middle, MEDIAN_TOP * middle
    lower, upper = max(centre - half, bounds[0]), min(centre + half, bounds[1])
    return ChartLimits(centre, lower, upper, half / 3, middle, top, len(values))


def _runs(above: Bools) -> ChartRuns:
    count = len(above)
    turns = np.flatnonzero(np.diff(above)) + 1
    longest = max((two - one for one, two in pairwise((0, *(int(turn) for turn in turns), count))), default=0)
    allowed = round(log2(count) + 3) if count else 0
    least = next(
        crossings for crossings in range(count + 1) if scipy.special.bdtr(crossings, max(count - 1, 0), 0.5) >= RARE
    )
    return ChartRuns(count, longest, allowed, len(turns), least)
