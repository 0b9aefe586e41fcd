"""Construction projects, and the register of partnerships."""

from maskinrum.partnerships.models.projects import Project
from maskinrum.partnerships.models.register import (
    CallOffRight,
    Correction,
    JointEstimate,
    KnownJob,
    Partnership,
    PartnershipChange,
    PartnershipSource,
    Party,
)

__all__ = [
    "CallOffRight",
    "Correction",
    "JointEstimate",
    "KnownJob",
    "Partnership",
    "PartnershipChange",
    "PartnershipSource",
    "Party",
    "Project",
]
