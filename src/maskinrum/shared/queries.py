"""Reads of mails and of what the worker has done."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maskinrum.shared.enums import MailState
from maskinrum.shared.models import OutboxMail

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
