"""Who may do what with experiences."""

import uuid
from collections.abc import Collection

from maskinrum.knowledge.enums import ExperienceState
from maskinrum.knowledge.models import Booklet, Experience, Recommendation, Tool
from maskinrum.organisations.enums import Role, Visibility
from maskinrum.organisations.permissions import OPERATOR, Viewer, can_manage_network, can_manage_organisation, can_share

SHOWN = (ExperienceState.PUBLISHED, ExperienceState.SUPERSEDED, ExperienceState.RETIRED)
"""The states in which others than those who work on it may read an experience."""

AT_WORK = (ExperienceState.DRAFT, ExperienceState.IN_REVIEW, ExperienceState.APPROVAL)


def can_tell(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation tells for it."""
    return viewer.is_member


def is_own(viewer: Viewer, experience: Experience) -> bool:
    """Whether the viewer wrote it for the organisation acted for now, or decides for that organisation."""
    if not viewer.is_member or viewer.organisation != experience.organisation_id:
        return False
    return viewer.person == experience.written_by or can_manage_organisation(viewer)


def can_edit(viewer: Viewer, experience: Experience, *, parties: Collection[uuid.UUID] = ()) -> bool:
    """Whoever wrote it, the managers of its organisation, and whoever reads it before others do."""
    return is_own(viewer, experience) or can_review(viewer, experience, parties=parties)


def can_review(viewer: Viewer, experience: Experience, *, parties: Collection[uuid.UUID] = ()) -> bool:
    """Who reads an experience before others do.

    The secretariat all of those that leave their organisation; a facilitator those of partnerships that the own
    organisation is a party to, but not one's own; what stays in an organisation, its managers.
    """
    if viewer == OPERATOR:
        return True
    if experience.visibility == Visibility.ORGANISATION:
        return can_share(viewer, experience.organisation_id) if experience.organisation_id else False
    if can_manage_network(viewer):
        return True
    is_party = viewer.role == Role.FACILITATOR and viewer.organisation in parties
    return is_party and viewer.person != experience.written_by


def can_review_some(viewer: Viewer) -> bool:
    """Whether the viewer has a queue at all."""
    return can_manage_network(viewer) or can_manage_organisation(viewer) or viewer.role == Role.FACILITATOR


def can_answer_for(viewer: Viewer, organisation: uuid.UUID) -> bool:
    """Managers say yes or no for their organisation; the secretariat writes down what it was told."""
    return can_manage_network(viewer) or can_share(viewer, organisation)


def can_use(viewer: Viewer, experience: Experience) -> bool:
    """Every organisation but the one that told may say that it used it, once it is published."""
    is_other = viewer.is_member and viewer.organisation != experience.organisation_id
    return is_other and experience.state == ExperienceState.PUBLISHED


def can_comment(viewer: Viewer, experience: Experience) -> bool:
    """Everybody who acts for an organisation may make a published experience clearer."""
    return viewer.is_member and experience.state == ExperienceState.PUBLISHED


def can_keep(viewer: Viewer, experience: Experience, *, parties: Collection[uuid.UUID] = ()) -> bool:
    """Renew, replace or retire: whoever decides for its organisation, and whoever reads it."""
    decides = can_share(viewer, experience.organisation_id) if experience.organisation_id else False
    return decides or can_review(viewer, experience, parties=parties)


def can_use_tool(viewer: Viewer, tool: Tool) -> bool:
    """Every organisation may say that it used a tool it can read; its own is known to work."""
    return viewer.is_member and (tool.organisation_id is None or viewer.organisation != tool.organisation_id)


def can_bring_tool(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation may bring its own variant of a tool."""
    return viewer.is_member


def owns_tool(viewer: Viewer, tool: Tool) -> bool:
    """Whether a new file is a new version of this tool, rather than a variant of it."""
    return viewer.is_member and viewer.organisation == tool.organisation_id


def can_write_recommendation(viewer: Viewer) -> bool:
    """Recommendations are the network's: the secretariat keeps them."""
    return can_manage_network(viewer)


def can_write_evidence(viewer: Viewer) -> bool:
    """The evidence is the network's: the secretariat keeps it."""
    return can_manage_network(viewer)


def can_begin_booklet(viewer: Viewer) -> bool:
    """Everybody who acts for an organisation puts booklets together for it."""
    return viewer.is_member


def can_keep_booklet(viewer: Viewer, booklet: Booklet) -> bool:
    """A booklet is kept by everybody who acts for its organisation."""
    return viewer.is_member and viewer.organisation == booklet.organisation_id


def can_share_by_name(viewer: Viewer, row: Experience | Tool | Recommendation | Booklet) -> bool:
    """Managers let others in to what is their organisation's; to recommendations, those who keep them."""
    if row.organisation_id is None or not can_share(viewer, row.organisation_id):
        return False
    return not isinstance(row, Recommendation) or can_write_recommendation(viewer)
