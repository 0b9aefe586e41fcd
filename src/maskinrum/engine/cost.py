"""What the realised projects cost and when they are handed over (section 3.3)."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.market import Market
from maskinrum.engine.schedule import OUTSIDE
from maskinrum.engine.shocks import Shocks
from maskinrum.engine.values import BASELINE_LANE, Values, in_lane

LEAST_DEVIATION = -0.9
REFERENCE_BUDGET = 50.0  # mDKK: the size at which the tender cost is stated
BUDGET_RANGE = (1.0, 1000.0)  # mDKK: sizes the elasticity is trusted for
PROJECTS_AT_A_TIME = 16  # their numbers stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Works:
    """What the cost of the projects depends on.

    ``values``: effects already scaled, (lanes + 1 or 1, futures); ``start``, (lanes, projects, futures), ``outside``
    and ``late`` as in ``Schedule``; ``left``: Λ, (first lanes, projects, futures); ``opening`` O, ``closing`` C:
    months, (lanes, futures); ``problem_multiplier``, ``discount_rate``: (futures,).
    """

    values: Values
    shocks: Shocks
    market: Market
    start: Floats
    outside: Floats
    late: Bools
    left: Floats
    opening: Floats
    closing: Floats
    problem_multiplier: Floats
    discount_rate: Floats


@dataclass(frozen=True, slots=True)
class Account:
    """Sums over the realised projects; shapes (lanes, futures) unless said otherwise. Money mDKK.

    ``components``: by name; ``present_value`` of all of them; ``volume`` Σ V of all realised, (futures,); ``inside``
    Σ V inside; ``delay`` Σ V · months from planned to actual handover; ``last`` handover inside, months, 0 when none.
    """

    components: dict[str, Floats]
    present_value: Floats
    volume: Floats
    inside: Floats
    delay: Floats
    last: Floats


@dataclass(frozen=True, slots=True)
class Seen:
    """Projects inside handed over by the close, and the sum of their a − a₀ (section 3.4); (options, futures)."""

    finished: Floats
    advantage: Floats


def account(case: Case, given: Works, expected: Floats) -> tuple[Account, Account, Seen]:
    """Without any option; with every option used, (options, futures); and what is seen before that is decided.

    ``expected`` is a₀ per project, (projects,). Sums are in row order.
    """
    ledger = _Ledger(case, given, expected)
    for first in range(0, len(case.portfolio.active), PROJECTS_AT_A_TIME):
        ledger.enter(slice(first, first + PROJECTS_AT_A_TIME))
    with_options = ledger.inside.first(case.options).and_of(ledger.late)
    return ledger.closed(ledger.inside), ledger.closed(with_options), ledger.seen


class _Group(NamedTuple):
    """Some projects, the same in every lane: V where realised, ``worth`` the same discounted; (projects, futures).

    ``lasts``: months of works without ``delayed``, those that m is about; ``tail``: what the tail adds, and ``size``:
    tender cost beside that at 50 mDKK, 0 where sunk; (lanes + 1 or 1, projects, futures).
    """

    places: slice
    volume: Floats
    worth: Floats
    lasts: Floats
    delayed: Floats
    tail: Floats
    size: Floats


class _Cells(NamedTuple):
    """Some projects in one lane: ``ratio`` (1 + dev) Λ (1 + π + λ y), (projects, futures).

    ``amounts``: works with e, tender, waiting, as shares of V, and month of handover; (4, projects, futures).
    """

    ratio: Floats
    amounts: Floats


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of V · ``amounts`` as in ``_Cells``, (lanes, 4, futures), and of the money in them discounted.

    ``volume`` and ``worth``: of V, and discounted; ``last``: handover; (lanes, futures).
    """

    amounts: Floats
    present: Floats
    volume: Floats
    worth: Floats
    last: Floats

    @classmethod
    def nothing(cls, lanes: int, futures: int) -> "_Sums":
        return cls(np.zeros((lanes, 4, futures)), *np.zeros((4, lanes, futures)))

    def measure(self, lane: int, volume: Floats, worth: Floats) -> None:
        self.volume[lane] += np.add.reduce(volume, axis=0)
        self.worth[lane] += np.add.reduce(worth, axis=0)

    def add(self, lane: int, volume: Floats, worth: Floats, amounts: Floats) -> None:
        self.amounts[lane] += np.einsum("apf,pf->af", amounts, volume)
        self.present[lane] += np.einsum("apf,pf->f", amounts[:-1], worth)

    def first(self, lanes: int) -> "_Sums":
        return _Sums(*(getattr(self, name)[:lanes] for name in self.__slots__))

    def and_of(self, other: "_Sums") -> "_Sums":
        return _Sums(
            self.amounts + other.amounts,
            self.present + other.present,
            self.volume + other.volume,
            self.worth + other.worth,
            np.maximum(self.last, other.last),
        )


