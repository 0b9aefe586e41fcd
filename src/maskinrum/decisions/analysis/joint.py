"""Two portfolios in one partnership, told so that neither can work out the other's figures (decision record 0065).

What both see is relative and coarse, what each sees of its own is in kroner and coarse, and nothing else is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import Any, Final

from django.utils.translation import gettext as _

from maskinrum import engine
from maskinrum.decisions.analysis.assumptions import Assumptions
from maskinrum.decisions.analysis.calculation import Case, engine_inputs, portfolio_of
from maskinrum.decisions.analysis.keeping import Json, plain, read
from maskinrum.decisions.analysis.pooling import renewed_now
from maskinrum.partnerships.facts import ProjectFacts
from maskinrum.shared.errors import DomainError

__all__ = ["JointShown", "OwnShown", "TotalShown", "calculate_joint", "check_fit", "common_assumptions", "read_joint"]

FUTURES: Final = 1024
PROJECTS: Final = 120  # up to which all the futures are affordable
LEAST_FUTURES: Final = 256

LEAST_PROJECTS: Final = 3
LEAST_SHARE: Final = 0.2
TINY: Final = 1e-9  # mDKK
BANDS: Final = 5
LEAST_STEP: Final = 2.0  # mDKK
STEP_SHARE: Final = 0.005  # of the own volume
SURE_ENOUGH: Final = 0.6


@dataclass(frozen=True)
class TotalShown:
    """What both see: the joint partnership against the sum of what each would do without one.

    ``mean``, ``low`` and ``high`` (5 and 95 per cent): whole per cent of the joint volume; ``of_ten``: in how many
    futures of ten it is cheaper. ``holds``: cheaper on average, and in 6 of 10 or more.
    """

    mean: int
    low: int
    high: int
    of_ten: int
    holds: bool


@dataclass(frozen=True)
class OwnShown:
    """What one side alone sees, in steps of ``step`` mDKK: the joint partnership against one of its own.

    ``band``: which fifth of the joint volume is its own, 0 to 4; ``alone``: its own partnership alone against the
    cheapest it could do without; ``worth``, ``low`` and ``high``: own cost together less that alone; ``of_ten``: in how
    many futures of ten together is cheaper than alone; ``holds``: the joint one is the cheapest of all it can choose.
    """

    band: int
    step: float
    alone: float
    worth: float
    low: float
    high: float
    of_ten: int
    holds: bool


@dataclass(frozen=True)
class JointShown:
    """All that is kept. ``total`` is None when one side is so small that it would nearly be the other's own result."""

    total: TotalShown | None
    inviting: OwnShown
    accepting: OwnShown


def common_assumptions(assumptions: Assumptions) -> Assumptions:
    """What of one side's assumptions is taken for both: by what is compared, and how the chance of a project is told.

    No number of its own: what the own side pays is a share of the agreement's cost by volume, so a set-up cost of a
    thousand million, or a ceiling that bites beside a price level far below competition, would write the other's volume
    into the own figures, however far they are rounded.
    """
    return Assumptions(criterion=assumptions.criterion, realisation=assumptions.realisation)


def check_fit(facts: Sequence[ProjectFacts], case_date: date) -> None:
    """Raise DomainError unless enough projects may go inside: the figures of one or two would be told by any result."""
    portfolio = portfolio_of(Case(tuple(facts), case_date, Assumptions()))
    inside = [one for one in portfolio.active if one.is_uncommitted and one.eligible]
    if len(inside) < LEAST_PROJECTS:
        words = _("At least %(n)s projects of the file must be able to go into the agreement. Nothing was changed.")
        raise DomainError(words % {"n": LEAST_PROJECTS})


def calculate_joint(
    inviting: Sequence[ProjectFacts], accepting: Sequence[ProjectFacts], assumptions: Assumptions, case_date: date
) -> Json:
    """Calculate both as one, and return the little of it that may be kept. Raises DomainError as ``check_fit``."""
    for facts in (inviting, accepting):
        check_fit(facts, case_date)
    both = Case(
        (*inviting, *accepting),
        case_date,
        common_assumptions(assumptions),
        futures=_futures(len(inviting) + len(accepting)),
        renewed=renewed_now(),
    )
    inputs = engine_inputs(both)
    projects = inputs.portfolio.projects
    sides = engine.Portfolio(projects[: len(inviting)]), engine.Portfolio(projects[len(inviting) :])
    found = engine.together(*sides, inputs.priors, inputs.settings)
    return joint_shown(found, sides[0].eligible_volume, sides[1].eligible_volume)


def joint_shown(found: engine.Together, inviting: float, accepting: float) -> Json:
    """Coarsen what came out; ``inviting`` and ``accepting`` are the volumes that may go inside, mDKK."""
    shown = JointShown(
        None if _would_be_the_others(found) else _total(found, inviting + accepting),
        _own(found.own, inviting),
        _own(found.other, accepting),
    )
    kept: Json = plain(shown)
    return kept


def _would_be_the_others(found: engine.Together) -> bool:
    """Whether one side is so small that the total would nearly be the other's own result.

    By volume, and by what is carried out inside: projects made up so that they never come, or come too late, are much
    volume and cost the same with and without, so that nothing of the other's would be hidden behind them.
    """
    sides = found.own.inside, found.other.inside
    carried_out = min(sides) / max(sum(sides), TINY)
    return min(found.own.share, found.other.share, carried_out) < LEAST_SHARE


def read_joint(result: Any) -> JointShown:
    """What is kept, as it was."""
    shown: JointShown = read(JointShown, result)
    return shown


def _futures(projects: int) -> int:
    return max(LEAST_FUTURES, min(FUTURES, FUTURES * PROJECTS // projects))


def _total(found: engine.Together, volume: float) -> TotalShown:
    mean, low, high = (round(100 * value / volume) for value in (found.total.mean, found.total.p05, found.total.p95))
    chance = found.p_cheaper.mean
    return TotalShown(mean, low, high, _of_ten(chance), holds=found.total.mean <= 0 and chance >= SURE_ENOUGH)


def _own(side: engine.Side, volume: float) -> OwnShown:
    step = step_of(volume)
    worth = side.against_alone
    return OwnShown(
        band=min(int(side.share * BANDS), BANDS - 1),
        step=step,
        alone=_to_step(side.difference.mean - worth.mean, step),
        worth=_to_step(worth.mean, step),
        low=_to_step(worth.p05, 2 * step),
        high=_to_step(worth.p95, 2 * step),
        of_ten=_of_ten(side.p_gains.mean),
        holds=side.standing.holds,
    )


def step_of(volume: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is half a per cent of the volume or more, 2 at the least."""
    least = max(LEAST_STEP, STEP_SHARE * volume)
    power = 10.0 ** floor(log10(least))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= least * (1 - 1e-12))


def _to_step(value: float, step: float) -> float:
    return round(value / step) * step + 0.0


def _of_ten(chance: float) -> int:
    return min(9, max(1, round(10 * chance)))
