"""Readiness: what an organisation says together about one file, and what each of its people scores on their own."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maskinrum.decisions.enums import GateAnswer
from maskinrum.decisions.models.files import DecisionFile
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

MOST_POINTS = 4


class Readiness(models.Model):
    """What the organisation has settled together: weights that differ from the shipped ones, and figures typed.

    ``weights`` by criterion; ``figures`` by metric, for what no portfolio tells (teams expected to bid). ``revision``
    rises with every joint change, so that two colleagues never overwrite each other.
    """

    decision_file = models.OneToOneField(
        DecisionFile, on_delete=models.CASCADE, primary_key=True, related_name="readiness"
    )
    weights = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    def __str__(self) -> str:
        return f"{self.decision_file_id} {self.revision}"


class ReadinessAnswer(models.Model):
    """The organisation's answer to one gate, or to one question behind a warning sign, by its slug in the frame."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision_file = models.ForeignKey(DecisionFile, on_delete=models.CASCADE, related_name="readiness_answers")
    question = models.CharField(max_length=40)
    answer = models.CharField(_("answer"), max_length=10, choices=GateAnswer)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision_file", "question"], name="one_answer_to_a_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.answer})"


class ReadinessScore(models.Model):
    """The points that one person gives one criterion, with what they rest on. ``person`` is opaque."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision_file = models.ForeignKey(DecisionFile, on_delete=models.CASCADE, related_name="readiness_scores")
    criterion = models.CharField(max_length=40)
    person = models.UUIDField(null=True)
    score = models.PositiveSmallIntegerField(_("points"))
    evidence = models.TextField(_("what it rests on"), max_length=1000, blank=True)
    scored_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("person",),
        purpose=_("Let each person change their own points, and colleagues see where they disagree."),
        retention=_("Until the person is erased; the points stay with the organisation, without the person."),
        erased_by="maskinrum.decisions.actions.erase_from_decisions",
    )
    free_text: ClassVar[tuple[str, ...]] = ("evidence",)

    class Meta:
        ordering = ["criterion", "scored_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision_file", "person", "criterion"], name="one_score_of_a_person"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=MOST_POINTS), name="score_on_the_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"
