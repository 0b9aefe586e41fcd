"""Who may do what with a decision file. Seeing one is decided by the access rule in ``organisations.queries``."""

from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.organisations.permissions import Viewer, can_manage_organisation


def can_change(viewer: Viewer, decision_file: DecisionFile) -> bool:
    """Everybody in the organisation that owns the file works on it together."""
    return viewer.is_member and viewer.organisation == decision_file.organisation_id


def can_share(viewer: Viewer, decision_file: DecisionFile) -> bool:
    """Letting another organisation in, and out again, is for the owner's managers."""
    return can_change(viewer, decision_file) and can_manage_organisation(viewer)


def can_remove_analysis(viewer: Viewer, decision_file: DecisionFile) -> bool:
    """A board may have decided on it, so deleting a version is for the owner's managers."""
    return can_change(viewer, decision_file) and can_manage_organisation(viewer)


def can_answer_joint(viewer: Viewer, joint: JointPortfolio) -> bool:
    """Whether to be calculated together is for the managers of the organisation that is invited."""
    return can_manage_organisation(viewer) and viewer.organisation == joint.invited_id


def can_end_joint(viewer: Viewer, joint: JointPortfolio) -> bool:
    """Managers of either end it for both."""
    return can_manage_organisation(viewer) and viewer.organisation in {joint.inviting_id, joint.invited_id}
