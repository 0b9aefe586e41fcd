"""Reads of decision files, the viewer first."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.decisions.models import DecisionFile, PortfolioSnapshot
from maskinrum.organisations.permissions import Viewer
from maskinrum.organisations.queries import visible_to, was_removed
from maskinrum.partnerships.facts import ProjectFacts


def decision_files(viewer: Viewer, *, now: datetime) -> QuerySet[DecisionFile]:
    """The files the viewer may see, own ones first, then the newest change first."""
    rows = visible_to(viewer, DecisionFile.objects.select_related("organisation"), now=now)
    return rows.order_by("-changed_at", "id")


def own_decision_files(viewer: Viewer, *, now: datetime) -> QuerySet[DecisionFile]:
    """The files of the organisation the viewer acts for."""
    return decision_files(viewer, now=now).filter(organisation=viewer.organisation)


def shared_decision_files(viewer: Viewer, *, now: datetime) -> QuerySet[DecisionFile]:
    """The files other organisations have let the viewer's organisation in to."""
    return decision_files(viewer, now=now).exclude(organisation=viewer.organisation)


def decision_file(viewer: Viewer, file_id: uuid.UUID, *, now: datetime) -> DecisionFile:
    """One file, or Http404 for one that does not exist and, in the same words and time, for one that is not theirs."""
    return get_object_or_404(decision_files(viewer, now=now), pk=file_id)


def is_deleted(viewer: Viewer, file_id: uuid.UUID) -> bool:
    """Whether it was a file of the organisation that the viewer acts for, and is deleted."""
    return viewer.is_member and was_removed(viewer, "remove_decision_file", DecisionFile, file_id)


def latest_snapshot(file: DecisionFile) -> PortfolioSnapshot:
    """The snapshot in force. Every file has one from its first moment."""
    return file.snapshots.order_by("-taken_at", "id")[:1].get()


def snapshot_facts(snapshot: PortfolioSnapshot) -> list[ProjectFacts]:
    """The project facts of a snapshot in row order."""
    return [ProjectFacts.from_json(row["facts"]) for row in snapshot.rows]
