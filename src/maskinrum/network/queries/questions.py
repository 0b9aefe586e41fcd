"""Reads of questions and of what stands below them."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import published
from maskinrum.network.enums import ContributionKind, QuestionState
from maskinrum.network.models import Contribution, Question, Routing
from maskinrum.organisations.permissions import Viewer, can_manage_organisation
from maskinrum.organisations.queries import visible_to
from maskinrum.partnerships.queries import partnerships_of
from maskinrum.shared.lists import Long, value_counts, word_counts

FACETS = ("state", "phase", "agreement", "size")
WAITS = timedelta(days=7)
"""After this the secretariat hears that nobody has answered."""

ANSWERS = Q(contributions__kind=ContributionKind.ANSWER, contributions__removed_at=None)


@dataclass(frozen=True)
class ListFilter:
    """What the list is asked for; empty means no limit."""

    q: str = ""
    theme: str = ""
    phase: str = ""
    agreement: str = ""
    size: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == ListFilter()


def questions_of_parties(viewer: Viewer) -> QuerySet[Question, Any]:
    """The keys of the questions about partnerships that the viewer's organisation is a party to."""
    return Question.objects.filter(partnership__in=partnerships_of(viewer)).values("pk")


def questions(viewer: Viewer, *, now: datetime) -> QuerySet[Question]:
    """The questions that the viewer may read; those taken back, none but the one who asked."""
    shown = visible_to(viewer, Question.objects.exclude(state=QuestionState.WITHDRAWN), now=now)
    rule = Q(pk__in=shown.values("pk"))
    if viewer.is_known:
        rule |= Q(asked_by=viewer.person, is_anonymous=True) | Q(
            asked_by=viewer.person, organisation__in=[viewer.organisation]
        )
    return Question.objects.filter(rule)


def question(viewer: Viewer, key: str, *, now: datetime) -> Question:
    """One question, or Http404 for one that is not there and, alike, for one that the viewer may not read."""
    return get_object_or_404(questions(viewer, now=now).select_related("organisation", "partnership"), key=key)


def listed(viewer: Viewer, asked: ListFilter, *, now: datetime) -> Long[Question]:
    """The questions that answer: those that wait first, the latest of each first."""
    rows = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN)
    for name in FACETS:
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.theme:
        rows = rows.filter(theme_codes__contains=asked.theme)
    for word in asked.q.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    waits = Case(When(state=QuestionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    counted = Count("contributions", filter=ANSWERS, distinct=True)
    whole = Question.objects.annotate(answers=counted).select_related("organisation")
    return Long(rows.annotate(waits=waits).order_by("waits", "-asked_at", "id"), whole)


def facet_counts(viewer: Viewer, *, now: datetime) -> Mapping[str, Counter[str]]:
    """How many questions have each value of each facet, in one question to the database."""
    rows = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN)
    counts = value_counts(rows, ["theme_codes", *FACETS])
    return {**counts, "theme": word_counts(counts["theme_codes"])}


def own_questions(viewer: Viewer, *, now: datetime) -> QuerySet[Question]:
    """What the viewer asked, also without a name; managers see as well what their organisation asked with its name.

    Only what the viewer may read: what somebody else took back is read by nobody.
    """
    rule = Q(asked_by=viewer.person) if viewer.is_known else Q(pk__in=[])
    if can_manage_organisation(viewer):
        rule |= Q(organisation=viewer.organisation)
    counted = Count("contributions", filter=ANSWERS, distinct=True)
    rows = questions(viewer, now=now).filter(rule).annotate(answers=counted)
    return rows.select_related("organisation").order_by("-asked_at", "id")


def contributions(row: Question) -> QuerySet[Contribution]:
    """What stands below a question, the oldest first. Ask only of a question that the viewer may read."""
    return row.contributions.filter(removed_at=None).select_related("organisation", "question")


def made_experiences(
    viewer: Viewer, rows: Iterable[Contribution], *, now: datetime
) -> dict[uuid.UUID | None, Experience]:
    """The experiences that answers were made into, as far as the viewer may read them."""
    keys = [row.experience_id for row in rows if row.experience_id]
    return {one.pk: one for one in published(viewer, now=now).filter(pk__in=keys)} if keys else {}


def answered_by_experience(viewer: Viewer, experience: Experience, *, now: datetime) -> QuerySet[Question]:
    """The questions that the viewer may read and whose answer was made into this experience."""
    made = Contribution.objects.filter(experience=experience, removed_at=None).values("question")
    rows = questions(viewer, now=now).exclude(state=QuestionState.WITHDRAWN).filter(pk__in=made)
    return rows.select_related("organisation").order_by("-asked_at", "id")


def routing_of(viewer: Viewer, row: Question) -> Routing | None:
    """Why the viewer was asked, if so."""
    return row.routings.filter(person__in=[viewer.person]).first() if viewer.is_known else None


def has_answers(row: Question) -> bool:
    """Whether somebody has answered."""
    return row.contributions.filter(kind=ContributionKind.ANSWER, removed_at=None).exists()


def waiting_to_be_routed() -> QuerySet[Question]:
    """The open questions of which nobody has been told yet, the oldest first."""
    return Question.objects.filter(state=QuestionState.OPEN, routed_at=None).order_by("asked_at", "id")


def unanswered_since(now: datetime) -> QuerySet[Question]:
    """The open questions that nobody has answered for a week, and that the secretariat has not heard of."""
    rows = Question.objects.filter(state=QuestionState.OPEN, escalated_at=None, asked_at__lte=now - WAITS)
    answered = Contribution.objects.filter(kind=ContributionKind.ANSWER, removed_at=None).values("question")
    return rows.exclude(pk__in=answered).order_by("asked_at", "id")
