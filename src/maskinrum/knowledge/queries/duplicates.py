"""Experiences that may tell the same, as far as the viewer may see them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from maskinrum.knowledge.facts.duplicates import Likely, Told, likely_duplicates
from maskinrum.knowledge.models import DistinctPair, Experience
from maskinrum.knowledge.queries.experiences import published
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.permissions import Viewer

MOST = 10_000


def mergeable(viewer: Viewer, *, now: datetime) -> QuerySet[Experience]:
    """What the secretariat may merge: what it may read, but what stays within an organisation."""
    return published(viewer, now=now).exclude(visibility=Visibility.ORGANISATION)


def duplicates(
    viewer: Viewer, *, apart: Iterable[DistinctPair], now: datetime
) -> list[tuple[Experience, Experience, Likely]]:
    """The pairs that are most alike among the newest ten thousand, but for those told ``apart``, in two questions."""
    fields = ("key", "title", "context", "happened", "effect_text", "advice", "visibility", "partnership_id")
    rows = mergeable(viewer, now=now)
    # Which are the newest is looked for by key: a database that sorts whole texts carries all of them along.
    newest = rows.filter(pk__in=rows.order_by("-changed_at", "id").values("pk")[:MOST]).order_by()
    told = [
        Told(key, " ".join(texts), f"{readers} {where}") for key, *texts, readers, where in newest.values_list(*fields)
    ]
    said = [sorted((pair.first.key, pair.second.key)) for pair in apart]
    pairs = likely_duplicates(told, apart={(one, other) for one, other in said})
    keys = {key for pair in pairs for key in (pair.first, pair.second)}
    found = {row.key: row for row in rows.filter(key__in=keys).order_by()}
    return [(found[pair.first], found[pair.second], pair) for pair in pairs if {pair.first, pair.second} <= set(found)]


def told_apart(viewer: Viewer, *, now: datetime) -> QuerySet[DistinctPair]:
    """The pairs of which was said that they do not tell the same, as far as both could be merged, the latest first."""
    known = DistinctPair.objects.order_by()
    first, second = (
        mergeable(viewer, now=now).filter(pk__in=known.values(name)).order_by().values("pk")
        for name in ("first", "second")
    )
    return DistinctPair.objects.filter(first__in=first, second__in=second)


def pair_of(one: Experience, other: Experience) -> DistinctPair | None:
    """What was said of these two, whichever stands first."""
    either = Q(first=one, second=other) | Q(first=other, second=one)
    return DistinctPair.objects.filter(either).first()
