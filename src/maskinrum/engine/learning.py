"""Experience in similar projects: gained by repetition, lost by gaps and turnover (section 3.3, E and Λ)."""

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.case import Case
from maskinrum.engine.continuity import LONG_AGO
from maskinrum.engine.schedule import OUTSIDE, Schedule, at_places, in_order, put_at_places
from maskinrum.engine.values import Values

NOTHING_LEFT = -1e200  # logarithm of 1 − u when the whole team is replaced: nothing is kept over any time above 0


def learning(case: Case, values: Values, common: Values, found: Schedule) -> Floats:
    """Λ, the share of the cost of works that is left, (teaching lanes, projects, futures).

    Only the first lanes are returned, up to the last one that learns at all; Λ is 1 in the others. Extension projects
    come after those of the base window, so Λ of the base window does not depend on the option.
    """
    learns = np.broadcast_to(values["progress_ratio"][: case.lanes], (case.lanes, found.start.shape[2]))
    lanes = int(np.max(np.nonzero((learns != 1).any(axis=1))[0], initial=-1)) + 1
    left = np.ones((lanes, *found.start.shape[1:]))
    if lanes:
        school = _School(values, common, lanes)
        for places in (np.array(group) for group in case.portfolio.groups if len(group) > 1):
            order = places[in_order(found.turn[places])]
            begins = at_places(found.start[:lanes], order)
            taught = school.taught(begins, case.portfolio.duration[order])
            put_at_places(left, order, taught)
    return left


class _School:
    """The parameters of learning in the first lanes, shapes (lanes, futures)."""

    def __init__(self, values: Values, common: Values, lanes: int) -> None:
        shape = (lanes, len(common["forgetting_gap_months"]))
        turnover, self.forgetting, ratio, self.share, self.gap = (
            np.ascontiguousarray(np.broadcast_to(rows, shape))
            for rows in (
                *(values[slug][:lanes] for slug in ("team_turnover", "forgetting", "progress_ratio")),
                values["learning_cost_share"][:lanes],
                common["forgetting_gap_months"],
            )
        )
        self.rate = np.log1p(-turnover, out=np.full(shape, NOTHING_LEFT), where=turnover < 1) / 12
        self.slope = np.log(np.maximum(ratio, np.finfo(np.float64).tiny))

    def taught(self, begins: Floats, lasts: Floats) -> Floats:
        """Λ of one similarity group in order of request, (projects, lanes, futures).

        ``begins``: start of works, same shape; ``lasts``: planned duration, (projects, futures).
        """
        left = np.ones_like(begins)
        experience, previous, one = np.zeros_like(self.rate), np.zeros_like(self.rate), np.ones_like(self.rate)
        busy = np.full_like(self.rate, LONG_AGO)
        for turn, now in enumerate(begins):
            latest = np.maximum(previous, now)
            kept = (latest - previous) * self.rate
            np.exp(kept, out=kept)
            idle = (now - busy > self.gap).astype(np.float64)
            idle *= self.forgetting
            kept *= 1 - idle
            experience *= kept
            experience += (now > OUTSIDE).astype(np.float64)
            previous = latest
            np.maximum(busy, now + lasts[turn], out=busy)
            if turn:
                left[turn] = self._left(np.maximum(experience, one))
        return left

    def _left(self, experience: Floats) -> Floats:
        """Λ = 1 − ω(1 − L^{log2 E})."""
        left = np.log2(experience)
        left *= self.slope
        np.exp(left, out=left)
        np.subtract(1, left, out=left)
        left *= self.share
        return np.subtract(1, left, out=left)
