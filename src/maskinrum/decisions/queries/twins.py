"""What the register knows of partnerships that a portfolio may be like, and experiences from them."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, ExpressionWrapper, F, FloatField, Sum, TextField, Window
from django.db.models.functions import Cast, RowNumber

from maskinrum.decisions.models import DecisionFile
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries.experiences import IN_ORDER, in_order, published
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.enums import Inside
from maskinrum.partnerships.models import KnownJob, Partnership
from maskinrum.partnerships.queries import partnerships

BESIDE = 2
HEAVY = (
    *("scope_da", "scope_en", "search_words", "party_keys", "procurement", "unknown", "volume_note_da"),
    *("volume_note_en", "status_da", "status_en", "organisation_note_da", "organisation_note_en"),
)


class KnownPartnership(NamedTuple):
    """A partnership as it can be held against a portfolio; ``projects`` and ``homes`` are those publicly known of it.

    There may be more of both. None and an empty text where nothing is known. ``volume`` is the middle of what is
    announced for it alone, mDKK; ``works`` as the register packs them; ``client`` the kind of its client.
    """

    slug: str
    type: str
    client_kind: str
    client: str | None
    works: str
    volume: float | None
    months: int | None
    projects: int | None
    homes: int | None


def known_partnerships(viewer: Viewer, file: DecisionFile, *, now: datetime) -> list[KnownPartnership]:
    """The partnerships that the viewer may see, but those of the file's own organisation, in two questions.

    Invented ones only beside a file that is invented itself. The register may have thousands, so only what is held
    against the portfolio is read; ``register_rows`` reads what is shown.
    """
    seen = partnerships(viewer, now=now).exclude(organisation=file.organisation_id)
    if not file.organisation.is_fictitious:
        seen = seen.filter(is_fictitious=False)
    # Taken as the database gives it: to convert each of thousands costs as much as the question.
    middle = ExpressionWrapper(Cast(F("volume_low") + F("volume_high"), FloatField()) / 2.0, output_field=TextField())
    facts = ("slug", "type", "client_kind", "organisation__kind", "scope_kinds", "middle", "term_months")
    jobs, nothing = _jobs(), (None, None)
    rows = seen.annotate(middle=middle).order_by("slug").values_list(*facts)
    return [KnownPartnership(*row, *jobs.get(row[0], nothing)) for row in rows.iterator(chunk_size=2000)]


def register_rows(viewer: Viewer, slugs: Collection[str], *, now: datetime) -> dict[str, Partnership]:
    """The entries of these, without their long texts, by slug."""
    rows = partnerships(viewer, now=now).filter(slug__in=slugs).defer(*HEAVY)
    return {row.slug: row for row in rows}


def _jobs() -> dict[str, tuple[int, int | None]]:
    """How many jobs are known under each agreement, and their homes as far as these are known."""
    inside = KnownJob.objects.filter(inside=Inside.YES, partnership__isnull=False).order_by()
    counted = inside.values("partnership__slug").annotate(count=Count("*"), sum=Sum("homes"))
    return {cell["partnership__slug"]: (cell["count"], cell["sum"]) for cell in counted}


def experiences_from(
    viewer: Viewer, keys: Collection[uuid.UUID], *, now: datetime, today: date
) -> dict[uuid.UUID, list[Experience]]:
    """The best experiences that the viewer may read from each of these partnerships."""
    rows = in_order(published(viewer, now=now).filter(partnership__in=keys), today=today)
    place = Window(RowNumber(), partition_by="partnership", order_by=list(IN_ORDER))
    best = rows.annotate(place=place).filter(place__lte=BESIDE).values_list("pk", flat=True)
    found: dict[uuid.UUID, list[Experience]] = {key: [] for key in keys}
    for row in in_order(Experience.objects.filter(pk__in=list(best)), today=today).select_related("organisation"):
        if row.partnership_id:
            found[row.partnership_id].append(row)
    return found
