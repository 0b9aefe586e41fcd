"""Whose address is kept too long, and whose words."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from maskinrum.evaluation.enums import RoundState
from maskinrum.evaluation.facts.planning import months_after
from maskinrum.evaluation.models import Invitation, Respondent, VoluntaryTexts

NEVER_OPENED = timedelta(days=30)
KEPT_MONTHS = 13


def overdue_invitations(now: datetime) -> QuerySet[Invitation]:
    """Those of planned rounds that should have been closed 30 days ago; of open rounds they go when it closes."""
    day = timezone.localdate(now) - NEVER_OPENED
    return Invitation.objects.filter(round__state=RoundState.PLANNED, round__closes_on__lt=day)


def overdue_respondents(now: datetime) -> QuerySet[Respondent]:
    """Those who were last invited more than 13 months ago."""
    return Respondent.objects.filter(invited_on__lt=months_after(timezone.localdate(now), -KEPT_MONTHS))


def overdue_texts(now: datetime) -> QuerySet[VoluntaryTexts]:
    """What people wrote in rounds that were closed more than 13 months ago."""
    day = months_after(timezone.localdate(now), -KEPT_MONTHS)
    return VoluntaryTexts.objects.filter(round__state=RoundState.CLOSED, round__closed_at__date__lt=day)
