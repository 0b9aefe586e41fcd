"""What the register knows of partnerships that a portfolio may be like, and experiences from them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum

from maskinrum.decisions.models import DecisionFile
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.experiences import in_order, published
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Inside, ScopeKind
from maskinrum.partnerships.facts import unpacked
from maskinrum.partnerships.models import KnownJob, Partnership
from maskinrum.partnerships.queries import partnerships

BESIDE = 2
HEAVY = (
    *("scope_da", "scope_en", "search_words", "party_keys", "procurement", "unknown", "volume_note_da"),
    *("volume_note_en", "status_da", "status_en", "organisation_note_da", "organisation_note_en"),
)


@dataclass(frozen=True)
class KnownPartnership:
    """A partnership as it can be held against a portfolio; ``projects`` and ``homes`` are those publicly known of it.

    There may be more of both. None and an empty text where nothing is known.
    """

    row: Partnership
    works: frozenset[ScopeKind]
    projects: int | None
    homes: int | None

    @property
    def volume(self) -> float | None:
        """The middle of the volume that is announced for it alone, mDKK."""
        low, high = self.row.volume_low, self.row.volume_high
        return None if low is None or high is None else float(low + high) / 2

    @property
    def client(self) -> str:
        """The kind of its client as an organisation."""
        return self.row.organisation.kind if self.row.organisation else ""


def known_partnerships(viewer: Viewer, file: DecisionFile, *, now: datetime) -> list[KnownPartnership]:
    """The partnerships that the viewer may see, but those of the file's own organisation, in two questions.

    Invented ones only beside a file that is invented itself.
    """
    seen = partnerships(viewer, now=now).exclude(organisation=file.organisation_id)
    if not file.organisation.is_fictitious:
        seen = seen.filter(is_fictitious=False)
    jobs = _jobs()
    found = []
    for row in seen.select_related("organisation").defer(*HEAVY):
        works = frozenset(ScopeKind(kind) for kind in unpacked(row.scope_kinds)) - {ScopeKind.NOT_STATED}
        count, homes = jobs.get(row.pk, (None, None))
        found.append(KnownPartnership(row, works, count, homes))
    return found


def _jobs() -> dict[uuid.UUID | None, tuple[int, int | None]]:
    """How many jobs are known under each agreement, and their homes as far as these are known."""
    inside = KnownJob.objects.filter(inside=Inside.YES, partnership__isnull=False).order_by()
    counted = inside.values("partnership").annotate(count=Count("*"), sum=Sum("homes"))
    return {cell["partnership"]: (cell["count"], cell["sum"]) for cell in counted}


def experiences_from(
    viewer: Viewer, keys: Collection[uuid.UUID], *, now: datetime, today: date
) -> dict[uuid.UUID, list[Experience]]:
    """The best experiences that the viewer may read from each of these partnerships, in one question."""
    rows = published(viewer, now=now).filter(partnership__in=keys).select_related("organisation")
    found: dict[uuid.UUID, list[Experience]] = {key: [] for key in keys}
    for row in in_order(rows, today=today):
        if row.partnership_id and len(found[row.partnership_id]) < BESIDE:
            found[row.partnership_id].append(row)
    return found
