"""The same question put again with something changed: only the alternatives it touches are simulated anew.

Every alternative meets the same draws whatever it is compared with, so one whose inputs are as they were comes out as
it did, to the last bit. A changed assumption of one delivery model then costs that model, not all seven.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maskinrum.engine.parameters import BASELINE, STRATEGIC
from maskinrum.engine.portfolio import Portfolio
from maskinrum.engine.priors import Priors
from maskinrum.engine.settings import Settings
from maskinrum.engine.simulation import Progress, Simulation, gathered, simulate
from maskinrum.engine.timeline import Timeline, simulate_with_timeline


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked, and what came out; ``timeline`` of the alternative it was asked of, None without."""

    portfolio: Portfolio
    priors: Priors
    settings: Settings
    simulation: Simulation
    timeline: Timeline | None = None

    def unchanged(self, portfolio: Portfolio, priors: Priors, settings: Settings) -> tuple[str, ...]:
        """The alternatives of both that come out now as they did here, in the order of ``settings``."""
        asked = _shared(self.priors, self.settings), self.portfolio
        if (_shared(priors, settings), portfolio) != asked or _looks_up_tails(priors):
            return ()
        return tuple(
            slug
            for slug in settings.alternatives
            if slug in self.settings.alternatives
            and _own(priors, settings, slug) == _own(self.priors, self.settings, slug)
        )


def simulate_again(
    portfolio: Portfolio,
    priors: Priors,
    settings: Settings,
    earlier: Sequence[Answered] = (),
    pictured: tuple[str, int] | None = None,
    progress: Progress | None = None,
) -> Answered:
    """``simulate``, or ``simulate_with_timeline`` of ``pictured``, from what ``earlier`` answers have in common.

    It comes out the same to the last bit as without them. ``pictured``: an alternative that is compared, and on how
    many futures its timeline is drawn. Raises ``EngineError`` as ``simulate`` does.
    """
    kept = [one.unchanged(portfolio, priors, settings) for one in earlier]
    found = max(zip(kept, earlier, strict=True), key=lambda pair: len(pair[0]), default=((), None))
    same, before = set(found[0]), found[1]
    line = before.timeline if before else None
    if pictured and not (line and line.slug == pictured[0] in same and line.futures == pictured[1]):
        line = None
        same.discard(pictured[0])
    anew = tuple(slug for slug in settings.alternatives if slug not in same)
    # What is simulated anew stands last, and so in the place of what it was before.
    parts = [before.simulation] if before and same else []
    if anew:
        asked = replace(settings, alternatives=anew)
        if pictured and line is None:
            simulation, line = simulate_with_timeline(portfolio, priors, asked, pictured, progress)
        else:
            simulation = simulate(portfolio, priors, asked, progress)
        parts.append(simulation)
    return Answered(portfolio, priors, settings, gathered(parts, settings), line if pictured else None)


def _shared(priors: Priors, settings: Settings) -> tuple[object, ...]:
    """What every alternative rests on, but the portfolio."""
    share = priors.model(STRATEGIC).parameters["realisation"] if settings.realisation == "portfolio" else None
    drawn = settings.seed, settings.futures, settings.realisation
    return drawn, share, priors.common, priors.delivery_models[BASELINE]


def _looks_up_tails(priors: Priors) -> bool:
    """Whether a tail's size may differ in its ninth decimal by how many alternatives it hits: a table, or none."""
    size = priors.delivery_models[BASELINE].parameters["cost_tail_size"].distribution
    return size is not None and size.family == "beta"


def _own(priors: Priors, settings: Settings, slug: str) -> tuple[object, ...]:
    """What one alternative rests on beside that."""
    model = priors.model(slug)
    ceiling = settings.ceiling if model.agreement else None
    return model, ceiling, settings.shift if model.opens_later else None
