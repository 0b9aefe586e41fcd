"""People, the organisations they act for, who may see what beside the rule, and the log of what was done."""

from maskinrum.organisations.models.audit import AuditEvent
from maskinrum.organisations.models.grants import Grant
from maskinrum.organisations.models.joining import Invitation, JoinRequest
from maskinrum.organisations.models.organisations import Administration, Department, Organisation
from maskinrum.organisations.models.people import Membership, Person

__all__ = [
    "Administration",
    "AuditEvent",
    "Department",
    "Grant",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "Person",
]
