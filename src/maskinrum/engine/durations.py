"""Drawing the durations of a network's tasks: triangular, and longer or shorter together."""

from collections.abc import Mapping
from hashlib import blake2b
from math import asin, pi, sin, sqrt
from typing import Final

import numpy as np
import scipy

from maskinrum.engine.arrays import Floats
from maskinrum.engine.distributions import triangular_quantile
from maskinrum.engine.errors import NetworkError
from maskinrum.engine.network import Network, Task

# Independent durations give too narrow a range: what delays one task (boards, holidays, people) delays others too.
# Practice in risk analysis of schedules is 0.2 to 0.3 where nothing is measured; see docs/methods/critical-path.md.
DEFAULT_CORRELATION: Final = 0.3
DEFAULT_DRAWS: Final = 10_000
COMMON_KEY: Final = 0

Durations = Mapping[str, Floats]


def drawn_durations(
    network: Network,
    rng: np.random.Generator,
    *,
    correlation: float = DEFAULT_CORRELATION,
    draws: int = DEFAULT_DRAWS,
) -> Durations:
    """Durations of every task that is not done, in days, each (draws,); ``correlation`` is the rank correlation.

    Every task has random numbers of its own, by its id, so that one more or one less changes nobody else's. Raises
    ``NetworkError``: codes ``correlation`` (outside 0 … 1) and ``draws`` (fewer than one).
    """
    if not 0 <= correlation <= 1:
        raise NetworkError("a correlation lies from 0 to 1", code="correlation", value=correlation)
    if draws < 1:
        raise NetworkError("at least one draw", code="draws", value=draws)
    seed = int(rng.integers(2**63))
    together, apart = weights(correlation)
    common = together * _stream(seed, COMMON_KEY).standard_normal(draws)
    return {
        task.id: _drawn(task, _stream(seed, _key(task.id)), common, apart)
        for task in network.tasks
        if task.finished is None
    }


def most_probable(network: Network) -> Durations:
    """One draw in which every task lasts its most probable days, as far as it has not lasted longer already."""
    return {task.id: np.array([max(task.mode, task.elapsed)]) for task in network.tasks if task.finished is None}


def weights(correlation: float) -> tuple[float, float]:
    """Weights of the common and of the own normal score that give two durations a rank correlation."""
    shared = 2 * sin(pi * correlation / 6)
    return sqrt(shared), sqrt(1 - shared)


def rank_correlation(shared: float) -> float:
    """The rank correlation of two normal scores with a correlation: the inverse of what ``weights`` uses."""
    return 6 / pi * asin(shared / 2)


def _drawn(task: Task, stream: np.random.Generator, common: Floats, apart: float) -> Floats:
    if task.low == task.high:
        return np.full(len(common), max(task.high, task.elapsed))
    score = stream.standard_normal(len(common))
    score *= apart
    score += common
    u = np.asarray(scipy.special.ndtr(score, out=score))
    if task.elapsed > task.low:  # what is left of the distribution, given that it has not ended yet
        past = _share_below(task, task.elapsed)
        u *= 1 - past
        u += past
    found = triangular_quantile(u, task.low, task.mode, task.high)
    return np.maximum(found, task.elapsed) if task.elapsed > task.low else found


def _share_below(task: Task, days: float) -> float:
    """The triangular distribution function, for days above ``low``."""
    low, mode, high = task.low, task.mode, task.high
    if days >= high:
        return 1.0
    if days < mode:
        return (days - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - days) ** 2 / ((high - low) * (high - mode))


def _stream(seed: int, key: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([seed, key], dtype=np.uint64)))


def _key(task_id: str) -> int:
    return int.from_bytes(blake2b(task_id.encode(), digest_size=8).digest()) or 1
