"""Reads of joint portfolios. Only the two organisations see them; whoever a file is shared with does not."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from maskinrum.decisions.enums import JointState
from maskinrum.decisions.models import DecisionFile, JointPortfolio
from maskinrum.organisations.permissions import Viewer

REMEMBERED = timedelta(days=90)


def joint_portfolios(viewer: Viewer, *, now: datetime) -> QuerySet[JointPortfolio]:
    """Those that wait or are in force and that the viewer's organisation invited to or is invited to, newest first."""
    ours = Q(inviting__in=[viewer.organisation]) | Q(invited__in=[viewer.organisation])
    rows = in_force(JointPortfolio.objects.filter(ours), now=now)
    return rows.select_related("inviting", "invited", "inviting_file", "accepting_file")


def in_force(rows: QuerySet[JointPortfolio], *, now: datetime) -> QuerySet[JointPortfolio]:
    """Those that nobody has ended, whose day has not come, and whose files are there."""
    waiting = Q(state=JointState.INVITED)
    agreed = Q(state=JointState.AGREED, accepting_file__isnull=False)
    return rows.filter(waiting | agreed, inviting_file__isnull=False, expires_at__gt=now)


def joint_portfolio(viewer: Viewer, key: uuid.UUID, *, now: datetime) -> JointPortfolio:
    """One of them, or Http404 for one that is not there and, alike, for one that is not theirs."""
    return get_object_or_404(joint_portfolios(viewer, now=now), pk=key)


def joint_portfolios_of(viewer: Viewer, file: DecisionFile, *, now: datetime) -> QuerySet[JointPortfolio]:
    """Those a file of the viewer's own organisation takes part in."""
    return joint_portfolios(viewer, now=now).filter(Q(inviting_file=file) | Q(accepting_file=file))


def invitations_between(one: uuid.UUID, other: uuid.UUID, *, now: datetime) -> int:
    """How often either has invited the other lately, whatever came of it."""
    both = Q(inviting=one, invited=other) | Q(inviting=other, invited=one)
    return JointPortfolio.objects.filter(both, invited_at__gt=now - REMEMBERED).count()


def forgotten_joint_portfolios(now: datetime) -> QuerySet[JointPortfolio]:
    """Those that are over, and have a result still or no longer count in what two may ask of each other."""
    over = Q(state__in=[JointState.DECLINED, JointState.ENDED]) | Q(expires_at__lte=now)
    return JointPortfolio.objects.filter(over, Q(result__isnull=False) | Q(invited_at__lte=now - REMEMBERED))
