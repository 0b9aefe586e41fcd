"""When the tasks of a network start and end in every draw, which of them decide the milestone, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.durations import DEFAULT_CORRELATION, DEFAULT_DRAWS, Durations, drawn_durations
from maskinrum.engine.errors import NetworkError
from maskinrum.engine.network import Network, Task

PROBABILITIES: Final = (0.1, 0.5, 0.9)

Times = Floats | Integers


@dataclass(frozen=True, slots=True)
class Course:
    """Start and end of every task, in days, each (draws,)."""

    starts: Mapping[str, Times]
    ends: Mapping[str, Times]


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The least value that a share of 10, 50 and 90 per cent of the draws does not exceed, and its standard error."""

    p10: float
    p50: float
    p90: float
    error10: float
    error50: float
    error90: float


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task over all draws. ``criticality``: share of draws in which it is on a path that sets the milestone."""

    start: Percentiles
    end: Percentiles
    criticality: float


@dataclass(frozen=True, slots=True)
class NetworkResult:
    """All tasks by id, and the end of the milestone."""

    tasks: Mapping[str, TaskResult]
    milestone: Percentiles
    draws: int


@dataclass(frozen=True, slots=True)
class Swing:
    """The milestone's end with one task held at its least and at its greatest duration, all else as drawn."""

    task: str
    at_low: Percentiles
    at_high: Percentiles


def simulate_network(
    network: Network,
    rng: np.random.Generator,
    *,
    correlation: float = DEFAULT_CORRELATION,
    draws: int = DEFAULT_DRAWS,
) -> NetworkResult:
    """Draw the durations and describe what comes of them; raises as ``drawn_durations`` and ``course`` do."""
    return described(network, course(network, drawn_durations(network, rng, correlation=correlation, draws=draws)))


def course(network: Network, durations: Durations) -> Course:
    """Start and end of every task. Raises ``NetworkError`` (code ``calendar``) for a day the calendar does not have."""
    starts: dict[str, Times] = {}
    ends: dict[str, Times] = {}
    draws = len(next(iter(durations.values()))) if durations else 1
    for task in network.tasks:
        starts[task.id] = _start(network, task, ends, draws)
        ends[task.id] = _end(network, task, starts[task.id], durations)
    return Course(starts, ends)


def described(network: Network, found: Course) -> NetworkResult:
    """Percentiles and criticality of every task."""
    shares = criticality(network, found)
    remembered: dict[int, Percentiles] = {}

    def once(values: Times) -> Percentiles:
        if id(values) not in remembered:
            remembered[id(values)] = percentiles(values)
        return remembered[id(values)]

    tasks = {
        task.id: TaskResult(once(found.starts[task.id]), once(found.ends[task.id]), shares[task.id])
        for task in network.tasks
    }
    return NetworkResult(tasks, tasks[network.milestone].end, len(found.ends[network.milestone]))


def criticality(network: Network, found: Course) -> Mapping[str, float]:
    """Share of draws in which each task is on a path that sets the milestone; of equally late ones all are."""
    critical: dict[str, Bools] = {network.milestone: np.ones(len(found.ends[network.milestone]), dtype=np.bool_)}
    for task in reversed(network.tasks):
        if task.id not in critical or task.started is not None or task.finished is not None:
            continue
        for earlier in set(task.predecessors):
            sets = found.ends[earlier] == found.starts[task.id]
            sets &= critical[task.id]
            if earlier in critical:
                sets |= critical[earlier]
            critical[earlier] = sets
    return {
        task.id: float(np.count_nonzero(critical[task.id])) / len(critical[task.id]) if task.id in critical else 0.0
        for task in network.tasks
    }


def latest_ends(network: Network, found: Course, durations: Durations) -> Mapping[str, float]:
    """The latest end of every leading task that leaves the milestone where it is, in a course of one draw.

    A task nothing unstarted waits for on the way to the milestone has none.
    """
    latest = {network.milestone: float(found.ends[network.milestone][0])}
    for task in reversed(network.tasks):
        if task.id not in latest or task.started is not None or task.finished is not None:
            continue
        start = _latest_start_of(network, task, float(found.starts[task.id][0]), latest[task.id], durations)
        for earlier in task.predecessors:
            latest[earlier] = min(latest.get(earlier, start), start)
    return latest


def probability(ends: Times, wished: float) -> float:
    """Share of draws that end by a day."""
    return float(np.count_nonzero(ends <= wished)) / len(ends)


def latest_starts(
    network: Network, durations: Durations, wished: float, shares: Sequence[float], earliest: float
) -> tuple[float | None, ...]:
    """The latest starts whose milestone ends by a day with each probability, whole days from ``earliest``.

    None where not even ``earliest`` does. A later start never ends earlier, so each is found by halving.
    """
    leading, known = network.to_milestone, dict[int, float]()

    def met(days: int) -> float:
        if days not in known:
            ends = course(leading.starting(earliest + days), durations).ends[network.milestone]
            known[days] = probability(ends, wished)
        return known[days]

    found = (_halved(met, share, floor(wished - earliest) + 1) for share in shares)
    return tuple(None if days is None else earliest + days for days in found)


