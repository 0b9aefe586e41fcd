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
FEW: Final = 10
"""Below this many a share says next to nothing."""


@dataclass(frozen=True)
class Came:
    """One project: what was said of it and what came. ``months`` is its handover, months from the case date."""

    forecast: ProjectForecast
    outcome: Outcome
    months: float | None

    @property
    def cost(self) -> float | None:
        """The final cost, mDKK."""
        return None if self.outcome.outturn is None else float(self.outcome.outturn)


@dataclass(frozen=True)
class Held:
    """Of ``n`` values with a stated range, how many lay in each of its parts, and how many within P10–P90.

    ``parts``: below P10, P10–P50, P50–P90, above P90; one would expect 1, 4, 4 and 1 of ten.
    """

    n: int
    parts: tuple[int, int, int, int]
    inside: int

    @property
    def share(self) -> float:
        return self.inside / self.n if self.n else 0.0

    @property
    def spread(self) -> tuple[float, float]:
        """Between which shares the true one lies, 95 per cent, by Wilson: sound for few, and for all or none."""
        found = engine.wilson(self.inside, self.n)
        return found.low, found.high


@dataclass(frozen=True)
class Ended:
    """Of the projects whose end is known: how many were handed over, and how many one would have expected, ± ``sd``."""

    known: int
    handed_over: int
    expected: float
    sd: float


@dataclass(frozen=True)
class Hindsight:
    """All that can be said. ``cost_ratio``: Σ final cost / Σ P50 of the same ``cost.n`` projects, None for none."""

    came: tuple[Came, ...]
    cost: Held
    time: Held
    ended: Ended
    cost_ratio: float | None


def look_back(forecasts: Sequence[ProjectForecast], outcomes: Mapping[int, Outcome], case_date: date) -> Hindsight:
    """Hold the outcomes, by row of the analysis, against the forecasts; a row without an outcome is not known yet."""
    came = tuple(_came(one, outcomes.get(one.row, Outcome()), case_date) for one in forecasts)
    costs = [(one.forecast.cost, one.cost) for one in came]
    known = [(stated, actual) for stated, actual in costs if stated is not None and actual is not None]
    middle = sum(stated.p50 for stated, _actual in known)
    return Hindsight(
        came=came,
        cost=_held(known),
        time=_held(
            [
                (one.forecast.handover, one.months)
                for one in came
                if one.forecast.handover is not None and one.months is not None
            ]
        ),
        ended=_ended([one for one in came if one.outcome.end is not None]),
        cost_ratio=sum(actual for _stated, actual in known) / middle if middle else None,
    )


def _came(forecast: ProjectForecast, outcome: Outcome, case_date: date) -> Came:
    day = outcome.handed_over_on
    return Came(forecast, outcome, None if day is None else months_between(case_date, day))


def _held(pairs: Sequence[tuple[StatedRange, float]]) -> Held:
    low, high = (np.array([getattr(stated, end) for stated, _actual in pairs]) for end in ("p10", "p90"))
    actual = np.array([value for _stated, value in pairs])
    parts = [0, 0, 0, 0]
    for stated, value in pairs:
        parts[(value >= stated.p10) + (value > stated.p50) + (value > stated.p90)] += 1
    inside = round(engine.coverage(low, high, actual).mean * len(pairs))
    return Held(len(pairs), (parts[0], parts[1], parts[2], parts[3]), inside)


def _ended(came: Sequence[Came]) -> Ended:
    chances = [one.forecast.p_realised for one in came]
    return Ended(
        known=len(came),
        handed_over=sum(one.outcome.end == ProjectEnd.HANDED_OVER for one in came),
        expected=sum(chances),
        sd=sqrt(sum(chance * (1 - chance) for chance in chances)),
    )
