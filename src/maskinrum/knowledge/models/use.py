"""Who used an experience, and what others add to it."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.knowledge.enums import UseOutcome
from maskinrum.knowledge.models.experiences import ERASER, Experience
from maskinrum.organisations.models import Organisation
from maskinrum.partnerships.models import Partnership, Project
from maskinrum.shared.privacy import PersonalData


class ExperienceUse(models.Model):
    """*Brugt*: an organisation used an experience somewhere, and tells how it went. Everybody who reads it sees this.

    ``project`` is shown to the own organisation only; ``place`` is what others read of where it was. ``readers`` says
    for whom it was told: who could read the experience then. ``former`` are the words told before these, newest first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="uses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="experience_uses")
    recorded_by = models.UUIDField(null=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(_("where"), max_length=200, blank=True)
    outcome = models.CharField(_("how it went"), max_length=10, choices=UseOutcome)
    text = models.TextField(_("what it changed"), max_length=2000, blank=True)
    used_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    readers = models.JSONField(default=dict)
    former = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("recorded_by",),
        purpose=_("Let whoever told of the use change it."),
        retention=_("Until the person is erased; what the organisation told stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("place", "text", "former")

    class Meta:
        ordering = ["-used_at", "id"]
        indexes = [models.Index(fields=["experience", "-used_at"], name="use_order")]

    def __str__(self) -> str:
        return f"{self.experience_id} {self.organisation_id} ({self.outcome})"

    @property
    def told_at(self) -> datetime:
        """When these words were told."""
        return self.changed_at


class ExperienceComment(models.Model):
    """Something that makes an experience clearer: a question, a detail, a correction. No likes.

    ``readers`` as of ``ExperienceUse``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="experience_comments")
    written_by = models.UUIDField(null=True)
    text = models.TextField(_("comment"), max_length=2000)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    readers = models.JSONField(default=dict)

    personal_data: ClassVar[PersonalData | None] = PersonalData(
        fields=("written_by",),
        purpose=_("Let whoever wrote a comment take it back."),
        retention=_("Until the person is erased; the comment stays, without the person."),
        erased_by=ERASER,
    )
    free_text: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["experience", "written_at"], name="comment_order")]

    def __str__(self) -> str:
        return f"{self.experience_id} {self.written_at:%Y-%m-%d}"

    @property
    def told_at(self) -> datetime:
        """When these words were told."""
        return self.written_at
