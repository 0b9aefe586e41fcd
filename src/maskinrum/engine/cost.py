"""What the realised projects cost and when they are handed over (section 3.3)."""

from dataclasses import dataclass, replace

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.market import Market
from maskinrum.engine.schedule import OUTSIDE
from maskinrum.engine.shocks import Shocks
from maskinrum.engine.values import Values

LEAST_DEVIATION = -0.9
REFERENCE_BUDGET = 50.0  # mDKK: the size at which the tender cost is stated
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
        some = np.minimum(lanes, len(self.left) - 1)
        return Works(
            {slug: _with_baseline(values, lanes, futures) for slug, values in self.values.items()},
            self.shocks.at(futures),
            self.market.of(futures),
            self.start[lanes, :, futures].T[np.newaxis],
            self.outside[:, futures],
            self.late[:0, :, : len(futures)],
            self.left[some, :, futures].T[np.newaxis] if len(self.left) else self.left[:, :, : len(futures)],
            self.opening[lanes, futures][np.newaxis],
            self.closing[lanes, futures][np.newaxis],
            self.problem_multiplier[futures],
            self.discount_rate[futures],
            1,
        )


def _with_baseline(values: Floats, lanes: Integers, futures: Integers) -> Floats:
    return values[:, futures] if len(values) == 1 else np.stack((values[lanes, futures], values[-1, futures]))


