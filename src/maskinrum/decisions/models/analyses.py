"""Analyses as they were stored: never changed, shown as they stand."""

import uuid
from typing import ClassVar

from django.db import models

from maskinrum.decisions.enums import JobState, VerdictAnswer
from maskinrum.decisions.models.files import DecisionFile
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class Analysis(models.Model):
    """What a decision file said at a moment, with everything it was calculated of. Versions of a file count from 1.

    ``rows`` are those of the snapshot; ``inputs`` what the engine took, ``result`` and ``findings`` what it gave,
    ``readiness`` and ``evidence`` what was said and in force (see ``analysis.keeping``); ``shipped`` what the priors
    file said of every number, None in what was stored before that was kept; ``created_by`` is opaque.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision_file = models.ForeignKey(DecisionFile, on_delete=models.CASCADE, related_name="analyses")
    number = models.PositiveIntegerField()
    case_date = models.DateField()
    rows = models.JSONField()
    assumptions = models.JSONField()
    inputs = models.JSONField()
    result = models.JSONField()
    findings = models.JSONField(null=True)
    readiness = models.JSONField()
    evidence = models.JSONField()
    shipped = models.JSONField(null=True)
    machine = models.JSONField()
    summary = models.JSONField()
    seed = models.PositiveIntegerField()
    futures = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=20)
    input_hash = models.CharField(max_length=64)
    evidence_hash = models.CharField(max_length=64)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["decision_file", "number"], name="one_version_of_each_number")]

    def __str__(self) -> str:
        return f"{self.decision_file_id} {self.number}"

    @property
    def verdict(self) -> VerdictAnswer | None:
        """What the verdict was; None where there was nothing to decide."""
        answer = self.summary["verdict"]
        return None if answer is None else VerdictAnswer(answer)


class Exploration(models.Model):
    """What takes longer about a stored analysis, calculated in the background: which projects belong inside, waiting.

    ``claim`` is new for each start, so that what an earlier start still does is not written. ``beat_at`` is the last
    sign of life; a job that is silent may be started again (see ``actions.explorations``). ``engine_version`` and
    ``machine`` are those that ``result`` came of; empty in what was stored before they were noted: nobody knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    analysis = models.OneToOneField(Analysis, on_delete=models.CASCADE, related_name="exploration")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    claim = models.UUIDField(default=uuid.uuid4)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    engine_version = models.CharField(max_length=20, default="")
    machine = models.JSONField(default=dict)
    started_by = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    def __str__(self) -> str:
        return f"{self.analysis_id} {self.state}"
