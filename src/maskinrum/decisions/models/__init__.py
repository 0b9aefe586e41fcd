"""Decision files and the snapshots they rest on."""

from maskinrum.decisions.models.files import (
    DecisionFile,
    PortfolioSnapshot,
)

__all__ = [
    "DecisionFile",
    "PortfolioSnapshot",
]
