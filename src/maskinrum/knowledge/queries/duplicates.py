"""Experiences that may tell the same, as far as the viewer may see them."""

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


def duplicates(viewer: Viewer, *, now: datetime) -> list[tuple[Experience, Experience, Likely]]:
    """The pairs that are most alike among the newest ten thousand, in three questions."""
    fields = ("key", "title", "context", "happened", "effect_text", "advice", "visibility", "partnership_id")
    newest = mergeable(viewer, now=now).order_by("-changed_at", "id").values_list(*fields)[:MOST]
    told = [Told(key, " ".join(texts), f"{readers} {where}") for key, *texts, readers, where in newest]
    said = told_apart(viewer, now=now).values_list("first__key", "second__key")
    apart = {(min(one, other), max(one, other)) for one, other in said}
    pairs = likely_duplicates(told, apart=apart)
    keys = {key for pair in pairs for key in (pair.first, pair.second)}
    rows = mergeable(viewer, now=now).filter(key__in=keys).select_related("organisation")
    found = {row.key: row for row in rows}
    return [(found[pair.first], found[pair.second], pair) for pair in pairs if {pair.first, pair.second} <= set(found)]


def told_apart(viewer: Viewer, *, now: datetime) -> QuerySet[DistinctPair]:
    """The pairs of which was said that they do not tell the same, as far as both could be merged, the latest first."""
    open_to_merge = mergeable(viewer, now=now).order_by().values("pk")
    return DistinctPair.objects.filter(first__in=open_to_merge, second__in=open_to_merge)


def pair_of(one: Experience, other: Experience) -> DistinctPair | None:
    """What was said of these two, whichever stands first."""
    either = Q(first=one, second=other) | Q(first=other, second=one)
    return DistinctPair.objects.filter(either).first()
