"""Regression on natural cubic splines, additive in several inputs (section 4, value of information)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.statistics import quantiles

KNOTS: Final = (0.05, 0.275, 0.5, 0.725, 0.95)
CURVED: Final = 3  # different knots from which on a natural spline is more than a straight line
FEW: Final = 8  # columns
RELATIVE_RANK: Final = 1e-11  # directions of the columns below this share of the greatest are taken to be none


def columns(values: Floats) -> Floats:
    """A natural cubic spline in ``values`` (futures,), without its constant: (up to 4, futures), each of spread 1.

    Straight where the values take too few different places; no column at all where they are all alike.
    """
    spread = values.std()
    if not spread > 0:
        return np.empty((0, len(values)))
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
    basis = np.stack(found)
    basis -= basis.mean(axis=1, keepdims=True)
    basis /= basis.std(axis=1, keepdims=True)
    return basis


def _cube_after(x: Floats, knot: float) -> Floats:
    after = np.maximum(x - knot, np.zeros(len(x)))
    after *= after * after
    return after


@dataclass(frozen=True, slots=True)
class Fit:
    """Least squares of ``targets`` on ``basis`` (columns, futures), each target with a constant of its own.

    ``mean`` (targets,); ``slopes`` (columns, targets); ``root`` (columns, rank) and ``noise`` (targets, targets): the
    covariance of the slopes is the Kronecker product of root · rootᵀ and noise, that of the means ``noise`` / futures,
    independent of the slopes.
    """

    basis: Floats
    mean: Floats
    slopes: Floats
    root: Floats
    noise: Floats

    def at(self, rows: slice | Sequence[int]) -> Floats:
        """Fitted targets in some futures, (targets, futures)."""
        return np.asarray(_combined(self.slopes, self.basis[:, rows]) + self.mean[:, np.newaxis])


def fitted(basis: Floats, targets: Floats) -> Fit:
    """Fit ``targets`` (targets, futures) on centred columns; columns that depend on others are no harm."""
    count, futures = basis.shape
    mean = targets.mean(axis=1)
    centred = targets - mean[:, np.newaxis]
    root = _root_of_inverse(_products(basis, basis))
    slopes = root @ (root.T @ _products(basis, centred))
    left = centred - _combined(slopes, basis)
    return Fit(basis, mean, slopes, root, _products(left, left) / max(futures - count - 1, 1))


def _root_of_inverse(gram: Floats) -> Floats:
    """A matrix whose product with itself is the inverse, over the directions that the columns span."""
    values, vectors = np.linalg.eigh(gram)
    spanned = values > RELATIVE_RANK * values.max(initial=0.0)
    return np.asarray(vectors[:, spanned] / np.sqrt(values[spanned]))


# A matrix library that starts threads for a few columns spends more on a busy machine than the columns are worth.
def _products(one: Floats, other: Floats) -> Floats:
    """Sums over the futures of each product of rows, (rows of one, rows of other)."""
    return np.asarray(np.einsum("if,jf->ij", one, other) if len(one) <= FEW else one @ other.T)


def _combined(slopes: Floats, basis: Floats) -> Floats:
    """Σ slope · column, (targets, futures)."""
    return np.asarray(np.einsum("ct,cf->tf", slopes, basis) if len(basis) <= FEW else slopes.T @ basis)
