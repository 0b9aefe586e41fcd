"""The same partnership opened later (section 4, verdict)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from maskinrum.engine.comparison import better_shares
from maskinrum.engine.errors import PriorsError
from maskinrum.engine.parameters import STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, Simulation, simulate
from maskinrum.engine.standing import Standing, standing_of
from maskinrum.engine.statistics import Estimate, Stat, describe_all, estimate

WAITS: Final = (6.0, 12.0, 18.0, 24.0)


@dataclass(frozen=True, slots=True)
class LaterStart:
    """The partnership opened ``months`` later.

    ``difference``: criterion − that of the reference, ``against_now``: − that of the partnership now, mDKK;
    ``p_now_cheaper``: the partnership now cheaper than the later one, a tie counts ½.
    """

    months: float
    standing: Standing
    difference: Stat
    against_now: Stat
    p_now_cheaper: Estimate


def later_starts(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    months: Sequence[float] = WAITS,
    progress: Progress | None = None,
) -> tuple[LaterStart, ...]:
    """Open the strategic partnership later, against everything compared, on the same futures.

    ``settings.alternatives`` plus the partnership now; the later one that is compared there is left out, as it is the
    one that is moved. ``progress(done, total)`` after each. Raises ``PriorsError`` (code ``model``) when the priors
    have no model that opens later.
    """
    later = later_twin(priors)
    others = tuple(slug for slug in dict.fromkeys((*settings.alternatives, STRATEGIC)) if slug != later)
    fixed = simulate(portfolio, priors, replace(settings, alternatives=others))
    found = []
    for wait in months:
        moved = simulate(portfolio, priors, replace(settings, alternatives=(later,), shift=wait))
        found.append(_later(fixed, moved, wait))
        if progress:
            progress(len(found), len(months))
    return tuple(found)


def later_twin(priors: Priors) -> str:
    """The slug of the strategic partnership opened later."""
    found = next((slug for slug, twin in priors.twins.items() if twin == STRATEGIC), None)
    if found is None:
        raise PriorsError("no delivery model opens later", code="model", field="models")
    return found


def _later(fixed: Simulation, moved: Simulation, wait: float) -> LaterStart:
    costs = dict(zip(fixed.slugs, fixed.compared, strict=True))
    (slug,), (own,) = moved.slugs, moved.compared
    stands = standing_of({**costs, slug: own}, slug)
    return LaterStart(
        wait,
        stands,
        describe_all(own - costs[stands.reference]),
        describe_all(own - costs[STRATEGIC]),
        estimate(better_shares(costs[STRATEGIC], own)),
    )
