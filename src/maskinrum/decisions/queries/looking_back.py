"""Which files it is time to look back at: for the tick, so on behalf of nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from maskinrum.decisions.facts import look_back
from maskinrum.decisions.models import Analysis, DecisionFile
from maskinrum.partnerships.enums import ProjectEnd
from maskinrum.partnerships.models import Project

BETWEEN = timedelta(days=365)


def not_reminded_lately(now: datetime) -> QuerySet[DecisionFile]:
    """The files whose organisation has not been reminded of them for a year."""
    return DecisionFile.objects.filter(Q(reminded_at=None) | Q(reminded_at__lte=now - BETWEEN))


def versions_to_look_back_at(now: datetime) -> Iterator[Analysis]:
    """The newest version that is due of each such file, where something of its projects is still to be written."""
    today = timezone.localdate(now)
    rows = Analysis.objects.filter(decision_file__in=not_reminded_lately(now)).select_related("decision_file")
    wanted = rows.only("number", "rows", "created_at", "decision_file__title", "decision_file__organisation")
    found = None
    for row in wanted.order_by("decision_file", "-number").iterator(chunk_size=50):
        is_new = row.decision_file_id != found
        if is_new and look_back(row.rows, timezone.localdate(row.created_at), today).last and is_unwritten(row):
            found = row.decision_file_id
            yield row


def is_unwritten(analysis: Analysis) -> bool:
    """Whether something may still be written of what became of the projects."""
    owner = analysis.decision_file.organisation_id
    own = Project.objects.filter(organisation=owner, pk__in=[row["project"] for row in analysis.rows])
    given_up = Q(end=ProjectEnd.GIVEN_UP)
    complete = Q(end=ProjectEnd.HANDED_OVER, handed_over_on__isnull=False, outturn__isnull=False)
    return own.exclude(given_up | complete).exists()
