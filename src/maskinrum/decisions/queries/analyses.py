"""Reads of stored analyses. Who may read a file may read them."""

import uuid
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.decisions.enums import JobState
from maskinrum.decisions.models import Analysis, DecisionFile, Exploration
from maskinrum.decisions.queries.files import decision_files
from maskinrum.organisations.permissions import Viewer

# Longer than a step of the calculation takes on a slow machine, and than a few others before it in the queue.
SILENCE = {JobState.RUNNING: timedelta(minutes=1), JobState.WAITING: timedelta(minutes=10)}
HEAVY = ("rows", "inputs", "result", "findings", "readiness", "evidence", "shipped")


def analyses_of(file: DecisionFile) -> QuerySet[Analysis]:
    """The versions of a file, newest first, without what only the page of one needs."""
    return Analysis.objects.filter(decision_file=file).defer(*HEAVY)


def analysis_of(viewer: Viewer, file_id: uuid.UUID, analysis_id: uuid.UUID, *, now: datetime) -> Analysis:
    """One version of a file, or Http404 as for a file that is not the viewer's."""
    allowed = Analysis.objects.filter(decision_file__in=decision_files(viewer, now=now).order_by())
    rows = allowed.select_related("decision_file__organisation")
    return get_object_or_404(rows, pk=analysis_id, decision_file=file_id)


def exploration_of(analysis: Analysis) -> Exploration | None:
    """The longer calculation of a version, in whatever state, or None when nobody has asked for it."""
    return Exploration.objects.filter(analysis_id=analysis.pk).first()


def is_under_way(job: Exploration, *, now: datetime) -> bool:
    """Whether it waits or runs, and has given a sign of life lately. A killed worker gives none."""
    return now - job.beat_at < SILENCE.get(JobState(job.state), timedelta(0))
