"""Learning across projects: one curve for each similarity group and measure, and what it rests on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np

from maskinrum import engine
from maskinrum.engine import Distribution, Learning, LearningCurve
from maskinrum.evaluation.facts.figures import Portfolio
from maskinrum.shared.domain import load
from maskinrum.steering.facts import BoardProject

__all__ = ["Basis", "CurvePoint", "GroupCurve", "Learning", "LearningCurve", "Measure", "basis_of", "group_curves"]

DAYS_A_MONTH: Final = 30.4375
MOST_POINTS: Final = 60
MODEL: Final = "strategic_partnership"
LEAST_DAYS: Final = 1.0


class Measure(StrEnum):
    """What may become less from project to project."""

    COST_PER_HOME = "cost_per_home"
    COST_INDEX = "cost_index"
    MONTHS = "months"
    PROCUREMENT = "procurement"


# Judgement: how far projects of one group lie from their curve, as the natural logarithm, which is a share while small.
NOISE: Final[Mapping[Measure, float]] = {
    Measure.COST_PER_HOME: 0.2,
    Measure.COST_INDEX: 0.1,
    Measure.MONTHS: 0.2,
    Measure.PROCUREMENT: 0.5,
}
COSTS: Final = frozenset({Measure.COST_PER_HOME, Measure.COST_INDEX})


@dataclass(frozen=True)
class Basis:
    """What was believed before any project was seen: of ``ratio``, low, middle and high of 9 of 10; shares 0–1.

    ``acts_on``: share of a cost that learning acts on; ``forgetting`` and ``turnover`` are stated, not fitted;
    ``turnover_is_own`` when the partnership has measured it.
    """

    ratio: tuple[float, float, float]
    acts_on: float
    forgetting: float
    turnover: float
    gap_months: float
    noise: float
    turnover_is_own: bool = False


@dataclass(frozen=True)
class CurvePoint:
    """One project on a curve: its day, the experience it was made with, and its value."""

    project: BoardProject
    day: date
    experience: float
    value: float


@dataclass(frozen=True)
class GroupCurve:
    """One measure of one similarity group. ``curve`` is None without points, or where prices are not the viewer's.

    ``left_out`` are projects of the group without a value; ``is_withheld``: others' prices are among the values.
    """

    group: str
    measure: Measure
    points: tuple[CurvePoint, ...]
    curve: LearningCurve | None
    basis: Basis
    left_out: int = 0
    is_withheld: bool = False


def group_curves(portfolio: Portfolio, only: str | None = None) -> list[GroupCurve]:
    """The curves of every similarity group with a name, or of one: cost, months of works, days of procurement."""
    groups: dict[str, list[BoardProject]] = {}
    for one in portfolio.inside:
        if one.group and only in {None, one.group}:
            groups.setdefault(one.group, []).append(one)
    return [
        _curve(name, measure, held, portfolio)
        for name, held in sorted(groups.items())
        for measure in (_cost_measure(held), Measure.MONTHS, Measure.PROCUREMENT)
    ]


def _cost_measure(held: Iterable[BoardProject]) -> Measure:
    """By the home where every project has homes; else against the approved budget, which follows the size."""
    done = [one for one in held if one.outturn is not None]
    return Measure.COST_PER_HOME if done and all(one.homes for one in done) else Measure.COST_INDEX


def _curve(name: str, measure: Measure, held: Sequence[BoardProject], portfolio: Portfolio) -> GroupCurve:
    basis = basis_of(measure, portfolio)
    read = [(one, *_READ[measure](one)) for one in held]
    known = [(one, day, value) for one, day, value in read if day and day <= portfolio.today and value and value > 0]
    left_out = sum(1 for one, day, value in read if one.called_off_on and not (day and value))
    if measure in COSTS and any(portfolio.sight.hides(one) for one, _day, _value in known):
        return GroupCurve(name, measure, (), None, basis, is_withheld=True)
    ordered = sorted(known, key=lambda row: (row[1], str(row[0].id)))[-MOST_POINTS:]
    if not ordered:
        return GroupCurve(name, measure, (), None, basis, left_out)
    experience = _experience([(one, day) for one, day, _value in ordered], basis)
    points = tuple(
        CurvePoint(one, day, float(own), value) for (one, day, value), own in zip(ordered, experience, strict=True)
    )
    return GroupCurve(name, measure, points, _fitted(measure, points, basis), basis, left_out)


def _fitted(measure: Measure, points: Sequence[CurvePoint], basis: Basis) -> LearningCurve:
    prior = engine.ratio_prior(_stated("progress_ratio"), basis.acts_on)
    return engine.learning_curve(
        [one.value for one in points],
        prior,
        engine.Spread("half_normal", NOISE[measure]),
        experience=[one.experience for one in points],
        ahead=max(one.experience for one in points) + 1,
    )


def _experience(ordered: Sequence[tuple[BoardProject, date]], basis: Basis) -> Any:
    starts = [day.year * 12 + day.month + day.day / 31 for _one, day in ordered]
    lasts = [float(one.duration) for one, _day in ordered]
    return engine.experience_of(
        starts, lasts, forgetting=basis.forgetting, turnover=basis.turnover, gap_months=basis.gap_months
    )


def basis_of(measure: Measure, portfolio: Portfolio) -> Basis:
    """What the curves of a measure rest on beside the projects: the priors file, and a turnover that was measured."""
    typed = [one for one in portfolio.typed if one.indicator == "staff_turnover" and 0 <= one.value <= 1]
    own = max(typed, key=lambda one: one.quarter, default=None)
    low, middle, high = _ends()
    return Basis(
        ratio=(low, middle, high),
        acts_on=_middle("learning_cost_share", "separate") if measure in COSTS else 1.0,
        forgetting=_middle("forgetting"),
        turnover=float(own.value) if own else _middle("team_turnover"),
        gap_months=float(load("priors")["common"]["forgetting_gap_months"]["params"]["value"]),
        noise=NOISE[measure],
        turnover_is_own=own is not None,
    )


@lru_cache(maxsize=8)
def _stated(slug: str, model: str = MODEL) -> Distribution:
    return Distribution.from_mapping(load("priors")["models"][model]["parameters"][slug])


@lru_cache(maxsize=8)
def _middle(slug: str, model: str = MODEL) -> float:
    return float(_stated(slug, model).quantile(np.array([0.5]))[0])


@lru_cache(maxsize=1)
def _ends() -> tuple[float, float, float]:
    low, middle, high = (float(one) for one in _stated("progress_ratio").quantile(np.array([0.05, 0.5, 0.95])))
    return low, middle, high


def _per_home(one: BoardProject) -> tuple[date | None, float | None]:
    value = float(one.outturn) / one.homes if one.outturn is not None and one.homes else None
    return one.started_on or one.called_off_on, value


def _index(one: BoardProject) -> tuple[date | None, float | None]:
    known = one.outturn is not None and one.scheme_b_budget
    return one.started_on or one.called_off_on, float(one.outturn / one.scheme_b_budget) if known else None  # type: ignore[operator]


def _months(one: BoardProject) -> tuple[date | None, float | None]:
    if not (one.started_on and one.handed_over_on):
        return one.started_on, None
    return one.started_on, (one.handed_over_on - one.started_on).days / DAYS_A_MONTH


def _procured(one: BoardProject) -> tuple[date | None, float | None]:
    if not (one.ready_on and one.called_off_on) or one.called_off_on < one.ready_on:
        return one.called_off_on, None
    # Signed on the day it was ready is as quick as can be counted: half a day would be another doubling for nothing.
    return one.called_off_on, max(LEAST_DAYS, float((one.called_off_on - one.ready_on).days))


_READ: Final[Mapping[Measure, Callable[[BoardProject], tuple[date | None, float | None]]]] = {
    Measure.COST_PER_HOME: _per_home,
    Measure.COST_INDEX: _index,
    Measure.MONTHS: _months,
    Measure.PROCUREMENT: _procured,
}
