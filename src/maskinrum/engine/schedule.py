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
    refused = _over_ceiling(case, start, served, market, order, opened.ceiling)
    count = int(served.sum(axis=0).max(initial=0))
    if not refused.any():
        nobody = np.zeros_like(opened.stopped)
        return Schedule(start, outside, late, turn, order, count, market, nobody, nobody[: case.options])
    start[refused] = OUTSIDE
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
    futures = values.shape[2]
    cells = places * futures
    cells += np.arange(futures)
    found = np.empty((len(places), len(values), futures))
    for lane, own in enumerate(values):
        found[:, lane] = own.ravel().take(cells)
    return found


def _starts(case: Case, procurement: Floats, requests: _Requests, opened: Window) -> tuple[Floats, Bools]:
    held, options, shape = case.agreements, case.options, requests.month.shape
    start = np.empty((case.lanes, *shape))
    late = np.empty((options, *shape), dtype=np.bool_)
    earliest = opened.opening - requests.longest_wait
    for place, eligible in enumerate(case.eligible.T):
        month = requests.month[place]
        available = np.maximum(month, opened.opening)
        late[:, place] = available[:options] >= opened.closing[:options]
        inside = available < opened.latest
        inside &= month >= earliest
        inside &= requests.served[place]
        inside[:held] &= eligible[:, np.newaxis]
        available += procurement[: case.lanes]
        start[:, place] = np.where(inside, available, OUTSIDE)
    return start, late


def _outside(case: Case, procurement: Floats, month: Floats, shocks: Shocks) -> Floats:
    return np.where(case.portfolio.committed[:, np.newaxis], shocks.start, month + procurement)


def _quarters(start: Floats, outside: Floats) -> int:
    latest = max(start.max(initial=0), outside.max(initial=0))
    return min(int(latest / MONTHS_PER_QUARTER) + 1, QUARTERS)


def _over_ceiling(case: Case, start: Floats, served: Bools, market: Market, order: Integers, ceiling: Floats) -> Bools:
    """Whether the ceiling alone keeps a project outside, (lanes, projects, futures)."""
    refused = np.zeros(start.shape, dtype=np.bool_)
    held, portfolio = case.agreements, case.portfolio
    # the order matters only where everything at once, each contract at the dearest moment, may be too much
    most = (portfolio.budget * case.eligible) @ served * market.dearest
    lane, future = np.nonzero(most > ceiling[:held])
    if len(lane):
        begins = start[lane, :, future].T
        value = np.where(begins > OUTSIDE, market.of(future).at(np.maximum(begins, 0)), 0).T * portfolio.budget
        refused[lane, :, future] = _refused(value, order.T[future], ceiling[lane, future] * ROUNDING)
    return refused


def _refused(value: Floats, order: Integers, ceiling: Floats) -> Bools:
    """``value`` at contract, 0 where not asked for, and ``order``, both (cases, projects); ``ceiling`` (cases,)."""
    in_turn = np.take_along_axis(value, order, axis=1)
    too_much, called = np.zeros(value.shape, dtype=np.bool_), np.zeros(len(value))
    for turn in range(value.shape[1]):
        too_much[:, turn] = called + in_turn[:, turn] > ceiling
        called += np.where(too_much[:, turn], 0, in_turn[:, turn])
    refused = np.empty_like(too_much)
    np.put_along_axis(refused, order, too_much, axis=1)
    return refused & (value > 0)
