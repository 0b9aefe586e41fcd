"""The building cost index: a quarterly random walk in logs with autocorrelated growth (section 3.1)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.streams import Streams
from maskinrum.engine.values import Values

QUARTERS: Final = 80
MONTHS_PER_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Market:
    """Log index in each quarter and future, as straight lines ``intercept + slope · quarter``.

    Both of shape (futures, quarters + 1), quarters at most ``QUARTERS``; the slope is 0 after the last.
    """

    intercept: Floats
    slope: Floats

    @classmethod
    def drawn(cls, streams: Streams, common: Values, quarters: int = QUARTERS) -> "Market":
        """``g_1 = s ε_1``, ``g_j = a g_{j−1} + s √(1 − a²) ε_j``, level 0 at month 0, drift / 4 added per quarter.

        Fewer ``quarters`` are the first of the same path, for when nothing starts later.
        """
        stream, growth = streams.shock("market"), np.empty((quarters, streams.futures))
        for row in growth:
            stream.standard_normal(out=row)
        spread, memory = common["market_index_quarterly_sd"], common["market_index_autocorrelation"]
        growth[:1] *= spread
        growth[1:] *= spread * np.sqrt(1 - memory**2)
        levels, drift = np.empty_like(growth), common["market_index_drift"] / 4
        level = np.zeros(streams.futures)
        for quarter in range(quarters):
            if quarter:
                growth[quarter] += memory * growth[quarter - 1]
            level += growth[quarter] + drift
            levels[quarter] = level
        return cls.through(levels)

    @classmethod
    def through(cls, levels: Floats) -> "Market":
        """The index with these log levels at the end of each quarter, shape (quarters, futures)."""
        start = np.zeros((1, levels.shape[1]))
        level = np.concatenate((start, levels))
        slope = np.concatenate((np.diff(level, axis=0), start))
        intercept = level - np.arange(len(level))[:, np.newaxis] * slope
        return cls(np.ascontiguousarray(intercept.T), np.ascontiguousarray(slope.T))

    def at(self, months: Floats) -> Floats:
        """M(t) at ``months``, shape (..., futures), 0 or later; constant after the last quarter."""
        futures, lines = self.slope.shape
        quarter = months * (1 / MONTHS_PER_QUARTER)
        np.minimum(quarter, np.full(futures, lines - 1.0), out=quarter)
        line = quarter.astype(np.intp)
        line += np.arange(0, self.slope.size, lines)
        quarter *= self.slope.ravel().take(line)
        quarter += self.intercept.ravel().take(line)
        return np.exp(quarter, out=quarter)

    @property
    def dearest(self) -> Floats:
        """Greatest M(t) of each future, (futures,)."""
        level = self.intercept + np.arange(self.slope.shape[1]) * self.slope
        return np.asarray(np.exp(level.max(axis=1)))

    def of(self, futures: Integers) -> "Market":
        """The same of some futures."""
        return Market(self.intercept[futures], self.slope[futures])
