"""Reads of mails and of what the worker has done."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maskinrum.shared.enums import MailState
from maskinrum.shared.models import OutboxMail, PeriodicJob

TEXT_KEPT = timedelta(days=14)  # the text of a mail that was not sent
ROW_KEPT = timedelta(days=30)  # the row after its text is gone
RESULTS_KEPT = timedelta(days=1)
FAILURES_KEPT = timedelta(days=14)  # tracebacks, for whoever looks for the reason


def mails(state: str = "") -> QuerySet[OutboxMail]:
    """The mails in the outbox, newest first; with ``state`` only those. The text is left out of a list."""
    found = OutboxMail.objects.defer("text", "attachments").order_by("-created_at", "id")
    return found.filter(state=state) if state in MailState else found


def old_mails(now: datetime) -> QuerySet[OutboxMail]:
    """The mails whose time is up: those not sent in 14 days, and those whose text has been gone for 30."""
    not_sent = Q(blanked_at=None, created_at__lt=now - TEXT_KEPT)
    return OutboxMail.objects.filter(not_sent | Q(blanked_at__lt=now - ROW_KEPT))


def old_tasks(now: datetime) -> QuerySet[Any]:
    """What the worker has done, and what a worker that died had begun."""
    begun = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.RUNNING], started_at__lt=now - RESULTS_KEPT)
    return DBTaskResult.objects.filter(begun | Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILURES_KEPT))


def stuck_mails(now: datetime) -> int:
    """How many mails were given up and still have their text, or should have been tried an hour ago."""
    late = Q(state__in=[MailState.WAITING, MailState.SENDING], next_attempt_at__lt=now - timedelta(hours=1))
    return OutboxMail.objects.filter(Q(state=MailState.GIVEN_UP, blanked_at=None) | late).count()


def waiting_since() -> datetime | None:
    """When the oldest task was asked for that no worker has taken."""
    return DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def last_tick() -> datetime | None:
    """When periodic work was last done."""
    done = PeriodicJob.objects.filter(finished_at__isnull=False).order_by("-finished_at")
    return done.values_list("finished_at", flat=True).first()


def failing_jobs() -> list[str]:
    """The periodic work that failed when it was last tried."""
    return list(PeriodicJob.objects.filter(failures__gt=0).order_by("name").values_list("name", flat=True))
