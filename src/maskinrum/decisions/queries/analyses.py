"""Reads of stored analyses. Who may read a file may read them."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.decisions.queries.files import decision_files
from maskinrum.organisations.permissions import Viewer

HEAVY = ("rows", "inputs", "result", "evidence")


def analyses_of(file: DecisionFile) -> QuerySet[Analysis]:
    """The versions of a file, newest first, without what only the page of one needs."""
    return Analysis.objects.filter(decision_file=file).defer(*HEAVY)


def analysis_of(viewer: Viewer, file_id: uuid.UUID, analysis_id: uuid.UUID, *, now: datetime) -> Analysis:
    """One version of a file, or Http404 as for a file that is not the viewer's."""
    allowed = Analysis.objects.filter(decision_file__in=decision_files(viewer, now=now).order_by())
    rows = allowed.select_related("decision_file__organisation")
    return get_object_or_404(rows, pk=analysis_id, decision_file=file_id)
