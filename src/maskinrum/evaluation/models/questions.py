"""What is asked: questions that stay the same, their wordings, and the versions of a partnership's model."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.evaluation.enums import EvaluationPart
from maskinrum.partnerships.models import Partnership
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class EvaluationQuestion(models.Model):
    """Something that is asked again and again, so that answers compare over time.

    ``partnership`` is null for what ships (``evaluation.yaml``), else whose own question it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="own_questions"
    )
    part = models.CharField(max_length=10, choices=EvaluationPart)
    slug = models.SlugField(max_length=60)
    theme_codes = models.CharField(max_length=40, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "slug"], name="evaluation_question_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(partnership=None), name="evaluation_question_shipped_once"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Wording(models.Model):
    """The words of a question. Other words begin a new series: ``series`` counts them from 1.

    ``partnership`` is whose own words of a question that ships they are; null for what ships, and in own questions.
    ``levels`` of maturity: ``{"1": {"da", "en"}, …}``; empty for the pulse, whose scale is that of the model.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(EvaluationQuestion, on_delete=models.CASCADE, related_name="wordings")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="own_wordings"
    )
    series = models.PositiveSmallIntegerField(default=1)
    text_da = models.CharField(_("statement"), max_length=300)
    text_en = models.CharField(_("statement in English"), max_length=300, blank=True)
    levels = models.JSONField(default=dict, blank=True)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("text_da", "text_en", "levels")

    class Meta:
        ordering = ["question", "series"]
        constraints = [models.UniqueConstraint(fields=["question", "series"], name="evaluation_wording_series")]

    def __str__(self) -> str:
        return self.text_da


class EvaluationModel(models.Model):
    """One version of what a partnership asks. ``is_locked`` at the first answer of a round; a change is new."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="evaluation_models")
    version = models.PositiveSmallIntegerField(default=1)
    asks_importance = models.BooleanField(_("ask how much it matters"), default=False)
    asks_text = models.BooleanField(_("ask for the one thing"), default=True)
    is_locked = models.BooleanField(default=False)
    note = models.CharField(_("why it was changed"), max_length=300, blank=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("created_by",),
        purpose=_("Let whoever changed what is asked be asked about it."),
        retention=_("Until the person is erased; the version stays, without the person."),
        erased_by="maskinrum.evaluation.actions.erase_from_evaluation",
    )
    free_text: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        ordering = ["partnership", "-version"]
        constraints = [models.UniqueConstraint(fields=["partnership", "version"], name="evaluation_model_version")]

    def __str__(self) -> str:
        return str(self.version)


class ModelItem(models.Model):
    """A wording that stands in a version of the model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(EvaluationModel, on_delete=models.CASCADE, related_name="items")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["model", "wording"], name="evaluation_item_once")]

    def __str__(self) -> str:
        return str(self.position)
