"""The viewer, and the one rule that says what a viewer may see."""

import uuid
from dataclasses import dataclass

from maskinrum.organisations.enums import Role
from maskinrum.shared.enums import MailState
from maskinrum.shared.mail import has_mail_server, is_secret
from maskinrum.shared.models import OutboxMail


@dataclass(frozen=True)
class Viewer:
    """Who is looking: nobody known (both ids None), or a person acting for an organisation in a role."""

    person: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    role: str = ""

    @property
    def is_known(self) -> bool:
        return self.person is not None

    @property
    def is_member(self) -> bool:
        return self.organisation is not None


VISITOR = Viewer()

OPERATOR = Viewer(role="operator")
"""Whoever runs the machine: commands and demo data. No request is ever given this viewer."""


def can_manage_organisation(viewer: Viewer) -> bool:
    """Managers decide for their organisation: share its files and stop sharing them."""
    return viewer.is_member and viewer.role in {Role.MANAGER, Role.SECRETARIAT}


def can_manage_network(viewer: Viewer) -> bool:
    """The secretariat, and whoever runs the machine, connect organisations and people."""
    return viewer == OPERATOR or (viewer.is_member and viewer.role == Role.SECRETARIAT)


def can_create_organisation(viewer: Viewer) -> bool:
    """Organisations are added by those who know that they are who they say."""
    return can_manage_network(viewer)


def can_add_member(viewer: Viewer, organisation: uuid.UUID, role: str) -> bool:
    """Managers add people to their own organisation, but nobody makes a secretariat of oneself."""
    if can_manage_network(viewer):
        return True
    return can_share(viewer, organisation) and role != Role.SECRETARIAT


def can_keep_members(viewer: Viewer, organisation: uuid.UUID) -> bool:
    """Managers say who acts for their organisation and in which role; the secretariat helps any of them."""
    return can_manage_network(viewer) or can_share(viewer, organisation)


def can_give_role(viewer: Viewer, organisation: uuid.UUID, *roles: str) -> bool:
    """Whether the viewer may take and give these roles there: that of the secretariat only the network gives."""
    return all(can_add_member(viewer, organisation, role) for role in roles)


def can_share(viewer: Viewer, owner: uuid.UUID) -> bool:
    """Managers decide who else sees what their own organisation owns."""
    return can_manage_organisation(viewer) and viewer.organisation == owner


def can_erase(viewer: Viewer, person: uuid.UUID) -> bool:
    """A person decides about the own account; the secretariat acts on a written request."""
    return viewer.person == person or can_manage_network(viewer)


def can_reset_second_factors(viewer: Viewer) -> bool:
    """Whoever has lost app and codes asks the secretariat, or whoever runs the machine."""
    return can_manage_network(viewer)


def can_change_account(viewer: Viewer, person: uuid.UUID) -> bool:
    """What a person says about oneself is the person's own."""
    return viewer.person == person


def can_read_mail(viewer: Viewer, mail: OutboxMail) -> bool:
    """The secretariat reads what nobody sends; codes in mails that are sent are for the receiver alone."""
    is_unsent = mail.state == MailState.KEPT or not has_mail_server()
    is_readable = is_unsent and not is_secret(mail.kind) and mail.blanked_at is None
    return can_manage_network(viewer) and is_readable
