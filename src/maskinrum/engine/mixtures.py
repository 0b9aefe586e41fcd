"""Mixtures of normals: what a grid over a variance leaves of a quantity that is normal once the variance is known."""

from dataclasses import dataclass
from math import pi, sqrt
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.intervals import LEVEL, Interval, normal_score

WIDE: Final = 10.0  # standard deviations: nothing is left outside
STEPS: Final = 40  # if all are halvings; with Newton's about six
CLOSE: Final = 1e-12  # of the standard deviation
ROOT: Final = sqrt(2 * pi)
NODES_EACH: Final = 8
TINY: Final = 1e-150  # a node without a spread, and a place without any density
NEGLIGIBLE: Final = 1e-10  # probability of a node that moves nothing that is shown


def panels(count: int) -> tuple[Floats, Floats]:
    """Gauss–Legendre in each of ``count`` equal parts of −1 to 1: as exact here as one long rule, and found at once."""
    places, weights = np.polynomial.legendre.leggauss(NODES_EACH)
    middles = (2 * np.arange(count) + 1) / count - 1
    return (middles[:, np.newaxis] + places / count).ravel(), np.tile(weights / count, count)


GRID: Final = panels(50)
"""Places −1 to 1 and their weights, (400,), for prior probabilities of 0 to 1."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Normals with ``means`` and ``sds`` (0 or more) that apply with ``weights`` (sum 1), all (nodes,)."""

    weights: Floats
    means: Floats
    sds: Floats

    @property
    def mean(self) -> float:
        """Mean of the whole."""
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        """Standard deviation of the whole: within the nodes and between them."""
        return sqrt(float(self.weights @ (np.square(self.sds) + np.square(self.means - self.mean))))

    def below(self, values: Floats) -> Floats:
        """Probability of less than each value, any shape."""
        scores = (np.asarray(values)[..., np.newaxis] - self.means) / np.maximum(self.sds, TINY)
        return np.asarray(scipy.special.ndtr(scores) @ self.weights)

    def quantiles(self, probabilities: Floats) -> Floats:
        """Values below which the whole lies with the probabilities, (n,), inside 0 to 1: Newton, kept in bounds."""
        kept = self.weights > NEGLIGIBLE * self.weights.max()
        weights, means = self.weights[kept] / self.weights[kept].sum(), self.means[kept]
        sds = np.maximum(self.sds[kept], TINY)
        low = np.full(len(probabilities), float((means - WIDE * sds).min()))
        high = np.full(len(probabilities), float((means + WIDE * sds).max()))
        middle, close = self.mean + self.sd * scipy.special.ndtri(probabilities), CLOSE * self.sd
        for _ in range(STEPS):
            scores = (middle[:, np.newaxis] - means) / sds
            lacks = probabilities - scipy.special.ndtr(scores) @ weights
            low, high = np.where(lacks > 0, middle, low), np.where(lacks > 0, high, middle)
            density = np.exp(-np.square(scores) / 2) @ (weights / sds) / ROOT
            step = middle + lacks / np.maximum(density, TINY)
            before, middle = middle, np.where((low < step) & (step < high), step, (low + high) / 2)
            if float(np.abs(middle - before).max()) <= close:
                break
        return np.asarray(middle)

    def interval(self, level: float = LEVEL) -> Interval:
        """The mean, and the ends that leave out as much on either side; ``level`` as ``normal_score`` checks it."""
        normal_score(level)
        low, high = (float(end) for end in self.quantiles(np.array([(1 - level) / 2, (1 + level) / 2])))
        return Interval(self.mean, low, high, level)
