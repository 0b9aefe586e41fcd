"""The evidence that numbers rest on, and what each row said before."""

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.organisations.models import Organisation
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData

EVIDENCE_ERASER = "maskinrum.knowledge.actions.erase_from_evidence"


class EvidenceRow(models.Model):
    """One measurement, or one stated direction, from a public source. Everybody may read it.

    What ships has the key of its line in the file; a row that is retired stays, and no number rests on it any longer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=20, unique=True)
    parameter = models.CharField(_("parameter"), max_length=60)
    measure_da = models.CharField(_("what was measured"), max_length=300)
    measure_en = models.CharField(_("what was measured, in English"), max_length=300)
    estimate = models.FloatField(_("estimate"), null=True)
    low = models.FloatField(_("lowest"), null=True)
    high = models.FloatField(_("highest"), null=True)
    standard_error = models.FloatField(_("standard error"), null=True)
    spread_from = models.CharField(_("row with the spread"), max_length=20, blank=True)
    unit = models.CharField(_("unit"), max_length=40)
    population = models.CharField(_("what was studied"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    n = models.PositiveIntegerField(_("how many"), null=True)
    strength = models.CharField(_("strength"), max_length=2)
    is_self_reported = models.BooleanField(_("self-reported"), default=False)
    source_url = models.URLField(_("source"), max_length=500)
    note = models.TextField(_("caveat"), blank=True)
    applies_to = models.CharField(_("delivery model"), max_length=30, blank=True)
    is_poolable = models.BooleanField(_("may be pooled"), default=False)
    is_retired = models.BooleanField(_("retired"), default=False)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("measure_da", "measure_en", "population", "note")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.measure_da


class EvidenceVersion(models.Model):
    """What a row of evidence said at a time, and why it was changed."""

    is_shown = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.ForeignKey(EvidenceRow, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Show what a row of evidence said before, and that it was changed."),
        retention=_("Until the person is erased; the version stays, without the person."),
        erased_by=EVIDENCE_ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("content", "reason")

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["row", "revision"], name="evidence_version_once")]

    def __str__(self) -> str:
        return f"{self.row_id} {self.revision}"
