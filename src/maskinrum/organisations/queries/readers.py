"""The access rule in the words of the search index: tokens that things carry and viewers hold.

What a thing carries follows from its own row. Who holds what is asked of the database at each search, so that a grant
that ends, or a party that leaves, counts at once and nothing has to be written anew.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Grant
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries.access import grants_of_viewer
from maskinrum.search.indexing import NETWORK, OPEN

_HELD: list[Callable[[Viewer], Iterable[str]]] = []


def readers_of(row: Any, *, parties: Iterable[str] = ()) -> frozenset[str]:
    """The tokens of a row with ``visibility`` and ``organisation``: whoever holds one may see it.

    ``parties`` are the tokens that parties of a partnership hold, for rows that are for the parties.
    """
    if row.visibility == Visibility.OPEN:
        return frozenset({OPEN})
    tokens = {granted(row)}
    if row.visibility == Visibility.NETWORK:
        tokens.add(NETWORK)
    if row.visibility == Visibility.PARTNERSHIP:
        tokens |= set(parties)
    if row.organisation_id:
        tokens.add(f"organisation:{row.organisation_id}")
    return frozenset(tokens)


def granted(row: Model) -> str:
    """The token of those whom a grant lets in to the row."""
    return f"granted:{row.pk}"


def tokens_of(viewer: Viewer, *, now: datetime) -> frozenset[str]:
    """The tokens that the viewer holds at this moment."""
    tokens = {OPEN}
    if viewer.is_member:
        tokens |= {NETWORK, f"organisation:{viewer.organisation}"}
        tokens |= {token for held in _HELD for token in held(viewer)}
    if viewer.is_known:
        tokens.add(f"person:{viewer.person}")
        tokens |= {f"granted:{pk}" for pk in grants_of_viewer(viewer, Grant.objects.all(), now=now)}
    return frozenset(tokens)


def let_hold(tokens: Callable[[Viewer], Iterable[str]]) -> None:
    """Say which further tokens whoever acts for an organisation holds, such as those of its partnerships."""
    _HELD.append(tokens)
