"""The projects a delivery model is compared on (section 1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.errors import PortfolioError

COMMITTED_FROM: Final = 7  # tender or call-off: contracted outside any new agreement
HANDED_OVER_FROM: Final = 10
KINDS: Final = ("renovation", "master_plan", "new_build")

Delay = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """How far a project is: ``realisation`` is a probability, ``delay`` a triangular (a, m, b) in months."""

    slug: str
    order: int
    realisation: float
    delay: Delay


@dataclass(frozen=True, slots=True)
class Project:
    """One project. ``budget`` in mDKK ex VAT, fixed prices; ``planned_start`` of works and ``duration`` in months.

    ``realisation`` and ``delay`` replace those of the approval state when given.
    """

    name: str
    kind: str
    group: str
    homes: int
    budget: float
    planned_start: float
    duration: float
    approval: ApprovalState
    problem_project: bool = False
    eligible: bool = True
    realisation: float | None = None
    delay: Delay | None = None

    @property
    def probability(self) -> float:
        """Probability of being realised."""
        return self.approval.realisation if self.realisation is None else self.realisation

    @property
    def start_delay(self) -> Delay:
        """Triangular (a, m, b) of the delay of the planned start, months."""
        return self.approval.delay if self.delay is None else self.delay

    @property
    def is_active(self) -> bool:
        """Whether it is not yet handed over."""
        return self.approval.order < HANDED_OVER_FROM

    @property
    def is_committed(self) -> bool:
        """Whether it is contracted outside any new agreement."""
        return COMMITTED_FROM <= self.approval.order < HANDED_OVER_FROM

    @property
    def is_uncommitted(self) -> bool:
        """Whether the choice of delivery model still concerns it."""
        return self.approval.order < COMMITTED_FROM


Rule = tuple[str, str, Callable[[Project], bool], Callable[[Project], object]]

RULES: tuple[Rule, ...] = (
    ("kind", f"kind must be one of {', '.join(KINDS)}", lambda p: p.kind in KINDS, lambda p: p.kind),
    ("homes", "homes must be 0 or more", lambda p: p.homes >= 0, lambda p: p.homes),
    ("budget", "budget must be above 0 mDKK", lambda p: isfinite(p.budget) and p.budget > 0, lambda p: p.budget),
    (
        "planned_start",
        "planned_start must be a finite number of months",
        lambda p: isfinite(p.planned_start),
        lambda p: p.planned_start,
    ),
    (
        "duration",
        "duration must be above 0 months",
        lambda p: isfinite(p.duration) and p.duration > 0,
        lambda p: p.duration,
    ),
    (
        "realisation",
        "realisation must be a probability from 0 to 1",
        lambda p: 0 <= p.probability <= 1,
        lambda p: p.probability,
    ),
    (
        "delay",
        "delay must be three finite numbers of months in rising order",
        lambda p: (
            len(p.start_delay) == 3
            and all(isfinite(month) for month in p.start_delay)
            and sorted(p.start_delay) == list(p.start_delay)
        ),
        lambda p: list(p.start_delay),
    ),
)


@dataclass(frozen=True)
class Portfolio:
    """Projects in row order; arrays have one number per *active* project (not yet handed over).

    Raises ``PortfolioError`` with the row, the field and the value; its code is the field's name.
    """

    projects: tuple[Project, ...]

    def __init__(self, projects: Iterable[Project]) -> None:
        object.__setattr__(self, "projects", tuple(projects))
        for row, project in enumerate(self.projects):
            for field, message, holds, value in RULES:
                if not holds(project):
                    found = value(project)
                    raise PortfolioError(
                        f"project {row + 1} ({project.name}): {message}, not {found!r}",
                        code=field,
                        field=field,
                        row=row,
                        value=found,
                    )

    def __len__(self) -> int:
        return len(self.projects)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Rows of the active projects; a project's row is the key of its random stream."""
        return tuple(row for row, project in enumerate(self.projects) if project.is_active)

    @cached_property
    def active(self) -> tuple[Project, ...]:
        """The projects in ``rows``."""
        return tuple(self.projects[row] for row in self.rows)

    @cached_property
    def budget(self) -> Floats:
        """V, mDKK, shape (projects,)."""
        return np.array([project.budget for project in self.active], dtype=np.float64)

    @cached_property
    def planned_start(self) -> Floats:
        """Months from the case date, shape (projects,)."""
        return np.array([project.planned_start for project in self.active], dtype=np.float64)

    @cached_property
    def duration(self) -> Floats:
        """D, months of works, shape (projects,)."""
        return np.array([project.duration for project in self.active], dtype=np.float64)

    @cached_property
    def probability(self) -> Floats:
        """Probability of realisation, shape (projects,)."""
        return np.array([project.probability for project in self.active], dtype=np.float64)

    @cached_property
    def committed(self) -> Bools:
        """Contracted outside any new agreement, shape (projects,)."""
        return np.array([project.is_committed for project in self.active], dtype=np.bool_)

    @cached_property
    def eligible(self) -> Bools:
        """Uncommitted and allowed into an agreement, shape (projects,)."""
        return np.array([project.is_uncommitted and project.eligible for project in self.active], dtype=np.bool_)

    @cached_property
    def problem(self) -> Bools:
        """Problem projects, shape (projects,)."""
        return np.array([project.problem_project for project in self.active], dtype=np.bool_)

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Places among the active of the uncommitted projects of each similarity group, in order of first row."""
        found: dict[str, list[int]] = {}
        for place, project in enumerate(self.active):
            if project.is_uncommitted:
                found.setdefault(project.group, []).append(place)
        return tuple(tuple(places) for places in found.values())

    @property
    def eligible_volume(self) -> float:
        """Σ V of eligible uncommitted projects, mDKK."""
        return float(self.budget[self.eligible].sum())

    def scaled(self, factor: float) -> "Portfolio":
        """The same projects with the budgets of the uncommitted multiplied by ``factor``."""
        return Portfolio(
            replace(project, budget=project.budget * factor) if project.is_uncommitted else project
            for project in self.projects
        )

    def repeated(self, times: int, months_apart: float = 6.0) -> "Portfolio":
        """Every eligible uncommitted project ``times`` times, each copy planned ``months_apart`` after the one before.

        Copies are appended, so they have draws of their own, which more copies leave as they were.
        """
        chosen = [project for project in self.projects if project.is_uncommitted and project.eligible]
        copies = (
            replace(project, planned_start=project.planned_start + months_apart * turn)
            for turn in range(1, times)
            for project in chosen
        )
        return Portfolio((*self.projects, *copies))
