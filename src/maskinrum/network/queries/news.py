"""What is new of what is open, for feeds: asked as a visitor, so that nobody who reads them sees more."""

from datetime import datetime

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from maskinrum.knowledge.models import Experience, Recommendation, Tool
from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.knowledge.queries.tools import tools
from maskinrum.network.enums import QuestionState
from maskinrum.network.models import Question
from maskinrum.network.queries.questions import questions
from maskinrum.organisations.permissions import VISITOR
from maskinrum.partnerships.models import Partnership, PartnershipChange
from maskinrum.partnerships.queries import partnerships

MOST = 50


def new_experiences(*, now: datetime) -> QuerySet[Experience]:
    """The open experiences, the one changed last first."""
    rows = published(VISITOR, now=now).select_related("organisation")
    return rows.order_by("-changed_at", "id")[:MOST]


def new_recommendations(*, now: datetime) -> QuerySet[Recommendation]:
    """The open recommendations, the one changed last first."""
    return recommendations(VISITOR, now=now).select_related("organisation").order_by("-changed_at", "id")[:MOST]


def new_tools(*, now: datetime) -> QuerySet[Tool]:
    """The open tools, the one changed last first."""
    return tools(VISITOR, now=now).select_related("organisation").order_by("-changed_at", "id")[:MOST]


def new_questions(*, now: datetime) -> QuerySet[Question]:
    """The open questions, the one with the latest change or answer first; ``news_at`` says when that was."""
    rows = questions(VISITOR, now=now).exclude(state=QuestionState.WITHDRAWN).select_related("organisation")
    stands = Q(contributions__removed_at=None)
    written = Coalesce(Max("contributions__written_at", filter=stands), F("changed_at"))
    return rows.annotate(news_at=Greatest(F("changed_at"), written)).order_by("-news_at", "id")[:MOST]


def changed_partnerships(*, now: datetime) -> QuerySet[Partnership]:
    """The open entries of the register, the one changed last first, with their history, newest first."""
    history = Prefetch("history", PartnershipChange.objects.order_by("-revision"))
    return partnerships(VISITOR, now=now).prefetch_related(history).order_by("-changed_at", "slug")[:MOST]
