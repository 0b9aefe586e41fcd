"""What a closed round says, of nothing but the results that may be shown.

The answers of one round are counts, never sheets, so importance and score of the same people are compared as if they
were two groups: the interval of the gap is then rather too wide, and never too narrow.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from maskinrum.engine.intervals import Interval
from maskinrum.engine.ordinal import interpolated_median, ordinal_difference, ordinal_summary
from maskinrum.engine.pooled_shares import pooled_shares
from maskinrum.evaluation.facts.reading import Before, CountedGroup, GroupRead, Pooled, PooledGroup, Range, RoundReading

METHOD = 1
LEAST, LEAST_GROUPS = 2, 2
TOP = 2  # levels at the upper end that count as agreement


def read_round(
    rows: Sequence[CountedGroup], before: Before | None, *, seed: int, likeness: Mapping[str, float]
) -> RoundReading:
    """Everything that is shown of a round; ``likeness`` is the prior of each view that is pooled."""
    rng = np.random.default_rng(seed)
    importance = {row.key: row.levels for row in rows if row.is_importance}
    ordered = sorted((row for row in rows if not row.is_importance), key=lambda row: row.key)
    groups = tuple(_group(row, before, importance.get(row.key), rng) for row in ordered)
    return RoundReading(seed, METHOD, groups, tuple(_all_pooled(groups, likeness)))


def compared(first: Sequence[int], second: Sequence[int], *, seed: int) -> Range:
    """How much higher the median of the first is than that of the second."""
    return _range(ordinal_difference(first, second, np.random.default_rng(seed)).median)


def median_of(levels: Sequence[int]) -> float:
    """The median of one distribution."""
    return float(interpolated_median(np.asarray(levels)))


def _group(
    row: CountedGroup, before: Before | None, importance: tuple[int, ...] | None, rng: np.random.Generator
) -> GroupRead:
    if row.levels is None or sum(row.levels) < LEAST:
        return GroupRead(*row.key)
    told = ordinal_summary(row.levels, rng, unknown=row.unknown or 0)
    earlier = before.levels.get((row.wording, row.way)) if before and row.view == "all" else None
    change = _difference(row.levels, earlier, rng)
    gap = _difference(importance, row.levels, rng)
    return GroupRead(
        *row.key,
        levels=row.levels,
        unknown=row.unknown or 0,
        median=_range(told.median),
        consensus=_range(told.consensus),
        top=_range(told.top),
        unknown_share=_range(told.unknown_share),
        change=change,
        since=before.round_key if change and before else "",
        gap=gap,
    )


def _difference(
    first: tuple[int, ...] | None, second: tuple[int, ...] | None, rng: np.random.Generator
) -> Range | None:
    """How much higher the median of the first is, where both are shown and hold two answers."""
    if first is None or second is None or min(sum(first), sum(second)) < LEAST:
        return None
    return _range(ordinal_difference(first, second, rng).median)


def _all_pooled(groups: Sequence[GroupRead], likeness: Mapping[str, float]) -> Iterator[Pooled]:
    views: dict[tuple[str, str, str], list[GroupRead]] = {}
    for one in groups:
        if one.view in likeness and one.is_shown:
            views.setdefault((one.wording, one.way, one.view), []).append(one)
    for (wording, way, view), found in sorted(views.items()):
        if len(found) >= LEAST_GROUPS:
            yield _pooled(wording, way, view, found, likeness[view])


def _pooled(wording: str, way: str, view: str, found: Sequence[GroupRead], likeness: float) -> Pooled:
    agree = [sum((one.levels or ())[-TOP:]) for one in found]
    told = pooled_shares(agree, [one.count for one in found], likeness)
    groups = tuple(
        PooledGroup(one.party, one.role, _range(each.share), each.kept)
        for one, each in zip(found, told.groups, strict=True)
    )
    return Pooled(wording, way, view, likeness, _range(told.centre), groups)


def _range(found: Interval) -> Range:
    return Range(round(found.estimate, 6), round(found.low, 6), round(found.high, 6))
