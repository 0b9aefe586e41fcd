"""Open questions of the network as topics for an agenda."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from maskinrum.meetings.facts.offering import Topic
from maskinrum.network.enums import QuestionState
from maskinrum.network.models import Question
from maskinrum.network.queries.questions import questions
from maskinrum.organisations.permissions import Viewer

MOST_TOPICS = 12


def question_topics(viewer: Viewer, themes: Sequence[str], now: datetime) -> list[Topic]:
    """The open questions that the viewer may read, those that have waited longest first, among some themes or all."""
    about = Q()
    for code in themes:
        about |= Q(theme_codes__contains=code)
    rows = questions(viewer, now=now).filter(about, state=QuestionState.OPEN).order_by("asked_at", "id")
    return [_topic(row) for row in rows[:MOST_TOPICS]]


def _topic(row: Question) -> Topic:
    day = formats.date_format(timezone.localtime(row.asked_at), "DATE_FORMAT")
    return Topic(
        key=row.key,
        title=row.title,
        reason=_("Asked of the network on %(day)s, and still open.") % {"day": day},
        address=reverse("network:question", args=[row.key]),
        themes=tuple(row.theme_codes.split()),
        phase=row.phase,
    )
