"""Who may plan salons."""

from maskinrum.meetings.models import Salon
from maskinrum.organisations.enums import Role
from maskinrum.organisations.permissions import Viewer, can_manage_network


def can_plan_salons(viewer: Viewer) -> bool:
    """Facilitators and the secretariat invite on behalf of the organisation they act for."""
    return viewer.is_member and viewer.role in {Role.FACILITATOR, Role.SECRETARIAT}


def can_keep_salon(viewer: Viewer, salon: Salon) -> bool:
    """A salon is kept by the facilitators of its organisation and by the secretariat."""
    is_own = can_plan_salons(viewer) and viewer.organisation == salon.organisation_id
    return is_own or can_manage_network(viewer)
