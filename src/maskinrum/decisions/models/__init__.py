"""Decision files, the snapshots they rest on, and how ready their organisation is."""

from maskinrum.decisions.models.files import (
    DecisionFile,
    PortfolioSnapshot,
)
from maskinrum.decisions.models.readiness import (
    Readiness,
    ReadinessAnswer,
    ReadinessScore,
)

__all__ = [
    "DecisionFile",
    "PortfolioSnapshot",
    "Readiness",
    "ReadinessAnswer",
    "ReadinessScore",
]
