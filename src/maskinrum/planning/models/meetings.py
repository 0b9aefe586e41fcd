"""Meetings that a plan waits for."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maskinrum.planning.enums import PlanMeetingKind
from maskinrum.planning.models.plans import StartPlan
from maskinrum.planning.models.tasks import PlanTask
from maskinrum.shared.privacy import NO_PERSONAL_DATA, PersonalData


class PlanMeeting(models.Model):
    """A meeting of the board or of residents. The task that is decided there cannot end on another day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(StartPlan, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=12, choices=PlanMeetingKind)
    title = models.CharField(_("title"), max_length=200)
    day = models.DateField(_("day"))
    task = models.ForeignKey(PlanTask, on_delete=models.SET_NULL, null=True, related_name="meetings")
    changed_at = models.DateTimeField()

    personal_data: ClassVar[PersonalData | None] = NO_PERSONAL_DATA
    free_text: ClassVar[tuple[str, ...]] = ("title",)

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.title
