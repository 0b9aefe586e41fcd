"""The entries of the register with all that a file tells of them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import KnownJob, Partnership, PartnershipSource, Party
from maskinrum.partnerships.queries.filtering import RegisterFilter
from maskinrum.partnerships.queries.listing import Sharing, answering, sharing_of

Names = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class FileRows:
    """Entries in order; ``jobs`` and ``sources`` are theirs, in the same order.

    ``names`` are those of the parties to each entry, by its key and their discipline.
    """

    entries: list[Partnership]
    names: Names
    sharing: dict[uuid.UUID, Sharing]
    jobs: list[KnownJob]
    sources: list[PartnershipSource]


def count_for_file(viewer: Viewer, asked: RegisterFilter, *, now: datetime) -> int:
    """How many entries a file would have."""
    return answering(viewer, asked, now=now).count()


def file_rows(viewer: Viewer, asked: RegisterFilter, *, now: datetime, whole: bool) -> FileRows:
    """Read what a file tells; jobs and sources, and the parties by themselves, only for a ``whole`` one."""
    seen = answering(viewer, asked, now=now)
    parts = ("parties", "known_jobs", "sources") if whole else ()
    rows = list(seen.select_related("joint_estimate").prefetch_related(*parts))
    # Of tens of thousands a file without sheets tells the name alone: to make an object of each takes longest.
    parties = Party.objects.filter(partnership__in=seen.order_by().values("pk")).order_by("position", "id")
    return FileRows(
        entries=rows,
        names=_named(parties.values_list("partnership__slug", "discipline", "name").iterator(chunk_size=2000)),
        sharing=sharing_of(viewer, rows, now=now),
        jobs=[job for row in rows for job in row.known_jobs.all()] if whole else [],
        sources=[source for row in rows for source in row.sources.all()] if whole else [],
    )


def _named(parties: Iterable[tuple[str, str, str]]) -> Names:
    found: dict[str, dict[str, list[str]]] = {}
    for entry, discipline, name in parties:
        found.setdefault(entry, {}).setdefault(discipline, []).append(name)
    return found
