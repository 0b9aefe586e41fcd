"""What the realised projects cost and when they are handed over (section 3.3)."""

from dataclasses import dataclass, replace

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.market import Market
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.schedule import OUTSIDE
from maskinrum.engine.shocks import Shocks
from maskinrum.engine.values import Values

LEAST_DEVIATION = -0.9
REFERENCE_BUDGET = 50.0  # mDKK: the size at which the tender cost is stated
CELLS_AT_A_TIME = 8192  # lanes × projects × futures whose numbers stay in the processor's cache
BUDGET_RANGE = (1.0, 1000.0)  # mDKK: sizes the elasticity is trusted for


@dataclass(frozen=True, slots=True)
class Works:
    """What the cost of the projects depends on, for some lanes and futures.

    ``values``: effects already scaled, (lanes + 1 or 1, futures); ``start``, (lanes, projects, futures), ``outside``
    and ``late`` as in ``Schedule``: projects that are ``late`` count as outside; ``left``: Λ, (first lanes, projects,
    futures); ``opening`` O, ``closing`` C: months, (lanes, futures); ``problem_multiplier``, ``discount_rate``:
    (futures,). Prices drift in the first ``drifting`` lanes.
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
    drifting: int

    def extended(self, lanes: Integers, futures: Integers) -> "Works":
        """One lane with the pairs of ``lanes`` and ``futures`` as its futures, late projects inside."""
        return Works(
            {slug: _with_baseline(values, lanes, futures) for slug, values in self.values.items()},
            self.shocks.at(futures),
            self.market.of(futures),
            self.start[lanes, :, futures].T[np.newaxis],
            self.outside[:, futures],
            self.late[:0, :, :1],  # there are more pairs than futures where most alternatives extend
            self._left(lanes, futures),
            self.opening[lanes, futures][np.newaxis],
            self.closing[lanes, futures][np.newaxis],
            self.problem_multiplier[futures],
            self.discount_rate[futures],
            1,
        )

    def _left(self, lanes: Integers, futures: Integers) -> Floats:
        """Λ of the pairs, (1 or 0, projects, pairs); it is 1 beyond the lanes that learn."""
        if not len(self.left):
            return self.left[:, :, :1]
        left = self.left[np.minimum(lanes, len(self.left) - 1), :, futures]
        left[lanes >= len(self.left)] = 1
        return left.T[np.newaxis]


def _with_baseline(values: Floats, lanes: Integers, futures: Integers) -> Floats:
    return values[:, futures] if len(values) == 1 else np.stack((values[lanes, futures], values[-1, futures]))


@dataclass(frozen=True, slots=True)
class Account:
    """Sums over the realised projects; shapes (lanes, futures) unless said otherwise. Money mDKK.

    ``components``: by name; ``present_value`` of all of them; ``volume`` Σ V of all realised, (futures,); ``inside``
    Σ V inside; ``delay`` Σ V · months from planned to actual handover; ``last`` handover inside, months, −∞ when none,
    (agreements, futures). Of the lanes with an option, (options, futures): ``finished`` projects inside handed over by
    the close, and ``advantage``, the sum of their a − a₀ (section 3.4).
    """

    components: dict[str, Floats]
    present_value: Floats
    volume: Floats
    inside: Floats
    delay: Floats
    last: Floats
    finished: Floats
    advantage: Floats

    def copied(self) -> "Account":
        """The same sums in new arrays, except those that the option cannot change."""
        components = {name: values.copy() for name, values in self.components.items()}
        return replace(
            self,
            components=components,
            present_value=self.present_value.copy(),
            inside=self.inside.copy(),
            delay=self.delay.copy(),
            last=self.last.copy(),
        )

    def overwrite(self, lanes: Integers, futures: Integers, other: "Account") -> None:
        """Put the one lane of ``other`` in the place of the pairs of ``lanes`` and ``futures``."""
        for name, values in self.components.items():
            values[lanes, futures] = other.components[name][0]
        self.present_value[lanes, futures] = other.present_value[0]
        self.inside[lanes, futures] = other.inside[0]
        self.delay[lanes, futures] = other.delay[0]
        self.last[lanes, futures] = other.last[0]


@dataclass(frozen=True, slots=True)
class _Rates:
    """Shares of V that are the same for every project, (lanes + 1 or 1, futures)."""

    in_budget: Floats  # e
    bidder: Floats
    rework: Floats
    dispute: Floats

    @classmethod
    def of(cls, values: Values) -> "_Rates":
        bidder = values["pass_through"] * values["bidder_count"] * values["bidder_cost"]
        rework = values["pass_through"] * values["rework_cost"]
        return cls(bidder[-1] + rework[-1], bidder, rework, values["dispute_cost"])


def account(case: Case, given: Works, expected: Floats) -> Account:
    """Add up the projects in row order; ``expected`` is a₀ per project, (projects,)."""
    ledger, projects = _Ledger(case, given, expected), len(case.portfolio.active)
    # several projects at a time where there are few lanes and futures; the order of the sums is the same
    step = max(1, CELLS_AT_A_TIME // given.opening.size)
    for first in range(0, projects, step):
        ledger.enter(slice(first, first + step))
    return ledger.closed()


def _add(total: Floats, parts: Floats | Bools) -> None:
    """Add ``parts``, (..., projects, futures), to ``total``, (..., futures), one project after the other."""
    for place in range(parts.shape[-2]):
        total += parts[..., place, :]


class _Ledger:
    """Running sums over the projects entered so far; inside, arrays are (lanes, projects, futures)."""

    def __init__(self, case: Case, given: Works, expected: Floats) -> None:
        self.case, self.given, self.expected = case, given, expected
        self.values = {slug: values[:, np.newaxis] for slug, values in given.values.items()}
        self.rates = _Rates.of(given.values)
        self.every_project = self.rates.bidder + self.rates.rework + self.rates.dispute
        self.lanes, futures = given.opening.shape
        self.works, self.tender, self.waiting, self.present, self.delay = np.zeros((5, *given.opening.shape))
        self.inside, self.inside_worth = np.zeros((2, *given.opening.shape))
        self.total, self.total_worth, self.planned = np.zeros((3, futures))
        self.last = np.full((given.drifting, futures), OUTSIDE)
        self.finished, self.advantage = np.zeros((2, len(given.late), futures))
        self.price = 1 + self.values["price_level"]
        self.expected_works = 1 + self.values["cost_deviation_mean"]
        self.drift = self.values["price_drift"][: given.drifting] / 12
        self.observed_shares = (self.every_project[: self.lanes] - self.rates.in_budget)[:, np.newaxis]
        self._prepare(case.portfolio, given)

    def _prepare(self, portfolio: Portfolio, given: Works) -> None:
        """What is the same in every lane, for all projects at once, (projects, futures) or (projects, 1)."""
        self.duration = portfolio.duration[:, np.newaxis]
        self.log_size = np.log(np.clip(portfolio.budget, *BUDGET_RANGE) / REFERENCE_BUDGET)[:, np.newaxis]
        self.volume = portfolio.budget[:, np.newaxis] * given.shocks.realised
        self.worth = self.volume * discount(given.shocks.start + self.duration / 2, given.discount_rate)
        self.planned_volume = (portfolio.planned_start[:, np.newaxis] + self.duration) * self.volume

    def enter(self, places: slice) -> None:
        """Add some projects to every sum."""
        given, volume, worth = self.given, self.volume[places], self.worth[places]
        inside = self._inside(places)
        start = np.where(inside, given.start[: len(inside), places], given.outside[places])
        ratio = self._chosen(self._ratio(places, start), inside)
        tender = self._tender(places, inside)
        works = ratio * self._index(places, start)
        works -= self.rates.in_budget
        waiting = self._waiting(places, start, inside)
        _add(self.works, works * volume)
        _add(self.tender, tender * volume)
        _add(self.waiting, waiting * volume)
        works += tender
        works += waiting
        works *= worth
        _add(self.present, works)
        self._measure(places, inside)
        taken = self._handover(places, start, inside)
        _add(self.delay, taken * volume)
        held = given.drifting
        np.maximum(self.last, np.where(inside[:held], taken[:held], OUTSIDE).max(axis=1), out=self.last)
        if len(given.late):
            self._watch(places, inside, taken, ratio, tender)

    def _inside(self, places: slice) -> Bools:
        """Which are inside; one lane stands for all where none is, as the baseline's cost then holds in every lane."""
        inside = self.given.start[:, places] > OUTSIDE
        inside[: len(self.given.late)] &= ~self.given.late[:, places]
        return inside if inside.any() else inside[:1]

    def _measure(self, places: slice, inside: Bools) -> None:
        """Add the volumes, at the budget and at present value, inside and altogether."""
        counted = inside.astype(np.float64)
        _add(self.inside, counted * self.volume[places])
        counted *= self.worth[places]
        _add(self.inside_worth, counted)
        _add(self.total, self.volume[places])
        _add(self.total_worth, self.worth[places])
        _add(self.planned, self.planned_volume[places])

    def _chosen(self, share: Floats, inside: Bools) -> Floats:
        """The lane's own value inside, the baseline's outside; (lanes of ``inside`` or 1, projects, futures)."""
        return share if len(share) == 1 else np.where(inside, share[: len(inside)], share[-1])

    def _ratio(self, places: slice, start: Floats) -> Floats:
        """(1 + dev) Λ (1 + π + λ y): cost of works over budget, before the market; (lanes + 1, projects, futures)."""
        values, shocks, lanes = self.values, self.given.shocks, self.given.drifting
        chance = values["cost_tail_probability"]
        problem = self.case.portfolio.problem[places, np.newaxis]
        if problem.any():
            chance = np.where(problem, chance * self.given.problem_multiplier, chance)
        works = values["cost_deviation_sd"] * shocks.cost[places]
        works = works + self.expected_works
        works = works + shocks.tail_size[places] * (shocks.tail_uniform[places] < chance)
        ratio = np.empty((self.lanes + 1, *start.shape[1:]))
        ratio[:] = self.price
        since_opening = start[:lanes] - self.given.opening[:lanes, np.newaxis]
        since_opening *= self.drift
        ratio[:lanes] += since_opening
        ratio *= np.maximum(works, 1 + LEAST_DEVIATION)
        ratio[: len(self.given.left)] *= self.given.left[:, places]
        return ratio

    def _index(self, places: slice, start: Floats) -> Floats:
        committed = self.case.portfolio.committed[places]
        if not committed.any():
            return self.given.market.at(start)
        # contracted in the prices of the budget, perhaps before the case date
        return np.where(committed[:, np.newaxis], 1, self.given.market.at(np.maximum(start, 0)))

    def _tender(self, places: slice, inside: Bools) -> Floats:
        factor = np.exp(-self.log_size[places] * self.values["client_tender_cost_elasticity"])
        factor *= ~self.case.portfolio.committed[places, np.newaxis]  # theirs is sunk
        return self._chosen(self.values["client_tender_cost"] * factor, inside)

    def _waiting(self, places: slice, start: Floats, inside: Bools) -> Floats:
        late = np.maximum(start - self.case.portfolio.planned_start[places, np.newaxis], 0)
        late *= self._chosen(self.values["delay_cost"], inside)
        return np.asarray(late)

    def _handover(self, places: slice, start: Floats, inside: Bools) -> Floats:
        late = self._chosen(self.values["time_multiplier"], inside) * self.given.shocks.late[places]
        return handover(start, self.duration[places], self.given.shocks.early[places], late)

    def _watch(self, places: slice, inside: Bools, taken: Floats, ratio: Floats, tender: Floats) -> None:
        """Count what is handed over by the close, and its a − a₀, in the lanes with an option."""
        lanes = len(self.given.late)
        done = inside[:lanes] & (taken[:lanes] <= self.given.closing[:lanes, np.newaxis])
        observed = ratio[:lanes] + tender[:lanes] + self.observed_shares[:lanes]
        _add(self.finished, done)
        _add(self.advantage, done * (observed - self.expected[places, np.newaxis]))

    def closed(self) -> Account:
        """The sums, with what is proportional to the volume inside and outside."""
        components = {"works": self.works, "tender": self.tender, "waiting": self.waiting}
        for name, rate in (
            ("bidder", self.rates.bidder),
            ("dispute", self.rates.dispute),
            ("rework", self.rates.rework),
        ):
            components[name] = self._in_proportion(rate, self.inside, self.total)
        return Account(
            components,
            self.present + self._in_proportion(self.every_project, self.inside_worth, self.total_worth),
            self.total,
            self.inside,
            self.delay - self.planned,
            self.last,
            self.finished,
            self.advantage,
        )

    def _in_proportion(self, rate: Floats, inside: Floats, volume: Floats) -> Floats:
        return np.asarray(inside * rate[: self.lanes] + (volume - inside) * rate[-1])


def handover(start: Floats, duration: Floats | float, early: Floats, late: Floats) -> Floats:
    """Month of handover: s + D(1 + min(x, 0) + m·max(x, 0)); ``late`` holds m·max(x, 0); all broadcast together."""
    return np.asarray(start + duration * (1 + early + late))


def discount(months: Floats, rate: Floats) -> Floats:
    """v(t) = (1 + r)^(−t / 12)."""
    return np.exp(-np.log1p(rate) / 12 * months)
