"""What is known of a project or a partnership, apart from any database row."""

from maskinrum.partnerships.facts.listing import Listing, folded, listing_of, unpacked
from maskinrum.partnerships.facts.outcomes import Outcome
from maskinrum.partnerships.facts.parties import PartyKey, read_parties
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
    "Listing",
    "Outcome",
    "PartnershipFacts",
    "PartyFacts",
    "PartyKey",
    "ProjectFacts",
    "RegisterDays",
    "SourceFacts",
    "Words",
    "add_months",
    "folded",
    "listing_of",
    "months_between",
    "read_parties",
    "register_days",
    "unpacked",
]
