"""Reads of who used an experience or a tool, and what others say to it: each as far as it was told for the viewer.

Who may read an experience can become more. What others told of it before was told for those who could read it then.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models import Experience, ExperienceComment, ExperienceUse, Tool, ToolUse
from maskinrum.knowledge.queries.experiences import published
from maskinrum.knowledge.queries.versions import could_read, own_partnerships
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import let_in_since

T = TypeVar("T", bound="Meant")


class Meant(Protocol):
    """What was told by an organisation, when, for those who could read a row then."""

    @property
    def readers(self) -> Mapping[str, Any]: ...

    @property
    def organisation_id(self) -> uuid.UUID: ...

    @property
    def told_at(self) -> datetime: ...


@dataclass(frozen=True)
class Former:
    """What was told of a use before it was told again."""

    use: uuid.UUID
    outcome: str
    text: str
    at: str
    readers: Mapping[str, Any]
    organisation_id: uuid.UUID

    @property
    def outcome_in_words(self) -> str:
        """How it went."""
        return str(UseOutcome(self.outcome).label)

    @property
    def day(self) -> datetime | None:
        """When it was told."""
        return parse_datetime(self.at)

    @property
    def told_at(self) -> datetime:
        """The same, of what the actions have kept."""
        return datetime.fromisoformat(self.at)


def uses(viewer: Viewer, row: Experience) -> list[ExperienceUse]:
    """Who used it, the latest first. Ask only of an experience that the viewer may read."""
    return meant_for(viewer, row, row.uses.select_related("organisation", "partnership", "project"))


def tool_uses(viewer: Viewer, row: Tool) -> list[ToolUse]:
    """The same of a tool. Ask only of one that the viewer may see."""
    return meant_for(viewer, row, row.uses.select_related("organisation", "version"))


def comments(viewer: Viewer, row: Experience) -> list[ExperienceComment]:
    """What others added, the oldest first, without what was taken back. Ask as of ``uses``."""
    return meant_for(viewer, row, row.comments.filter(removed_at__isnull=True).select_related("organisation"))


def readers_now(row: Experience | Tool) -> dict[str, str]:
    """Who may read a row, as is kept with what others tell of it."""
    partnership = row.partnership_id if isinstance(row, Experience) else None
    return {"visibility": row.visibility, "partnership": str(partnership or "")}


def used_by(viewer: Viewer, rows: Iterable[Experience | Tool]) -> dict[uuid.UUID, int]:
    """How many organisations used each row, as far as that was told for the viewer: as many as its page names.

    The rows come with their uses. Ask only of rows that the viewer may read.
    """
    told = uses_of_each(viewer, rows)
    return {key: len({use.organisation_id for use in uses}) for key, uses in told.items()}


def uses_of_each(viewer: Viewer, rows: Iterable[Experience | Tool]) -> dict[uuid.UUID, list[Any]]:
    """The uses that come with rows of one kind, by the keys of the rows, as far as they were told for the viewer."""
    found = list(rows)
    asked = _Asked(viewer, found)
    return {row.pk: asked.meant(row, row.uses.all()) for row in found}


def told_of(row: Experience, readers: Mapping[str, str]) -> dict[str, str]:
    """For whom something was told of a row, to be kept with it when it moves to a row of another organisation."""
    return {"whose": str(row.organisation_id or ""), **readers}


def meant_for(viewer: Viewer, row: Experience | Tool, told: Iterable[T]) -> list[T]:
    """Those of the uses and comments told of a row that were told for the viewer to read; one's own always.

    What was told for those who may read the row now is read by all of them. Whoever is let in by name reads what was
    told since then: before, nobody could know of them. Ask only of a row that the viewer may read.
    """
    return _Asked(viewer, [row]).meant(row, told)


@dataclass(frozen=True)
class _Asked:
    """What the database says of a viewer beside rows of one kind, asked for once and only where it is needed."""

    viewer: Viewer
    rows: Sequence[Experience | Tool]

    @cached_property
    def own(self) -> set[str]:
        return own_partnerships(self.viewer)

    @cached_property
    def since(self) -> dict[uuid.UUID, datetime]:
        return let_in_since(self.viewer, self.rows)

    def meant(self, row: Experience | Tool, told: Iterable[T]) -> list[T]:
        viewer, whole, now = self.viewer, list(told), readers_now(row)

        def could(readers: Mapping[str, Any]) -> bool:
            return could_read(viewer, readers, told_by=_whose(row, readers), own=self.own)

        is_closed = now["visibility"] in {Visibility.ORGANISATION, Visibility.PARTNERSHIP}
        is_guest = not viewer.is_member or (is_closed and viewer.organisation != row.organisation_id)
        since = self.since.get(row.pk) if whole and is_guest and not could(now) else None

        def is_meant(one: T) -> bool:
            if viewer.organisation == one.organisation_id:
                return True
            told_now = one.readers == now and (since is None or one.told_at >= since)
            return told_now or could(one.readers)

        return [one for one in whole if is_meant(one)]


def _whose(row: Experience | Tool, readers: Mapping[str, Any]) -> uuid.UUID | None:
    """Whose row it was told of: this one's, unless it came from another."""
    whose = readers.get("whose")
    return row.organisation_id if whose is None else uuid.UUID(whose) if whose else None


def former_words(
    viewer: Viewer, row: Experience | Tool, told: Iterable[ExperienceUse | ToolUse]
) -> dict[uuid.UUID, list[Former]]:
    """What was told of uses before, by their keys, newest first, as far as it was told for the viewer to read."""
    found = defaultdict(list)
    whole = [
        Former(use.pk, one["outcome"], one["text"], one["at"], one["readers"], use.organisation_id)
        for use in told
        for one in use.former
    ]
    for one in meant_for(viewer, row, whole):
        found[one.use].append(one)
    return dict(found)


def counters(viewer: Viewer, row: Experience, *, now: datetime) -> QuerySet[Experience]:
    """The experiences that speak against it, as far as the viewer may read them."""
    return published(viewer, now=now).filter(counter_to=row).select_related("organisation").order_by("-rank", "id")


def outcomes_by_organisation(row: Experience) -> dict[str, list[str]]:
    """What each organisation but the own one told of how it went."""
    told = defaultdict(list)
    for organisation, outcome in row.uses.values_list("organisation", "outcome"):
        if organisation != row.organisation_id:
            told[str(organisation)].append(outcome)
    return told
