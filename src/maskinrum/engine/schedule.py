"""When each project is bought and by whom: request, window, ceiling (section 3.2, steps 1 to 3)."""

from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Bools, Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.market import MONTHS_PER_QUARTER, QUARTERS, Market
from maskinrum.engine.shocks import Shocks
from maskinrum.engine.streams import Streams
from maskinrum.engine.values import Values

OUTSIDE = -np.inf  # the start of a project that is not inside an agreement
NEVER = 1e300  # months: the request of a project that nobody buys
ROUNDING = 1 + 1e-12  # a ceiling equal to the volume holds it, however the sum is rounded


@dataclass(frozen=True, slots=True)
class Window:
    """When an agreement is open, months; shapes (lanes, futures).

    ``closing`` of the base term, stopped or not; ``latest`` with the option used. Without an agreement the window is
    [0, ∞), never stopped, without a ceiling.
    """

    opening: Floats
    closing: Floats
    latest: Floats
    stopped: Bools
    ceiling: Floats


def window(case: Case, values: Values, streams: Streams) -> Window:
    """The window of every lane; an agreement that stops early does so at a uniform time and has no extension."""
    lanes, held = (case.lanes, streams.futures), case.agreements
    later = np.array([[case.settings.shift if model.opens_later else 0.0] for model in case.models])
    opening = np.zeros(lanes)
    opening[:held] = (later + values["setup_time"][: case.lanes])[:held]
    closing, stopped = np.full(lanes, np.inf), np.zeros(lanes, dtype=np.bool_)
    closing[:held], stopped[:held] = closed(
        opening[:held], values["term"][:held], values["early_stop"][:held], streams.shock("stop").random()
    )
    latest = closing.copy()
    latest[:held] += np.where(stopped[:held], 0, values["extension"][:held])
    return Window(opening, closing, latest, stopped, _ceiling(case, values, streams.futures))


def closed(opening: Floats, term: Floats, early_stop: Floats, u_stop: Floats) -> tuple[Floats, Bools]:
    """Close of the base window, months, and whether it is early: at O + term · u_stop / q if u_stop < q."""
    stopped = u_stop < early_stop
    lasts = np.where(stopped, u_stop / np.maximum(early_stop, np.finfo(np.float64).tiny), 1)
    return opening + term * lasts, stopped


def _ceiling(case: Case, values: Values, futures: int) -> Floats:
    ceiling = np.full((case.lanes, futures), np.inf)
    stated = case.settings.ceiling
    planned = values["ceiling_factor"][: case.agreements] * case.eligible_volume
    ceiling[: case.agreements] = planned if stated is None else stated
    return ceiling


@dataclass(frozen=True, slots=True)
class Schedule:
    """Who buys each project and when its works start, months.

    ``start``, shape (lanes, projects, futures): start of works of a project inside, ``OUTSIDE`` otherwise, as if
    every option were used. ``outside``, shape (projects, futures): start of works outside. ``late``, shape (options,
    projects, futures): inside only if the option is used. ``turn``, shape (projects, futures): different numbers that
    rise with the request, greatest for those that are not realised or committed; ``order``, same shape: places by
    turn; ``served``: how many come before those. ``refused``, shape (lanes, futures), and ``refused_late``, (options,
    futures): the ceiling alone kept a project of the base window, or of the extension, outside.
    """

    start: Floats
    outside: Floats
    late: Bools
    turn: Floats
    order: Integers
    served: int
    market: Market
    refused: Bools
    refused_late: Bools


@dataclass(frozen=True, slots=True)
class _Requests:
    """Request of every project, months, and whether it is there to be bought; (projects, futures)."""

    month: Floats
    served: Bools
    longest_wait: Floats


def schedule(case: Case, values: Values, common: Values, shocks: Shocks, streams: Streams, opened: Window) -> Schedule:
    """Serve the realised uncommitted projects in order of request, ties by row: the same order in every lane."""
    month = np.maximum(shocks.start - common["planned_lead_months"], 0)
    served = shocks.realised & ~case.portfolio.committed[:, np.newaxis]
    turn = _turn(month, served)
    order = in_order(turn)
    requests = _Requests(month, served, common["max_wait_months"])
    start, late = _starts(case, values["procurement_time"], requests, opened)
    outside = _outside(case, values["procurement_time"][-1], month, shocks)
    market = Market.drawn(streams, common, _quarters(start, outside))
    count = int(served.sum(axis=0).max(initial=0))
    refused = _over_ceiling(case, start, served, market, order[:count], opened.ceiling)
    if not refused.any():
        nobody = np.zeros_like(opened.stopped)
        return Schedule(start, outside, late, turn, order, count, market, nobody, nobody[: case.options])
    np.copyto(start, OUTSIDE, where=refused)
    extra = refused[: case.options] & late
    refused[: case.options] &= ~late
    return Schedule(start, outside, late, turn, order, count, market, np.any(refused, axis=1), np.any(extra, axis=1))


