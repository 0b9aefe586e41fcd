"""What came of the projects against what a stored analysis said, project for project and together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

import numpy as np

from maskinrum import engine
from maskinrum.decisions.analysis.exploring import ProjectForecast
from maskinrum.engine import StatedRange
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.facts import Outcome, months_between

__all__ = ["AIM", "FEW", "USUAL", "Came", "Ended", "Held", "Hindsight", "StatedRange", "look_back"]

USUAL: Final = engine.STRATEGIC
AIM: Final = 0.8
"""The share of what comes that a P10–P90 should hold."""
WITHIN: Final = (2, 18)
"""The twentieths of a forecast's draws that lie within its P10–P90, the last left out."""
FEW: Final = 10
"""Below this many a share says next to nothing."""


@dataclass(frozen=True)
class Came:
    """One project: what was said of it and what came. ``months`` is its handover, months from the case date."""

    forecast: ProjectForecast
    outcome: Outcome
    months: float | None

    @property
    def said(self) -> StatedRange | None:
        """The range of its building cost, mDKK; that of all that falls on it where the forecast told no other."""
        return self.forecast.building or self.forecast.cost

    @property
    def cost(self) -> float | None:
        """The final cost, mDKK."""
        return None if self.outcome.outturn is None else float(self.outcome.outturn)


@dataclass(frozen=True)
class Held:
    """Of ``n`` values with a stated range, how many lay in each of its parts, and how many within P10–P90.

    ``parts``: below P10, P10–P50, P50–P90, above P90; one would expect 1, 4, 4 and 1 of ten. ``worth``: as how many
    projects of which none depends on another they tell, since market and agreement are the same for all: by the draws
    of the forecast, ``n`` where it kept none.
    """

    n: int
    parts: tuple[int, int, int, int]
    inside: int
    worth: float

    @property
    def share(self) -> float:
        return self.inside / self.n if self.n else 0.0

    @property
    def spread(self) -> tuple[float, float]:
        """Between which shares the true one lies, 95 per cent, by Wilson: sound for few, and for all or none."""
        found = engine.wilson_of(self.share, self.worth)
        return found.low, found.high


@dataclass(frozen=True)
class Ended:
    """Of the projects whose end is known: how many were handed over, and how many one would have expected, ± ``sd``."""

    known: int
    handed_over: int
    expected: float
    sd: float


@dataclass(frozen=True)
class Total:
    """Σ final cost / Σ of what was expected on average of the same projects, and how far that varies, as ``sd``.

    ``sd`` is None, and the sum is that of the middle values, where the forecast kept neither means nor draws.
    """

    ratio: float
    sd: float | None


@dataclass(frozen=True)
class Hindsight:
    """All that can be said; ``total`` None for none.

    ``is_joint``: whether the forecast is of the building cost, and tells how the projects come out together. Older ones
    are of all that falls on a project, and are told as if no project depended on another.
    """

    came: tuple[Came, ...]
    cost: Held
    time: Held
    ended: Ended
    total: Total | None
    is_joint: bool


def look_back(forecasts: Sequence[ProjectForecast], outcomes: Mapping[int, Outcome], case_date: date) -> Hindsight:
    """Hold the outcomes, by row of the analysis, against the forecasts; a row without an outcome is not known yet."""
    came = tuple(_came(one, outcomes.get(one.row, Outcome()), case_date) for one in forecasts)
    costs = [one for one in came if one.said is not None and one.cost is not None]
    times = [one for one in came if one.forecast.handover is not None and one.months is not None]
    is_joint = bool(forecasts) and all(one.building_drawn for one in forecasts)
    return Hindsight(
        came=came,
        cost=_held(
            [(one.said, one.cost) for one in costs if one.said is not None and one.cost is not None],
            [one.forecast.building_drawn for one in costs] if is_joint else [],
        ),
        time=_held(
            [
                (one.forecast.handover, one.months)
                for one in times
                if one.forecast.handover is not None and one.months is not None
            ],
            [one.forecast.handover_drawn for one in times] if is_joint else [],
        ),
        ended=_ended([one for one in came if one.outcome.end is not None], is_joint=is_joint),
        total=_total(costs, is_joint=is_joint),
        is_joint=is_joint,
    )


def _came(forecast: ProjectForecast, outcome: Outcome, case_date: date) -> Came:
    day = outcome.handed_over_on
    return Came(forecast, outcome, None if day is None else months_between(case_date, day))


def _held(pairs: Sequence[tuple[StatedRange, float]], drawn: Sequence[str]) -> Held:
    low, high = (np.array([getattr(stated, end) for stated, _actual in pairs]) for end in ("p10", "p90"))
    actual = np.array([value for _stated, value in pairs])
    parts = [0, 0, 0, 0]
    for stated, value in pairs:
        parts[(value >= stated.p10) + (value > stated.p50) + (value > stated.p90)] += 1
    inside = round(engine.coverage(low, high, actual).mean * len(pairs))
    return Held(len(pairs), (parts[0], parts[1], parts[2], parts[3]), inside, _worth(drawn) if drawn else len(pairs))


def _worth(drawn: Sequence[str]) -> float:
    """As how many independent projects these tell whether ranges hold: n over how much more their number varies."""
    places = engine.drawn_together(drawn)
    within = np.where(np.isnan(places), np.nan, ((places >= WITHIN[0]) & (places < WITHIN[1])).astype(np.float64))
    spread = engine.covariance(within)
    alone = float(np.trace(spread))
    if alone <= 0:
        return len(drawn)
    return len(drawn) / min(max(float(spread.sum()) / alone, 1.0), len(drawn))


def _ended(came: Sequence[Came], *, is_joint: bool) -> Ended:
    chances = [one.forecast.p_realised for one in came]
    if came and is_joint:
        drawn = engine.drawn_together([one.forecast.handover_drawn for one in came])
        variance = float(engine.covariance((~np.isnan(drawn)).astype(np.float64)).sum())
    else:
        variance = sum(chance * (1 - chance) for chance in chances)
    return Ended(
        known=len(came),
        handed_over=sum(one.outcome.end == ProjectEnd.HANDED_OVER for one in came),
        expected=sum(chances),
        sd=sqrt(max(variance, 0.0)),
    )


def _total(came: Sequence[Came], *, is_joint: bool) -> Total | None:
    """The sum against the sum of means: that of middle values is below it, since costs have a long end upwards."""
    actual = sum(one.cost or 0.0 for one in came)
    if not came or not is_joint:
        middle = sum(one.said.p50 for one in came if one.said)
        return Total(actual / middle, None) if middle else None
    expected = sum(one.forecast.building_mean or 0.0 for one in came)
    drawn = engine.drawn_together(
        [one.forecast.building_drawn for one in came], [one.forecast.building_steps for one in came]
    )
    variance = float(engine.covariance(drawn).sum())
    return Total(actual / expected, sqrt(max(variance, 0.0)) / expected)
