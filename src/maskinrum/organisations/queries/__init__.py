"""Reads. What a viewer may not see is never selected."""

from maskinrum.organisations.queries.access import (
    granted_ids,
    grants_of,
    may_see,
    object_of,
    object_type_of,
    open_to_parties,
    viewer_of,
    visible_to,
)
from maskinrum.organisations.queries.memberships import (
    colleagues,
    deciders_of,
    is_last_manager,
    is_last_of_secretariat,
    memberships_of,
    own_memberships,
    secretariat_people,
)
from maskinrum.organisations.queries.organisations import (
    free_slug,
    organisation_names,
    organisations_to_share_with,
    own_organisation,
)
from maskinrum.organisations.queries.people import sessions_mentioning

__all__ = [
    "colleagues",
    "deciders_of",
    "free_slug",
    "granted_ids",
    "grants_of",
    "is_last_manager",
    "is_last_of_secretariat",
    "may_see",
    "memberships_of",
    "object_of",
    "object_type_of",
    "open_to_parties",
    "organisation_names",
    "organisations_to_share_with",
    "own_memberships",
    "own_organisation",
    "secretariat_people",
    "sessions_mentioning",
    "viewer_of",
    "visible_to",
]
