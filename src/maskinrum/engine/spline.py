"""Regression on natural cubic splines, additive in several inputs (section 4, value of information)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.statistics import quantiles

KNOTS: Final = (0.05, 0.275, 0.5, 0.725, 0.95)
CURVED: Final = 3  # different knots from which on a natural spline is more than a straight line
RELATIVE_RANK: Final = 1e-11  # directions of the columns below this share of the greatest are taken to be none


def columns(values: Floats) -> Floats:
    """A natural cubic spline in ``values`` (futures,), without its constant: (futures, up to 4), each of spread 1.

    Straight where the values take too few different places; no column at all where they are all alike.
    """
    spread = values.std()
    if not spread > 0:
        return np.empty((len(values), 0))
    x = (values - values.mean()) / spread
    found = [x]
    knots = np.unique(quantiles(x, KNOTS))
    if len(knots) >= CURVED:
        *begins, at_before, at_last = (_cube_after(x, knot) for knot in knots)
        *rest, before, last = knots
        # each cubic from its knot on is a straight line again after the last
        for begin, knot in zip(begins, rest, strict=True):
            straight = at_before * (last - knot) - at_last * (before - knot)
            found.append(begin - straight / (last - before))
    basis = np.stack(found, axis=1)
    basis -= basis.mean(axis=0)
    basis /= basis.std(axis=0)
    return basis


def _cube_after(x: Floats, knot: float) -> Floats:
    after = np.maximum(x - knot, np.zeros(len(x)))
    after *= after * after
    return after


@dataclass(frozen=True, slots=True)
class Fit:
    """Least squares of ``targets`` on ``basis`` (futures, columns), each target with a constant of its own.

    ``mean`` (targets,); ``slopes`` (columns, targets); ``inverse`` (columns, columns) and ``noise`` (targets, targets):
    covariance of the slopes is their Kronecker product, of the means ``noise`` / futures, independent of the slopes.
    """

    basis: Floats
    mean: Floats
    slopes: Floats
    inverse: Floats
    noise: Floats

    def at(self, rows: slice | Sequence[int]) -> Floats:
        """Fitted targets in some futures, (futures, targets)."""
        return np.asarray(self.mean + self.basis[rows] @ self.slopes)


def fitted(basis: Floats, targets: Floats) -> Fit:
    """Fit ``targets`` (targets, futures) on centred columns; columns that depend on others are no harm."""
    futures, count = basis.shape
    mean = targets.mean(axis=1)
    centred = targets - mean[:, np.newaxis]
    gram = basis.T @ basis
    inverse = np.asarray(np.linalg.pinv(gram, RELATIVE_RANK, hermitian=True) if count else gram, dtype=np.float64)
    slopes = inverse @ (centred @ basis).T
    left = centred.T - basis @ slopes
    return Fit(basis, mean, slopes, inverse, left.T @ left / max(futures - count - 1, 1))
