"""The numeric core: what delivery models cost on a portfolio, with its uncertainty.

Pure Python, NumPy and SciPy. Money in million DKK ex VAT, fixed prices of the case date; time in months from the case
date; shares as fractions.

SciPy's functions are called by their whole name (``scipy.special.ndtr``): SciPy reads a part of itself when the first
of it is called, so what knows the engine and calculates nothing does without.
"""

from maskinrum.engine.again import Answered, simulate_again
from maskinrum.engine.anonymity import (
    GroupView,
    Ruling,
    Withheld,
    showable,
)
from maskinrum.engine.break_even import BreakEven, BreakEvenRow, break_even
from maskinrum.engine.calibration import Calibration, calibrate, coverage, fitted_to, places
from maskinrum.engine.comparison import best_shares, better_shares, regrets
from maskinrum.engine.consistency import (
    Consistency,
    QuestionFit,
    consistency,
)
from maskinrum.engine.control_chart import (
    SHEWHART,
    ChartCentring,
    ChartFirmness,
    ChartLimits,
    ChartRule,
    ChartRuns,
    ChartSignal,
    ChartStretch,
    ControlChart,
    control_chart,
)
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
    StatisticsError,
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
from maskinrum.engine.exposure import (
    Exposure,
    ExposureWay,
    exposures,
)
from maskinrum.engine.flips import Flip, flip_values
from maskinrum.engine.forecast import ProjectForecast, StatedRange, project_forecasts
from maskinrum.engine.information import Information, Worth, evpi, evppi, value_of_information
from maskinrum.engine.inputs import Input, drawn_inputs
from maskinrum.engine.inside import Contribution, Inside, Step, TwoMore, best_inside, two_more
from maskinrum.engine.intervals import (
    Interval,
    bootstrap,
    bootstrap_difference,
    mean_of,
    median_of,
    share_difference,
    wilson,
    wilson_bounds,
)
from maskinrum.engine.later import LaterStart, later_starts
from maskinrum.engine.learning_curve import (
    Learning,
    LearningCurve,
    PowerLaw,
    experience_of,
    learning_curve,
    power_law,
    ratio_prior,
)
from maskinrum.engine.mixtures import (
    Mixture,
)
from maskinrum.engine.network import Network, Task
from maskinrum.engine.ordinal import (
    ImportanceGap,
    OrdinalDifference,
    OrdinalSummary,
    consensus,
    importance_gap,
    interpolated_median,
    ordinal_difference,
    ordinal_summary,
    superiority,
)
from maskinrum.engine.parameters import BASELINE, COMMON, PARAMETERS, STRATEGIC
from maskinrum.engine.partial_pooling import (
    Heterogeneity,
    PartialPooling,
    PooledGroup,
    VarianceComponents,
    heterogeneity,
    partial_pooling,
    pooled_means,
    variance_components,
)
from maskinrum.engine.pooled_shares import (
    PooledShare,
    PooledShares,
    pooled_shares,
)
from maskinrum.engine.portfolio import ApprovalState, Portfolio, Project
from maskinrum.engine.priors import DeliveryModel, Prior, Priors
from maskinrum.engine.results import COMPONENTS, ModelResult, PairResult, Result
from maskinrum.engine.settings import ALL_SEVEN, Settings
from maskinrum.engine.simulation import Draws, Simulation, simulate
from maskinrum.engine.sobol import Sobol, sobol
from maskinrum.engine.standing import Standing, standing
from maskinrum.engine.statistics import Estimate, Stat, quantile_dots, quantiles
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
    "SHEWHART",
    "STRATEGIC",
    "Activity",
    "Answered",
    "ApprovalState",
    "Band",
    "BreakEven",
    "BreakEvenRow",
    "Calibration",
    "Changed",
    "ChartCentring",
    "ChartFirmness",
    "ChartLimits",
    "ChartRule",
    "ChartRuns",
    "ChartSignal",
    "ChartStretch",
    "Consistency",
    "Contribution",
    "ControlChart",
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
    "Exposure",
    "ExposureWay",
    "Flip",
    "Grounds",
    "GroupView",
    "Heterogeneity",
    "ImportanceGap",
    "Information",
    "Input",
    "Inside",
    "Interval",
    "LaterStart",
    "Learning",
    "LearningCurve",
    "Likeness",
    "Mixture",
    "ModelResult",
    "Moments",
    "Network",
    "NetworkError",
    "NetworkResult",
    "OrdinalDifference",
    "OrdinalSummary",
    "PairResult",
    "PartialPooling",
    "Percentiles",
    "Pooled",
    "PooledGroup",
    "PooledRow",
    "PooledShare",
    "PooledShares",
    "Portfolio",
    "PortfolioError",
    "PowerLaw",
    "Prior",
    "Priors",
    "PriorsError",
    "Profile",
    "Project",
    "ProjectForecast",
    "ProjectTimeline",
    "QuestionFit",
    "RandomEffects",
    "Reason",
    "Result",
    "Ruling",
    "Settings",
    "SettingsError",
    "Side",
    "Simulation",
    "Sobol",
    "Spread",
    "Standing",
    "Stat",
    "StatedRange",
    "StatisticsError",
    "Step",
    "Swing",
    "Task",
    "TaskResult",
    "Timeline",
    "Times",
    "Together",
    "Twin",
    "TwoMore",
    "VarianceComponents",
    "Verdict",
    "Withheld",
    "Worth",
    "best_inside",
    "best_shares",
    "better_shares",
    "bootstrap",
    "bootstrap_difference",
    "break_even",
    "calibrate",
    "changed_standings",
    "consensus",
    "consistency",
    "control_chart",
    "course",
    "coverage",
    "criticality",
    "described",
    "drawn_durations",
    "drawn_inputs",
    "drivers",
    "evpi",
    "evppi",
    "experience_of",
    "exposures",
    "fitted_to",
    "flip_values",
    "heterogeneity",
    "importance_gap",
    "input_document",
    "input_sha256",
    "interpolated_median",
    "later_starts",
    "latest_ends",
    "latest_starts",
    "learning_curve",
    "mean_of",
    "median_of",
    "most_probable",
    "ordinal_difference",
    "ordinal_summary",
    "partial_pooling",
    "percentiles",
    "places",
    "pool",
    "pooled_means",
    "pooled_shares",
    "power_law",
    "probability",
    "project_forecasts",
    "quantile_dots",
    "quantiles",
    "random_effects",
    "ratio_prior",
    "regrets",
    "result_document",
    "share_difference",
    "showable",
    "simulate",
    "simulate_again",
    "simulate_network",
    "simulate_with_timeline",
    "sobol",
    "standard_error",
    "standing",
    "summarise",
    "superiority",
    "swings",
    "timeline",
    "together",
    "twins",
    "two_more",
    "value_of_information",
    "variance_components",
    "verdict",
    "wilson",
    "wilson_bounds",
]
