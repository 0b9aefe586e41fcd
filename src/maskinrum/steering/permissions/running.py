"""Who may change decisions, disagreements and names. All of them are parties of the partnership already."""

import uuid

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.models import Disagreement, PartnershipDecision


def can_change_decision(viewer: Viewer, row: PartnershipDecision, partnership: Partnership) -> bool:
    """Those whose people wrote it down, and the client."""
    return viewer.is_member and viewer.organisation in {row.organisation_id, partnership.organisation_id}


def can_see_size(viewer: Viewer, row: Disagreement, *, client: uuid.UUID | None, parties: set[uuid.UUID]) -> bool:
    """The client and the parties to the disagreement; not the facilitator, nor any other party."""
    return viewer.is_member and viewer.organisation in {client, *parties}


def can_name(viewer: Viewer, organisation: uuid.UUID, partnership: Partnership) -> bool:
    """A party names its own people; the client keeps the list whole."""
    return viewer.is_member and viewer.organisation in {organisation, partnership.organisation_id}
