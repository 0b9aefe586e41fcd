"""Reads of the decision log: what was written into it, and what development meetings decided."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import published
from maskinrum.meetings.enums import MeetingState
from maskinrum.meetings.models import MeetingDecision
from maskinrum.meetings.queries import meetings
from maskinrum.organisations.permissions import Viewer
from maskinrum.partnerships.models import Partnership
from maskinrum.steering.enums import DecisionBody
from maskinrum.steering.facts.decisions import BasisFacts, DecisionFacts, LogFilter, LogLine
from maskinrum.steering.models import DecisionBasis, PartnershipDecision
from maskinrum.steering.queries.reaching import own_partnerships

MOST_LINES = 3000
ORDERS = ("newest", "oldest", "body", "look_again")


def decisions(viewer: Viewer) -> QuerySet[PartnershipDecision]:
    """The decisions of the partnerships that the viewer's organisation is a party to."""
    return PartnershipDecision.objects.filter(partnership__in=own_partnerships(viewer).values("pk"))


def decision(viewer: Viewer, partnership: Partnership, key: uuid.UUID) -> PartnershipDecision:
    """One decision of a partnership, or Http404."""
    rows = decisions(viewer).filter(partnership=partnership)
    rows = rows.select_related("organisation", "partnership", "replaces", "replaces_in_meeting__meeting", "replaced_by")
    return get_object_or_404(rows, pk=key)


def meeting_decisions(viewer: Viewer, partnership: Partnership, *, now: datetime) -> QuerySet[MeetingDecision]:
    """What was decided at the development meetings of a partnership that were held and that the viewer may see."""
    held = meetings(viewer, now=now).filter(partnership=partnership, state=MeetingState.HELD)
    return MeetingDecision.objects.filter(meeting__in=held.values("pk")).select_related("meeting", "replaced_by")


def log_of(viewer: Viewer, partnership: Partnership, *, now: datetime) -> list[LogLine]:
    """Every line of the log that the viewer may see, in a fixed number of questions."""
    rows = decisions(viewer).filter(partnership=partnership).select_related("replaced_by")
    own = [_line(row) for row in rows.prefetch_related("bound")[:MOST_LINES]]
    told = meeting_decisions(viewer, partnership, now=now).order_by("-decided_at", "pk")[:MOST_LINES]
    return [*own, *(_meeting_line(row) for row in told)]


def _line(row: PartnershipDecision) -> LogLine:
    later = getattr(row, "replaced_by", None)
    plain = ("text", "decided_on", "body", "body_name", "reason", "alternatives", "covers", "look_again_on")
    return LogLine(
        id=row.pk,
        bound=tuple(one.name for one in row.bound.all()),
        replaced_by=later.pk if later else None,
        **{name: getattr(row, name) for name in plain},
    )


def _meeting_line(row: MeetingDecision) -> LogLine:
    later = getattr(row, "replaced_by", None)
    return LogLine(
        id=row.pk,
        text=row.text,
        decided_on=timezone.localdate(row.decided_at),
        body=DecisionBody.DEVELOPMENT_MEETING,
        replaced_by=later.pk if later else None,
        meeting=row.meeting.key,
        meeting_title=row.meeting.title,
    )


def answering(lines: Iterable[LogLine], asked: LogFilter, *, today: date) -> list[LogLine]:
    """Those lines that answer, in the order asked for."""
    found = sorted((one for one in lines if asked.keeps(one, today=today)), key=lambda one: one.text.casefold())
    if asked.order == "body":
        return sorted(sorted(found, key=lambda one: one.decided_on, reverse=True), key=lambda one: one.body)
    if asked.order == "look_again":
        return sorted(found, key=lambda one: one.look_again_on or date.max)
    return sorted(found, key=lambda one: one.decided_on, reverse=asked.order != "oldest")


def basis_of(viewer: Viewer, row: PartnershipDecision, *, now: datetime) -> list[DecisionBasis]:
    """What a decision rests on, without the experiences that the viewer may not read."""
    readable = published(viewer, now=now)
    rows = row.basis.select_related("project").prefetch_related(Prefetch("experience", Experience.objects.all()))
    told = list(rows)
    wanted = {one.experience_id for one in told if one.experience_id}
    seen = set(readable.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [one for one in told if one.experience_id is None or one.experience_id in seen]


def decision_facts(row: PartnershipDecision) -> DecisionFacts:
    """A stored decision as its form shows it."""
    replaces = f"d{row.replaces_id}" if row.replaces_id else ""
    if row.replaces_in_meeting_id:
        replaces = f"m{row.replaces_in_meeting_id}"
    plain = ("text", "decided_on", "body", "body_name", "reason", "alternatives", "covers", "look_again_on")
    basis = tuple(
        BasisFacts(
            one.experience.key if one.experience else "",
            str(one.project_id or ""),
            one.label,
            one.url,
        )
        for one in row.basis.select_related("experience")
    )
    bound = tuple(str(pk) for pk in row.bound.values_list("pk", flat=True))
    return DecisionFacts(replaces=replaces, basis=basis, bound=bound, **{name: getattr(row, name) for name in plain})
