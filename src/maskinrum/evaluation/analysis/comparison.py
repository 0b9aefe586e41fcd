"""The figures of a partnership as others may use them: whole years, old enough, and so many that nobody stands out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from maskinrum.evaluation.analysis.figures import WAYS
from maskinrum.evaluation.facts.comparison import (
    LEAST_PROJECTS,
    SHAREABLE,
    Shareable,
    SharedRow,
    last_year_shared,
)
from maskinrum.evaluation.facts.figures import CLIENTS, PRICED, Portfolio
from maskinrum.steering.facts import BoardProject
from maskinrum.steering.facts.mixing import is_mixed_for_all

LAST_QUARTER = 4
PLACES = 5
PLACES_OF_OTHERS = 2  # whole per cent: a project put on the board late would else be the difference it makes, by counts
MayMix = Callable[[Sequence[BoardProject]], bool]


@dataclass(frozen=True)
class _Part:
    """What one project, or one year's count of people, adds."""

    year: int
    value: float | None
    weight: int = 1
    project: BoardProject | None = None


def shared_rows(portfolio: Portfolio, *, with_clients: bool = False) -> list[SharedRow]:
    """What would be shared of a partnership today, with what is the client's alone only where asked.

    It does not depend on who looks.
    """
    latest = last_year_shared(portfolio.today)
    found = []
    for one in SHAREABLE:
        if one.is_clients and not with_clients:
            continue
        parts = [part for part in _parts(one, portfolio) if part.year <= latest]
        held = _whole_blocks(parts, _may_mix(portfolio) if one.indicator in PRICED else None)
        row = _row(one, held) if held else None
        # Prices that are all alike would be told by their mean, and so they are kept.
        if row and (one.indicator not in PRICED or row.standard_error):
            found.append(row)
    return found


def _may_mix(portfolio: Portfolio) -> MayMix:
    """Whether what rests on the prices of some projects may be told to everybody, whose own are among them."""
    return lambda projects: is_mixed_for_all(projects, portfolio.sight.clients)


def _parts(one: Shareable, portfolio: Portfolio) -> Iterator[_Part]:
    if one.indicator in WAYS:
        way = WAYS[one.indicator]
        for project in portfolio.inside:
            day, top, below = way.read(project)
            if day is None:
                continue
            is_known = top is not None and below is not None and below > 0
            value = one.told(float(top) / float(below), float(below)) if is_known else None
            if is_known or one.indicator in PRICED:
                yield _Part(day.year, value, project=project)
        return
    # A turnover tells of the twelve months before it, so the last quarter of a year tells of that year.
    for typed in portfolio.typed:
        if typed.indicator == one.indicator and typed.quarter.number == LAST_QUARTER and typed.of:
            yield _Part(typed.quarter.year, float(typed.value) * one.scale, typed.of)


def _whole_blocks(parts: Iterable[_Part], may_mix: MayMix | None) -> list[_Part]:
    """The years up to the last that closes a block of enough projects.

    A year that only adds one or two waits for the next: what it changed in the figure would tell of those alone. For
    the same reason a year waits, of what rests on prices, until every one of its projects is known.
    """
    held: list[_Part] = []
    waiting: list[_Part] = []
    years: dict[int, list[_Part]] = {}
    for part in parts:
        years.setdefault(part.year, []).append(part)
    for year in sorted(years):
        waiting += years[year]
        is_enough = sum(part.weight for part in waiting) >= LEAST_PROJECTS
        is_whole = all(part.value is not None for part in waiting)
        if is_enough and is_whole and (may_mix is None or may_mix([part.project for part in waiting if part.project])):
            held, waiting = [*held, *waiting], []
    return held


def _row(one: Shareable, held: list[_Part]) -> SharedRow:
    values, weights = np.array([part.value for part in held]), np.array([part.weight for part in held])
    count, mean = int(weights.sum()), float(np.average(values, weights=weights))
    if one.indicator in WAYS:
        error = float(values.std(ddof=1)) / sqrt(count)
    else:
        # A share of people; with none or all of them gone the plain error would be nought.
        drawn = (mean * count + 1) / (count + 2)
        error = sqrt(drawn * (1 - drawn) / count)
    years = [part.year for part in held]
    if one.indicator in PRICED:
        # A share with all its digits would give the sums it is made of.
        mean, error = round(mean, PLACES), round(error, PLACES)
    if one.indicator in PRICED - CLIENTS:
        mean = round(mean, PLACES_OF_OTHERS)
        # No error becomes nought: that would say that all are alike, and how sure the mean is.
        error = max(round(error, PLACES_OF_OTHERS), 10.0**-PLACES_OF_OTHERS) if error else 0.0
    return SharedRow(one, mean, error if error > 0 else None, count, min(years), max(years))
