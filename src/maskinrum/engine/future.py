"""Some blocks of futures from draws to costs: the steps of section 3 in order."""

from dataclasses import dataclass, replace

import numpy as np

from maskinrum.engine.agreement import Agreement, agreement
from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.continuity import Continuity, continuity, scaled_effects
from maskinrum.engine.cost import Account, Works, account
from maskinrum.engine.learning import learning
from maskinrum.engine.option import expected_ratio, extended
from maskinrum.engine.results import COMPONENTS
from maskinrum.engine.schedule import OUTSIDE, Schedule, Window, schedule, window
from maskinrum.engine.settings import Criterion
from maskinrum.engine.shocks import Shocks, drawn
from maskinrum.engine.streams import Streams
from maskinrum.engine.values import Values, common_values, parameter_values


@dataclass(frozen=True, slots=True)
class Costs:
    """mDKK: ``components`` (components, lanes, futures) as in ``COMPONENTS``; ``present_value`` (lanes, futures)."""

    components: Floats
    present_value: Floats

    @property
    def total(self) -> Floats:
        """The criterion of section 3.4, summed in the order of the components."""
        total: Floats = np.add.reduce(self.components, axis=0)
        return total

    def criterion(self, name: Criterion) -> Floats:
        """What a comparison is about, mDKK, (lanes, futures)."""
        return self.total if name == "cost" else self.present_value


@dataclass(frozen=True, slots=True)
class Futures:
    """Everything known about some blocks of futures; lanes as in ``Case``."""

    common: Values
    window: Window
    schedule: Schedule
    continuity: Continuity
    works: Works
    account: Account
    costs: Costs
    costs_without_option: Costs
    extended: Bools

    @property
    def closing(self) -> Floats:
        """When each agreement closes, extended or not, months, (lanes, futures)."""
        options = len(self.extended)
        closing = self.window.closing.copy()
        closing[:options] = np.where(self.extended, self.window.latest[:options], closing[:options])
        return closing

    def inside(self, lane: int) -> Bools:
        """Which projects are inside with the option used where it is, (projects, futures)."""
        inside: Bools = self.schedule.start[lane] > OUTSIDE
        if lane < len(self.extended):
            inside &= ~self.schedule.late[lane] | self.extended[lane]
        return inside

    @property
    def refused(self) -> Bools:
        """Whether the ceiling alone kept a project outside, (lanes, futures)."""
        options = len(self.extended)
        refused = self.schedule.refused.copy()
        refused[:options] |= self.extended & self.schedule.refused_late
        return refused


def compute(case: Case, streams: Streams) -> Futures:
    """Simulate the futures of ``streams``."""
    common = common_values(case, streams)
    values = parameter_values(case, streams, common)
    shocks = drawn(case, streams, common, _greatest_tail(case, values, common))
    opened = window(case, values, streams)
    found = schedule(case, values, common, shocks, streams, opened)
    steady = continuity(case, values, found, opened)
    values = scaled_effects(values, steady.factor)
    works = _works(case, values, common, shocks, found, opened)
    without, with_options, watched = account(case, works, expected_ratio(case))
    used = extended(case, values, common, found, opened, watched)
    costs = _costs(case, common, works, without, opened.closing)
    opening, latest = opened.opening[: case.options], opened.latest[: case.options]
    later = _together(with_options, agreement(values, opening, latest, with_options.last, common))
    seen, final = _account_where(used, with_options, without), _costs_where(used, later, costs)
    return Futures(common, opened, found, steady, works, seen, final, costs, used)


def _greatest_tail(case: Case, values: Values, common: Values) -> Floats:
    greatest: Floats = values["cost_tail_probability"].max(axis=0)
    problem = case.portfolio.problem[:, np.newaxis]
    return np.where(problem, greatest * common["problem_tail_multiplier"], greatest)


def _works(case: Case, values: Values, common: Values, shocks: Shocks, found: Schedule, opened: Window) -> Works:
    return Works(
        values,
        shocks,
        found.market,
        found.start,
        found.outside,
        found.late,
        learning(case, values, common, found),
        opened.opening,
        opened.closing,
        common["problem_tail_multiplier"],
        common["real_discount_rate"],
    )


def _costs(case: Case, common: Values, works: Works, seen: Account, closing: Floats) -> Costs:
    """The projects' costs and the agreement's own; without an agreement R runs to the last start of a project."""
    held = case.agreements
    until = closing.copy()
    until[held:] = works.start[held:].max(axis=1, initial=0)
    last = np.concatenate((seen.last[:held], until[held:]))
    return _together(seen, agreement(works.values, works.opening, until, last, common))


def _together(seen: Account, own: Agreement) -> Costs:
    parts = seen.components | {"setup": own.setup, "agreement_bid": own.bid, "running": own.running}
    return Costs(np.stack([parts[name] for name in COMPONENTS]), seen.present_value + own.present_value)


def _account_where(used: Bools, with_options: Account, without: Account) -> Account:
    """What is asked of the final account, and of it alone: the costs are chosen by themselves."""
    return replace(
        without,
        inside=_where(used, with_options.inside, without.inside),
        delay=_where(used, with_options.delay, without.delay),
    )


def _costs_where(used: Bools, with_options: Costs, without: Costs) -> Costs:
    return Costs(
        _where(used, with_options.components, without.components),
        _where(used, with_options.present_value, without.present_value),
    )


def _where(used: Bools, with_options: Floats, without: Floats) -> Floats:
    """The first lanes of ``without`` replaced in the futures in which the option is used."""
    chosen = without.copy()
    np.copyto(chosen[..., : len(used), :], with_options, where=used)
    return chosen
