"""What a simulation says, as numbers a screen or a document can show."""

from collections.abc import Mapping
from dataclasses import dataclass

from maskinrum.engine.settings import Criterion
from maskinrum.engine.statistics import Estimate, Stat

COMPONENTS: tuple[str, ...] = (
    "works",
    "tender",
    "bidder",
    "dispute",
    "rework",
    "waiting",
    "setup",
    "agreement_bid",
    "running",
)


@dataclass(frozen=True, slots=True)
class ModelResult:
    """One alternative. Money in mDKK, time in months, probabilities and shares as fractions.

    ``cost_ratio`` and ``handover_delay`` (weighted by volume) are None when no future has a realised project;
    ``p_better`` and ``difference`` are against separate tenders, None when separate is not compared (``p_better`` also
    for separate itself). From ``share_inside`` on, all are None without an agreement.
    """

    slug: str
    agreement: bool
    cost: Stat
    cost_ratio: Stat | None
    present_value: Stat
    components: Mapping[str, Stat]
    p_best: float
    p_best_se: float
    p_better: float | None
    p_better_se: float | None
    difference: Stat | None
    regret: Estimate
    handover_delay: Stat | None
    share_inside: Stat | None = None
    continuity: Stat | None = None
    ceiling_reached: float | None = None
    idle_months: Stat | None = None
    stopped_early: float | None = None
    extended: float | None = None
    option_value: Estimate | None = None


@dataclass(frozen=True, slots=True)
class PairResult:
    """``a`` against ``b``: the criterion of a minus that of b, and how probably a is better (a tie counts ½)."""

    a: str
    b: str
    difference: Stat
    p_a_better: float
    p_a_better_se: float


@dataclass(frozen=True, slots=True)
class Result:
    """The comparison: alternatives in the order asked for, and every pair once (a before b in that order).

    ``evpi``: least expected regret, mDKK: the most that any information at all could be worth.
    """

    futures: int
    seed: int
    criterion: Criterion
    models: tuple[ModelResult, ...]
    pairs: tuple[PairResult, ...]
    evpi: float

    def model(self, slug: str) -> ModelResult:
        """The alternative with that slug; raises ``KeyError``."""
        return {model.slug: model for model in self.models}[slug]

    @property
    def cheapest(self) -> ModelResult:
        """The alternative with the least expected regret; of equals the first."""
        return min(self.models, key=lambda model: model.regret.mean)
