"""When a figure may mix several parties' prices: nobody who takes its own off may be left with another's (0093)."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from maskinrum.steering.facts.board import BoardProject

LEAST_HIDDEN: Final = 5  # projects whose prices are others': of fewer, the middle is easily told to be somebody's
LEAST_OTHERS: Final = 2  # other parties: of one alone, whatever is left is its own
LEAST_OF_EACH: Final = 2  # projects: a mean and its error are two equations, which two unknown prices solve


def is_mixed(contractors: Iterable[uuid.UUID | None]) -> bool:
    """Whether the hidden projects of these contractors, one for each project, may be told of together.

    Nobody knows whether a project without a contractor is one of somebody already counted, so it makes no party.
    """
    counts = Counter(contractors)
    others = [party for party, count in counts.items() if party is not None and count >= LEAST_OF_EACH]
    return counts.total() >= LEAST_HIDDEN and len(others) >= LEAST_OTHERS


def is_mixed_for_all(projects: Sequence[BoardProject], clients: Collection[uuid.UUID]) -> bool:
    """Whether the same holds for whoever looks: what is left is enough whichever party takes its own off.

    Its own are the projects that it builds, and those of its own list or homes. Clients see every price.
    """
    readers = {party for one in projects for party in _seen_by(one)} - set(clients)
    left = [[one.contractor for one in projects if reader not in _seen_by(one)] for reader in readers]
    return all(is_mixed(one) for one in [[project.contractor for project in projects], *left])


def _seen_by(project: BoardProject) -> set[uuid.UUID]:
    """Who sees what the project costs, beside the client."""
    return {party for party in (project.contractor, project.owner, project.homes_of) if party is not None}
