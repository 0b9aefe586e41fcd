"""The uncertain numbers behind a comparison, with the draws it was made of (section 3.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from maskinrum.engine.arrays import Floats
from maskinrum.engine.case import Case
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.parameters import BASELINE, COMMON, STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import blocks
from maskinrum.engine.streams import Streams
from maskinrum.engine.values import LANE_PARAMETERS, Drawn, Values, common_values, correlated, portfolio_share

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Input:
    """One uncertain number and its value in every future, (futures,), in the unit of its distribution.

    ``model``: ``common``; ``separate``, whose values others may build on; or the alternative by which the draw that all
    models but the baseline share is shown: the strategic partnership where it draws one.
    """

    model: str
    parameter: str
    values: Floats

    @property
    def key(self) -> Key:
        """As in the priors: (model, parameter)."""
        return self.model, self.parameter


def drawn_inputs(priors: Priors, settings: Settings) -> tuple[Input, ...]:
    """Every number that is drawn once per future, in the order of the parameters, then the common ones.

    The same draws as ``simulate`` with the same ``priors`` and ``settings``. What is drawn per project, and what is a
    constant, is left out.
    """
    case = Case.of(Portfolio(()), priors, settings)
    shown = dict(_shown(case))
    parts = list(blocks(case, lambda streams: _drawn(case, streams, shown)))
    return tuple(
        Input(*key, np.concatenate([part[key] for part in parts])[: settings.futures])
        for key in (parts[0] if parts else ())
    )


def _shown(case: Case) -> Iterator[tuple[str, str]]:
    """Parameter and the alternative that shows its shared draw."""
    models = {model.slug: model for model in case.models if model is not case.baseline}
    preferred = sorted(models, key=lambda slug: case.priors.twins.get(slug, slug) != STRATEGIC)
    for parameter in LANE_PARAMETERS:
        for slug in preferred:
            if _is_drawn(models[slug].parameters[parameter].distribution):
                yield parameter, case.priors.twins.get(slug, slug)
                break


def _is_drawn(distribution: Distribution | None) -> bool:
    return distribution is not None and not distribution.is_constant


def _drawn(case: Case, streams: Streams, shown: Mapping[str, str]) -> dict[Key, Floats]:
    common = common_values(case, streams)
    together, found = correlated(streams, common), {}
    for parameter in LANE_PARAMETERS:
        drawn, prior = Drawn(parameter, streams, together), case.baseline.parameters[parameter]
        if _is_drawn(prior.distribution):
            found[BASELINE, parameter] = drawn.baseline(prior)
        if parameter in shown:
            distribution = case.priors.model(shown[parameter]).parameters[parameter].distribution
            found[shown[parameter], parameter] = drawn.own(distribution or Distribution.constant(0))
    if case.settings.realisation == "portfolio":
        found[STRATEGIC, "realisation"] = portfolio_share(case, streams)
    return found | _common(case, common)


def _common(case: Case, common: Values) -> dict[Key, Floats]:
    return {("common", name): common[name] for name in COMMON if _is_drawn(case.priors.common[name])}
