"""What the realised projects cost and when they are handed over (section 3.3)."""

from dataclasses import dataclass, replace

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.schedule import OUTSIDE
from maskinrum.engine.shocks import Shocks
from maskinrum.engine.values import Values

LEAST_DEVIATION = -0.9
REFERENCE_BUDGET = 50.0  # mDKK: the size at which the tender cost is stated
BUDGET_RANGE = (1.0, 1000.0)  # mDKK: sizes the elasticity is trusted for


@dataclass(frozen=True, slots=True)
class Works:
    """What the cost of the projects depends on, for some lanes and futures.

    ``start``, ``index``: as in ``Schedule``, (lanes + 1, projects, futures); ``left``: Λ, (first lanes, projects,
    futures); ``values``: effects already scaled; ``opening`` O, ``closing`` C: months, (lanes, futures);
    ``problem_multiplier``, ``discount_rate``: (futures,). Prices drift in the first ``drifting`` lanes, and
    the option is judged in the first ``watched``.
    """

    values: Values
    shocks: Shocks
    start: Floats
    index: Floats
    left: Floats
    opening: Floats
    closing: Floats
    problem_multiplier: Floats
    discount_rate: Floats
    drifting: int
    watched: int

    def at(self, lane: int, futures: Integers) -> "Works":
        """The same of one lane and some futures."""
        return Works(
            {slug: _lane_and_baseline(values, lane)[:, futures] for slug, values in self.values.items()},
            self.shocks.at(futures),
            self.start[[lane, -1]][:, :, futures],
            self.index[[lane, -1]][:, :, futures],
            self.left[lane : lane + 1][:, :, futures],
            self.opening[lane : lane + 1, futures],
            self.closing[lane : lane + 1, futures],
            self.problem_multiplier[futures],
            self.discount_rate[futures],
            int(lane < self.drifting),
            0,
        )


