"""How an alternative stands against all others, as the verdict asks it (section 4)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.comparison import better_shares
from maskinrum.engine.errors import SettingsError
from maskinrum.engine.simulation import Simulation
from maskinrum.engine.statistics import Estimate, estimate

WITHOUT_PARTNERSHIP: Final = ("separate", "parallel_frameworks", "adviser_framework", "early_involvement")
SURE_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True)
class Standing:
    """``alternative`` against ``reference``, the cheapest in mean without partnership, and ``rival``, of all others.

    ``difference`` and ``margin``: criterion of the alternative − that of the reference, and − that of the rival, mDKK;
    ``p_cheaper`` than the reference, a tie counts ½.
    """

    alternative: str
    reference: str
    rival: str
    difference: Estimate
    margin: Estimate
    p_cheaper: Estimate

    @property
    def leads(self) -> bool:
        """Whether its mean is the least of all compared."""
        return self.margin.mean <= 0

    @property
    def holds(self) -> bool:
        """Whether the numbers hold for it: it leads, and is cheaper than the reference in at least 0.6 of futures."""
        return self.leads and self.p_cheaper.mean >= SURE_ENOUGH


def standing(simulation: Simulation, slug: str) -> Standing:
    """How the alternative ``slug`` stands; raises ``SettingsError`` when it, or any without partnership, is missing."""
    return standing_of(dict(zip(simulation.slugs, simulation.compared, strict=True)), slug)


def reference_of(costs: dict[str, Floats]) -> str:
    """The cheapest in mean of those without partnership; ties in their fixed order."""
    known = [slug for slug in WITHOUT_PARTNERSHIP if slug in costs]
    if not known:
        raise SettingsError(
            "nothing without partnership is compared", code="reference", field="alternatives", value=list(costs)
        )
    return min(known, key=lambda slug: float(costs[slug].mean()))


def standing_of(costs: dict[str, Floats], slug: str, reference: str | None = None) -> Standing:
    """``standing`` from costs per alternative, each (futures,); the reference is worked out unless given."""
    reference = reference_of(costs) if reference is None else reference
    if slug not in costs:
        raise SettingsError(f"{slug} is not compared", code="alternative", field="alternatives", value=slug)
    others = {name: float(np.mean(own)) for name, own in costs.items() if name != slug}
    rival = min(others, key=others.__getitem__, default=slug)
    own = costs[slug]
    return Standing(
        slug,
        reference,
        rival,
        estimate(own - costs[reference]),
        estimate(own - costs[rival]),
        estimate(better_shares(own, costs[reference])),
    )
