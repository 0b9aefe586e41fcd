"""When two projects are called the same, and which of a list is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from maskinrum.partnerships.facts.projects import ProjectFacts


def loose_name(name: str) -> str:
    """Return a project's name for comparison: no case, one space between words."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class SameNamed:
    """A project that stands on a list with other facts under its name; ``place`` is its place among those typed."""

    place: int
    listed: ProjectFacts
    typed: ProjectFacts


def places_by_name(typed: Sequence[ProjectFacts], listed: Sequence[ProjectFacts]) -> list[int | None]:
    """Return for each typed project the place of the listed one that it names, or None; each listed one is named once.

    Of several with one name, one that is the same in everything goes before the first.
    """
    free: dict[str, list[int]] = {}
    for place, one in enumerate(listed):
        free.setdefault(loose_name(one.name), []).append(place)
    found: list[int | None] = [None] * len(typed)
    for is_same in (True, False):
        for n, one in enumerate(typed):
            places = free.get(loose_name(one.name), []) if found[n] is None else []
            first = [each for each in places if not is_same or listed[each] == one][:1]
            for place in first:
                places.remove(place)
                found[n] = place
    return found
