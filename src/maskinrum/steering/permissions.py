"""Who may do what in a running partnership. Seeing it is decided by the queries."""

import uuid

from maskinrum.organisations.permissions import Viewer, can_manage_organisation
from maskinrum.steering.models import PartnershipDecision


def can_keep_board(viewer: Viewer, *, is_client: bool) -> bool:
    """Managers of the client keep the board: what stands on it, its maximum, its option."""
    return is_client and can_manage_organisation(viewer)


def can_keep_projects(viewer: Viewer, *, is_client: bool, is_caller: bool) -> bool:
    """Managers of the client keep all projects of a board; those of one who may call off keep its own."""
    return (is_client or is_caller) and can_manage_organisation(viewer)


def can_change_decision(viewer: Viewer, row: PartnershipDecision, *, clients: frozenset[uuid.UUID]) -> bool:
    """Those whose people wrote it down, and the client."""
    return viewer.is_member and viewer.organisation in {row.organisation_id, *clients}


def can_see_size(viewer: Viewer, *, clients: frozenset[uuid.UUID], parties: set[uuid.UUID]) -> bool:
    """The client and the parties to the disagreement; not the facilitator, nor any other party."""
    return viewer.is_member and viewer.organisation in {*clients, *parties}


def can_name(viewer: Viewer, organisation: uuid.UUID, *, clients: frozenset[uuid.UUID]) -> bool:
    """A party names its own people; the client keeps the list whole."""
    return viewer.is_member and viewer.organisation in {organisation, *clients}
