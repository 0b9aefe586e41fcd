"""Who runs the evaluation of a partnership. Seeing it is decided by the access rule in ``organisations.queries``."""

import uuid
from collections.abc import Collection

from maskinrum.organisations.enums import Role
from maskinrum.organisations.permissions import OPERATOR, Viewer, can_manage_organisation


def can_run_rounds(viewer: Viewer, client: uuid.UUID | None, facilitators: Collection[uuid.UUID]) -> bool:
    """The client's managers, and the facilitators of the partnership: they plan, invite, close and choose questions."""
    if viewer == OPERATOR:
        return True
    if not viewer.is_member:
        return False
    if viewer.organisation in facilitators:
        return viewer.role in {Role.FACILITATOR, Role.MANAGER, Role.SECRETARIAT}
    return can_manage_organisation(viewer) and viewer.organisation == client


def can_answer_for_party(viewer: Viewer, parties: Collection[uuid.UUID]) -> bool:
    """Everybody who acts for a party answers the maturity for it, together with the others there."""
    return viewer.is_member and viewer.organisation in parties


def can_type_figures(viewer: Viewer, *, is_client: bool) -> bool:
    """The client's managers type the figures that no record holds: they are the client's own."""
    return viewer == OPERATOR or (is_client and can_manage_organisation(viewer))


def can_consent(viewer: Viewer, parties: Collection[uuid.UUID]) -> bool:
    """Managers of a party say yes for it, and withdraw it."""
    return can_manage_organisation(viewer) and viewer.organisation in parties
