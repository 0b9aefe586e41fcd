"""Findings: which ones there are, and what is still to be done about them."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.evaluation.enums import FindingState, ReportSection
from maskinrum.evaluation.models import Finding, FindingAction, ModelItem, ReportRelease, Wording
from maskinrum.knowledge.models import Experience
from maskinrum.knowledge.queries import experiences
from maskinrum.organisations.models import Membership, Person
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import colleagues, visible_to
from maskinrum.partnerships.models import Partnership
from maskinrum.partnerships.queries import partnerships_of

SOON = timedelta(days=7)
OPEN_STATES = (FindingState.PROPOSED, FindingState.ACCEPTED)


def findings_of_parties(viewer: Viewer) -> QuerySet[Finding, Any]:
    """The keys of the findings of partnerships that the viewer's organisation is a party to."""
    return Finding.objects.filter(partnership__in=partnerships_of(viewer)).values("pk")


def findings(viewer: Viewer, *, now: datetime) -> QuerySet[Finding]:
    """The findings that the viewer may see: those of partnerships its organisation is client of or party to."""
    return visible_to(viewer, Finding.objects.all(), now=now)


def findings_in(viewer: Viewer, partnership: Partnership, *, now: datetime) -> QuerySet[Finding]:
    """Those of one partnership, with what their lists show."""
    rows = findings(viewer, now=now).filter(partnership=partnership)
    return rows.select_related("question", "from_round", "measured_again").prefetch_related("actions")


def finding_of_key(viewer: Viewer, key: str, *, now: datetime) -> Finding:
    """One of them, or Http404 for one that is not there and, alike, for one that the viewer may not see."""
    rows = findings(viewer, now=now).select_related("partnership", "question", "from_round", "measured_again")
    return get_object_or_404(rows, key=key)


def waiting_findings(viewer: Viewer, partnership: Partnership, *, now: datetime) -> int:
    """How many proposals that the viewer may see nobody has looked at."""
    return findings(viewer, now=now).filter(partnership=partnership, state=FindingState.PROPOSED).count()


def latest_wordings(partnership: Partnership, questions: Collection[uuid.UUID | None]) -> dict[uuid.UUID, Wording]:
    """The latest words that the partnership has asked each question with."""
    asked = ModelItem.objects.filter(
        model__partnership=partnership, wording__question__in=[one for one in questions if one]
    )
    rows = Wording.objects.filter(pk__in=asked.values("wording")).order_by("question", "series")
    return {row.question_id: row for row in rows}


def wordings_asked(partnership: Partnership, question: uuid.UUID) -> list[Wording]:
    """All words that the partnership has asked a question with."""
    asked = ModelItem.objects.filter(model__partnership=partnership, wording__question=question)
    return list(Wording.objects.filter(pk__in=asked.values("wording")))


def experience_of(viewer: Viewer, row: Finding, *, now: datetime) -> Experience | None:
    """The experience a finding became, where the viewer may see it."""
    return experiences(viewer, now=now).filter(pk=row.experience_id).first() if row.experience_id else None


def possible_owners(viewer: Viewer) -> dict[str, str]:
    """Colleagues by key, who can be given an action; nobody of other organisations is listed."""
    rows = colleagues(viewer).filter(person__is_active=True)
    return {str(one.person_id): one.person.name or one.person.email for one in rows}


def actions_to_remind_of(today: date) -> QuerySet[FindingAction]:
    """Actions that somebody with an account has, that are due within a week or late, and not told of yet."""
    rows = FindingAction.objects.filter(
        finding__state=FindingState.ACCEPTED,
        done_on=None,
        reminded_at=None,
        owner__isnull=False,
        due_on__lte=today + SOON,
    )
    return rows.select_related("finding", "finding__partnership").order_by("due_on", "id")


def owner_to_write_to(action: FindingAction, organisations: Collection[uuid.UUID]) -> Person | None:
    """The owner of an action, who still acts for one of the parties."""
    acts = Membership.objects.filter(person__in=[action.owner], organisation__in=organisations)
    return Person.objects.filter(pk__in=[action.owner]).first() if acts.exists() else None


def releases_of(partnership: Partnership, year: int) -> QuerySet[ReportRelease]:
    """What the parties have released of the report of a year, and not taken back."""
    return ReportRelease.objects.filter(partnership=partnership, year=year, withdrawn_at=None)


def released_sections(partnership: Partnership, year: int, parties: Collection[uuid.UUID]) -> set[str]:
    """The sections that every party has released, one by one or as a whole: nothing else is in the report."""
    given: dict[uuid.UUID, set[str]] = {party: set() for party in parties}
    for party, section in releases_of(partnership, year).values_list("party", "section"):
        if party in given:
            given[party] |= set(SECTIONS) if section == ReportSection.WHOLE else {section}
    return set.intersection(*given.values()) if given else set()


SECTIONS = tuple(one.value for one in ReportSection if one != ReportSection.WHOLE)