def _lane_and_baseline(values: Floats, lane: int) -> Floats:
    return values if len(values) == 1 else values[[lane, -1]]


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

    def overwrite(self, lane: int, futures: Integers, other: "Account") -> None:
        """Put the one lane of ``other`` in the place of some futures of ``lane``."""
        for name, values in self.components.items():
            values[lane, futures] = other.components[name][0]
        self.present_value[lane, futures] = other.present_value[0]
        self.inside[lane, futures] = other.inside[0]
        self.delay[lane, futures] = other.delay[0]
        self.last[lane, futures] = other.last[0]


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
        self.projects = {name: np.zeros(given.opening.shape) for name in ("works", "tender", "waiting")}
        self.present_value, self.inside, self.delay = np.zeros((3, *given.opening.shape))
        self.last = np.full_like(given.opening, -np.inf)
        self.finished, self.advantage = np.zeros((2, given.watched, futures))
        self.volume = np.zeros(futures)

    def enter(self, place: int) -> None:
        """Add one project to every sum."""
        budget, realised = self.case.portfolio.budget[place], self.given.shocks.realised[place]
        inside = self.given.start[:-1, place] > OUTSIDE
        ratio, tender = self._ratio(place), self._tender(place)
        unit = {
            "works": self.given.index[:, place] * ratio - self.rates.in_budget,
            "tender": tender,
            "waiting": self._waiting(place),
        }
        total = self._chosen(self.every_project, inside, realised)
        for name, share in unit.items():
            chosen = self._chosen(share, inside, realised)
            self.projects[name] += budget * chosen
            total = total + chosen
        self.present_value += budget * self._discount(place) * total
        self.inside += budget * inside
        self.volume += budget * realised
        handover = self._handover(place, inside, realised)
        self._watch(place, inside, handover, ratio - self.rates.in_budget + tender + self.every_project)

    def _chosen(self, share: Floats, inside: Bools, realised: Bools) -> Floats:
        return np.where(inside, share[: self.lanes], share[-1] * realised)

    def _ratio(self, place: int) -> Floats:
        """(1 + dev) Λ (1 + π + λ y): cost of works over budget, before the market."""
        values, shocks = self.given.values, self.given.shocks
        chance = values["cost_tail_probability"]
        if self.case.portfolio.problem[place]:
            chance = chance * self.given.problem_multiplier
        deviation = values["cost_deviation_mean"] + values["cost_deviation_sd"] * shocks.cost[place]
        deviation = deviation + shocks.tail_size[place] * (shocks.tail_uniform[place] < chance)
        ratio: Floats = (1 + np.maximum(deviation, LEAST_DEVIATION)) * self._price(place)
        ratio[: len(self.given.left)] *= self.given.left[:, place]
        return ratio

    def _price(self, place: int) -> Floats:
        given, lanes = self.given, self.given.drifting
        level = given.values["price_level"]
        price = np.broadcast_to(1 + level, (self.lanes + 1, level.shape[1])).copy()
        since_opening = np.maximum(given.start[:lanes, place] - given.opening[:lanes], 0)
        price[:lanes] += given.values["price_drift"][:lanes] / 12 * since_opening
        return price

    def _tender(self, place: int) -> Floats:
        values = self.given.values
        cost = values["client_tender_cost"]
        if self.case.portfolio.committed[place]:
            return np.zeros_like(cost)  # sunk
        size = np.clip(self.case.portfolio.budget[place], *BUDGET_RANGE) / REFERENCE_BUDGET
        return np.asarray(cost * np.exp(-np.log(size) * values["client_tender_cost_elasticity"]))

    def _waiting(self, place: int) -> Floats:
        late = np.maximum(self.given.start[:, place] - self.case.portfolio.planned_start[place], 0)
        return np.asarray(self.given.values["delay_cost"] * late)

    def _discount(self, place: int) -> Floats:
        middle = self.given.shocks.start[place] + self.case.portfolio.duration[place] / 2
        return discount(middle, self.given.discount_rate)

    def _handover(self, place: int, inside: Bools, realised: Bools) -> Floats:
        portfolio, given = self.case.portfolio, self.given
        duration, planned = portfolio.duration[place], portfolio.planned_start[place]
        taken = handover(given, place, duration)
        np.maximum(self.last, taken[:-1], out=self.last)
        late = self._chosen(taken - (planned + duration), inside, realised)
        self.delay += portfolio.budget[place] * late
        return taken

    def _watch(self, place: int, inside: Bools, taken: Floats, observed: Floats) -> None:
        lanes = self.given.watched
        done = inside[:lanes] & (taken[:lanes] <= self.given.closing[:lanes])
        self.finished += done
        self.advantage += np.where(done, observed[:lanes] - self.expected[place], 0)

    def closed(self) -> Account:
        """The sums, with what is proportional to the volume inside and outside."""
        inside, outside = self.inside, self.volume - self.inside
        by_volume = {
            name: inside * rate[: self.lanes] + outside * rate[-1]
            for name, rate in (
                ("bidder", self.rates.bidder),
                ("dispute", self.rates.dispute),
                ("rework", self.rates.rework),
            )
        }
        return Account(
            self.projects | by_volume,
            self.present_value,
            self.volume,
            inside,
            self.delay,
            self.last,
            self.finished,
            self.advantage,
        )


def handover(given: Works, place: int, duration: float) -> Floats:
    """Month of handover, (lanes + 1, futures): s + D(1 + min(x, 0) + m·max(x, 0)); −∞ in lanes it is outside of."""
    shocks = given.shocks
    works = duration * (1 + shocks.early[place] + given.values["time_multiplier"] * shocks.late[place])
    return np.asarray(given.start[:, place] + works)


def discount(months: Floats, rate: Floats) -> Floats:
    """v(t) = (1 + r)^(−t / 12)."""
    return np.exp(-np.log1p(rate) / 12 * months)