class _Ledger:
    """Running sums over the projects entered so far.

    ``every``: all realised projects by the baseline's values, as if outside, the same in every lane; ``inside`` and
    ``late``: what those inside, in the base window and in an extension, differ from that.
    """

    def __init__(self, case: Case, given: Works, expected: Floats) -> None:
        self.case, self.given, self.expected = case, given, expected
        values, futures = given.values, given.opening.shape[1]
        self.bidder = values["pass_through"] * values["bidder_count"] * values["bidder_cost"]
        self.rework = values["pass_through"] * values["rework_cost"]
        self.in_budget = self.bidder[-1] + self.rework[-1]  # e
        self.shares = self.bidder + self.rework + values["dispute_cost"]
        self.every, self.inside = _Sums.nothing(1, futures), _Sums.nothing(case.lanes, futures)
        self.late = _Sums.nothing(case.options, futures)
        self.seen = Seen(*np.zeros((2, case.options, futures)))
        self.planned = np.zeros(futures)
        self.log_size = np.log(np.clip(case.portfolio.budget, *BUDGET_RANGE) / REFERENCE_BUDGET)
        # numpy compares with an array several times faster than with one number
        self.zero = np.zeros((PROJECTS_AT_A_TIME, futures))
        self.least = np.full((PROJECTS_AT_A_TIME, futures), 1 + LEAST_DEVIATION)

    def enter(self, places: slice) -> None:
        """Add some projects to every sum."""
        group, portfolio = self._group(places), self.case.portfolio
        start = self.given.outside[places]
        outside = self._cells(group, BASELINE_LANE, start, self._index_outside(places, start))
        self.every.measure(0, group.volume, group.worth)
        self.every.add(0, group.volume, group.worth, outside.amounts)
        planned_end = portfolio.planned_start[places] + portfolio.duration[places]
        self.planned += np.einsum("p,pf->f", planned_end, group.volume)
        for lane, model in enumerate(self.case.models):
            start = self.given.start[lane, places]
            inside = start > OUTSIDE
            if model is self.case.baseline and lane >= len(self.given.left):
                # it differs from itself by what it learns alone
                counted = inside.astype(np.float64)
                self.inside.measure(lane, counted * group.volume, counted * group.worth)
            else:
                self._enter_inside(group, lane, (start, inside), outside.amounts)

    def _group(self, places: slice) -> _Group:
        given, portfolio = self.given, self.case.portfolio
        shocks, values = given.shocks, given.values
        budget, duration = self.case.volume[places, np.newaxis], portfolio.duration[places, np.newaxis]
        problem, committed = portfolio.problem[places, np.newaxis], portfolio.committed[places, np.newaxis]
        volume = budget * shocks.realised[places]
        chance = values["cost_tail_probability"][:, np.newaxis]
        if problem.any():
            chance = np.where(problem, chance * given.problem_multiplier, chance)
        size = np.exp(-self.log_size[places, np.newaxis] * values["client_tender_cost_elasticity"][:, np.newaxis])
        return _Group(
            places,
            volume,
            volume * discount(shocks.start[places] + duration / 2, given.discount_rate),
            duration * (1 + shocks.early[places]),
            duration * shocks.late[places],
            shocks.tail_size[places] * (shocks.tail_uniform[places] < chance),
            size * ~committed,
        )

    def _enter_inside(self, group: _Group, lane: int, found: tuple[Floats, Bools], outside: Floats) -> None:
        """Add what the projects inside differ from the baseline; those of an extension by themselves."""
        given, (start, inside) = self.given, found
        start = np.maximum(start, self.zero[: len(start)])
        own = self._cells(group, lane, start, given.market.at(start))
        difference = own.amounts - outside
        if lane < self.case.options:
            late = inside & given.late[lane, group.places]
            self._add(self.late, lane, group, late, own, difference)
            inside ^= late
            self._watch(group.places, lane, inside, own)
        self._add(self.inside, lane, group, inside, own, difference)

    def _add(self, sums: _Sums, lane: int, group: _Group, chosen: Bools, own: _Cells, difference: Floats) -> None:
        counted = chosen.astype(np.float64)
        volume, worth = counted * group.volume, counted * group.worth
        sums.measure(lane, volume, worth)
        sums.add(lane, volume, worth, difference)
        counted *= own.amounts[3]
        np.maximum(sums.last[lane], counted.max(axis=0), out=sums.last[lane])

    def _cells(self, group: _Group, lane: int, start: Floats, index: Floats) -> _Cells:
        """What some projects cost by the values of a lane, with works from ``start`` in prices of ``index``."""
        values, places = self.given.values, group.places
        ratio, amounts = self._ratio(group, lane, start), np.empty((4, *start.shape))
        works, tender, waiting, taken = amounts
        np.multiply(ratio, index, out=works)
        np.multiply(in_lane(group.size, lane), in_lane(values["client_tender_cost"], lane), out=tender)
        np.subtract(start, self.case.portfolio.planned_start[places, np.newaxis], out=waiting)
        np.maximum(waiting, self.zero[: len(start)], out=waiting)
        waiting *= in_lane(values["delay_cost"], lane)
        np.multiply(group.delayed, in_lane(values["time_multiplier"], lane), out=taken)
        taken += group.lasts
        taken += start
        return _Cells(ratio, amounts)

    def _ratio(self, group: _Group, lane: int, start: Floats) -> Floats:
        given, values = self.given, self.given.values
        ratio = given.shocks.cost[group.places] * in_lane(values["cost_deviation_sd"], lane)
        ratio += 1 + in_lane(values["cost_deviation_mean"], lane)
        ratio += in_lane(group.tail, lane)
        np.maximum(ratio, self.least[: len(start)], out=ratio)
        price = 1 + in_lane(values["price_level"], lane)
        if 0 <= lane < self.case.agreements:
            drifted = start - given.opening[lane]
            drifted *= in_lane(values["price_drift"], lane) / 12
            drifted += price
            price = drifted
        ratio *= price
        if 0 <= lane < len(given.left):
            ratio *= given.left[lane, group.places]
        return ratio

    def _index_outside(self, places: slice, start: Floats) -> Floats:
        # committed: contracted in the prices of the budget, perhaps before the case date
        committed = self.case.portfolio.committed[places, np.newaxis]
        return np.where(committed, 1, self.given.market.at(np.maximum(start, 0)))

    def _watch(self, places: slice, lane: int, inside: Bools, own: _Cells) -> None:
        """Count what is handed over by the close, and its a − a₀."""
        done = (inside & (own.amounts[3] <= self.given.closing[lane])).astype(np.float64)
        self.seen.finished[lane] += np.add.reduce(done, axis=0)
        advantage = own.ratio + own.amounts[1]
        advantage += in_lane(self.shares, lane) - self.in_budget
        advantage -= self.expected[places, np.newaxis]
        self.seen.advantage[lane] += np.einsum("pf,pf->f", advantage, done)

    def closed(self, inside: _Sums) -> Account:
        """The account of the first lanes with these projects inside."""
        every, values = self.every, self.given.values
        amounts = every.amounts + inside.amounts
        amounts[:, 0] -= self.in_budget * every.volume
        components = {name: amounts[:, place] for place, name in enumerate(("works", "tender", "waiting"))}
        rates = {"bidder": self.bidder, "rework": self.rework, "dispute": values["dispute_cost"]}
        components |= {name: _in_proportion(rate, every.volume, inside.volume) for name, rate in rates.items()}
        present = every.present - self.in_budget * every.worth + inside.present
        return Account(
            components,
            present + _in_proportion(self.shares, every.worth, inside.worth),
            every.volume[0],
            inside.volume,
            amounts[:, 3] - self.planned,
            inside.last,
        )


def _in_proportion(rate: Floats, volume: Floats, inside: Floats) -> Floats:
    """The baseline's rate of all of the ``volume``, and what the lane's differs from it on that ``inside``."""
    return np.asarray(rate[-1] * volume + (rate[: len(inside)] - rate[-1]) * inside)


def handover(start: Floats, duration: Floats | float, early: Floats, late: Floats) -> Floats:
    """Month of handover: s + D(1 + min(x, 0) + m·max(x, 0)); ``late`` holds m·max(x, 0); all broadcast together."""
    return np.asarray(start + duration * (1 + early + late))


def discount(months: Floats, rate: Floats) -> Floats:
    """v(t) = (1 + r)^(−t / 12)."""
    return np.exp(-np.log1p(rate) / 12 * months)
