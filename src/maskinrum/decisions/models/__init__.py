"""Decision files, the snapshots they rest on, and the analyses stored of them."""

from maskinrum.decisions.models.analyses import Analysis, Exploration
from maskinrum.decisions.models.files import (
    DecisionFile,
    PortfolioSnapshot,
)

__all__ = [
    "Analysis",
    "DecisionFile",
    "Exploration",
    "PortfolioSnapshot",
]
