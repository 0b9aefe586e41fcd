"""Who may do what with a start plan. Seeing one is decided by the access rule in ``organisations.queries``."""

from maskinrum.organisations.permissions import Viewer, can_manage_organisation
from maskinrum.planning.models import StartPlan


def can_open_plan(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation may begin a plan for it."""
    return viewer.is_member


def can_change(viewer: Viewer, plan: StartPlan) -> bool:
    """Everybody in the organisation that owns the plan works on it together."""
    return viewer.is_member and viewer.organisation == plan.organisation_id


def can_share(viewer: Viewer, plan: StartPlan) -> bool:
    """Letting others in, lending out durations, and removing a plan are for the owner's managers."""
    return can_change(viewer, plan) and can_manage_organisation(viewer)
