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
from maskinrum.organisations.queries.organisations import (
    free_slug,
    organisation_called,
    organisation_names,
    organisations_to_share_with,
    own_organisation,
)
from maskinrum.organisations.queries.people import sessions_mentioning

__all__ = [
    "free_slug",
    "granted_ids",
    "grants_of",
    "may_see",
    "object_of",
    "object_type_of",
    "open_to_parties",
    "organisation_called",
    "organisation_names",
    "organisations_to_share_with",
    "own_organisation",
    "sessions_mentioning",
    "viewer_of",
    "visible_to",
]
