"""What the log's verbs and kinds of objects are called, and the tables that hold rows of a person.

The apps above add theirs when the site starts.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERBS: dict[str, "StrOrPromise"] = {
    "accept_invitation": _("accepted an invitation"),
    "act_for": _("chose whom to act for"),
    "add_department": _("added a department"),
    "add_member": _("added a person to the organisation"),
    "add_second_factor": _("added a way to log in"),
    "approve_request": _("approved a request to take part"),
    "ask_to_join": _("asked to take part"),
    "change_department": _("changed a department"),
    "change_language": _("chose a language"),
    "change_muted_mail": _("chose e-mails"),
    "change_name": _("changed the own name"),
    "change_organisation": _("changed an organisation"),
    "change_password": _("chose a new password"),
    "change_role": _("changed a role"),
    "confirm_administration": _("confirmed an administration"),
    "create_organisation": _("added an organisation"),
    "decline_request": _("declined a request to take part"),
    "end_administration": _("ended an administration"),
    "end_membership": _("ended a membership"),
    "end_other_sessions": _("logged out everywhere else"),
    "end_session": _("logged out in one place"),
    "erase_person": _("erased a person"),
    "give_up_mail": _("gave up an e-mail"),
    "grant_access": _("opened something to others"),
    "invite": _("invited by e-mail"),
    "join_network": _("let an organisation take part"),
    "join_group": _("put an organisation into a group"),
    "know_organisation": _("named an organisation"),
    "leave_organisation": _("left the organisation"),
    "merge_organisation": _("merged two organisations"),
    "read_mail": _("read an e-mail in the outbox"),
    "register_person": _("created an account"),
    "remove_department": _("removed a department"),
    "remove_second_factor": _("removed a way to log in"),
    "rename_second_factor": _("gave a passkey another name"),
    "renew_second_factor": _("made new recovery codes"),
    "reset_second_factors": _("removed all of a person's extra ways to log in"),
    "revoke_access": _("stopped sharing"),
    "send_invitation_again": _("sent an invitation again"),
    "send_mail_again": _("let an e-mail be tried again"),
    "settle_password": _("settled the first password"),
    "state_administration": _("stated an administration"),
    "take_back_request": _("took a request back"),
    "add_synonym": _("added other words for the same to the search"),
    "remove_synonym": _("removed other words for the same from the search"),
    "take_off_search": _("took a search off the list"),
    "withdraw_invitation": _("withdrew an invitation"),
}

TYPES: dict[str, "StrOrPromise"] = {
    "organisations.Administration": _("administration"),
    "organisations.Department": _("department"),
    "organisations.Grant": _("access"),
    "organisations.Invitation": _("invitation"),
    "organisations.JoinRequest": _("request to take part"),
    "organisations.Membership": _("membership"),
    "organisations.Organisation": _("organisation"),
    "organisations.Person": _("person"),
    "search.SiteSynonym": _("other words for the same"),
    "search.UnansweredSearch": _("search without an answer"),
    "shared.OutboxMail": _("mail"),
}


TABLES: dict[str, "StrOrPromise"] = {
    "organisations_person": _("You"),
    "organisations_membership": _("Whom you act for"),
    "organisations_grant": _("What has been opened to you, or by you"),
    "organisations_invitation": _("Invitations to you, or from you"),
    "organisations_joinrequest": _("Where you have asked to take part"),
    "organisations_auditevent": _("What you have done, as the log has it"),
    "search_unansweredsearch": _("Searches for your name that found nothing"),
    "account_emailaddress": _("Your addresses"),
    "account_emailconfirmation": _("E-mails that confirm an address"),
    "mfa_authenticator": _("Your ways to sign in"),
    "usersessions_usersession": _("Where you are signed in"),
    "django_session": _("Your open sessions"),
    "django_tasks_database_dbtaskresult": _("Work that ran on your behalf"),
    "shared_outboxmail": _("E-mails to you"),
}
"""What the tables are called to the person whose rows they hold. The apps above add theirs when the site starts."""


def name_tables(names: Mapping[str, "StrOrPromise"]) -> None:
    """Say what an app's own tables are called to the person whose rows they hold."""
    TABLES.update(names)


def name_in_log(*, verbs: Mapping[str, "StrOrPromise"], types: Mapping[str, "StrOrPromise"]) -> None:
    """Say what an app's own verbs and kinds of objects are called in the log."""
    VERBS.update(verbs)
    TYPES.update(types)


def verb_in_words(verb: str) -> str:
    """What was done, in words; the bare verb where nobody has named it."""
    return str(VERBS.get(verb, verb))


def type_in_words(object_type: str) -> str:
    """What it was done to, in words; the bare kind where nobody has named it."""
    return str(TYPES.get(object_type, object_type))
