"""Reads of what stood there before: shown to those who might read it then, whoever may read what stands there now."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from maskinrum.knowledge.models import (
    Experience,
    ExperienceVersion,
    Recommendation,
    RecommendationVersion,
    Tool,
    ToolVersion,
)
from maskinrum.knowledge.permissions import can_edit
from maskinrum.knowledge.queries.experiences import parties_of
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import OPERATOR, Viewer, can_manage_network
from maskinrum.partnerships.queries import partnerships_of


def told_versions(viewer: Viewer, row: Experience) -> list[ExperienceVersion]:
    """The versions the viewer may read, newest first. Ask only of an experience that the viewer may read.

    Others than those who work on it read what was published and not closed, each version as far as its own readers
    went; what stands there now is read by everybody who may read the row. The secretariat also reads what it read
    before others did: everything that left its organisation.
    """
    rows = row.versions.select_related("organisation").order_by("-revision")
    works_on_it = can_edit(viewer, row, parties=parties_of(row))
    own = own_partnerships(viewer)

    def is_readable(version: ExperienceVersion) -> bool:
        if not works_on_it and (not version.is_shown or version.closed_at is not None):
            return False
        if version.revision == row.revision:
            return True
        left = version.content.get("visibility", Visibility.ORGANISATION) != Visibility.ORGANISATION
        read_first = works_on_it and left and can_manage_network(viewer)
        return read_first or could_read(viewer, version.content, told_by=row.organisation_id, own=own)

    return [version for version in rows if is_readable(version)]


def is_closable(version: ExperienceVersion, row: Experience) -> bool:
    """Whether others read the version though it is not what stands there now."""
    return version.is_shown and version.closed_at is None and version.revision != row.revision


def versions_told(viewer: Viewer, row: Recommendation) -> list[RecommendationVersion]:
    """What it said before, newest first, as ``told_versions``. Ask only of one that the viewer may read."""
    rows = row.versions.select_related("organisation").order_by("-revision")
    own = own_partnerships(viewer)
    return [
        version
        for version in rows
        if version.revision == row.revision or could_read(viewer, version.content, told_by=row.organisation_id, own=own)
    ]


def tool_versions(viewer: Viewer, row: Tool) -> QuerySet[ToolVersion]:
    """The versions of a tool that the viewer may see, newest first. Ask only of a tool that the viewer may see.

    The newest is seen by everybody who may see the tool, an older one by those who might see it then.
    """
    then = [Visibility.OPEN, Visibility.NETWORK] if viewer.is_member else [Visibility.OPEN]
    if viewer == OPERATOR or (viewer.is_member and viewer.organisation == row.organisation_id):
        return row.versions.all()
    return row.versions.filter(Q(number=row.latest) | Q(visibility__in=then))


def own_partnerships(viewer: Viewer) -> set[str]:
    """The keys of the partnerships that the viewer's organisation is a party to, as versions hold them."""
    return {str(row["partnership"]) for row in partnerships_of(viewer)} if viewer.is_member else set()


def could_read(viewer: Viewer, content: Mapping[str, Any], *, told_by: uuid.UUID | None, own: set[str]) -> bool:
    """Whether content was written for the viewer to read: the access rule, asked of who might read it then."""
    visibility = content.get("visibility", Visibility.ORGANISATION)
    if visibility == Visibility.OPEN or viewer == OPERATOR:
        return True
    if not viewer.is_member:
        return False
    is_party = visibility == Visibility.PARTNERSHIP and content.get("partnership", "") in own
    return visibility == Visibility.NETWORK or viewer.organisation == told_by or is_party
