"""Who may do what with projects."""

import uuid

from maskinrum.organisations.permissions import Viewer, can_manage_network, can_manage_organisation


def can_keep_projects(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation keeps its list of projects together."""
    return viewer.is_member


def can_add_partnership(viewer: Viewer) -> bool:
    """The secretariat keeps the register."""
    return can_manage_network(viewer)


def can_change_partnership(viewer: Viewer, client: uuid.UUID | None) -> bool:
    """Managers of the client change their own entry, the secretariat any that it may see."""
    return can_manage_network(viewer) or (can_manage_organisation(viewer) and viewer.organisation == client)
