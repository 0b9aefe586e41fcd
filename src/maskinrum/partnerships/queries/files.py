"""The entries of the register with all that a file tells of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import KnownJob, Partnership, PartnershipSource, Party
from maskinrum.partnerships.queries.filtering import RegisterFilter
from maskinrum.partnerships.queries.listing import Sharing, answering, sharing_of


@dataclass(frozen=True)
class FileRows:
    """Entries in order with their parties; ``jobs`` and ``sources`` are theirs, in the same order."""

    entries: list[Partnership]
    sharing: dict[uuid.UUID, Sharing]
    jobs: list[KnownJob]
    sources: list[PartnershipSource]


def count_for_file(viewer: Viewer, asked: RegisterFilter, *, now: datetime) -> int:
    """How many entries a file would have."""
    return answering(viewer, asked, now=now).count()


def file_rows(viewer: Viewer, asked: RegisterFilter, *, now: datetime, whole: bool) -> FileRows:
    """Read what a file tells; jobs and sources only for a ``whole`` one."""
    names = Prefetch("parties", Party.objects.only("partnership", "discipline", "name", "position"))
    parts = ("parties", "known_jobs", "sources") if whole else (names,)
    rows = list(answering(viewer, asked, now=now).select_related("joint_estimate").prefetch_related(*parts))
    return FileRows(
        entries=rows,
        sharing=sharing_of(viewer, rows, now=now),
        jobs=[job for row in rows for job in row.known_jobs.all()] if whole else [],
        sources=[source for row in rows for source in row.sources.all()] if whole else [],
    )
