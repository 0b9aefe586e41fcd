"""What is known of a project or a partnership, apart from any database row."""

from maskinrum.partnerships.facts.projects import Delay, ProjectFacts, add_months, months_between
from maskinrum.partnerships.facts.register import (
    CallOffFacts,
    JobFacts,
    PartnershipFacts,
    PartyFacts,
    RegisterDays,
    SourceFacts,
    Words,
    register_days,
)

__all__ = [
    "CallOffFacts",
    "Delay",
    "JobFacts",
    "PartnershipFacts",
    "PartyFacts",
    "ProjectFacts",
    "RegisterDays",
    "SourceFacts",
    "Words",
    "add_months",
    "months_between",
    "register_days",
]
