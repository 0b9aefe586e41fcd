"""A question put to the engine: portfolio, priors and settings, with the alternatives in the order they are computed.

A *lane* is one alternative's row in every array of shape (lanes, futures). Lanes with an option come first, then the
other agreements, then those without an agreement; the last lane, one more than there are alternatives, holds the
baseline's own values, which apply to every project outside an agreement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maskinrum.engine.arrays import Bools, Floats
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import PriorsError
from maskinrum.engine.parameters import BASELINE, PARAMETERS, STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import DeliveryModel, Prior, Priors
from maskinrum.engine.settings import Settings


def _has_option(model: DeliveryModel) -> bool:
    return model.agreement and model.parameters["extension"] != Prior("absolute", Distribution.constant(0))


@dataclass(frozen=True)
class Case:
    """``models`` in lane order; the first ``options`` have an option, the first ``agreements`` an agreement.

    ``chosen``, (agreements, projects): which projects each agreement may take; None = as the portfolio says for all.
    ``counted``, (projects,): whose costs are summed, though all take part; None = all.
    """

    portfolio: Portfolio
    priors: Priors
    settings: Settings
    models: tuple[DeliveryModel, ...]
    options: int
    agreements: int
    chosen: Bools | None = None
    counted: Bools | None = None

    @classmethod
    def of(cls, portfolio: Portfolio, priors: Priors, settings: Settings) -> "Case":
        """Sort the alternatives into lanes; raises ``SettingsError`` or ``PriorsError`` for what cannot be done."""
        settings.check_against(priors)
        if settings.realisation == "portfolio":
            _check_share_of_portfolio(priors)
        asked = [priors.model(slug) for slug in settings.alternatives]
        models = sorted(asked, key=lambda model: (not _has_option(model), not model.agreement))
        options = sum(_has_option(model) for model in models)
        return cls(portfolio, priors, settings, tuple(models), options, sum(model.agreement for model in models))

    @cached_property
    def eligible(self) -> Bools:
        """Which projects an agreement may take, (agreements, projects), or (1, projects) where all may the same."""
        return self.portfolio.eligible[np.newaxis] if self.chosen is None else self.chosen

    @cached_property
    def eligible_volume(self) -> Floats:
        """Σ V of them, mDKK, (agreements or 1, 1)."""
        return np.array([[self.portfolio.budget[own].sum()] for own in self.eligible], dtype=np.float64)

    @cached_property
    def volume(self) -> Floats:
        """V of the projects whose costs are summed, 0 of the others, mDKK, (projects,)."""
        return self.portfolio.budget if self.counted is None else self.portfolio.budget * self.counted

    @property
    def baseline(self) -> DeliveryModel:
        """Separate tenders, whether compared or not."""
        return self.priors.delivery_models[BASELINE]

    @property
    def lanes(self) -> int:
        """How many alternatives are compared."""
        return len(self.models)

    @cached_property
    def shared(self) -> Mapping[str, tuple[tuple[Prior, ...], tuple[int, ...]]]:
        """Per parameter the different priors of the lanes, and which of them each lane has; -1 is the baseline's."""
        found = {}
        for slug in PARAMETERS:
            priors = [None if model is self.baseline else model.parameters[slug] for model in self.models]
            different = tuple(dict.fromkeys(prior for prior in priors if prior is not None))
            places = {prior: place for place, prior in enumerate(different)}
            found[slug] = (different, tuple(-1 if prior is None else places[prior] for prior in priors))
        return found

    @property
    def lane_of(self) -> tuple[int, ...]:
        """The lane of each alternative, in the order asked for."""
        return tuple(self.lane(slug) for slug in self.settings.alternatives)

    def lane(self, slug: str) -> int:
        """The lane of one alternative."""
        return [model.slug for model in self.models].index(slug)

    def baseline_distribution(self, slug: str) -> Distribution:
        """The baseline's distribution of a parameter; 0 where it has none."""
        return self.baseline.parameters[slug].distribution or Distribution.constant(0)


def _check_share_of_portfolio(priors: Priors) -> None:
    path = f"models.{STRATEGIC}.parameters.realisation"
    model = priors.delivery_models.get(STRATEGIC)
    if model is None or model.parameters["realisation"].form != "absolute":
        raise PriorsError(f"{path} must be absolute to replace the approval states", code="form", field=path)