@dataclass(frozen=True, slots=True)
class Account:
    """Sums over the realised projects; shapes (lanes, futures) unless said otherwise. Money mDKK.

    ``components``: by name; ``present_value`` of all of them; ``volume`` Σ V of all realised, (futures,); ``inside``
    Σ V inside; ``delay`` Σ V · months from planned to actual handover; ``last`` handover inside, months, −∞ when none;
    ``finished`` projects inside handed over by the close, and ``advantage``, the sum of their a − a₀ (section 3.4).
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
    ledger = _Ledger(case, given, expected)
    for place in range(len(case.portfolio.active)):
        ledger.enter(place)
    return ledger.closed()


class _Ledger:
    """Running sums over the projects entered so far."""

    def __init__(self, case: Case, given: Works, expected: Floats) -> None:
        self.case, self.given, self.expected = case, given, expected
        self.rates = _Rates.of(given.values)
        self.every_project = self.rates.bidder + self.rates.rework + self.rates.dispute
        self.lanes, futures = given.opening.shape
        self.works, self.tender, self.waiting, self.worth, self.delay = np.zeros((5, *given.opening.shape))
        self.inside, self.inside_worth = np.zeros((2, *given.opening.shape))
        self.volume, self.volume_worth, self.planned = np.zeros((3, futures))
        self.last = np.full_like(given.opening, OUTSIDE)
        self.finished, self.advantage = np.zeros((2, len(given.late), futures))
        self.price = 1 + given.values["price_level"]
        self.expected_works = 1 + given.values["cost_deviation_mean"]
        self.drift = given.values["price_drift"][: given.drifting] / 12

    def enter(self, place: int) -> None:
        """Add one project to every sum."""
        given, budget = self.given, self.case.portfolio.budget[place]
        inside = given.start[:, place] > OUTSIDE
        inside[: len(given.late)] &= ~given.late[:, place]
        start = np.where(inside, given.start[:, place], given.outside[place])
        volume = budget * given.shocks.realised[place]
        discounted = self._discount(place)
        worth = volume * discounted
        ratio = self._chosen(self._ratio(place, start), inside)
        tender = self._tender(place, inside)
        works = ratio * self._index(place, start)
        works -= self.rates.in_budget
        waiting = self._waiting(place, start, inside)
        self.works += works * volume
        self.tender += tender * volume
        self.waiting += waiting * volume
        works += tender
        works += waiting
        self.worth += works * worth
        within = np.where(inside, volume, 0)
        self.inside += within
        self.inside_worth += within * discounted
        self.volume += volume
        self.volume_worth += worth
        taken = self._handover(place, start, inside)
        self.delay += taken * volume
        self.planned += (self.case.portfolio.planned_start[place] + self._duration(place)) * volume
        np.maximum(self.last, np.where(inside, taken, OUTSIDE), out=self.last)
        self._watch(place, inside, taken, ratio, tender)

    def _duration(self, place: int) -> float:
        return float(self.case.portfolio.duration[place])

    def _chosen(self, share: Floats, inside: Bools) -> Floats:
        """The lane's own value inside, the baseline's outside; (lanes or 1, futures)."""
        return share if len(share) == 1 else np.where(inside, share[: self.lanes], share[-1])

    def _ratio(self, place: int, start: Floats) -> Floats:
        """(1 + dev) Λ (1 + π + λ y): cost of works over budget, before the market; (lanes + 1, futures)."""
        values, shocks, lanes = self.given.values, self.given.shocks, self.given.drifting
        chance = values["cost_tail_probability"]
        if self.case.portfolio.problem[place]:
            chance = chance * self.given.problem_multiplier
        works = values["cost_deviation_sd"] * shocks.cost[place]
        works = works + self.expected_works
        works = works + shocks.tail_size[place] * (shocks.tail_uniform[place] < chance)
        ratio = np.empty((self.lanes + 1, start.shape[1]))
        ratio[:] = self.price
        since_opening = start[:lanes] - self.given.opening[:lanes]
        since_opening *= self.drift
        ratio[:lanes] += since_opening
        ratio *= np.maximum(works, 1 + LEAST_DEVIATION)
        ratio[: len(self.given.left)] *= self.given.left[:, place]
        return ratio

    def _index(self, place: int, start: Floats) -> Floats | float:
        if self.case.portfolio.committed[place]:
            return 1.0  # contracted in the prices of the budget
        return self.given.market.at(start)

    def _tender(self, place: int, inside: Bools) -> Floats:
        values = self.given.values
        cost = values["client_tender_cost"]
        if self.case.portfolio.committed[place]:
            return np.zeros((1, cost.shape[1]))  # sunk
        size = np.clip(self.case.portfolio.budget[place], *BUDGET_RANGE) / REFERENCE_BUDGET
        return self._chosen(cost * np.exp(-np.log(size) * values["client_tender_cost_elasticity"]), inside)

    def _waiting(self, place: int, start: Floats, inside: Bools) -> Floats:
        late = np.maximum(start - self.case.portfolio.planned_start[place], 0)
        late *= self._chosen(self.given.values["delay_cost"], inside)
        return np.asarray(late)

    def _discount(self, place: int) -> Floats:
        middle = self.given.shocks.start[place] + self._duration(place) / 2
        return discount(middle, self.given.discount_rate)

    def _handover(self, place: int, start: Floats, inside: Bools) -> Floats:
        late = self._chosen(self.given.values["time_multiplier"], inside) * self.given.shocks.late[place]
        return handover(start, self._duration(place), self.given.shocks.early[place], late)

    def _watch(self, place: int, inside: Bools, taken: Floats, ratio: Floats, tender: Floats) -> None:
        """Count what is handed over by the close, and its a − a₀, in the lanes with an option."""
        lanes = len(self.given.late)
        done = inside[:lanes] & (taken[:lanes] <= self.given.closing[:lanes])
        shares = tender[:lanes] + self.every_project[: self.lanes][:lanes] - self.rates.in_budget
        self.finished += done
        self.advantage += done * (ratio[:lanes] + shares - self.expected[place])

    def closed(self) -> Account:
        """The sums, with what is proportional to the volume inside and outside."""
        components = {"works": self.works, "tender": self.tender, "waiting": self.waiting}
        for name, rate in (
            ("bidder", self.rates.bidder),
            ("dispute", self.rates.dispute),
            ("rework", self.rates.rework),
        ):
            components[name] = self._in_proportion(rate, self.inside, self.volume)
        return Account(
            components,
            self.worth + self._in_proportion(self.every_project, self.inside_worth, self.volume_worth),
            self.volume,
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