def _halved(met: Callable[[int], float], share: float, late: int) -> int | None:
    """The last number of days before ``late`` at which a falling probability is met."""
    if late < 1 or met(0) < share:
        return None
    early = 0
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if met(middle) >= share else (early, middle)
    return early


def swings(network: Network, durations: Durations) -> tuple[Swing, ...]:
    """The milestone with each leading task at its least and greatest duration, in the order of the network."""
    leading = network.to_milestone
    return tuple(
        Swing(task.id, *(_held(leading, durations, task.id, days) for days in (task.low, task.high)))
        for task in leading.tasks
        if task.finished is None
    )


def percentiles(values: Times) -> Percentiles:
    """Order statistics, and their standard errors from those √(n p (1 − p)) places to either side."""
    ordered, count = _sorted(values), len(values)
    found, errors = [], []
    for share in PROBABILITIES:
        place = ceil(share * count) - 1
        aside = ceil(sqrt(count * share * (1 - share)))
        low, high = ordered[max(place - aside, 0)], ordered[min(place + aside, count - 1)]
        found.append(float(ordered[place]))
        errors.append(float(high - low) / 2)
    return Percentiles(*found, *errors)


def _sorted(values: Times) -> Times:
    """Whole days near each other are sorted as short numbers, several times as fast."""
    if values.dtype == np.float64:
        return np.sort(values.astype(np.float64, copy=False))
    whole = values.astype(np.intp, copy=False)
    least = int(whole.min())
    if int(whole.max()) - least > np.iinfo(np.int16).max:
        return np.sort(whole)
    return np.sort((whole - least).astype(np.int16), kind="stable").astype(np.intp) + least


def _held(network: Network, durations: Durations, task: str, days: float) -> Percentiles:
    draws = len(durations[task])
    return percentiles(course(network, {**durations, task: np.full(draws, days)}).ends[network.milestone])


def _start(network: Network, task: Task, ends: Mapping[str, Times], draws: int) -> Times:
    """The end of the last it waits for; the very array of that where there is one, since much is equal."""
    fixed = task.started if task.finished is None or task.started is not None else task.finished
    if fixed is not None:
        return _times(network, fixed, draws)
    least = max(network.start, task.not_before)
    own = {earlier: ends[earlier] for earlier in task.predecessors}
    after = _after(network, task, ends)
    latest = [*own.values()] if after is None else [*own.values(), after]
    if not latest:
        return _times(network, least, draws)
    found = latest[0]
    for other in latest[1:]:
        found = np.maximum(found, other)
    return found if found.min() >= least else np.maximum(found, _times(network, least, 1))


def _after(network: Network, task: Task, ends: Mapping[str, Times]) -> Times | None:
    if task.after_milestone is None:
        return None
    return _looked_up(task, task.after_milestone, ends[network.milestone])


def _end(network: Network, task: Task, start: Times, durations: Durations) -> Times:
    if task.finished is not None:
        return _times(network, task.finished, len(start))
    return _end_from(network, task, start, durations[task.id])


def _end_from(network: Network, task: Task, start: Times, duration: Floats) -> Times:
    if network.ends_on is None:
        return np.maximum(start + duration, task.not_ended_before)
    end = _looked_up(task, network.ends_on, start + np.rint(duration).astype(np.intp))
    if task.least_end is not None:
        end = np.maximum(end, _looked_up(task, task.least_end, start))
    if np.isfinite(task.not_ended_before):
        end = np.maximum(end, int(task.not_ended_before))
    return end if task.ends_on is None else _looked_up(task, task.ends_on, end)


def _looked_up(task: Task, table: Integers, days: Times) -> Integers:
    if days.min() < 0 or days.max() >= len(table):
        raise NetworkError(f"{task.id} leads out of the calendar", code="calendar", field=task.id)
    return np.asarray(table.take(days.astype(np.intp, copy=False)), dtype=np.intp)


def _latest_start_of(network: Network, task: Task, start: float, latest: float, durations: Durations) -> float:
    if network.ends_on is None:
        return latest - float(durations[task.id][0])
    days = np.arange(int(start), int(latest) + 1, dtype=np.intp)
    ends = _end_from(network, task, days, np.broadcast_to(durations[task.id], days.shape))
    return float(days[int(np.searchsorted(ends, latest, side="right")) - 1])


def _times(network: Network, day: float, draws: int) -> Times:
    if network.ends_on is None:
        return np.full(draws, day)
    return np.full(draws, int(day), dtype=np.intp)
