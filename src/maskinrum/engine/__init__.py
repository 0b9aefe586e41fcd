"""The numeric core: what delivery models cost on a portfolio, with its uncertainty.

Pure Python, NumPy and SciPy. Money in million DKK ex VAT, fixed prices of the case date; time in months from the case
date; shares as fractions.
"""

from maskinrum.engine.break_even import BreakEven, BreakEvenRow, break_even
from maskinrum.engine.calibration import Calibration, calibrate, coverage, fitted_to, places
from maskinrum.engine.comparison import best_shares, better_shares, regrets
from maskinrum.engine.critical_path import (
    Course,
    NetworkResult,
    Percentiles,
    Swing,
    TaskResult,
    Times,
    course,
    criticality,
    described,
    latest_ends,
    latest_starts,
    percentiles,
    probability,
    simulate_network,
    swings,
)
from maskinrum.engine.distributions import Distribution
from maskinrum.engine.document import ENGINE_VERSION, RESULT_SCHEMA, input_document, input_sha256, result_document
from maskinrum.engine.drivers import Driver, drivers
from maskinrum.engine.durations import Durations, drawn_durations, most_probable
from maskinrum.engine.errors import (
    DistributionError,
    EngineError,
    EvidenceError,
    NetworkError,
    PortfolioError,
    PriorsError,
    SettingsError,
)
from maskinrum.engine.evidence import (
    EvidenceRow,
    EvidenceRules,
    Moments,
    Pooled,
    PooledRow,
    RandomEffects,
    Spread,
    pool,
    random_effects,
    standard_error,
)
from maskinrum.engine.flips import Flip, flip_values
from maskinrum.engine.forecast import ProjectForecast, StatedRange, project_forecasts
from maskinrum.engine.information import Information, Worth, evpi, evppi, value_of_information
from maskinrum.engine.inputs import Input, drawn_inputs
from maskinrum.engine.inside import Contribution, Inside, Step, TwoMore, best_inside, two_more
from maskinrum.engine.later import LaterStart, later_starts
from maskinrum.engine.network import Network, Task
from maskinrum.engine.parameters import BASELINE, COMMON, PARAMETERS, STRATEGIC
from maskinrum.engine.portfolio import ApprovalState, Portfolio, Project
from maskinrum.engine.priors import DeliveryModel, Prior, Priors
from maskinrum.engine.results import COMPONENTS, ModelResult, PairResult, Result
from maskinrum.engine.settings import ALL_SEVEN, Settings
from maskinrum.engine.simulation import Draws, Simulation, simulate
from maskinrum.engine.sobol import Sobol, sobol
from maskinrum.engine.standing import Standing, standing
from maskinrum.engine.statistics import Estimate, Stat, quantile_dots
from maskinrum.engine.summary import summarise
from maskinrum.engine.timeline import Activity, Band, ProjectTimeline, Timeline, simulate_with_timeline, timeline
from maskinrum.engine.together import Side, Together, together
from maskinrum.engine.twins import Likeness, Profile, Twin, twins
from maskinrum.engine.verdict import REASONS, Changed, Grounds, Reason, Verdict, changed_standings, verdict

__all__ = [
    "ALL_SEVEN",
    "BASELINE",
    "COMMON",
    "COMPONENTS",
    "ENGINE_VERSION",
    "PARAMETERS",
    "REASONS",
    "RESULT_SCHEMA",
    "STRATEGIC",
    "Activity",
    "ApprovalState",
    "Band",
    "BreakEven",
    "BreakEvenRow",
    "Calibration",
    "Changed",
    "Contribution",
    "Course",
    "DeliveryModel",
    "Distribution",
    "DistributionError",
    "Draws",
    "Driver",
    "Durations",
    "EngineError",
    "Estimate",
    "EvidenceError",
    "EvidenceRow",
    "EvidenceRules",
    "Flip",
    "Grounds",
    "Information",
    "Input",
    "Inside",
    "LaterStart",
    "Likeness",
    "ModelResult",
    "Moments",
    "Network",
    "NetworkError",
    "NetworkResult",
    "PairResult",
    "Percentiles",
    "Pooled",
    "PooledRow",
    "Portfolio",
    "PortfolioError",
    "Prior",
    "Priors",
    "PriorsError",
    "Profile",
    "Project",
    "ProjectForecast",
    "ProjectTimeline",
    "RandomEffects",
    "Reason",
    "Result",
    "Settings",
    "SettingsError",
    "Side",
    "Simulation",
    "Sobol",
    "Spread",
    "Standing",
    "Stat",
    "StatedRange",
    "Step",
    "Swing",
    "Task",
    "TaskResult",
    "Timeline",
    "Times",
    "Together",
    "Twin",
    "TwoMore",
    "Verdict",
    "Worth",
    "best_inside",
    "best_shares",
    "better_shares",
    "break_even",
    "calibrate",
    "changed_standings",
    "course",
    "coverage",
    "criticality",
    "described",
    "drawn_durations",
    "drawn_inputs",
    "drivers",
    "evpi",
    "evppi",
    "fitted_to",
    "flip_values",
    "input_document",
    "input_sha256",
    "later_starts",
    "latest_ends",
    "latest_starts",
    "most_probable",
    "percentiles",
    "places",
    "pool",
    "probability",
    "project_forecasts",
    "quantile_dots",
    "random_effects",
    "regrets",
    "result_document",
    "simulate",
    "simulate_network",
    "simulate_with_timeline",
    "sobol",
    "standard_error",
    "standing",
    "summarise",
    "swings",
    "timeline",
    "together",
    "twins",
    "two_more",
    "value_of_information",
    "verdict",
]
