"""Experience in similar projects: gained by repetition, lost by gaps and turnover (section 3.3, E and Λ)."""

import numpy as np

from maskinrum.engine.arrays import Floats, Integers
from maskinrum.engine.case import Case
from maskinrum.engine.continuity import LONG_AGO, at_places
from maskinrum.engine.schedule import Schedule
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
        turn = np.empty_like(found.order)
        np.put_along_axis(turn, found.order, np.arange(len(turn))[:, np.newaxis], axis=0)
        for places in (np.array(group) for group in case.portfolio.groups if len(group) > 1):
            in_turn = places[np.argsort(turn[places], axis=0)]
            school.teach(in_turn, found.start[:lanes], case.portfolio.duration, left)
    return left


class _School:
    """The parameters of learning in the first lanes, shapes (lanes or 1, futures)."""

    def __init__(self, values: Values, common: Values, lanes: int) -> None:
        turnover = values["team_turnover"][:lanes]
        kept = np.log1p(-turnover, out=np.full_like(turnover, NOTHING_LEFT), where=turnover < 1)
        self.rate = kept / 12
        self.forgetting = values["forgetting"][:lanes]
        self.gap = common["forgetting_gap_months"]
        self.slope = np.log(np.maximum(values["progress_ratio"][:lanes], np.finfo(np.float64).tiny))
        self.share = values["learning_cost_share"][:lanes]

    def teach(self, in_turn: Integers, start: Floats, duration: Floats, left: Floats) -> None:
        """Fill ``left`` for one similarity group, whose places come ``in_turn`` of request, (projects, futures)."""
        state = np.zeros((len(start), start.shape[2]))
        experience, previous, busy = state, state.copy(), np.full_like(state, LONG_AGO)
        for turn, chosen in enumerate(in_turn):
            begins = at_places(start, chosen)
            kept = np.exp(self.rate * np.maximum(begins - previous, 0))
            kept *= 1 - self.forgetting * (begins - busy > self.gap)
            experience *= kept
            experience += begins > -np.inf
            np.maximum(previous, begins, out=previous)
            np.maximum(busy, begins + duration[chosen], out=busy)
            if turn:
                self._write(left, chosen, experience)

    def _write(self, left: Floats, chosen: Integers, experience: Floats) -> None:
        factor = 1 - self.share * (1 - np.exp(self.slope * np.log2(np.maximum(experience, 1))))
        futures = left.shape[2]
        cells = chosen * futures + np.arange(futures)
        for lane, now in zip(left.reshape(len(left), -1), factor, strict=True):
            lane[cells] = now
