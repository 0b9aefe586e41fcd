"""Writes: people, organisations, access and the log of what was done."""

from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.grants import grant_access, revoke_access
from maskinrum.organisations.actions.known import join_group, know_organisation
from maskinrum.organisations.actions.letters import text_of, write_to
from maskinrum.organisations.actions.organisations import add_member, create_organisation
from maskinrum.organisations.actions.people import change_password, erase_person, register_person, settle_password

__all__ = [
    "CHANGED",
    "add_member",
    "change_password",
    "create_organisation",
    "erase_person",
    "grant_access",
    "join_group",
    "know_organisation",
    "record",
    "register_person",
    "revoke_access",
    "settle_password",
    "text_of",
    "write_to",
]
