"""What an agreement costs in itself: set-up, bids for it, and joint leadership while it lasts (section 3.4)."""

from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.cost import discount
from maskinrum.engine.values import Values


@dataclass(frozen=True, slots=True)
class Agreement:
    """Money in mDKK, (lanes, futures): ``setup`` F, ``bid`` φB, ``running`` R, and all three at present value."""

    setup: Floats
    bid: Floats
    running: Floats
    present_value: Floats


def agreement(values: Values, opening: Floats, closing: Floats, last: Floats, common: Values) -> Agreement:
    """F and φB at ``opening``; R to ``closing``, then a share of it to ``last``; months, (lanes, futures)."""
    lanes = len(opening)
    setup = np.broadcast_to(values["setup_cost"][:lanes], opening.shape)
    bid = np.broadcast_to((values["pass_through"] * values["agreement_bid_cost"])[:lanes], opening.shape)
    per_year, tail = values["running_cost"][:lanes], common["tail_running_share"]
    last = np.maximum(last, closing)
    running = per_year * ((closing - opening) + tail * (last - closing)) / 12
    rate = common["real_discount_rate"]
    worth = years_discounted(opening, closing, rate) + tail * years_discounted(closing, last, rate)
    return Agreement(setup, bid, running, (setup + bid) * discount(opening, rate) + per_year * worth)


def years_discounted(begin: Floats, end: Floats, rate: Floats) -> Floats:
    """Present value of 1 a year paid continuously from ``begin`` to ``end``, months: (v(a) − v(b)) / ln(1 + r)."""
    years = (end - begin) / 12
    force = np.log1p(rate) * years
    # −expm1(−x)/x tends to 1 as the rate or the time goes to 0
    shrinking = np.divide(-np.expm1(-force), force, out=np.ones_like(force), where=force != 0)
    return np.asarray(discount(begin, rate) * years * shrinking)
