"""Decision files, the snapshots they rest on, the analyses stored of them, and how ready their organisation is."""

from maskinrum.decisions.models.analyses import Analysis, Exploration
from maskinrum.decisions.models.files import (
    DecisionFile,
    PortfolioSnapshot,
)
from maskinrum.decisions.models.joint import JointPortfolio
from maskinrum.decisions.models.readiness import (
    Readiness,
    ReadinessAnswer,
    ReadinessScore,
)

__all__ = [
    "Analysis",
    "DecisionFile",
    "Exploration",
    "JointPortfolio",
    "PortfolioSnapshot",
    "Readiness",
    "ReadinessAnswer",
    "ReadinessScore",
]
