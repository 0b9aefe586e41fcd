"""The building cost index: a quarterly random walk in logs with autocorrelated growth (section 3.1)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.streams import BLOCK, Streams
from maskinrum.engine.values import Values

QUARTERS: Final = 80
MONTHS_PER_QUARTER: Final = 3
OFFSETS: Final[Integers] = np.arange(BLOCK, dtype=np.intp) * (QUARTERS + 1)


@dataclass(frozen=True, slots=True)
class Market:
    """Log index at each quarter in each future, as straight lines ``intercept + slope · quarter``.

    Both of shape (futures · (QUARTERS + 1),), future by future; the slope is 0 after the last quarter.
    """

    intercept: Floats
    slope: Floats

    @classmethod
    def drawn(cls, streams: Streams, common: Values) -> "Market":
        """``g_1 = s ε_1``, ``g_j = a g_{j−1} + s √(1 − a²) ε_j``, level 0 at month 0, drift / 4 added per quarter."""
        shocks = streams.shock("market").standard_normal((QUARTERS, BLOCK))
        spread, memory = common["market_index_quarterly_sd"], common["market_index_autocorrelation"]
        fresh = spread * np.sqrt(1 - memory**2)
        growth = np.empty_like(shocks)
        growth[0] = spread * shocks[0]
        for quarter in range(1, QUARTERS):
            growth[quarter] = memory * growth[quarter - 1] + fresh * shocks[quarter]
        return cls.through(np.cumsum(growth + common["market_index_drift"] / 4, axis=0))

    @classmethod
    def through(cls, levels: Floats) -> "Market":
        """The index with these log levels at the end of each quarter, shape (QUARTERS, futures)."""
        start = np.zeros((1, levels.shape[1]))
        level = np.concatenate((start, levels))
        slope = np.concatenate((np.diff(level, axis=0), start))
        intercept = level - np.arange(QUARTERS + 1)[:, np.newaxis] * slope
        return cls(np.ascontiguousarray(intercept.T).ravel(), np.ascontiguousarray(slope.T).ravel())

    def at(self, months: Floats) -> Floats:
        """M(t) at ``months``, shape (..., futures), for all futures of the block; constant after 80 quarters."""
        quarter = np.clip(months / MONTHS_PER_QUARTER, 0, QUARTERS)
        place = quarter.astype(np.intp) + OFFSETS
        quarter *= self.slope.take(place)
        quarter += self.intercept.take(place)
        return np.exp(quarter, out=quarter)
