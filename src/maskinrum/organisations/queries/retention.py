"""Reads of what is kept about people, and of what should no longer be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet

from maskinrum.organisations.enums import Decision
from maskinrum.organisations.models import Grant, Invitation, JoinRequest
from maskinrum.organisations.permissions import Viewer, can_manage_network
from maskinrum.shared.privacy import clocks, declarations

A_MONTH = timedelta(days=30)
HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Kept:
    """What one table holds about people: why, for how long, how many rows, and how many of them are overdue.

    ``overdue`` is None for a table without a clock: its rows stay until somebody acts.
    """

    table: str
    purpose: str
    retention: str
    rows: int
    overdue: int | None


def kept_tables(viewer: Viewer, *, now: datetime) -> list[Kept]:
    """Every table that holds something about people, for the secretariat; nothing for anybody else."""
    if not can_manage_network(viewer):
        return []
    return [
        Kept(
            table,
            str(data.purpose),
            str(data.retention),
            _rows_of(table),
            clocks()[table].overdue(now).count() if table in clocks() else None,
        )
        for table, data in sorted(declarations().items())
        if data
    ]


def _rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - named by our own code
        return int(cursor.fetchone()[0])


def settled_invitations(now: datetime) -> QuerySet[Invitation]:
    """The invitations accepted, withdrawn or run out 30 days ago."""
    then = now - A_MONTH
    return Invitation.objects.filter(Q(accepted_at__lte=then) | Q(withdrawn_at__lte=then) | Q(expires_at__lte=then))


def settled_requests(now: datetime) -> QuerySet[JoinRequest]:
    """The requests decided half a year ago."""
    return JoinRequest.objects.exclude(decision=Decision.WAITING).filter(decided_at__lte=now - HALF_A_YEAR)


def closed_grants(now: datetime) -> QuerySet[Grant]:
    """The grants to people that were stopped or ran out 30 days ago."""
    then = now - A_MONTH
    return Grant.objects.filter(organisation__isnull=True).filter(Q(revoked_at__lte=then) | Q(expires_at__lte=then))


def closed_sessions(now: datetime) -> QuerySet[Session]:
    """The sessions that have run out."""
    return Session.objects.filter(expire_date__lte=now)
