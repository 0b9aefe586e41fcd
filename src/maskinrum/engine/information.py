"""What it is worth to find something out before deciding (section 4; Strong, Oakley & Brennan 2014)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.comparison import regrets
from maskinrum.engine.inputs import Input, Key
from maskinrum.engine.spline import Fit, columns, fitted
from maskinrum.engine.statistics import Estimate, estimate

DRAWS: Final = 200  # of the coefficients, for the standard error
LOOKED_AT: Final = 512  # futures the draws are evaluated in


@dataclass(frozen=True, slots=True)
class Worth:
    """EVPPI of one input, mDKK: the most that finding it out before the decision can be worth."""

    model: str
    parameter: str
    value: Estimate


@dataclass(frozen=True, slots=True)
class Information:
    """Expected values of information, mDKK, each with its standard error.

    ``everything``: EVPI, the projects' own luck included, which nobody can find out beforehand; ``parameters``: EVPPI
    of all inputs together, the headline; ``each``: of one input, greatest first; ``groups``: of some together.
    """

    everything: Estimate
    parameters: Estimate
    each: tuple[Worth, ...]
    groups: Mapping[str, Estimate]


def value_of_information(
    costs: Floats, inputs: Sequence[Input], groups: Mapping[str, Sequence[Key]] | None = None
) -> Information:
    """EVPI and EVPPI of a choice between alternatives with ``costs`` (alternatives, futures), mDKK, least is best.

    ``groups``: inputs by key that would be found out together; a key that is not drawn adds nothing.
    """
    bases = {given.key: columns(given.values) for given in inputs}
    each = [Worth(*key, _worth(costs, basis)) for key, basis in bases.items()]
    together = {
        name: _worth(costs, _beside(costs, [bases[key] for key in keys if key in bases]))
        for name, keys in (groups or {}).items()
    }
    return Information(
        evpi(costs),
        _worth(costs, _beside(costs, list(bases.values()))),
        tuple(sorted(each, key=lambda worth: -worth.value.mean)),
        together,
    )


def evpi(costs: Floats) -> Estimate:
    """Expected value of perfect information: the least expected regret, mDKK; ``costs`` (alternatives, futures)."""
    return min((estimate(regret) for regret in regrets(costs)), key=lambda found: found.mean)


def evppi(costs: Floats, inputs: Sequence[Input]) -> Estimate:
    """Expected value of knowing all of ``inputs``, mDKK; exactly 0 where they cannot change the choice."""
    return _worth(costs, _beside(costs, [columns(given.values) for given in inputs]))


def _beside(costs: Floats, bases: Sequence[Floats]) -> Floats:
    return np.concatenate([np.empty((0, costs.shape[1])), *bases])


def _worth(costs: Floats, basis: Floats) -> Estimate:
    best = int(costs.mean(axis=1).argmin())
    rivals = np.arange(len(costs)) != best
    fit = fitted(basis, costs[rivals] - costs[best])
    gain = np.maximum(-fit.at(slice(None)).min(axis=0, initial=0.0), 0)
    return Estimate(float(gain.mean()), _error(fit))


def _error(fit: Fit) -> float:
    """Spread of the value over draws of the coefficients, looked at in futures evenly spaced."""
    futures, rivals = fit.basis.shape[1], len(fit.mean)
    basis = fit.basis[:, :: max(futures // LOOKED_AT, 1)]
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence(rivals)))
    alike = _root(fit.noise)
    means = fit.mean + rng.standard_normal((DRAWS, rivals)) @ alike / futures**0.5
    shaken = fit.root @ rng.standard_normal((fit.root.shape[1], DRAWS * rivals))
    slopes = (
        fit.slopes[:, np.newaxis] + shaken.reshape(len(fit.root), DRAWS, rivals) @ alike
    )  # (columns, draws, rivals)
    worst, best_before = np.zeros((DRAWS, basis.shape[1])), np.zeros(DRAWS)
    for rival in range(rivals):
        rows = slopes[:, :, rival].T @ basis
        rows += means[:, rival, np.newaxis]
        np.minimum(worst, rows, out=worst)
        np.minimum(best_before, rows.mean(axis=1), out=best_before)
    values = best_before - worst.mean(axis=1)
    return float(values.std())


def _root(matrix: Floats) -> Floats:
    """The symmetric square root of a covariance."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T)
