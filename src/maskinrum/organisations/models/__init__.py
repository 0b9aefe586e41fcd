"""People, the organisations they act for, who may see what beside the rule, and the log of what was done."""

from maskinrum.organisations.models.audit import AuditEvent
from maskinrum.organisations.models.grants import Grant
from maskinrum.organisations.models.organisations import Organisation
from maskinrum.organisations.models.people import Membership, Person

__all__ = ["AuditEvent", "Grant", "Membership", "Organisation", "Person"]
