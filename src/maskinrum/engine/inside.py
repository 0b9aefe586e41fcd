"""Which projects belong inside the strategic partnership (section 4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.comparison import better_shares
from maskinrum.engine.future import compute
from maskinrum.engine.parameters import STRATEGIC
from maskinrum.engine.portfolio import Portfolio, Project
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, blocks, simulate
from maskinrum.engine.statistics import Estimate, estimate
from maskinrum.engine.streams import Streams

AT_A_TIME: Final = 16  # subsets costed beside each other on the same draws
MONTHS_APART: Final = 6.0
NEXT: Final = 1  # from the seed of a question to that of the search's own futures
COPIES: Final = 2


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a project adds: cost of the whole without it inside − with it inside, mDKK; above 0 it belongs inside.

    ``row`` in the portfolio; ``inside``: whether it is inside in the subset this is told of.
    """

    row: int
    inside: bool
    value: Estimate


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the search: the project ``row`` goes in or out, which lowers mean cost by ``gain``, mDKK."""

    row: int
    inside: bool
    gain: Estimate


@dataclass(frozen=True, slots=True)
class Inside:
    """The best subset found, by rows, and the way to it.

    ``leave_out``: rows that were inside as stated and are not in the best; ``gain``: mean cost as stated − at best,
    mDKK; contributions of every eligible project, as stated and at best, in row order.
    """

    rows: tuple[int, ...]
    leave_out: tuple[int, ...]
    gain: Estimate
    steps: tuple[Step, ...]
    as_stated: tuple[Contribution, ...]
    at_best: tuple[Contribution, ...]

    def of(self, portfolio: Portfolio) -> Portfolio:
        """The same projects, of which only those of the best subset may go inside."""
        return Portfolio(
            replace(project, eligible=project.eligible and row in self.rows)
            for row, project in enumerate(portfolio.projects)
        )


@dataclass(frozen=True, slots=True)
class JudgedInside:
    """The best subset on the ``futures`` of the question, none of which the search had seen.

    The search keeps what looks cheapest on its own futures, so its own ``gain`` is too great. ``gain`` here is not;
    ``left_out``: what each project of ``leave_out`` would add to the best subset, below 0 where it belongs outside.
    """

    gain: Estimate
    left_out: tuple[Contribution, ...]
    futures: int


@dataclass(frozen=True, slots=True)
class TwoMore:
    """What two more projects like the one in ``row`` would change; money in mDKK.

    ``difference``: partnership − reference with the two; ``gain``: how much less than without them, per future, above 0
    it helps the partnership; ``p_better``: partnership cheaper than the reference, a tie counts ½.
    """

    row: int
    group: str
    difference: Estimate
    gain: Estimate
    p_better: Estimate


class _Subsets:
    """Costs the strategic partnership with different projects inside, all on the same futures."""

    def __init__(self, portfolio: Portfolio, priors: Priors, settings: Settings) -> None:
        self.case = Case.of(portfolio, priors, replace(settings, alternatives=(STRATEGIC,)))

    def costs(self, subsets: Bools) -> Floats:
        """Criterion per subset (subsets, projects), mDKK, (subsets, futures)."""
        parts = [self._some(subsets[first : first + AT_A_TIME]) for first in range(0, len(subsets), AT_A_TIME)]
        return np.concatenate(parts)

    def _some(self, subsets: Bools) -> Floats:
        count, one = len(subsets), self.case
        case = replace(
            one,
            models=one.models * count,
            options=one.options * count,
            agreements=one.agreements * count,
            chosen=subsets,
        )

        def work(streams: Streams) -> Floats:
            return compute(case, streams).costs.criterion(case.settings.criterion)

        return np.concatenate(list(blocks(case, work)), axis=1)[:, : case.settings.futures]


def best_inside(portfolio: Portfolio, priors: Priors, settings: Settings, progress: Progress | None = None) -> Inside:
    """From all eligible, move the one project that lowers mean cost most until none does; ties: lowest row.

    The search has ``settings.futures`` of its own, those of the next seed: what is found is judged on the futures of
    the question (``judge_inside``, ``changed_standings``), and there it must not have been chosen for its luck.
    The ceiling follows the eligible volume unless ``settings`` states it. ``progress(done, total)`` after each pass
    over the projects; how many are needed is not known before, so the total grows by one until it is done.
    """
    searched = replace(settings, seed=settings.seed + NEXT)
    subsets, places = _Subsets(portfolio, priors, searched), np.nonzero(portfolio.eligible)[0]
    current, steps = portfolio.eligible.copy(), []
    now = stated = subsets.costs(current[np.newaxis])[0]
    passes: list[tuple[Contribution, ...]] = []
    while True:
        moved = np.repeat(current[np.newaxis], len(places), axis=0)
        moved[np.arange(len(places)), places] ^= True
        costs = subsets.costs(moved) if len(places) else np.empty((0, len(now)))
        passes.append(tuple(_contributions(portfolio, current, places.tolist(), (now, costs))))
        gains = [estimate(now - cost) for cost in costs]
        best = max(range(len(places)), key=lambda move: gains[move].mean, default=None)
        better = best is not None and gains[best].mean > 0
        if progress:
            progress(len(passes), len(passes) + better)
        if best is None or not better:
            break
        current, now = moved[best], costs[best]
        steps.append(Step(portfolio.rows[places[best]], bool(current[places[best]]), gains[best]))
    return Inside(
        tuple(portfolio.rows[place] for place in np.nonzero(current)[0]),
        tuple(portfolio.rows[place] for place in np.nonzero(portfolio.eligible & ~current)[0]),
        estimate(stated - now),
        tuple(steps),
        passes[0],
        passes[-1],
    )


def judge_inside(portfolio: Portfolio, priors: Priors, settings: Settings, inside: Inside) -> JudgedInside:
    """What the subset found by ``best_inside`` with the same seed gains on the ``settings.futures`` of the question.

    Without anything to leave out, ``gain`` is 0 ± 0.
    """
    subsets = _Subsets(portfolio, priors, settings)
    best = portfolio.eligible & np.isin(portfolio.rows, inside.rows)
    places = [portfolio.rows.index(row) for row in inside.leave_out]
    moved = np.repeat(best[np.newaxis], len(places), axis=0)
    moved[np.arange(len(places)), places] = True
    stated, now, *costs = subsets.costs(np.stack([portfolio.eligible, best, *moved]))
    added = np.array(costs).reshape(len(places), len(now))
    left_out = tuple(_contributions(portfolio, best, places, (now, added)))
    return JudgedInside(estimate(stated - now), left_out, settings.futures)


def _contributions(
    portfolio: Portfolio, current: Bools, places: list[int], costs: tuple[Floats, Floats]
) -> Iterator[Contribution]:
    now, moved = costs
    for place, cost in zip(places, moved, strict=True):
        inside = bool(current[place])
        yield Contribution(portfolio.rows[place], inside, estimate(cost - now if inside else now - cost))


def two_more(
    portfolio: Portfolio, priors: Priors, settings: Settings, reference: str, progress: Progress | None = None
) -> tuple[TwoMore, ...]:
    """Add two projects like one of each similarity group, and rank by how much it helps the partnership.

    Of each group the eligible project of middle budget (of two the smaller, ties: lowest row) is taken twice more, 6
    months apart. Same futures; the new projects have draws of their own.
    """
    settings = replace(settings, alternatives=tuple(dict.fromkeys((reference, STRATEGIC))))
    models = list(_middle_of_groups(portfolio))
    before, found = _difference(portfolio, priors, settings), []
    for row in models:
        project = portfolio.projects[row]
        after = _difference(Portfolio((*portfolio.projects, *_copies(project))), priors, settings)
        better = estimate(better_shares(after, np.zeros_like(after)))
        found.append(TwoMore(row, project.group, estimate(after), estimate(before - after), better))
        if progress:
            progress(len(found), len(models))
    return tuple(sorted(found, key=lambda more: -more.gain.mean))


def _difference(portfolio: Portfolio, priors: Priors, settings: Settings) -> Floats:
    compared = simulate(portfolio, priors, settings).compared
    return np.asarray(compared[-1] - compared[0])


def _copies(project: Project) -> Iterator[Project]:
    for turn in range(1, COPIES + 1):
        yield replace(project, planned_start=project.planned_start + MONTHS_APART * turn)


def _middle_of_groups(portfolio: Portfolio) -> Iterator[int]:
    for places in portfolio.groups:
        eligible = [place for place in places if portfolio.eligible[place]]
        if eligible:
            by_budget = sorted(eligible, key=lambda place: float(portfolio.budget[place]))
            yield portfolio.rows[by_budget[(len(by_budget) - 1) // 2]]
