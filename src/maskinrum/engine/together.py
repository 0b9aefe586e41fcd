"""Two clients in one strategic partnership: the joint result, and what falls on each (section 4)."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.case import Case
from maskinrum.engine.comparison import better_shares
from maskinrum.engine.errors import PortfolioError
from maskinrum.engine.future import compute
from maskinrum.engine.parameters import STRATEGIC
from maskinrum.engine.portfolio import HANDED_OVER_FROM, ApprovalState, Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import blocks, simulate
from maskinrum.engine.standing import Standing, standing_of
from maskinrum.engine.statistics import Estimate, Stat, describe_all, estimate
from maskinrum.engine.streams import Streams

JOINT: Final = "joint_partnership"
GONE: Final = ApprovalState("handed_over", HANDED_OVER_FROM, 0.0, (0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class Side:
    """What falls on one client: own projects and ``share`` of the agreement's cost; criterion, mDKK.

    ``inside``: mean volume of its own that is carried out inside, budgets, mDKK.
    ``cost`` in the joint partnership; ``difference``: joint − the cheapest without partnership of its own;
    ``against_alone``: joint − its own strategic partnership alone; ``p_gains``: how often that is cheaper, a tie counts
    ½; ``standing`` of the joint one among all it compares.
    """

    share: float
    inside: float
    cost: Stat
    difference: Stat
    against_alone: Stat
    p_gains: Estimate
    standing: Standing


@dataclass(frozen=True, slots=True)
class Together:
    """``own`` and ``other`` side; ``total``: joint − the sum of what each would do without partnership, mDKK.

    ``p_cheaper``: how often the total is below 0, exactly 0 counts ½. Total less own is the other's: whoever shows both
    must coarsen them first.
    """

    own: Side
    other: Side
    total: Stat
    p_cheaper: Estimate


def together(own: Portfolio, other: Portfolio, priors: Priors, settings: Settings) -> Together:
    """One strategic partnership for both portfolios, on the same futures as each would have alone.

    Set-up, bids for the agreement and joint leadership are shared by eligible volume. Projects of both with the same
    group name are similar to each other. A ceiling in ``settings`` is that of each agreement, joint or not. Raises
    ``PortfolioError`` (code ``eligible``) when a side has nothing that may go inside.
    """
    volumes = own.eligible_volume, other.eligible_volume
    if not all(volumes):
        raise PortfolioError("both sides need a project that may go inside", code="eligible", field="eligible")
    joint = Portfolio((*own.projects, *other.projects))
    first = np.arange(len(joint)) < len(own)
    owns = first[list(joint.rows)]
    agreement, _none = _criterion(joint, priors, settings, np.zeros(len(owns), dtype=np.bool_))

    def side(mine: Bools, counted: Bools, volume: float) -> tuple[Side, Floats]:
        share = volume / sum(volumes)
        whole, inside = _criterion(joint, priors, settings, counted)
        cost = whole - (1 - share) * agreement
        return _side((share, float(inside.mean())), cost, _alone(joint, mine, priors, settings))

    ours, gained = side(first, owns, volumes[0])
    theirs, gained_there = side(~first, ~owns, volumes[1])
    total = gained + gained_there
    return Together(ours, theirs, describe_all(total), estimate(better_shares(total, np.zeros_like(total))))


def _side(volume: tuple[float, float], cost: Floats, alone: dict[str, Floats]) -> tuple[Side, Floats]:
    """``volume``: ``share`` and ``inside``."""
    stands = standing_of({**alone, JOINT: cost}, JOINT)
    difference = cost - alone[stands.reference]
    side = Side(
        *volume,
        describe_all(cost),
        describe_all(difference),
        describe_all(cost - alone[STRATEGIC]),
        estimate(better_shares(cost, alone[STRATEGIC])),
        stands,
    )
    return side, difference


def _alone(joint: Portfolio, mine: Bools, priors: Priors, settings: Settings) -> dict[str, Floats]:
    """What one side would pay alone; the other's projects keep their rows, so every draw stays as it was."""
    rows = zip(joint.projects, mine, strict=True)
    portfolio = Portfolio(project if own else replace(project, approval=GONE) for project, own in rows)
    compared = tuple(slug for slug in dict.fromkeys((*settings.alternatives, STRATEGIC)) if slug != JOINT)
    found = simulate(portfolio, priors, replace(settings, alternatives=compared))
    return dict(zip(found.slugs, found.compared, strict=True))


def _criterion(joint: Portfolio, priors: Priors, settings: Settings, counted: Bools) -> tuple[Floats, Floats]:
    """The joint partnership's whole agreement and the projects ``counted``, and their volume inside; (futures,)."""
    case = replace(Case.of(joint, priors, replace(settings, alternatives=(STRATEGIC,))), counted=counted)

    def work(streams: Streams) -> Floats:
        found = compute(case, streams)
        return np.concatenate((found.costs.criterion(settings.criterion), found.account.inside))

    cost, inside = np.concatenate(list(blocks(case, work)), axis=1)[:, : settings.futures]
    return cost, inside
