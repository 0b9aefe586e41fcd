"""A network of tasks: what waits for what, how long each lasts, and the days on which a task can end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import inf, isfinite
from typing import Self

from maskinrum.engine.arrays import Integers
from maskinrum.engine.errors import NetworkError


@dataclass(frozen=True, slots=True)
class Task:
    """A task with a triangular duration, in days; times are days from day 0 of the network.

    It starts when all ``predecessors`` have ended, and not before ``not_before``. ``started``: it did then, and has
    lasted ``elapsed`` days without ending. ``finished``: it is done; ``started`` may be stated too.
    ``not_ended_before``: a set day; a task that could end earlier ends then. ``least_end``: earliest
    end by the day it starts, such as a legal minimum; ``after_milestone``: earliest start by the day the milestone
    ends; ``ends_on``: the first day from each day on, by its number, on which this task can end, beside the network's,
    such as the days of meetings. All three need a calendar, and never fall from one day to the next.
    """

    id: str
    low: float
    mode: float
    high: float
    predecessors: tuple[str, ...] = ()
    not_before: float = -inf
    not_ended_before: float = -inf
    started: float | None = None
    elapsed: float = 0.0
    finished: float | None = None
    least_end: Integers | None = None
    after_milestone: Integers | None = None
    ends_on: Integers | None = None

    @property
    def needs_calendar(self) -> bool:
        """Whether something of it is told by the number of a day."""
        return not (self.least_end is None and self.after_milestone is None and self.ends_on is None)


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks in an order in which none comes before what it waits for.

    ``milestone``: the task whose end matters. ``start``: nothing that has not started does so before that day.
    ``ends_on``: the first day from each day on, by its number, on which a task can end; with it all times are whole
    days, a duration rounded to the nearest. Without it times are real numbers. ``leading``: the tasks the milestone
    waits for, and itself.
    """

    tasks: tuple[Task, ...]
    milestone: str
    start: float
    ends_on: Integers | None
    leading: frozenset[str]

    @classmethod
    def of(cls, tasks: Iterable[Task], milestone: str, *, start: float = 0.0, ends_on: Integers | None = None) -> Self:
        """The network. Raises ``NetworkError``: ``field`` is the id of the task.

        Codes: ``duplicate`` (id), ``days`` (not 0 ≤ low ≤ mode ≤ high), ``predecessor`` (there is none such),
        ``milestone``, ``circle`` (``value``: the tasks of it in their order), ``calendar`` (missing where needed).
        """
        by_id: dict[str, Task] = {}
        for task in tasks:
            if task.id in by_id:
                raise NetworkError(f"two tasks are called {task.id}", code="duplicate", field=task.id)
            by_id[task.id] = task
        if milestone not in by_id:
            raise NetworkError(f"no task {milestone}", code="milestone", value=milestone)
        for task in by_id.values():
            _check(task, by_id, has_calendar=ends_on is not None)
        ordered = tuple(by_id[name] for name in _order(by_id, milestone))
        return cls(ordered, milestone, start, ends_on, _leading(by_id, milestone))

    @property
    def to_milestone(self) -> Self:
        """Only the tasks that lead to the milestone."""
        kept = tuple(task for task in self.tasks if task.id in self.leading)
        return type(self)(kept, self.milestone, self.start, self.ends_on, self.leading)

    def starting(self, start: float) -> Self:
        """The same network from another day on."""
        return type(self)(self.tasks, self.milestone, start, self.ends_on, self.leading)


def _check(task: Task, by_id: Mapping[str, Task], *, has_calendar: bool) -> None:
    if not (0 <= task.low <= task.mode <= task.high and isfinite(task.high)):
        days = (task.low, task.mode, task.high)
        raise NetworkError(f"{task.id} must have 0 ≤ low ≤ mode ≤ high", code="days", field=task.id, value=days)
    for earlier in task.predecessors:
        if earlier not in by_id:
            raise NetworkError(f"{task.id} waits for {earlier}", code="predecessor", field=task.id, value=earlier)
    if not has_calendar and task.needs_calendar:
        raise NetworkError(f"{task.id} needs a calendar", code="calendar", field=task.id)


def _order(by_id: Mapping[str, Task], milestone: str) -> Iterable[str]:
    """Ids by what they wait for; equally free ones in the order of their ids, so that no order of input matters."""
    waits = {name: {*by_id[name].predecessors} for name in sorted(by_id)}
    for name, task in by_id.items():
        if task.after_milestone is not None:
            waits[name].add(milestone)
    try:
        return tuple(TopologicalSorter(waits).static_order())
    except CycleError as error:
        circle = tuple(error.args[1])
        message = f"tasks wait for each other: {' → '.join(circle)}"
        raise NetworkError(message, code="circle", field=circle[0], value=circle) from error


def _leading(by_id: Mapping[str, Task], milestone: str) -> frozenset[str]:
    found, left = {milestone}, [milestone]
    while left:
        for earlier in by_id[left.pop()].predecessors:
            if earlier not in found:
                found.add(earlier)
                left.append(earlier)
    return frozenset(found)
