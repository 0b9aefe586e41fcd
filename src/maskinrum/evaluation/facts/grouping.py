"""How people become groups of five or more, before anybody answers."""

import uuid
from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST = 5

Place = tuple[uuid.UUID, str]
"""A party and a role."""

Group = tuple[uuid.UUID | None, str]
"""A party and a role; None and empty where the group holds several."""

SEVERAL: Group = (None, "")

K = TypeVar("K", bound=Hashable)


def has_enough(answered: int, on_wall: int) -> bool:
    """Whether so many answered that what they wrote tells nothing of them: by one way alone, for ways are never added.

    From a wall the same person may have answered twice, so four links and one answer from the wall may be four people.
    """
    return max(answered, on_wall) >= SMALLEST


def groups_of(counts: Mapping[Place, int]) -> dict[Place, Group]:
    """Say in which group each party and role is counted, so that five or more are invited to every group.

    A party and role of five or more is a group of its own. What is smaller is put together within its party, then
    across parties; what is still too small joins the smallest group there is, of the same party where that can be.
    Raises ValueError when fewer than five are invited in all.
    """
    if sum(counts.values()) < SMALLEST:
        raise ValueError("fewer than five in all")
    found: dict[Place, Group] = {place: place for place, count in counts.items() if count >= SMALLEST}
    for party in {place[0] for place in counts}:
        small = [place for place in counts if place not in found and place[0] == party]
        if sum(counts[place] for place in small) >= SMALLEST:
            found |= dict.fromkeys(small, (party, ""))
    left = [place for place in counts if place not in found]
    if not left:
        return found
    if sum(counts[place] for place in left) < SMALLEST:
        return _joined(found, left, counts)
    return found | dict.fromkeys(left, SEVERAL)


def _joined(found: dict[Place, Group], left: list[Place], counts: Mapping[Place, int]) -> dict[Place, Group]:
    sizes: dict[Group, int] = {}
    for place, group in found.items():
        sizes[group] = sizes.get(group, 0) + counts[place]
    party = left[0][0] if len({place[0] for place in left}) == 1 else None
    own = {group: size for group, size in sizes.items() if party is not None and group[0] == party}
    choice = own or sizes
    host = min(choice, key=lambda group: (choice[group], str(group)))
    name: Group = (party, "") if own else SEVERAL
    members = [place for place, group in found.items() if group == host]
    return found | dict.fromkeys([*members, *left], name)


def group_of_newcomer(place: Place, sizes: Mapping[Group, int]) -> tuple[Group, Group]:
    """Say which of the groups of an open round somebody joins, and what that group is called from then on."""
    for group in (place, (place[0], ""), SEVERAL):
        if group in sizes:
            return group, group
    own = {group: size for group, size in sizes.items() if group[0] == place[0]}
    choice = own or sizes
    host = min(choice, key=lambda group: (choice[group], str(group)))
    return host, (place[0], "") if own else SEVERAL


def put_together(counts: Mapping[K, int]) -> list[tuple[K, ...]]:
    """Put what holds fewer than five together, and with the smallest other where that is still too few.

    None are returned when there are fewer than five in all.
    """
    large = sorted((key for key, count in counts.items() if count >= SMALLEST), key=lambda key: (counts[key], str(key)))
    small = tuple(sorted((key for key, count in counts.items() if 0 < count < SMALLEST), key=str))
    if small and sum(counts[key] for key in small) < SMALLEST:
        if not large:
            return []
        small = (large.pop(0), *small)
    return [*((key,) for key in large), *([small] if small else [])]