def _turn(month: Floats, served: Bools) -> Floats:
    """Requests, with the place in the last bits: no two are equal, so the order is the same by any way of sorting.

    What differs by less than one part in 2^42 (1,024 projects) counts as a tie, whose order is that of the rows.
    """
    turn = np.where(served, month, NEVER).view(np.int64)
    bits = len(month).bit_length()
    turn >>= bits
    turn <<= bits
    turn |= np.arange(len(month))[:, np.newaxis]
    return turn.view(np.float64)


def in_order(turn: Floats | Integers) -> Integers:
    """Places by ``turn``, whose numbers differ; both (projects, futures). Of such places it gives the turn of each."""
    return np.ascontiguousarray(np.argsort(np.ascontiguousarray(turn.T), axis=1).T)


def at_places(values: Floats, places: Integers) -> Floats:
    """``values`` (lanes, projects, futures) at ``places`` (turns, futures) of the projects; (turns, lanes, futures)."""
    cells = _cells(places)
    found = np.empty((len(places), len(values), values.shape[2]))
    for lane, own in enumerate(values):
        found[:, lane] = own.ravel().take(cells)
    return found


def put_at_places(values: Floats, places: Integers, found: Floats) -> None:
    """The inverse of ``at_places``: put ``found`` back; ``values`` lie in memory in the order of their axes."""
    cells = _cells(places)
    for lane, own in enumerate(values):
        own.reshape(-1)[cells] = found[:, lane]


def _cells(places: Integers) -> Integers:
    futures = places.shape[1]
    return np.asarray(places * futures + np.arange(futures), dtype=np.intp)


def _starts(case: Case, procurement: Floats, requests: _Requests, opened: Window) -> tuple[Floats, Bools]:
    held, options, shape = case.agreements, case.options, requests.month.shape
    start = np.full((case.lanes, *shape), OUTSIDE)
    late = np.zeros((options, *shape), dtype=np.bool_)
    opening, latest, closing = opened.opening[:held], opened.latest[:held], opened.closing[:options]
    earliest, lasts = (
        opening - requests.longest_wait,
        np.broadcast_to(procurement[: case.lanes], (case.lanes, shape[1])),
    )
    for place in np.flatnonzero(case.eligible.any(axis=0)):
        month = requests.month[place]
        available = np.maximum(month, opening)
        np.greater_equal(available[:options], closing, out=late[:, place])
        inside = available < latest
        inside &= month >= earliest
        inside &= requests.served[place]
        if len(case.eligible) > 1:
            inside &= case.eligible[:, place, np.newaxis]
        available += lasts[:held]
        start[:held, place] = np.where(inside, available, OUTSIDE)
    for lane in range(held, case.lanes):
        start[lane] = np.where(requests.served, requests.month + lasts[lane], OUTSIDE)
    return start, late


def _outside(case: Case, procurement: Floats, month: Floats, shocks: Shocks) -> Floats:
    return np.where(case.portfolio.committed[:, np.newaxis], shocks.start, month + procurement)


def _quarters(start: Floats, outside: Floats) -> int:
    latest = max(start.max(initial=0), outside.max(initial=0))
    return min(int(latest / MONTHS_PER_QUARTER) + 1, QUARTERS)


def _over_ceiling(case: Case, start: Floats, served: Bools, market: Market, turns: Integers, ceiling: Floats) -> Bools:
    """Whether the ceiling alone keeps a project outside, (lanes, projects, futures); ``turns`` of those served."""
    refused = np.zeros(start.shape, dtype=np.bool_)
    held, budget = case.agreements, case.portfolio.budget
    # the order matters only where everything at once, each contract at the dearest moment, may be too much
    most = (budget * case.eligible) @ served * market.dearest
    for lane, future in enumerate(map(np.flatnonzero, most > ceiling[:held])):
        if not len(future):
            continue
        begins = start[lane].take(future, axis=1)
        value = market.of(future).at(np.maximum(begins, 0))
        value *= budget[:, np.newaxis]
        value *= begins > OUTSIDE
        refused[lane][:, future] = _refused(value, turns.take(future, axis=1), ceiling[lane, future] * ROUNDING)
    return refused


def _refused(value: Floats, turns: Integers, ceiling: Floats) -> Bools:
    """``value`` at contract, 0 where not asked for, (projects, cases); places in ``turns``, (turns, cases)."""
    cells = _cells(turns)
    in_turn = value.ravel().take(cells)
    too_much, called, more = np.empty(cells.shape, dtype=np.bool_), np.zeros(len(ceiling)), np.empty(len(ceiling))
    for turn, own in enumerate(in_turn):
        np.add(called, own, out=more)
        np.less_equal(more, ceiling, out=too_much[turn])
        np.copyto(called, more, where=too_much[turn])
    np.logical_not(too_much, out=too_much)
    refused = np.zeros(value.shape, dtype=np.bool_)
    refused.reshape(-1)[cells] = too_much
    refused &= value > 0
    return refused
