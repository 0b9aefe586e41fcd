"""Reads of what somebody follows, and of what is new about it. What the reader may not see is never selected."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maskinrum.network.facts.digests import Item
from maskinrum.network.models import Contribution, Question, Stand, Subscription
from maskinrum.network.queries.following import asked_openly, offered_news, question_item
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import was_removed
from maskinrum.partnerships.models import PartnershipChange
from maskinrum.partnerships.queries import partnerships


def subscriptions(viewer: Viewer) -> QuerySet[Subscription]:
    """What the viewer follows."""
    rows = Subscription.objects.filter(person__in=[viewer.person])
    return rows.select_related("partnership", "question").order_by("created_at", "id")


def subscription(viewer: Viewer, key: UUID) -> Subscription:
    """One of the viewer's own, or Http404."""
    return get_object_or_404(subscriptions(viewer), pk=key)


def is_unfollowed(viewer: Viewer, key: UUID) -> bool:
    """Whether it is something that the viewer has followed and follows no more."""
    return was_removed(viewer, "unfollow", Subscription, key, is_personal=True)


def new_below(viewer: Viewer, since: Mapping[UUID, datetime], *, now: datetime) -> list[Item]:
    """What others wrote below questions that the viewer follows and may still read; ``since`` when by question."""
    if not since:
        return []
    seen = asked_openly(viewer, now=now).filter(pk__in=list(since))
    told = Q(pk__in=[])
    for key, begins in since.items():
        told |= Q(question=key, written_at__gt=begins)
    rows = Contribution.objects.filter(told, question__in=seen, removed_at=None, written_at__lte=now)
    written = rows.exclude(written_by=viewer.person).select_related("question")
    edited = seen.filter(edited_at__isnull=False, edited_at__lte=now).exclude(asked_by=viewer.person)
    changed = [one for one in edited.select_related("organisation") if one.edited_at > since[one.pk]]  # type: ignore[operator]
    return [replace(question_item(one), kind="edited", at=one.changed_at) for one in changed] + [
        Item(
            f"contribution:{one.pk}",
            "contribution",
            one.question.title,
            one.text,
            reverse("network:question", args=[one.question.key]),
            one.question.phase,
            one.written_at,
            one.get_kind_display(),
        )
        for one in written
    ]


def register_changes(viewer: Viewer, since: Mapping[UUID, datetime], *, now: datetime) -> list[PartnershipChange]:
    """What was changed in the register about partnerships that the viewer follows and may see."""
    if not since:
        return []
    told = Q(pk__in=[])
    for key, begins in since.items():
        told |= Q(partnership=key, at__gt=begins)
    seen = partnerships(viewer, now=now).filter(pk__in=list(since))
    rows = PartnershipChange.objects.filter(told, partnership__in=seen, at__lte=now)
    others = rows.exclude(by__isnull=False, by=viewer.person) if viewer.person else rows
    return list(others.select_related("partnership").order_by("-at", "id"))


def all_still_seen(viewer: Viewer, keys: Iterable[str], *, now: datetime) -> bool:
    """Whether the viewer may read every one of these things at this moment."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        kind, _colon, pk = key.partition(":")
        wanted[kind].add(pk)
    below = Contribution.objects.filter(question__in=asked_openly(viewer, now=now), removed_at=None)
    changed = PartnershipChange.objects.filter(partnership__in=partnerships(viewer, now=now))
    rows: dict[str, QuerySet[Any]] = {name: news.seen(viewer, now) for name, news in offered_news().items()}
    rows |= {"contribution": below, "change": changed}
    return all(kind in rows and rows[kind].filter(pk__in=pks).count() == len(pks) for kind, pks in wanted.items())


def follows_question(viewer: Viewer, row: Question) -> bool:
    """Whether the viewer follows it."""
    return subscriptions(viewer).filter(question=row).exists()


def stage_of(viewer: Viewer) -> str:
    """Where the organisation acted for stands, or nothing."""
    return Stand.objects.filter(organisation__in=[viewer.organisation]).values_list("stage", flat=True).first() or ""


def may_follow_partnership(viewer: Viewer, key: str, *, now: datetime) -> bool:
    """Whether the viewer may see the partnership."""
    return partnerships(viewer, now=now).filter(pk=key).exists()
