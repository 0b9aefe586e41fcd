"""Who may do what with a board."""

from maskinrum.organisations.permissions import Viewer, can_manage_organisation


def can_keep_board(viewer: Viewer, *, is_client: bool) -> bool:
    """Managers of the client keep the board: what stands on it, its maximum, its option."""
    return is_client and can_manage_organisation(viewer)


def can_keep_projects(viewer: Viewer, *, is_client: bool, is_caller: bool) -> bool:
    """Managers of the client keep all projects of a board; those of one who may call off keep its own."""
    return (is_client or is_caller) and can_manage_organisation(viewer)
