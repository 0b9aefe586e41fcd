"""Reads of what somebody follows, and of what is new about it. What the reader may not see is never selected."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import published
from maskinrum.network.enums import QuestionState, SubscriptionKind
from maskinrum.network.facts.digests import Item
from maskinrum.network.models import Contribution, Question, Stand, Subscription
from maskinrum.network.queries.questions import questions
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import PartnershipChange
from maskinrum.partnerships.queries import partnerships

MOST_READ = 50


def subscriptions(viewer: Viewer) -> QuerySet[Subscription]:
    """What the viewer follows."""
    rows = Subscription.objects.filter(person__in=[viewer.person])
    return rows.select_related("partnership", "question").order_by("created_at", "id")


def subscription(viewer: Viewer, key: UUID) -> Subscription:
    """One of the viewer's own, or Http404."""
    return get_object_or_404(subscriptions(viewer), pk=key)


def new_about(viewer: Viewer, row: Subscription, *, now: datetime, found: Iterable[UUID] = ()) -> list[Item]:
    """What the viewer may read and is new since it was last told; ``found`` are the rows that a search finds."""
    if row.kind == SubscriptionKind.QUESTION:
        return _written(viewer, row, now)
    told, asked = _about(row, found)
    window = (row.told_until, now)
    experiences = told & published(viewer, now=now).filter(published_at__gt=window[0], published_at__lte=window[1])
    open_questions = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN).exclude(asked_by=viewer.person)
    new = asked & open_questions.filter(asked_at__gt=window[0], asked_at__lte=window[1])
    return [*map(_experience, experiences[:MOST_READ]), *map(_question, new[:MOST_READ])]


def _about(row: Subscription, found: Iterable[UUID]) -> tuple[QuerySet[Experience], QuerySet[Question]]:
    experiences, asked = Experience.objects.all(), Question.objects.all()
    wanted: dict[str, Any]
    if row.kind == SubscriptionKind.THEME:
        wanted = {"theme_codes__contains": row.theme}
    elif row.kind == SubscriptionKind.PARTNERSHIP:
        wanted = {"partnership": row.partnership_id}
    else:
        wanted = {"pk__in": list(found)}
    return experiences.filter(**wanted), asked.filter(**wanted)


def _written(viewer: Viewer, row: Subscription, now: datetime) -> list[Item]:
    """What others wrote below a question that the viewer may still read."""
    seen = questions(viewer, now=now).filter(pk__in=[row.question_id])
    rows = Contribution.objects.filter(question__in=seen, removed_at=None, written_at__gt=row.told_until)
    rows = rows.filter(written_at__lte=now).exclude(written_by=viewer.person).select_related("question")
    edited = seen.filter(edited_at__gt=row.told_until, edited_at__lte=now).exclude(asked_by=viewer.person)
    return [replace(_question(one), kind="edited", at=one.changed_at) for one in edited] + [
        Item(
            f"contribution:{one.pk}",
            "contribution",
            one.question.title,
            one.text,
            reverse("network:question", args=[one.question.key]),
            one.question.phase,
            one.written_at,
        )
        for one in rows[:MOST_READ]
    ]


def register_changes(viewer: Viewer, row: Subscription, *, now: datetime) -> list[PartnershipChange]:
    """What was changed in the register about a partnership that is followed and that the viewer may see."""
    if row.kind != SubscriptionKind.PARTNERSHIP:
        return []
    seen = partnerships(viewer, now=now).filter(pk__in=[row.partnership_id])
    rows = PartnershipChange.objects.filter(partnership__in=seen, at__gt=row.told_until, at__lte=now)
    others = rows.exclude(by__isnull=False, by=viewer.person) if viewer.person else rows
    return list(others.select_related("partnership").order_by("-at", "id")[:MOST_READ])


def _experience(row: Experience) -> Item:
    link = reverse("knowledge:experience", args=[row.key])
    return Item(
        f"experience:{row.pk}", "experience", row.title, row.advice, link, row.phase, row.published_at or row.created_at
    )


def _question(row: Question) -> Item:
    link = reverse("network:question", args=[row.key])
    return Item(f"question:{row.pk}", "question", row.title, row.text, link, row.phase, row.asked_at)


def all_still_seen(viewer: Viewer, keys: Iterable[str], *, now: datetime) -> bool:
    """Whether the viewer may read every one of these things at this moment."""
    wanted: dict[str, set[str]] = {name: set() for name in ("experience", "question", "contribution", "change")}
    for key in keys:
        kind, _colon, pk = key.partition(":")
        wanted[kind].add(pk)
    seen = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN)
    below = Contribution.objects.filter(question__in=seen, removed_at=None)
    changed = PartnershipChange.objects.filter(partnership__in=partnerships(viewer, now=now))
    rows = {"experience": published(viewer, now=now), "question": seen, "contribution": below, "change": changed}
    return all(rows[kind].filter(pk__in=pks).count() == len(pks) for kind, pks in wanted.items() if pks)


def follows_question(viewer: Viewer, row: Question) -> bool:
    """Whether the viewer follows it."""
    return subscriptions(viewer).filter(question=row).exists()


def stage_of(viewer: Viewer) -> str:
    """Where the organisation acted for stands, or nothing."""
    return Stand.objects.filter(organisation__in=[viewer.organisation]).values_list("stage", flat=True).first() or ""


def may_follow_partnership(viewer: Viewer, key: str, *, now: datetime) -> bool:
    """Whether the viewer may see the partnership."""
    return partnerships(viewer, now=now).filter(pk=key).exists()
