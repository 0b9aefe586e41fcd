"""Who may do what with projects."""

from maskinrum.organisations.permissions import Viewer


def can_keep_projects(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation keeps its list of projects together."""
    return viewer.is_member
