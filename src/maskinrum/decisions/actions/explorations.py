"""The longer calculation of a stored analysis: asked for by a person, done by the worker, written once."""

import logging
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from maskinrum.decisions.analysis.exploring import OtherwiseError, explore
from maskinrum.decisions.analysis.keeping import engine_version, kept_case, this_machine
from maskinrum.decisions.enums import JobState
from maskinrum.decisions.models import Analysis, Exploration
from maskinrum.decisions.queries import is_under_way
from maskinrum.organisations.actions import record
from maskinrum.organisations.permissions import Viewer
from maskinrum.shared.errors import DomainError
from maskinrum.shared.stopping import STOP

logger = logging.getLogger(__name__)

LEAST_PAUSE = timedelta(milliseconds=300)  # between two signs of life, so that telling costs less than doing


class _NotOursError(Exception):
    """The job has been started anew, or its file removed, so nobody waits for this."""


class _StoppedError(Exception):
    """The process has been asked to stop."""


@transaction.atomic
def explore_analysis(analysis: Analysis, *, viewer: Viewer, now: datetime) -> Exploration:
    """Ask the worker to calculate it. What is done stays, and what is under way is not started twice.

    Raises DomainError when the version is gone.
    """
    if not Analysis.objects.select_for_update().filter(pk=analysis.pk).values("pk"):
        raise DomainError(_("The version has been deleted meanwhile, so there is nothing to calculate."))
    given = {"started_by": viewer.person, "started_at": now, "beat_at": now}
    job, is_new = Exploration.objects.get_or_create(analysis_id=analysis.pk, defaults=given)
    if not is_new and (job.state == JobState.DONE or is_under_way(job, now=now)):
        return job
    job.state, job.claim, job.done, job.started_by, job.started_at, job.beat_at = (
        JobState.WAITING, uuid.uuid4(), 0, viewer.person, now, now,
    )  # fmt: skip
    job.save()
    record(
        "explore_analysis", analysis.decision_file, viewer=viewer, now=now, changes={"version": [None, analysis.number]}
    )
    _enqueue(job)
    return job


def _enqueue(job: Exploration) -> None:
    names = str(job.pk), str(job.claim)
    transaction.on_commit(lambda: work_on_exploration.enqueue(*names))


@task(priority=-10)
def work_on_exploration(job_id: str, claim: str) -> str:
    """Calculate a job that waits under this claim, and return how it ended."""
    mine = Exploration.objects.filter(pk=job_id, claim=claim)
    if not mine.filter(state=JobState.WAITING).update(state=JobState.RUNNING, beat_at=timezone.now()):
        return "taken"
    try:
        return _worked(mine.select_related("analysis").get())
    except (_NotOursError, Exploration.DoesNotExist):
        return "superseded"
    except _StoppedError:
        mine.update(state=JobState.WAITING)
        work_on_exploration.enqueue(job_id, claim)
        return "put back"
    except OtherwiseError:
        mine.update(state=JobState.REFUSED, finished_at=timezone.now())
        logger.warning("Exploration %s is about an answer that this engine does not give", job_id)
        return "refused"
    except Exception:
        mine.update(state=JobState.FAILED, finished_at=timezone.now())
        logger.exception("Exploration %s could not be calculated", job_id)
        return "failed"


def _worked(job: Exploration) -> str:
    analysis = job.analysis
    case = kept_case(analysis)
    result = explore(case, analysis.inputs, analysis.result, _Beat(job), analysis.findings)
    made = {"engine_version": engine_version(), "machine": this_machine()}
    _write(job, state=JobState.DONE, done=100, result=result, finished_at=timezone.now(), **made)
    return "done"


class _Beat:
    """Writes down how far a job is, now and then."""

    def __init__(self, job: Exploration) -> None:
        self.job = job

    def __call__(self, done: int) -> None:
        now = timezone.now()
        if STOP.is_set():
            raise _StoppedError
        if now - self.job.beat_at >= LEAST_PAUSE:
            self.job.beat_at = now
            _write(self.job, done=done, beat_at=now)


def _write(job: Exploration, **values: object) -> None:
    if not Exploration.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).update(**values):
        raise _NotOursError
