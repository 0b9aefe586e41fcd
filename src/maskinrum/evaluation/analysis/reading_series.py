"""Series of rounds as control charts.

The mean of a round is what is drawn, since the limits rest on how much it moves from round to round: of series in which
nothing happens, those of medians of few answers are called changed a third more often (docs/methods/reading.md). The
median stands beside it in every table, and is what is compared.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from maskinrum.engine.control_chart import ChartStretch, control_chart
from maskinrum.engine.ordinal import interpolated_median
from maskinrum.evaluation.facts.series import Begin, Measured, ReadSeries, Signal, Stretch

SCALE = (1.0, 5.0)


def read_series(rounds: Sequence[Measured], begins: Sequence[Begin]) -> ReadSeries:
    """The chart of one question; ``begins`` are the places, rising, at which it begins anew."""
    known = with_middles(rounds)
    return read_values(known, [one.mean for one in known], begins, SCALE)


def read_values(
    rounds: Sequence[Measured], values: Sequence[float | None], begins: Sequence[Begin], bounds: tuple[float, float]
) -> ReadSeries:
    """The chart of any values, one for each of ``rounds``."""
    chart = control_chart(values, rebase=[one.place for one in begins], bounds=bounds)
    return ReadSeries(rounds, begins, [_stretch(one) for one in chart.stretches])


def with_middles(rounds: Sequence[Measured]) -> list[Measured]:
    """The rounds with mean and median, of those that may be shown."""
    shown = [one for one in rounds if one.levels is not None and one.count]
    if not shown:
        return list(rounds)
    counts = np.array([one.levels for one in shown])
    means = counts @ np.arange(1, counts.shape[1] + 1) / counts.sum(axis=1)
    medians = interpolated_median(counts)
    middles = {id(one): (float(means[at]), float(medians[at])) for at, one in enumerate(shown)}
    none = (None, None)
    return [replace(one, mean=mean, median=median) for one in rounds for mean, median in [middles.get(id(one), none)]]


def _stretch(one: ChartStretch) -> Stretch:
    limits = one.limits
    signals = tuple(Signal(each.rule.value, each.places, each.above) for each in one.signals)
    if limits is None:
        return Stretch(one.start, one.stop, one.firmness.value, None, None, None, 0, signals)
    found = (limits.centre, limits.lower, limits.upper, limits.points)
    return Stretch(one.start, one.stop, one.firmness.value, *found, signals)
