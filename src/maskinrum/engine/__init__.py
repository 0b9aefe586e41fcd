"""The numeric core: what delivery models cost on a portfolio, with its uncertainty.

Pure Python, NumPy and SciPy. Money in million DKK ex VAT, fixed prices of the case date; time in months from the case
date; shares as fractions.
"""

from maskinrum.engine.distributions import Distribution
from maskinrum.engine.errors import DistributionError, EngineError, PortfolioError, PriorsError, SettingsError
from maskinrum.engine.parameters import BASELINE, COMMON, PARAMETERS, STRATEGIC
from maskinrum.engine.portfolio import ApprovalState, Portfolio, Project
from maskinrum.engine.priors import DeliveryModel, Prior, Priors
from maskinrum.engine.results import COMPONENTS, ModelResult, PairResult, Result
from maskinrum.engine.settings import ALL_SEVEN, Settings
from maskinrum.engine.statistics import Estimate, Stat, quantile_dots

__all__ = [
    "ALL_SEVEN",
    "BASELINE",
    "COMMON",
    "COMPONENTS",
    "PARAMETERS",
    "STRATEGIC",
    "ApprovalState",
    "DeliveryModel",
    "Distribution",
    "DistributionError",
    "EngineError",
    "Estimate",
    "ModelResult",
    "PairResult",
    "Portfolio",
    "PortfolioError",
    "Prior",
    "Priors",
    "PriorsError",
    "Project",
    "Result",
    "Settings",
    "SettingsError",
    "Stat",
    "quantile_dots",
]
