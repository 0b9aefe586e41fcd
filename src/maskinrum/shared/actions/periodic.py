"""Do the periodic work that is due."""

import logging
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.module_loading import import_string

from maskinrum.shared.models import PeriodicJob
from maskinrum.shared.periodic import Job, jobs

logger = logging.getLogger(__name__)

LEASE = timedelta(hours=1)  # after this a process that has not finished counts as dead
AGAIN = timedelta(minutes=10)  # when work that failed is tried again, unless it is due before


def run_due(now: datetime) -> list[str]:
    """Do every piece of work that is due and that no other process is at; return the names of what was done.

    A failure is logged and holds up nothing else.
    """
    return [job.name for job in jobs().values() if _claim(job, now) and _run(job, now)]


def _claim(job: Job, now: datetime) -> bool:
    """Take the job if it is due and free; of several processes that ask, one is told yes."""
    PeriodicJob.objects.get_or_create(name=job.name, defaults={"due_at": now})
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = PeriodicJob.objects.filter(free, name=job.name, due_at__lte=now)
    return bool(due.update(claimed_until=now + LEASE, started_at=now))


def _run(job: Job, now: datetime) -> bool:
    row = PeriodicJob.objects.filter(name=job.name, started_at=now)
    try:
        import_string(job.function)(now)
    except Exception:
        logger.exception("Periodic work %s failed", job.name)
        row.update(due_at=now + min(job.every, AGAIN), claimed_until=None, failures=F("failures") + 1)
        return False
    row.update(due_at=now + job.every, claimed_until=None, finished_at=now, failures=0)
    return True
