"""Writes: people, organisations, access and the log of what was done."""

from maskinrum.organisations.actions.administration import (
    add_department,
    change_department,
    confirm_administration,
    end_administration,
    remove_department,
    state_administration,
)
from maskinrum.organisations.actions.audit import CHANGED, record
from maskinrum.organisations.actions.grants import bind_grants, close_grants, grant_access, on_grant, revoke_access
from maskinrum.organisations.actions.invitations import (
    accept_invitation,
    invite,
    send_invitation_again,
    withdraw_invitation,
)
from maskinrum.organisations.actions.joining import approve_request, ask_to_join, decline_request, take_back_request
from maskinrum.organisations.actions.known import join_group, know_organisation
from maskinrum.organisations.actions.letters import send_letter, write_to
from maskinrum.organisations.actions.memberships import act_for, add_member, change_role, end_membership
from maskinrum.organisations.actions.merging import merge_organisations, on_merge, would_move
from maskinrum.organisations.actions.organisations import change_organisation, create_organisation
from maskinrum.organisations.actions.outbox import give_up_mail, read_mail, send_mail_again
from maskinrum.organisations.actions.own_account import (
    change_language,
    change_name,
    choose_mail,
    close_account,
    erase_on_request,
    tell_of_new_browser,
)
from maskinrum.organisations.actions.people import (
    HashedPassword,
    change_password,
    erase_person,
    register_person,
    settle_password,
)
from maskinrum.organisations.actions.retention import remove_overdue, remove_rows
from maskinrum.organisations.actions.searches import add_synonym, remove_synonym, take_off_search
from maskinrum.organisations.actions.second_factors import (
    note_second_factor,
    remove_passkey,
    rename_passkey,
    reset_second_factors,
)
from maskinrum.organisations.actions.sessions import end_other_sessions, end_session, see_session

__all__ = [
    "CHANGED",
    "HashedPassword",
    "accept_invitation",
    "act_for",
    "add_department",
    "add_member",
    "add_synonym",
    "approve_request",
    "ask_to_join",
    "bind_grants",
    "change_department",
    "change_language",
    "change_name",
    "change_organisation",
    "change_password",
    "change_role",
    "choose_mail",
    "close_account",
    "close_grants",
    "confirm_administration",
    "create_organisation",
    "decline_request",
    "end_administration",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "erase_on_request",
    "erase_person",
    "give_up_mail",
    "grant_access",
    "invite",
    "join_group",
    "know_organisation",
    "merge_organisations",
    "note_second_factor",
    "on_grant",
    "on_merge",
    "read_mail",
    "record",
    "register_person",
    "remove_department",
    "remove_overdue",
    "remove_passkey",
    "remove_rows",
    "remove_synonym",
    "rename_passkey",
    "reset_second_factors",
    "revoke_access",
    "see_session",
    "send_invitation_again",
    "send_letter",
    "send_mail_again",
    "settle_password",
    "state_administration",
    "take_back_request",
    "take_off_search",
    "tell_of_new_browser",
    "withdraw_invitation",
    "would_move",
    "write_to",
]
