"""Remove what has run out in tables that others made."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

RESULTS_KEPT = timedelta(days=1)
FAILURES_KEPT = timedelta(days=14)  # tracebacks, for whoever looks for the reason


def clear_sessions(now: datetime) -> None:
    """Remove sessions that have run out: they name people."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_tasks(now: datetime) -> None:
    """Remove what the worker has done, and what a worker that died had begun."""
    begun = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.RUNNING], started_at__lt=now - RESULTS_KEPT)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILURES_KEPT)
    DBTaskResult.objects.filter(begun | failed).delete()
