"""Recommendations, and the experiences that speak for and against them."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import EvidenceSide, ExperienceRole, Phase
from maskinrum.knowledge.models.experiences import Experience
from maskinrum.organisations.enums import Visibility
from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

RECOMMENDATION_ERASER = "maskinrum.knowledge.actions.erase_from_recommendations"


class Recommendation(models.Model):
    """An *anbefaling*: what the network advises, why, and what speaks against it.

    Without an organisation it came with the product; the secretariat keeps all of them. How strong it is, is worked out
    from the experiences that the reader may see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="recommendations")
    visibility = models.CharField(_("who may read it"), max_length=20, choices=Visibility, default=Visibility.OPEN)
    statement = models.CharField(_("statement"), max_length=300)
    statement_en = models.CharField(_("statement in English"), max_length=300, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    reasons_en = models.TextField(_("reasons in English"), blank=True)
    caveat = models.TextField(_("caveat"), blank=True)
    caveat_en = models.TextField(_("caveat in English"), blank=True)
    phase = models.CharField(_("phase"), max_length=2, choices=Phase)
    theme_codes = models.CharField(_("themes"), max_length=20)
    owner_role = models.CharField(_("owner"), max_length=20, choices=ExperienceRole, blank=True)
    review_months = models.PositiveIntegerField(default=12)
    review_on = models.DateField(_("to be reviewed by"))
    reviewed_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("statement", "statement_en", "reasons", "reasons_en", "caveat", "caveat_en")

    class Meta:
        ordering = ["phase", "statement", "id"]

    def __str__(self) -> str:
        return self.statement


class RecommendationEvidence(models.Model):
    """An experience that speaks for a recommendation, or against it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="evidence")
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="evidence_in")
    side = models.CharField(max_length=7, choices=EvidenceSide)
    position = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "experience"], name="evidence_once")]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.experience_id} ({self.side})"


class RecommendationVersion(models.Model):
    """What a recommendation said at a time. All of them were shown: the secretariat writes no drafts."""

    is_shown = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Show what a recommendation said before, and that it was changed."),
        retention=_("Until the person is erased; the version stays, without the person."),
        erased_by=RECOMMENDATION_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("content",)

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "revision"], name="recommendation_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.revision}"
