"""How much volume, or how many similar projects, the strategic partnership needs to be probably better (section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from maskinrum.engine.comparison import better_shares
from maskinrum.engine.parameters import BASELINE, STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, simulate
from maskinrum.engine.standing import SURE_ENOUGH
from maskinrum.engine.statistics import Stat, describe_all, estimate

Axis = Literal["volume", "similar"]

VOLUME_FACTORS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)
SIMILAR_FACTORS: Final = (1.0, 2.0, 3.0, 4.0)
PROBABLY_BETTER: Final = SURE_ENOUGH  # the threshold of the verdict
MONTHS_PER_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class BreakEvenRow:
    """The partnership against another alternative, separate tenders where none is named, on a changed portfolio.

    ``volume_per_year``: Σ V of eligible uncommitted projects over the mean base term, mDKK a year. ``difference``:
    criterion of the partnership − that of the other, mDKK.
    """

    axis: Axis
    factor: float
    volume_per_year: float
    p_better: float
    se: float
    difference: Stat


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The partnership against ``reference`` on all the portfolios, and against a second one where that was asked for.

    ``volume``, ``similar``: the factor where P(better) first reaches 0.6, linear between points; None if never.
    """

    rows: tuple[BreakEvenRow, ...]
    volume: float | None
    similar: float | None
    reference: str = BASELINE
    other: "BreakEven | None" = None


def break_even(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    progress: Progress | None = None,
    reference: str = BASELINE,
) -> BreakEven:
    """Compare strategic partnership and separate tenders on smaller and larger portfolios, same futures.

    Volume: budgets of uncommitted projects × ¼ … 4. Similar: every eligible uncommitted project 1 … 4 times. A ceiling
    stated in ``settings`` stays as stated. A ``reference`` beside separate tenders is compared too, as ``other``.
    ``progress(done, total)`` is called after each of the portfolios.
    """
    points: list[tuple[Axis, float]] = [
        *(("volume", factor) for factor in VOLUME_FACTORS),
        *(("similar", factor) for factor in SIMILAR_FACTORS),
    ]
    against = tuple(dict.fromkeys((BASELINE, reference)))
    compared = replace(settings, alternatives=(*against, STRATEGIC))
    points_found: list[tuple[BreakEvenRow, ...]] = []
    for axis, factor in points:
        known = next((rows for rows in points_found if rows[0].factor == factor == 1), None)
        points_found.append(
            tuple(replace(row, axis=axis) for row in known)
            if known
            else _rows(axis, factor, _changed(portfolio, axis, factor), priors, compared)
        )
        if progress:
            progress(len(points_found), len(points))
    first, *others = (_found(slug, rows) for slug, rows in zip(against, zip(*points_found, strict=True), strict=True))
    return replace(first, other=others[0]) if others else first


def _found(reference: str, rows: tuple[BreakEvenRow, ...]) -> BreakEven:
    return BreakEven(rows, crossing(rows, "volume"), crossing(rows, "similar"), reference)


def _changed(portfolio: Portfolio, axis: Axis, factor: float) -> Portfolio:
    return portfolio.scaled(factor) if axis == "volume" else portfolio.repeated(int(factor))


def _rows(
    axis: Axis, factor: float, portfolio: Portfolio, priors: Priors, settings: Settings
) -> tuple[BreakEvenRow, ...]:
    """One row against each alternative but the partnership, which is the last of those simulated."""
    *others, strategic = simulate(portfolio, priors, settings).compared
    per_year = portfolio.eligible_volume / years_of_term(priors)
    rows = []
    for other in others:
        better = estimate(better_shares(strategic, other))
        rows.append(BreakEvenRow(axis, factor, per_year, better.mean, better.se, describe_all(strategic - other)))
    return tuple(rows)


def years_of_term(priors: Priors) -> float:
    """Mean base term of the strategic partnership, years, at least a month."""
    term = priors.model(STRATEGIC).parameters["term"].distribution
    months = 0.0 if term is None else term.mean()
    return max(months, 1.0) / MONTHS_PER_YEAR


def crossing(rows: Sequence[BreakEvenRow], axis: Axis, level: float = PROBABLY_BETTER) -> float | None:
    """The factor at which ``p_better`` first reaches ``level`` along ``axis``, linear between points; None if never."""
    previous: BreakEvenRow | None = None
    for row in (row for row in rows if row.axis == axis):
        if row.p_better >= level:
            if previous is None:
                return row.factor
            step = (level - previous.p_better) / (row.p_better - previous.p_better)
            return previous.factor + step * (row.factor - previous.factor)
        previous = row
    return None
