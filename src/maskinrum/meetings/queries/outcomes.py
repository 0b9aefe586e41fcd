"""What meetings gave: experiences that were published, and recommendations that rest on them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from maskinrum.knowledge.models import Experience, Recommendation
from maskinrum.knowledge.queries import published
from maskinrum.knowledge.queries.recommendations import recommendations
from maskinrum.meetings.enums import Answer
from maskinrum.meetings.models import CapturedExperience, Meeting, MeetingAction, MeetingDecision, Participant
from maskinrum.organisations.permissions import Viewer

FIGURES = ("coming", "there", "decisions", "actions", "done", "begun")


@dataclass(frozen=True)
class Yield:
    """What came of one meeting: how many experiences were begun, and which of them the viewer may read by now."""

    begun: int
    published: Sequence[Experience]
    recommendations: Sequence[Recommendation]


@dataclass(frozen=True)
class Line:
    """One meeting in a list, in figures."""

    row: Meeting
    coming: int
    there: int
    decisions: int
    actions: int
    done: int
    begun: int


def yield_of(viewer: Viewer, row: Meeting, *, now: datetime) -> Yield:
    """What came of a meeting, as far as the viewer may read it."""
    told = list(published(viewer, now=now).filter(captured_at__meeting=row))
    resting = recommendations(viewer, now=now).filter(evidence__experience__in=told).distinct()
    return Yield(row.captured.count(), told, list(resting) if told else [])


def lines_of(rows: Sequence[Meeting]) -> list[Line]:
    """Meetings with their figures, in four questions however many they are."""
    keys = [row.pk for row in rows]
    people = _counts(
        Participant, keys, coming=Count("pk", filter=Q(answer=Answer.COMING, removed_at__isnull=True)),
        there=Count("pk", filter=Q(was_there=True)),
    )  # fmt: skip
    decisions = _counts(MeetingDecision, keys, decisions=Count("pk"))
    actions = _counts(MeetingAction, keys, actions=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)))
    begun = _counts(CapturedExperience, keys, begun=Count("pk"))
    figures = [people, decisions, actions, begun]
    return [Line(row, **{name: _figure(figures, row.pk, name) for name in FIGURES}) for row in rows]


def _figure(figures: Sequence[Mapping[uuid.UUID, Mapping[str, int]]], key: uuid.UUID, name: str) -> int:
    return sum(each.get(key, {}).get(name, 0) for each in figures)


Counted = type[Participant] | type[MeetingDecision] | type[MeetingAction] | type[CapturedExperience]


def _counts(model: Counted, keys: Collection[uuid.UUID], **wanted: Count) -> dict[uuid.UUID, dict[str, int]]:
    rows = model.objects.filter(meeting__in=keys).order_by().values("meeting").annotate(**wanted)
    return {row["meeting"]: row for row in rows}
