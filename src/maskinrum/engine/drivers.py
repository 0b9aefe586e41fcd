"""What drives the answer: first-order shares of variance and the tornado, from the draws themselves (section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.inputs import Input
from maskinrum.engine.spline import columns, fitted
from maskinrum.engine.statistics import Estimate

BINS: Final = 64
LEAST_IN_BIN: Final = 10  # futures; fewer than 640 are divided into fewer bins
ENDS: Final = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Driver:
    """How much one input says about a difference between two alternatives.

    ``share``: of the variance of the difference that goes when the input is known, 0–1. ``low`` and ``high``: mean
    difference, mDKK, where the input has the value ``at_low`` and ``at_high``, its 10 and 90 per cent quantiles.
    """

    model: str
    parameter: str
    share: Estimate
    at_low: float
    at_high: float
    low: Estimate
    high: Estimate

    @property
    def swing(self) -> float:
        """Length of the tornado's bar, mDKK."""
        return abs(self.high.mean - self.low.mean)


def drivers(difference: Floats, inputs: Sequence[Input]) -> tuple[Driver, ...]:
    """Rank the inputs of a ``difference`` (futures,), mDKK, by share; equal shares in the order given.

    Effects are drawn together, so an effect's share contains what it tells of the others; shares need not add up to 1,
    and what is missing lies in interactions and in the projects' own luck.
    """
    found = [_driver(difference, given) for given in inputs]
    return tuple(sorted(found, key=lambda driver: -driver.share.mean))


def _driver(difference: Floats, given: Input) -> Driver:
    order = np.argsort(given.values, kind="stable")
    places = [order[round(end * (len(order) - 1))] for end in ENDS]
    fit = fitted(columns(given.values), difference[np.newaxis])
    ends = fit.at(places)[0]
    spread = np.square(fit.root.T @ fit.basis[:, places]).sum(axis=0) + 1 / len(difference)
    errors = np.sqrt(spread * fit.noise[0, 0])
    return Driver(
        given.model,
        given.parameter,
        first_order(difference[order]),
        float(given.values[places[0]]),
        float(given.values[places[1]]),
        Estimate(float(ends[0]), float(errors[0])),
        Estimate(float(ends[1]), float(errors[1])),
    )


def first_order(in_order: Floats) -> Estimate:
    """First-order Sobol' index of an input from the output (futures,) sorted by it, in [0, 1].

    Equal-count bins, less what noise alone would put between them; the error is that of a squared correlation.
    """
    futures = len(in_order)
    bins = max(min(BINS, futures // LEAST_IN_BIN), 1)
    edges = np.arange(bins) * futures // bins
    counts = np.diff(edges, append=futures)
    centred = in_order - in_order.mean()
    total = float(np.add.reduce(np.square(centred)))
    if total == 0:
        return Estimate(0.0, 0.0)
    between = float(np.add.reduce(np.square(np.add.reduceat(centred, edges)) / counts))
    noise = (bins - 1) / max(futures - bins, 1) * (total - between)
    share = min(max((between - noise) / total, 0.0), 1.0)
    variance = (4 * share * futures + 2 * (bins - 1)) * ((1 - share) / futures) ** 2
    return Estimate(share, variance**0.5)
